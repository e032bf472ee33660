"""Facts: what stands in the text without a fact behind it, and what the facts offered and the text left out.

The detectors are the rules of ``shuzhi check``; how often they are right is measured on labelled sentences (suite ``check``).
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.checks.facts.f08_unused_fact import unused_ids
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.evaluation.metrics.subject import Subject
from pipeline.facts import Facts
from pipeline.findings import Finding
from pipeline.report import SectionKind

NUMBERS = ("F01", "F02", "F04")
NAMES = ("F05", "F06")
CLAIMS = (*NUMBERS, *NAMES, "F07")
PAST = (
    SectionKind.LEAD,
    SectionKind.BASIC,
    SectionKind.DUTY,
    SectionKind.RECTIFY,
    SectionKind.PROJECT,
    SectionKind.PROBLEM,
    SectionKind.CAUSE,
    SectionKind.INTEGRITY,
)
GAP = "【待补充"


def numbers_unsupported(subject: Subject) -> float:
    """Numbers about the past that the facts do not give, or give of something else, for 1000 characters."""
    return _per_thousand(subject, NUMBERS)


def names_unsupported(subject: Subject) -> float:
    """Documents, places, units, brands and honours that the facts do not name, for 1000 characters."""
    return _per_thousand(subject, NAMES)


def _per_thousand(subject: Subject, codes: tuple[str, ...]) -> float:
    count = sum(f.section != SectionKind.PLAN for f in subject.found(*codes))
    return 1000 * count / subject.manuscript.chars if subject.manuscript.chars else 0.0


def claims_unsupported(subject: Subject) -> float:
    """The share of sentences about the past with a concrete claim that no fact supports."""
    lines = list(subject.manuscript.lines(*PAST))
    return len(doubtful(lines, subject.found(*CLAIMS))) / len(lines) if lines else 0.0


def doubtful(lines: Iterable[Line], findings: Iterable[Finding]) -> list[Line]:
    """The sentences in which one of ``findings`` begins."""
    starts = sorted(f.start for f in findings if f.start >= 0)
    return [line for line in lines if any(line.start <= start < line.end for start in starts)]


def facts_used(subject: Subject) -> float:
    """The share of the facts that the text tells."""
    every = len(subject.case.facts.evidence)
    return 1 - len(unused_ids(subject.manuscript, subject.context)) / every


def missing_shown(subject: Subject) -> float | None:
    """Of what the facts leave open, the share that is shown as a gap or asked; None where they leave nothing open."""
    wanted = missing(subject.case.facts)
    return min(1.0, (gaps(subject.manuscript) + len(subject.output.asked)) / wanted) if wanted else None


def missing(facts: Facts) -> int:
    """How many things a report needs and these facts do not give: causes, measures, what came of last year's problems, a third problem."""
    open_ = sum(not problem.cause for problem in facts.problems)
    open_ += 0 if facts.plans else sum(not problem.measure for problem in facts.problems)
    open_ += sum(not (r.action or r.result) for r in facts.rectifications) + (not facts.rectifications)
    return open_ + max(0, 3 - len(facts.problems))


def gaps(manuscript: Manuscript) -> int:
    """The visible gaps in the text."""
    return manuscript.text.count(GAP)


def gap_count(subject: Subject) -> float:
    return float(gaps(subject.manuscript))
