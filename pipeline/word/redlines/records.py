"""What is read of a Word file for redlining, and what shall be changed in it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

AUTHOR = "述职助手"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Role(StrEnum):
    """What a paragraph is for; a new one looks like its old neighbours of the same role and numbering."""

    HEADING = "heading"
    BODY = "body"


class RunSpan(_Record):
    """Characters [start, end) of a paragraph, all in one run; ``run`` counts the paragraph's runs that show text."""

    start: int
    end: int
    run: int


class Paragraph(_Record):
    """One paragraph as its reader sees it: insertions of others counted, deletions not; a soft line break is one character."""

    index: int
    """Its place in reading order, stable for the same bytes; what edits refer to."""
    text: str
    start: int
    """Offset of its first character in the text that ``documents.reading`` gives of the file."""
    role: Role
    container: int
    """Paragraphs of one table cell, one content control or the body itself share a number; no edit may reach over two of them."""
    runs: tuple[RunSpan, ...]
    """Covers ``text`` without gaps and overlaps."""


class Place(_Record):
    """Where a stretch of text stands: paragraphs [start, end), and what of the first and the last of them is no part of it."""

    start: int
    end: int
    head: str = ""
    tail: str = ""


class Note(_Record):
    """What a comment says: why something was changed, and on which facts it rests (their ids)."""

    reason: Annotated[str, Field(min_length=1)]
    facts: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The paragraphs of the comment."""
        return (f"修改理由：{self.reason}", *((f"依据事实：{'、'.join(self.facts)}",) if self.facts else ()))


class NewParagraph(_Record):
    """A paragraph to stand in the text; ``note`` is shown only where it differs from what stood there."""

    text: str
    role: Role = Role.BODY
    note: Note | None = None


class Edit(_Record):
    """Put ``paragraphs`` in place of those at [start, end); start == end puts them in front of the paragraph ``start``.

    ``note`` is anchored on everything that changes. An edit that changes nothing leaves no trace.
    """

    start: Annotated[int, Field(ge=0)]
    end: int
    paragraphs: tuple[NewParagraph, ...]
    note: Note | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Edit:
        if self.end < self.start or (self.end == self.start and not self.paragraphs):
            raise ValueError("an edit ends behind its start, or puts something in")
        return self
