from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_NAMES = {SectionKind.PROBLEM: "问题", SectionKind.CAUSE: "原因", SectionKind.PLAN: "措施"}


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    if context.plan is None:
        return
    for kind, name in _NAMES.items():
        part, plan = manuscript.part(kind), context.plan.section(kind)
        if part is None or part.unwritten:
            continue
        wanted = len(context.plan.rows) + sum(1 for item in (plan.items if plan else ()) if not item.row)
        if len(part.items) != wanted:
            message = f"{name}写了 {len(part.items)} 条，应当是 {wanted} 条，与问题一一对应"
            yield Hit(message, "每个问题配一条原因、一条措施，次序相同。", section=kind)


RULE = Rule(
    code="S03",
    name="问题、原因、措施条数不合",
    level=Level.ERROR,
    about="起草时每个问题配一条原因、一条措施，次序相同。条数对不上，评议时一问就露底。",
    source="领域手册 §1.3",
    bad=Example("问题三条、原因两条、措施三条"),
    good=Example("问题三条、原因三条、措施三条，次序相同"),
    check=check,
    needs=(Need.DRAFT,),
)
