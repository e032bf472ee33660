"""A rule: what a reviewer would stop at, said once — how it is found, how much it weighs, why, with an example of each side and its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.checks.context import Context
from pipeline.checks.hits import FactHit, Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.documents.page_layout import PageLayout
from pipeline.facts import Facts
from pipeline.findings import Level
from pipeline.report import SectionKind


class Need(StrEnum):
    """What a rule cannot do without; it is passed over where that is not given. DRAFT: one of our own drafts, with its plan."""

    FACTS = "facts"
    DRAFT = "draft"
    LENGTH = "length"
    LAST_YEAR = "last_year"
    SAMPLES = "samples"
    LAYOUT = "layout"


@dataclass(frozen=True)
class Example:
    """A text with (or, as the good one, without) the fault. Tests hold the rule to both.

    ``section`` None: ``text`` is a whole report; else it is prose of that section. ``facts`` are the contents of 事实, ``given`` other
    keys of the facts file as YAML lines. ``written`` is YYYY-MM-DD.
    """

    text: str
    section: SectionKind | None = SectionKind.DUTY
    facts: tuple[str, ...] = ()
    given: str = ""
    year: int = 2025
    written: str = "2026-01-10"
    unit: str = "机关"
    last_year: str = ""
    samples: tuple[tuple[str, str], ...] = ()
    strangers: tuple[str, ...] = ()
    layout: PageLayout | None = None


@dataclass(frozen=True)
class Rule:
    """``about`` (Chinese) tells what is looked at and why it matters; ``source`` where that stands."""

    code: str
    name: str
    level: Level
    about: str
    source: str
    bad: Example
    good: Example
    check: Callable[[Manuscript, Context], Iterable[Hit]]
    needs: tuple[Need, ...] = ()

    def applies(self, manuscript: Manuscript, context: Context) -> bool:
        """Whether everything it needs is given."""
        have = {
            Need.FACTS: context.facts is not None,
            Need.DRAFT: manuscript.marked and context.plan is not None,
            Need.LENGTH: context.rule is not None,
            Need.LAST_YEAR: bool(context.last_year),
            Need.SAMPLES: bool(context.samples),
            Need.LAYOUT: context.layout is not None,
        }
        return all(have[need] for need in self.needs)


@dataclass(frozen=True)
class FactsRule:
    """A rule on the facts file itself. ``bad`` and ``good`` are whole facts files in YAML."""

    code: str
    name: str
    level: Level
    about: str
    source: str
    bad: str
    good: str
    check: Callable[[Facts, Context], Iterable[FactHit]]
