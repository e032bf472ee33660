"""What the rules ask of this secretary in this year: the norm scaled to the months in office."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline import units
from pipeline.facts.records import EvidenceKind, Facts
from pipeline.units import Norm

_PADDING = re.compile("全年|今年|一年来?|年内|总共|一共|(?<=[一-鿿])共(?=\\d)")
"""What may stand between a name and its count: 中心组全年学习10次."""


@dataclass(frozen=True)
class LifeRecord:
    """One form of organisational life: held ``count`` times, ``due`` by a verified rule (None where no rule is known)."""

    id: str
    name: str
    count: int
    due: int | None
    norm: Norm | None

    @property
    def missing(self) -> int:
        """How many times fewer than the rule asks; 0 where it was kept or there is none."""
        return max(0, self.due - self.count) if self.due is not None else 0


def months_in_office(facts: Facts) -> int:
    """How many months of the report year the secretary held the post, 1–12."""
    since = facts.secretary.since
    if since and since.startswith(str(facts.year)):
        return 13 - int(since[5:7])
    return 12


def life_records(facts: Facts) -> tuple[LifeRecord, ...]:
    """Every entry of 组织生活 beside its norm, in the order of the file."""
    return tuple(_record(facts, life.name, life.count) for life in facts.life)


def told_in_facts(facts: Facts) -> dict[str, str]:
    """Ids of 组织生活 whose count one of the facts tells in its own words, and that fact's id: it need not be told twice.

    What falls short of a rule is left out: it has to be held against the rule.
    """
    found: dict[str, str] = {}
    for record in life_records(facts):
        names = "|".join(map(re.escape, (record.name, *(record.norm.aliases if record.norm else ()))))
        count = rf"{record.count}(?:次|场|期|堂|节)"
        told = re.compile(rf"(?:{names})[^，。；\d]{{0,6}}{count}|(?<!\d){count}[^，。；\d]{{0,4}}(?:{names})")
        fact = next((e for e in facts.evidence if e.kind is EvidenceKind.FACT and told.search(_PADDING.sub("", e.text))), None)
        if fact and not record.missing:
            found[record.id] = fact.id
    return found


def _record(facts: Facts, name: str, count: int) -> LifeRecord:
    norm = units.find_norm(name)
    known = norm is not None and norm.verified and norm.per_year is not None
    due = norm.per_year * months_in_office(facts) // 12 if known and norm and norm.per_year else None
    return LifeRecord(id=f"组织生活.{name}", name=name, count=count, due=due, norm=norm)
