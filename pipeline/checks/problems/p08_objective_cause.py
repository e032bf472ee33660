from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.rows import rows
from pipeline.checks.problems.words import OBJECTIVE, SUBJECTIVE
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind
from pipeline.texts.measure import clauses as clauses_of


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    clauses = [(line, clause) for row in rows(manuscript) for line in row.cause for clause in clauses_of(line.text)]
    outer = [(line, c) for line, c in clauses if OBJECTIVE.search(c)]
    inner = [c for _, c in clauses if SUBJECTIVE.search(c) and not OBJECTIVE.search(c)]
    if len(outer) < _LEAST or len(outer) <= len(inner):
        return
    for line, clause in outer[:_LEAST]:
        start = line.text.find(clause)
        advice = "客观困难一句带过，主要写自己的认识、作风、方法：同样的条件，我本来可以怎么做。"
        yield line.hit((start, start + len(clause)), f"原因里客观困难有 {len(outer)} 处，讲自己的只有 {len(inner)} 处", advice)


_LEAST = 2

RULE = Rule(
    code="P08",
    name="原因多是客观困难",
    level=Level.WARNING,
    about="人少、事多、经费紧，谁都有。原因一半以上是客观困难，评议会说你没有查自己。",
    source="领域手册 §1.3 Q11、§8 K09 [A23]",
    bad=Example("主题党日有4次没有开成。原因是人员少、任务重，经费又紧张。", section=SectionKind.PROBLEM),
    good=Example("主题党日有4次没有开成。任务是重，可我把它排在最后，怕耽误业务，没有想过改到晚上开。", section=SectionKind.PROBLEM),
    check=check,
)
