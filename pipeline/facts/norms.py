"""What the rules ask of this secretary in this year: the norm scaled to the months in office."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import units
from pipeline.facts.records import Facts
from pipeline.units import Norm


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


def _record(facts: Facts, name: str, count: int) -> LifeRecord:
    norm = units.find_norm(name)
    known = norm is not None and norm.verified and norm.per_year is not None
    due = norm.per_year * months_in_office(facts) // 12 if known and norm and norm.per_year else None
    return LifeRecord(id=f"组织生活.{name}", name=name, count=count, due=due, norm=norm)
