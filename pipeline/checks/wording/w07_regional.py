from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.wording.lexicon import of_kind
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for term in of_kind("regional"):
        start = manuscript.text.find(term.name)
        if start >= 0 and term.name not in context.given:
            yield manuscript.hit((start, start + len(term.name)), f"“{term.name}”是{term.note}", "如果不是本地的叫法，请换成你们自己的说法。")


RULE = Rule(
    code="W07",
    name="外地的叫法",
    level=Level.INFO,
    about="有的品牌和做法只在一地叫这个名字，外地的报告里出现，多半是抄来的。",
    source="领域手册 §2.17",
    bad=Example("我推进“北疆巾帼”宣讲。"),
    good=Example("我带着妇联干部到车间宣讲。"),
    check=check,
)
