"""What the checks may know, and how they say where something stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.facts import Facts
from pipeline.findings import Finding, Level
from pipeline.plan import Plan
from pipeline.report import Item, Report, Section, SectionKind, Sentence
from pipeline.units import LengthRule, UnitType


@dataclass(frozen=True)
class Context:
    """``samples`` are texts of other reports that the writer was shown, by name; ``strangers`` the names of places, units and people in
    them; ``last_year`` the user's own last report.
    """

    facts: Facts
    unit_types: tuple[UnitType, ...]
    rule: LengthRule
    plan: Plan
    samples: tuple[tuple[str, str], ...] = ()
    strangers: tuple[str, ...] = ()
    last_year: str = ""

    @cached_property
    def given(self) -> str:
        """All that the user wrote, in one string."""
        f = self.facts
        own = [f.unit.name, f.unit.superior or "", f.secretary.post, f.secretary.name or "", f.lead or ""]
        return "\n".join(own + [f"{e.text} {e.theme or ''}" for e in f.evidence])

    def cited(self, sentence: Sentence) -> str:
        """The words of the facts a sentence rests on."""
        known = self.facts.by_id
        return "\n".join(known[id_].text for id_ in sentence.facts if id_ in known)


Check = Callable[[Report, Context], list[Finding]]


@dataclass(frozen=True)
class Place:
    """A sentence where it stands; ``offset`` is where it begins in its item's text."""

    section: Section
    index: int
    item: Item
    sentence: Sentence
    offset: int


def places(report: Report, *kinds: SectionKind) -> Iterator[Place]:
    """Every sentence of the sections of ``kinds`` (all where none is named), in order."""
    for section in report.sections:
        if kinds and section.kind not in kinds:
            continue
        for index, item in enumerate(section.items):
            offset = 0
            for number, sentence in enumerate(item.sentences):
                offset += 1 if sentence.opens and number else 0
                yield Place(section, index, item, sentence, offset)
                offset += len(sentence.text)


def at(place: Place, code: str, level: Level, excerpt: tuple[int, int], message: str, advice: str) -> Finding:
    """A finding about ``excerpt`` (start, end within the sentence)."""
    start, end = excerpt
    return Finding(
        code=code,
        level=level,
        message=message,
        advice=advice,
        section=place.section.kind,
        item=place.index,
        excerpt=place.sentence.text[start:end],
        start=place.offset + start,
        end=place.offset + end,
    )
