from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.facts.numbers import of_line, told_of_the_facts
from pipeline.checks.facts.sums import faults
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for line in manuscript.lines():
        found = of_line(line, manuscript)
        for fault in faults(line.text, found) if len(found) > 1 else ():
            span = (fault.start, fault.end)
            if not told_of_the_facts(line, manuscript, context, span):
                yield line.hit(span, fault.message, fault.advice, None if fault.impossible else Level.WARNING)


RULE = Rule(
    code="F10",
    name="数字加不起来",
    level=Level.ERROR,
    about="一句话里的总数与部分、余数、比例、升降幅度要对得上：共12人，其中男8人、女5人；由78%提高到93%，提高12个百分点。",
    source="领域手册 §8 K17",
    bad=Example("支部有党员12人，其中男8人、女5人。"),
    good=Example("支部有党员13人，其中男8人、女5人，35岁以下9人，平均到会率由78%提高到93%，提高15个百分点。"),
    check=check,
)
