"""The checks: pure functions from a report and what is known to findings. They judge drafts, drive mending and score evaluations.

A check is one module and one line in ``ALL``.
"""

from pipeline.checks import claims, copying, entities, foreign, length, numbers, residue, rows, structure, unused, voice
from pipeline.checks.context import Check, Context
from pipeline.findings import Finding
from pipeline.report import Report

ALL: tuple[Check, ...] = (
    structure.check,
    rows.check,
    length.check,
    voice.check,
    numbers.check,
    entities.check,
    claims.check,
    unused.check,
    copying.check,
    foreign.check,
    residue.check,
)


def run(report: Report, context: Context) -> tuple[Finding, ...]:
    """Return the findings of every check, errors first, then in the order of the report."""
    order = {section.kind: i for i, section in enumerate(report.sections)}
    weight = {"error": 0, "warning": 1, "info": 2}
    found = [finding for check in ALL for finding in check(report, context)]
    return tuple(sorted(found, key=lambda f: (weight[f.level], order.get(f.section, -1), f.item, f.start)))  # type: ignore[call-overload]


__all__ = ["ALL", "Check", "Context", "run"]
