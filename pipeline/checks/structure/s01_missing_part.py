from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_MUST = {SectionKind.DUTY: "履职情况", SectionKind.PROBLEM: "存在的问题", SectionKind.PLAN: "下一步打算"}


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    present = {part.kind for part in manuscript.parts}
    for kind, name in _MUST.items():
        if kind not in present:
            yield Hit(f"缺少“{name}”部分", "这一部分是述职报告必须有的，请补上。", section=kind)


_WHOLE = "2025年度抓基层党建工作述职报告\n一、履职情况\n我组织支部党员大会4次。\n二、存在的主要问题\n我对党员教育抓得不细。\n"

RULE = Rule(
    code="S01",
    name="缺必备部分",
    level=Level.ERROR,
    about="述职报告至少要有履职情况、存在的问题、下一步打算三部分。缺一部分，会被退回重写。",
    source="领域手册 §0.2、§3.3，§8 K01",
    bad=Example(_WHOLE, section=None),
    good=Example(f"{_WHOLE}三、下一步打算\n我将每月检查一次学习记录。\n", section=None),
    check=check,
)
