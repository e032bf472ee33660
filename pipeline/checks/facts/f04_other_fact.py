from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.facts.numbers import doubts
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for doubt in doubts(manuscript, context):
        if doubt.kind == "elsewhere":
            message = f"“{doubt.quantity.text}”不在这句话引用的事实里"
            yield doubt.line.hit(doubt.span, message, "请核对这句话说的是哪一条事实。")


RULE = Rule(
    code="F04",
    name="数引错了事实",
    level=Level.WARNING,
    about="起草时每句话记着依据哪条事实；数在别的事实里，说明张冠李戴，或漏记了依据。",
    source="本项目的设计：每个数都能追到事实",
    bad=Example("到会率提高，共28人次。〔记的依据里没有28人次〕"),
    good=Example("党员报到28人次。〔记的依据正是这一条〕"),
    check=check,
    needs=(Need.FACTS, Need.DRAFT),
)
