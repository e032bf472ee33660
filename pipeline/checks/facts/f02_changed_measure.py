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
        if doubt.kind == "measure":
            message = f"事实里是“{doubt.other}”，这里写成了“{doubt.quantity.text}”"
            yield doubt.line.hit(doubt.span, message, "数字的单位要与事实一致，人与人次、次与个不能混。")


RULE = Rule(
    code="F02",
    name="数字的单位与事实不同",
    level=Level.ERROR,
    about="28人次写成28名，意思就变了。",
    source="领域手册 §2.2",
    bad=Example("党员报到28名。", facts=("党员报到28人次",)),
    good=Example("党员报到28人次。", facts=("党员报到28人次",)),
    check=check,
    needs=(Need.FACTS,),
)
