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
        if doubt.kind == "unknown":
            text = doubt.quantity.text
            yield doubt.line.hit(doubt.span, f"事实里没有“{text}”这个数", "请删去，或在事实文件里补上它的来源。")


RULE = Rule(
    code="F01",
    name="没有依据的数",
    level=Level.ERROR,
    about="报告里的数、日期、金额、比例，事实文件里都要有。没有的数在评议时一追问就说不清。",
    source="领域手册 §1.7",
    bad=Example("党员报到29人次。", facts=("党员报到28人次",)),
    good=Example("党员报到28人次。", facts=("党员报到28人次",)),
    check=check,
    needs=(Need.FACTS,),
)
