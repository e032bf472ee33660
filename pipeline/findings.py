"""What a check found: the one record that checks return, mending reads and the user sees."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Level(StrEnum):
    """How much a finding weighs: an error blocks, a warning asks, an info tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(BaseModel):
    """One thing a reviewer would stop at.

    ``section`` is a section kind or "" for the whole report (of a finding about a facts file, the id of the fact); ``item`` the index of
    the item in that section or -1; ``start`` and ``end`` are character offsets of ``excerpt`` in the text that was checked, or -1 where
    the finding is about no one place.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    level: Level
    message: str
    advice: str
    section: str = ""
    item: int = -1
    excerpt: str = ""
    start: int = -1
    end: int = -1
