from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.facts.numbers import doubts
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for doubt in doubts(manuscript, context):
        if doubt.kind == "unknown":
            text = doubt.quantity.text
            message = f"事实里没有“{text}”这个数"
            if doubt.other:
                message += f"；同一件事，{doubt.fact} 里是“{doubt.other}”"
            # What is promised in a document of the user's own is no claim about what was done.
            promised = not manuscript.marked and doubt.line.section is SectionKind.PLAN
            yield doubt.line.hit(doubt.span, message, "请删去，或在事实文件里补上它的来源。", Level.WARNING if promised else None)


RULE = Rule(
    code="F01",
    name="没有依据的数",
    level=Level.ERROR,
    about="报告里的数、日期、金额、比例，事实文件里都要有，或能由那里的数算出来。没有的数在评议时一追问就说不清。用户自己报告的打算里只作提醒。",
    source="领域手册 §1.7、§8 K15",
    bad=Example("党员报到29人次。", facts=("党员报到28人次",)),
    good=Example("党员报到二十八人次，近30人次。", facts=("党员报到28人次",)),
    check=check,
    needs=(Need.FACTS,),
)
