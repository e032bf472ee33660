from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.facts.numbers import of_line, told_of_the_facts
from pipeline.checks.facts.ranges import faults, placeholders
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for line in manuscript.lines():
        for fault in faults(line.text, of_line(line, manuscript), context.year):
            span = (fault.start, fault.end)
            if not told_of_the_facts(line, manuscript, context, span):
                yield line.hit(span, fault.message, fault.advice)
    round_ones = placeholders([q for line in manuscript.lines() for q in of_line(line, manuscript)])
    if round_ones:
        message = f"全文有{len(round_ones)}处数字是10、100或1000，像是资料库打码留下的假数字"
        yield Hit(message, "请逐处换成真实的数字。")


RULE = Rule(
    code="F11",
    name="数字不合常理",
    level=Level.WARNING,
    about="到会率超过100%，讲座10场受众10人，2月30日，一年主持中心组学习60场，满篇都是10和100：多半是写错了，或是从文库抄来的。",
    source="领域手册 §2.2、§7.1、§8 K16",
    bad=Example("全年举办巧手技能培训10场，受众妇女10人，平均到会率达到104%。"),
    good=Example("全年举办巧手技能培训10场，受众妇女268人次，平均到会率达到94%，培训经费同比增长120%。"),
    check=check,
)
