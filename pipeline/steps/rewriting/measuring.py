"""What a rewriting is worth, in numbers: the measures of the evaluation, from the result alone and what was known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.checks.context import Context
from pipeline.checks.problems.first_person import FIRST_PERSON
from pipeline.report import SectionKind
from pipeline.rewriting import Rewrite
from pipeline.steps.rewriting.judging import Known, shared_run
from pipeline.steps.rewriting.locating import locate
from pipeline.texts.measure import sentences

_GAP = "【待补充"


@dataclass(frozen=True)
class Measures:
    """Of one rewriting.

    ``before`` and ``after`` are scores of 100; ``unsupported`` are numbers, names and titles that nobody gave; ``linked`` of ``problems``
    have a measure in the plan; ``unmarked`` are problems without any evidence and without a gap that says so; ``runs`` are sentences that are
    new and share 13 characters with a sample; ``own`` are sentences with 我.
    """

    before: int
    after: int
    unsupported: tuple[str, ...]
    problems: int
    linked: int
    empty_before: int
    empty_after: int
    gaps: int
    unmarked: int
    runs: int
    own: int

    @property
    def gain(self) -> int:
        return self.after - self.before


def measure(result: Rewrite, given: Iterable[str], context: Context) -> Measures:
    """Measure ``result``; ``given`` are the answers and the facts the user gave, ``context`` has the samples."""
    known = Known((result.source, *given))
    new = locate(result.text, "")
    old = set(sentences(result.source))
    fresh = [s for s in sentences(result.after) if s not in old]
    fresh += [p.text for r in result.replacements for p in r.new if r.first == r.last]
    rows = new.rows
    return Measures(
        before=result.diagnosis_before.score,
        after=result.diagnosis_after.score,
        unsupported=tuple(word for s in fresh for word in known.strange(s)),
        problems=len(rows),
        linked=sum(row.linked for row in rows),
        empty_before=result.diagnosis_before.empty,
        empty_after=result.diagnosis_after.empty,
        gaps=result.text.count(_GAP) - result.source.count(_GAP),
        unmarked=sum(not row.evidence and _GAP not in row.said + row.why for row in rows),
        runs=sum(bool(shared_run(s, context)) for s in fresh),
        own=sum(1 for line in new.manuscript.lines(SectionKind.PROBLEM, SectionKind.CAUSE) if FIRST_PERSON.search(line.text)),
    )
