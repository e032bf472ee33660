"""Filling the slots of our own phrases with the unit type's words, and choosing among phrases that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pipeline.units.choosing import choose
from pipeline.writers.port import Brief

T = TypeVar("T")


def filled(brief: Brief, phrase: str) -> str:
    """Return ``phrase`` with <organisation>, <members>, <served>, <work> as the (first) unit type calls them."""
    calls = brief.unit_types[0].calls
    for slot in ("organisation", "members", "served", "work"):
        phrase = phrase.replace(f"<{slot}>", getattr(calls, slot))
    return phrase


def pick(brief: Brief, phrases: Sequence[T], *key: object) -> T:
    """One of ``phrases``, always the same for this unit, year and ``key``, so that units differ and runs do not."""
    return choose(phrases, brief.facts.unit.name, brief.facts.year, *key)
