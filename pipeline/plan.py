"""The plan of a report: made once, seen by every section, so that many hands write one text.

Rows are the thread between problem, cause and measure: the three parts are written from the same rows, so they match by construction.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pipeline.report import SectionKind


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Row(_Record):
    """One problem with its cause and measures, before any prose.

    ``statement`` is "" where the user must still say what the problem is. ``facts`` are the ids it rests on; ``derived`` marks a
    problem that the user did not state but the figures show. ``cause`` is "" and ``measures`` empty where the user gave none: a writer
    may then propose. ``plan_facts`` are the ids of the measures.
    """

    number: int
    statement: str
    kind: str
    heading: str
    plan_heading: str
    facts: tuple[str, ...] = ()
    derived: bool = False
    found_by: str = ""
    cause: str = ""
    measures: tuple[str, ...] = ()
    plan_facts: tuple[str, ...] = ()


class ItemPlan(_Record):
    """What one item of a section is about: ``facts`` to use there, ``row`` the number of its row or 0, ``chars`` to aim at."""

    heading: str
    theme: str = ""
    facts: tuple[str, ...] = ()
    row: int = 0
    chars: int = 0


class SectionPlan(_Record):
    kind: SectionKind
    heading: str
    items: tuple[ItemPlan, ...]
    chars: int


class Plan(_Record):
    """The whole plan. ``thread`` says in one sentence what the report is about ("" where no writer has said)."""

    title: str
    skeleton: Literal["合并", "分列", "配因"]
    numbering: Literal["（一）", "1."]
    sections: tuple[SectionPlan, ...]
    rows: tuple[Row, ...]
    signer: str
    date: dt.date
    salutation: str = ""
    thread: str = ""

    def section(self, kind: SectionKind) -> SectionPlan | None:
        return next((s for s in self.sections if s.kind is kind), None)

    def row(self, number: int) -> Row:
        return next(r for r in self.rows if r.number == number)
