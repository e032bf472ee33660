from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_ORDER = (SectionKind.BASIC, SectionKind.DUTY, SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN)
_NAMES = {
    SectionKind.BASIC: "基本情况",
    SectionKind.DUTY: "履职情况",
    SectionKind.PROBLEM: "存在的问题",
    SectionKind.CAUSE: "原因分析",
    SectionKind.PLAN: "下一步打算",
}


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Last year's problems and the secretary's project may stand anywhere."""
    first = {kind: part for kind in _ORDER if (part := manuscript.part(kind)) and part.heading}
    for earlier, later in combinations(first, 2):
        if first[earlier].start > first[later].start:
            part = first[later]
            message = f"“{_NAMES[later]}”写在了“{_NAMES[earlier]}”前面"
            yield manuscript.hit((part.start, part.start + len(part.heading)), message, "按履职情况、存在的问题、原因、下一步打算的次序排。")
            return


_WHOLE = "2025年度抓基层党建工作述职报告\n一、履职情况\n我主持召开支委会12次。\n二、{}\n我记在本上。\n三、{}\n我没有忘。\n"

RULE = Rule(
    code="S06",
    name="各部分次序颠倒",
    level=Level.WARNING,
    about="先做了什么，再查问题，最后说打算。打算写在问题前面，评议的人就看不出措施是对着什么来的。上年整改、书记项目放在哪里都行。",
    source="领域手册 §0.2、§3.1、§3.6",
    bad=Example(_WHOLE.format("下一步打算", "存在的主要问题"), section=None),
    good=Example(_WHOLE.format("存在的主要问题", "下一步打算"), section=None),
    check=check,
)
