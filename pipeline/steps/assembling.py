"""Putting the written sections together, in the order of the plan whatever order they were finished in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.facts import Facts
from pipeline.plan import Plan
from pipeline.report import Report, Section, SectionKind
from pipeline.samples.records import Passage


def assemble(facts: Facts, plan: Plan, sections: Sequence[Section], passages: Mapping[SectionKind, tuple[Passage, ...]]) -> Report:
    """The report of ``sections``; each item is told which passages its writer was shown."""
    by_kind = {s.kind: s for s in sections}
    return Report(
        title=plan.title,
        unit=facts.unit.name,
        unit_types=facts.unit.types,
        year=facts.year,
        sections=tuple(_sourced(by_kind[p.kind], passages.get(p.kind, ())) for p in plan.sections),
        signer=plan.signer,
        date=plan.date,
        salutation=plan.salutation,
        numbering=plan.numbering,
    )


def replaced(report: Report, sections: Sequence[Section]) -> Report:
    """The report with ``sections`` in the place of its own of the same kind."""
    new = {s.kind: s for s in sections}
    return report.model_copy(update={"sections": tuple(_kept_sources(s, new.get(s.kind, s)) for s in report.sections)})


def _sourced(section: Section, passages: tuple[Passage, ...]) -> Section:
    ids = tuple(p.id for p in passages)
    items = tuple(item.model_copy(update={"sources": ids}) for item in section.items)
    return section.model_copy(update={"items": items})


def _kept_sources(old: Section, new: Section) -> Section:
    ids = old.items[0].sources if old.items else ()
    items = tuple(i if i.sources else i.model_copy(update={"sources": ids}) for i in new.items)
    return new.model_copy(update={"items": items})
