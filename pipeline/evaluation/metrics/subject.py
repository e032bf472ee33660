"""What the metrics look at: one contestant's text for one case, read once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from pipeline import checks, units
from pipeline.checks import Context, Manuscript
from pipeline.documents import parse
from pipeline.documents.cleaning import arrange
from pipeline.evaluation.cases import Bench, Case
from pipeline.findings import Finding
from pipeline.report import SectionKind


@dataclass(frozen=True)
class Output:
    """What a contestant wrote. ``asked`` are the questions it gave beside the text; ``notes`` (Chinese) what a reader of results should know.

    ``seconds`` is the time of writing, None where the text was only read from a record; it is no part of equal results.
    """

    text: str
    asked: tuple[str, ...] = ()
    calls: int = 0
    tokens: int = 0
    seconds: float | None = None
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, eq=False)
class Subject:
    """``manuscript`` is ``output.text`` as the checks read it, ``reference`` the case's own report, None where there is none."""

    case: Case
    output: Output
    manuscript: Manuscript
    context: Context
    reference: Manuscript | None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that ``shuzhi check`` would find, with the facts and the library at hand."""
        return checks.run(self.manuscript, self.context)

    def found(self, *codes: str) -> list[Finding]:
        """The findings whose codes begin with one of ``codes``."""
        return [f for f in self.findings if f.code.startswith(codes)]

    def kinds(self) -> list[SectionKind]:
        """The kinds of the sections that hold any prose, in order."""
        return [part.kind for part in self.manuscript.parts if part.chars]


def subject_of(case: Case, output: Output, bench: Bench) -> Subject:
    """Read ``output`` as a user's document about the facts of ``case``."""
    return Subject(case, output, manuscript_of(output.text), context_of(case, bench), manuscript_of(case.reference) if case.reference else None)


def manuscript_of(text: str) -> Manuscript:
    arranged = arrange(text).text
    return checks.of_document(parse(arranged), arranged)


def context_of(case: Case, bench: Bench, last_year: str = "") -> Context:
    """What the checks may know: the facts, the rule of length, and the library without the case's own cluster."""
    kin = bench.kin_in_library(case)
    others = [report for report in bench.library if report.id not in kin]
    facts = case.facts
    return Context(
        year=facts.year,
        written_on=facts.written_on or dt.date(facts.year + 1, 1, 15),
        unit_types=units.types_of(facts.unit.types),
        facts=facts,
        rule=units.rule(facts.rule),
        samples=tuple((report.id, report.text) for report in others),
        strangers=tuple(dict.fromkeys(name for report in others for name in report.entities)),
        last_year=last_year,
    )
