"""What a rule says of a place, before the rule's code and level are put to it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.findings import Level


@dataclass(frozen=True)
class Hit:
    """``start``–``end`` are offsets in the manuscript's text, -1 where the whole is meant; ``level`` None means the rule's own."""

    message: str
    advice: str
    start: int = -1
    end: int = -1
    section: str = ""
    item: int = -1
    level: Level | None = None


@dataclass(frozen=True)
class FactHit:
    """What a rule says of the facts file: about the fact of that id ("" for the file), ``excerpt`` the words meant."""

    fact: str
    excerpt: str
    message: str
    advice: str
    level: Level | None = None
