from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.facts.numbers import told_of_the_facts
from pipeline.checks.facts.rhythms import faults
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for line in manuscript.lines():
        for fault in faults(line.text):
            span = (fault.start, fault.end)
            if not told_of_the_facts(line, manuscript, context, span):
                yield line.hit(span, fault.message, fault.advice)


RULE = Rule(
    code="F14",
    name="频次与次数对不上",
    level=Level.WARNING,
    about="每季度1次，一年是4次；后面写全年不少于6次，两个里总有一个不是真的。做过的和打算做的都看。",
    source="领域手册 §8 K17",
    bad=Example("每季度组织1次专题研讨，全年不少于6次。", section=SectionKind.PLAN),
    good=Example("每季度组织1次专题研讨，全年不少于4次；支委会每月1次，全年12次。", section=SectionKind.PLAN),
    check=check,
)
