"""Structure: are the parts there, in an order that reviewers know, and do the headings say what a good report's say?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.rows import rows
from pipeline.evaluation.metrics.subject import Subject
from pipeline.facts import Facts
from pipeline.report import SectionKind

_ORDER = list(SectionKind)
_HEADED = (SectionKind.DUTY, SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN)


def parts_present(subject: Subject) -> float:
    """The share of the parts that these facts demand which the text has."""
    wanted = demanded(subject.case.facts)
    have = set(subject.kinds())
    if SectionKind.CAUSE not in have and any(row.cause for row in rows(subject.manuscript)):
        have.add(SectionKind.CAUSE)
    return sum(kind in have for kind in wanted) / len(wanted)


def demanded(facts: Facts) -> tuple[SectionKind, ...]:
    """Work, problems, causes and plans always; last year's problems and the project where the facts tell of them."""
    wanted = [SectionKind.DUTY, SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN]
    wanted += [SectionKind.RECTIFY] if facts.rectifications else []
    return (*wanted, *([SectionKind.PROJECT] if facts.project else []))


def in_order(subject: Subject) -> float:
    """1 where the parts follow one another as the skeletons have them, else the share of neighbouring parts that do."""
    return ordered_share([kind for kind in subject.kinds() if kind not in (SectionKind.BASIC, SectionKind.INTEGRITY)])


def ordered_share(kinds: Sequence[SectionKind]) -> float:
    """The share of neighbours that stand in the order lead, duty, rectify, project, problem, cause, plan, closing; 1 for fewer than two."""
    steps = list(pairwise(kinds))
    return sum(_ORDER.index(a) <= _ORDER.index(b) for a, b in steps) / len(steps) if steps else 1.0


def heading_recall(subject: Subject) -> float | None:
    """How far the headings of the reference are found among those of the text; None without a reference that has any."""
    wanted = headings(subject.reference) if subject.reference else []
    return soft_recall(wanted, headings(subject.manuscript)) if wanted else None


def headings(manuscript: Manuscript) -> list[str]:
    return [item.heading for part in manuscript.of(*_HEADED) for item in part.items if item.heading]


def soft_recall(wanted: Sequence[str], found: Sequence[str]) -> float:
    """For each wanted heading its best likeness to any found one (Dice over pairs of characters); their mean."""
    return sum(max((dice(heading, other) for other in found), default=0.0) for heading in wanted) / len(wanted)


def dice(one: str, other: str) -> float:
    """2·shared / (pairs of one + pairs of other), over sets of neighbouring characters; 1 for equal texts of two characters or more."""
    a, b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else float(one == other)
