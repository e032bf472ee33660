"""What the checks may know beside the report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from pipeline.documents.page_layout import PageLayout
from pipeline.facts import Facts
from pipeline.plan import Plan
from pipeline.units import LengthRule, UnitType


@dataclass(frozen=True, eq=False)
class Context:
    """What is not known is None or empty, and the rules that need it are passed over.

    ``year`` is the year reported on, ``written_on`` when it was or will be read. ``samples`` are texts of other reports by name;
    ``strangers`` the names of places, units and people in them; ``last_year`` the text of the user's own last report;
    ``layout`` how the page of a .docx is set.
    """

    year: int | None = None
    written_on: dt.date | None = None
    unit_types: tuple[UnitType, ...] = ()
    facts: Facts | None = None
    rule: LengthRule | None = None
    plan: Plan | None = None
    samples: tuple[tuple[str, str], ...] = ()
    strangers: tuple[str, ...] = ()
    last_year: str = ""
    layout: PageLayout | None = None

    @property
    def known(self) -> Facts:
        """The facts, for rules that need them."""
        if self.facts is None:
            raise ValueError("a rule that reads facts must need them")
        return self.facts

    @property
    def length(self) -> LengthRule:
        """The length rule, for rules that need it."""
        if self.rule is None:
            raise ValueError("a rule that reads the length rule must need it")
        return self.rule

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the most characters the whole may have: the length rule's, or a tenth either way of the facts' 字数."""
        chars = self.facts.chars if self.facts else None
        return (round(chars * 0.9), round(chars * 1.1)) if chars else (self.length.low, self.length.high)

    @cached_property
    def given(self) -> str:
        """All that the user wrote in the facts file, in one string; "" without one."""
        f = self.facts
        if f is None:
            return ""
        own = [f.unit.name, f.unit.superior or "", f.secretary.post, f.secretary.name or "", f.lead or ""]
        return "\n".join(own + [f"{e.text} {e.theme or ''}" for e in f.evidence])

    def cited(self, ids: tuple[str, ...]) -> str:
        """The words of the facts of ``ids``."""
        known = self.known.by_id
        return "\n".join(known[id_].text for id_ in ids if id_ in known)
