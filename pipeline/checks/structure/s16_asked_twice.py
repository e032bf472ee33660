from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_ASKS = re.compile(
    r"(?:请|恳请|敬请|请予|望|欢迎)[^，。；\n]{0,24}(?:评议|审议|批评|指正|提意见|多提)|不[妥当足对]之处[^。；\n]{0,16}(?:批评|指正|包涵|谅解)|请予?评议|批评指正"
)
_FEW = 3


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """In the lead, and again at the end: the second one is told."""
    lines = list(manuscript.lines())
    lead = [line for line in lines if line.section is SectionKind.LEAD and _ASKS.search(line.text)]
    end = [line for line in lines[-_FEW:] if line.section is not SectionKind.LEAD and _ASKS.search(line.text)]
    if lead and end:
        line: Line = end[0]
        match = _ASKS.search(line.text)
        if match:
            yield line.hit(match.span(), f"开头已经“{_said(lead[0])}”，末尾又写了一遍", "请评议、请指正只写一处：放在开头或末尾都行。")


def _said(line: Line) -> str:
    match = _ASKS.search(line.text)
    return match.group() if match else ""


_WHOLE = (
    "2025年度抓基层党建工作述职报告\n现将有关情况述职如下，{}。\n一、履职情况\n我主持召开支委会12次。\n"
    "二、存在的主要问题\n我抓学习不细。\n三、下一步打算\n我每月查一次学习记录。\n以上述职，请予评议。\n"
)

RULE = Rule(
    code="S16",
    name="请评议写了两处",
    level=Level.WARNING,
    about="“请予评议”“敬请批评指正”在开头和末尾各写一遍，是套话相叠。",
    source="领域手册 §3.8（谦辞不可两处）",
    bad=Example(_WHOLE.format("请予评议"), section=None),
    good=Example(_WHOLE.format("共四个部分"), section=None),
    check=check,
)
