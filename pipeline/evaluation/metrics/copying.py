"""Copying: runs of 13 characters or more shared with the reports of the library, what every report says left out; and their names."""

from __future__ import annotations

from pipeline.checks.originality.library import index_of
from pipeline.checks.originality.prose import prose_of
from pipeline.checks.originality.runs import longest, shared
from pipeline.evaluation.metrics.subject import Subject


def copied_share(subject: Subject) -> float:
    """Which share of the characters of the prose lies in a run of 13 or more that a report of the library has too."""
    runs = longest(shared(subject.manuscript, index_of(subject.context.samples)))
    whole = len(prose_of(subject.manuscript).text)
    return sum(run.end - run.start for run in runs) / whole if whole else 0.0


def longest_run(subject: Subject) -> float:
    """Characters of the longest such run, 0 where there is none."""
    runs = longest(shared(subject.manuscript, index_of(subject.context.samples)))
    return float(max((run.end - run.start for run in runs), default=0))


def foreign_names(subject: Subject) -> float:
    """How many names of places, units and people of library reports stand in the text and not in the facts."""
    given = subject.context.given
    names = {name for name in subject.context.strangers if len(name) > 2 and name not in given and name in subject.manuscript.text}
    return float(len({name for name in names if not any(name in longer for longer in names if longer != name)}))
