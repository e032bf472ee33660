"""存在问题, the part everyone fails: the rubric's score, and whether problem, cause and measure belong together."""

from __future__ import annotations

from pipeline.checks.problems.rows import rows
from pipeline.checks.problems.rubric import score
from pipeline.evaluation.metrics.subject import Subject


def rubric(subject: Subject) -> float:
    """0–100 by docs/rubric.md."""
    return float(score(subject.manuscript, subject.context).score)


def linked(subject: Subject) -> float:
    """The share of problems with evidence, a cause and a measure that is about them; 0 where there is no problem."""
    found = rows(subject.manuscript)
    return sum(bool(row.evidence and row.cause and row.linked) for row in found) / len(found) if found else 0.0
