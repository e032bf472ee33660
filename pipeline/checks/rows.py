"""S03 problems, causes and measures must match one to one, in the same order."""

from __future__ import annotations

from pipeline.checks.context import Context
from pipeline.findings import Finding, Level
from pipeline.report import Report, SectionKind

_NAMES = {SectionKind.PROBLEM: "问题", SectionKind.CAUSE: "原因", SectionKind.PLAN: "措施"}


def check(report: Report, context: Context) -> list[Finding]:
    wanted = len(context.plan.rows)
    found = []
    for kind, name in _NAMES.items():
        section = report.section(kind)
        if section is None or section.status == "unwritten":
            continue
        extra = sum(1 for i in plan.items if not i.row) if (plan := context.plan.section(kind)) else 0
        if len(section.items) != wanted + extra:
            found.append(
                Finding(
                    code="S03",
                    level=Level.ERROR,
                    section=kind,
                    message=f"{name}写了 {len(section.items)} 条，应当是 {wanted + extra} 条，与问题一一对应",
                    advice="每个问题配一条原因、一条措施，次序相同。",
                )
            )
    return found
