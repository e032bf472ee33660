from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.words import BARE_CAUSE
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    if manuscript.part(SectionKind.CAUSE) is not None:
        return
    part = next((p for p in manuscript.of(SectionKind.PROBLEM) if "原因" in p.heading or "剖析" in p.heading), None)
    if part is None or part.unwritten or not part.text or BARE_CAUSE.search(part.text):
        return
    span = (part.start, part.start + len(part.heading))
    advice = "每个问题后面写一句自己的原因：当时怎么想的、哪里没抓。没有想清楚的，先留【待补充】。"
    yield manuscript.hit(span, f"标题写着“{part.heading}”，下面没有一句原因", advice)


_WHOLE = "2025年度抓基层党建工作述职报告\n一、履职情况\n我讲党课4次。\n二、存在的问题及原因\n（一）到会少。主题党日有3次不到10人。\n"
_REST = "三、下一步打算\n我每月点名。\n"

RULE = Rule(
    code="P06",
    name="有原因标题，没有原因",
    level=Level.ERROR,
    about="标题写“问题及原因”，正文只有问题。翻到这一页的人第一眼就看见。",
    source="领域手册 §1.3 Q4、§8 K02",
    bad=Example(f"{_WHOLE}{_REST}", section=None),
    good=Example(f"{_WHOLE.rstrip()}原因是我只发通知，没有问过谁来不了。\n{_REST}", section=None),
    check=check,
)
