"""F08 a fact that was given and stands nowhere in the report."""

from __future__ import annotations

from pipeline.checks.context import Context
from pipeline.findings import Finding, Level
from pipeline.report import Report


def unused_ids(report: Report, context: Context) -> tuple[str, ...]:
    """The ids of the facts that no sentence cites, in the order of the facts file."""
    cited = {id_ for s in report.sections for i in s.items for id_ in i.facts}
    return tuple(e.id for e in context.facts.evidence if e.id not in cited)


def check(report: Report, context: Context) -> list[Finding]:
    return [
        Finding(
            code="F08",
            level=Level.INFO,
            message=f"这条事实没有用上：{id_} {context.facts.by_id[id_].text[:40]}",
            advice="如果要紧，请改写它的主题或内容后再生成，或自己补进去。",
        )
        for id_ in unused_ids(report, context)
    ]
