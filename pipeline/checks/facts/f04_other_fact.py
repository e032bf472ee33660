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
        if doubt.kind != "elsewhere":
            continue
        text = doubt.quantity.text
        message = f"“{text}”不在这句话引用的事实里"
        if doubt.other:
            message = f"事实里这件事是“{doubt.other}”（{doubt.fact}），“{text}”说的是另一件事"
        yield doubt.line.hit(doubt.span, message, "请核对这句话说的是哪一条事实。")


RULE = Rule(
    code="F04",
    name="数引错了事实",
    level=Level.WARNING,
    about="数在事实里有，可说的是另一件事：廉政谈话的19人次，写到了党员报到上。起草时每句话记着依据哪条事实，数不在那几条里也算。",
    source="领域手册 §1.7、§8 K15",
    bad=Example("党员到清河社区报到19人次。", facts=("党员到清河社区报到28人次", "开展廉政谈话19人次")),
    good=Example("党员到清河社区报到28人次，廉政谈话19人次。", facts=("党员到清河社区报到28人次", "开展廉政谈话19人次")),
    check=check,
    needs=(Need.FACTS,),
)
