"""The report as records: what the writers produce, the checks judge, the doors show, and every file format is rendered from.

A report is sections of items of sentences. Each sentence says what it is: a fact or a reading of facts (both carry fact ids), a stance, a
proposal that the user must confirm, or a gap. Numbering (一、 （一）) is layout and no part of any heading here.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pipeline.texts.measure import chars


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SectionKind(StrEnum):
    """The kinds of section of the contract. In the skeletons 合并 and 配因 causes stand inside PROBLEM, and there is no CAUSE section."""

    LEAD = "lead"
    BASIC = "basic"
    DUTY = "duty"
    RECTIFY = "rectify"
    PROJECT = "project"
    PROBLEM = "problem"
    CAUSE = "cause"
    PLAN = "plan"
    INTEGRITY = "integrity"
    CLOSING = "closing"


class SentenceKind(StrEnum):
    FACT = "fact"
    READING = "reading"
    STANCE = "stance"
    PROPOSAL = "proposal"
    GAP = "gap"


class Sentence(_Record):
    """One sentence with its end mark.

    ``facts`` are the ids it rests on. ``question`` is what the user is asked: on a proposal, to confirm it; on a gap, to fill it.
    ``opens`` starts a new paragraph.
    """

    text: str
    kind: SentenceKind
    facts: tuple[str, ...] = ()
    question: str = ""
    opens: bool = False


class Item(_Record):
    """A headed part of a section (heading "" where the section is plain prose); ``sources`` are the passages its writer was shown.

    ``writer`` names a model, or is ``offline``, where another wrote it than the rest.
    """

    heading: str
    sentences: tuple[Sentence, ...]
    sources: tuple[str, ...] = ()
    writer: str = ""

    @property
    def text(self) -> str:
        """The prose as a reader sees it; paragraphs are parted by line ends."""
        return "".join(("\n" if s.opens and i else "") + s.text for i, s in enumerate(self.sentences))

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids the item rests on, each once, in order of appearance."""
        return tuple(dict.fromkeys(id_ for s in self.sentences for id_ in s.facts))


class Section(_Record):
    """``heading`` is "" for lead and closing. An unwritten section has no items and says in ``reason`` (Chinese) why."""

    kind: SectionKind
    heading: str
    items: tuple[Item, ...] = ()
    status: Literal["written", "unwritten"] = "written"
    reason: str = ""

    @property
    def chars(self) -> int:
        """Characters of headings and prose, without white space and numbering."""
        return chars(self.heading) + sum(chars(item.heading) + chars(item.text) for item in self.items)


class Report(_Record):
    """A whole report. ``salutation`` is "" for written reports; ``numbering`` is the level of item headings: （一） or 1."""

    title: str
    unit: str
    unit_types: tuple[str, ...]
    year: int
    sections: tuple[Section, ...]
    signer: str
    date: dt.date
    salutation: str = ""
    numbering: Literal["（一）", "1."] = "（一）"

    @property
    def dated(self) -> str:
        """The date as it is printed under the report."""
        return f"{self.date.year}年{self.date.month}月{self.date.day}日"

    def section(self, kind: SectionKind) -> Section | None:
        """The first section of that kind, or None."""
        return next((s for s in self.sections if s.kind is kind), None)
