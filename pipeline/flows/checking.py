"""The check flow: a report, or a facts file, and what is known beside it → findings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from pipeline import checks, units
from pipeline.checks import Context, FactsRule, Manuscript, Rule
from pipeline.checks.choosing import Acceptance, accepted, chosen, inline
from pipeline.documents import parse
from pipeline.documents.cleaning import arrange, without_front_matter
from pipeline.documents.page_layout import PageLayout
from pipeline.facts import Facts
from pipeline.findings import Finding, Level
from pipeline.samples.intake_types import guess_types

_SPRING = 6
"""Reports of a year are given until about this month of the next."""


@dataclass(frozen=True)
class CheckRequest:
    """What may be known beside a report. ``year`` and ``written_on`` None: they are read from the facts, then from the report.

    ``samples`` are texts of other reports by name, ``strangers`` the names that belong to those. ``rules`` are those to run, ``accept`` what
    the user has accepted.
    """

    facts: Facts | None = None
    last_year: str = ""
    year: int | None = None
    written_on: dt.date | None = None
    samples: tuple[tuple[str, str], ...] = ()
    strangers: tuple[str, ...] = ()
    rules: tuple[Rule | FactsRule, ...] = field(default_factory=lambda: chosen((), ()))
    accept: tuple[Acceptance, ...] = ()


@dataclass(frozen=True)
class Checked:
    """``text`` is what was checked: cleaned, its offsets are those of the findings. ``accepted`` counts findings the user had accepted."""

    text: str
    chars: int
    findings: tuple[Finding, ...]
    accepted: int = 0
    year: int | None = None
    written_on: dt.date | None = None
    unit_types: tuple[str, ...] = ()

    @property
    def blocked(self) -> bool:
        return any(finding.level is Level.ERROR for finding in self.findings)


def check_report(text: str, request: CheckRequest, today: dt.date, layout: PageLayout | None = None) -> Checked:
    """Check a report as it was read from a file; ``layout`` is how its page is set, where it is a .docx."""
    text, comments = inline(without_front_matter(text))
    text = arrange(text).text
    manuscript = checks.of_document(parse(text), text)
    context = replace(_context(manuscript, request, today), layout=layout)
    rules = [rule for rule in request.rules if isinstance(rule, Rule)]
    found = checks.run(manuscript, context, rules)
    kept = tuple(f for f in found if not accepted(f, text, (*request.accept, *comments)))
    names = tuple(t.name for t in context.unit_types)
    return Checked(text, manuscript.chars, kept, len(found) - len(kept), context.year, context.written_on, names)


def check_facts(facts: Facts, request: CheckRequest, today: dt.date) -> Checked:
    """Check a facts file for contradictions and what cannot be."""
    context = Context(year=facts.year, written_on=facts.written_on or today, unit_types=units.types_of(facts.unit.types), facts=facts)
    found = checks.run_facts(facts, context, [rule for rule in request.rules if isinstance(rule, FactsRule)])
    kept = tuple(f for f in found if not accepted(f, "", request.accept))
    return Checked("", 0, kept, len(found) - len(kept), facts.year, context.written_on, facts.unit.types)


def _context(manuscript: Manuscript, request: CheckRequest, today: dt.date) -> Context:
    facts = request.facts
    year = request.year or (facts.year if facts else manuscript.year)
    names = facts.unit.types if facts else guess_types(manuscript.text)
    return Context(
        year=year,
        written_on=request.written_on or (facts.written_on if facts else None) or manuscript.date or _likely(year, today),
        unit_types=units.types_of(names),
        facts=facts,
        rule=units.rule(facts.rule) if facts else None,
        samples=request.samples,
        strangers=request.strangers,
        last_year=request.last_year,
    )


def _likely(year: int | None, today: dt.date) -> dt.date:
    """When a report without a date was written: today where today lies in its season, else the January after its year."""
    if year is None or dt.date(year, 10, 1) <= today < dt.date(year + 1, _SPRING, 1):
        return today
    return dt.date(year + 1, 1, 31)
