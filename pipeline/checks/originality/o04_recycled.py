from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.originality.recycled import recycled
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level

_SHOWN, _NAMED = 40, 4


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for found in recycled(manuscript, context):
        changed = "、".join(dict.fromkeys(found.changed[:_NAMED]))
        old = found.old if len(found.old) <= _SHOWN else f"{found.old[:_SHOWN]}……"
        message = f"这一句是上年的旧句，只换了“{changed}”；上年写的是“{old}”"
        yield found.line.hit((0, len(found.line.text)), message, "写今年这件事和上年有什么不同；没有不同，就不必再写。")


_LAST = "党的二十届三中全会召开后，我带着支部逐段读文件，到3个小区讲给居民听，大家说听得明白。"

RULE = Rule(
    code="O04",
    name="上年旧句换了年份、会议或数字",
    level=Level.WARNING,
    about="把年份、会议名称、学习教育名称和数字遮住以后，同上年报告一模一样的句子，是换汤不换药。评议的人手里有上年的报告，一比就知道。",
    source="领域手册 §1.7",
    bad=Example("党的二十届四中全会召开后，我带着支部逐段读文件，到5个小区讲给居民听，大家说听得明白。", last_year=_LAST),
    good=Example("四中全会以后，我改在晚饭后到楼门口讲，来听的多了一倍，听完能说出两条同自己有关的。", last_year=_LAST),
    check=check,
    needs=(Need.LAST_YEAR,),
)
