"""The catalogue: every piece of knowledge about the genre that is data, as frozen records.

A new unit type, length rule, skeleton or wording is a change to ``corpus/`` alone. A file that does not fit its record raises
pydantic's ValidationError when it is first read: that is a broken installation, not a user's mistake.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

from pipeline.resources import folder


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Calls(_Data):
    """How running prose names things for a unit type: the organisation, its members, whom it serves, the work it is tied to."""

    organisation: str
    members: str
    served: str
    work: str


class Sourced(_Data):
    text: str
    source: str


class UnitTheme(_Data):
    """A theme as one unit type treats it: heading variants for 履职, and extra words that put a fact under it."""

    theme: str
    headings: tuple[str, ...] = Field(min_length=1)
    words: tuple[str, ...] = ()


class MustAsk(_Data):
    """A thing the reviewers of this unit type expect to hear; any of ``words`` in the facts answers it, and so does a fact whose 主题 it is.

    ``example`` is an invented answer that shows how one is written.
    """

    topic: str
    question: str
    example: str = ""
    words: tuple[str, ...] = Field(min_length=1)
    theme: str


class Trap(_Data):
    """A wording that is wrong for a unit type; ``right`` is "" where no single wording replaces it."""

    wrong: str
    right: str
    why: str
    source: str


class UnitType(_Data):
    """One of the contract's unit types."""

    name: str
    code: str
    aliases: tuple[str, ...]
    calls: Calls
    skeleton: str
    stance: Sourced
    themes: tuple[UnitTheme, ...]
    must_ask: tuple[MustAsk, ...]
    traps: tuple[Trap, ...]
    skip_words: tuple[str, ...]


class Theme(_Data):
    """A theme of duty: ``aliases`` are what users write as 主题, ``words`` what shows that a text belongs to it.

    ``near`` are themes it may share an item with. ``openers`` and ``closers`` are stances: they claim nothing.
    Slots: <organisation> <members> <served> <work>.
    """

    name: str
    heading: str
    plan_heading: str
    problem_headings: tuple[str, ...] = Field(min_length=1)
    near: tuple[str, ...]
    aliases: tuple[str, ...]
    words: tuple[str, ...]
    openers: tuple[str, ...] = Field(min_length=1)
    closers: tuple[str, ...] = Field(min_length=1)


class MeasureProposal(_Data):
    """A measure the writer may propose: what to do, and how it is checked, each a clause; both stand in ``confirm``."""

    action: str
    check: str


class ProblemKind(_Data):
    """A kind of problem that comes up every year, recognised by ``cues`` (what is wrong) and ``topics`` (with what) in the user's statement.

    ``effects``, ``causes`` and ``measures`` are proposals: a user who did not say so must confirm them.
    """

    name: str
    theme: str
    cues: tuple[str, ...]
    topics: tuple[str, ...]
    headings: tuple[str, ...] = Field(min_length=1)
    plan_headings: tuple[str, ...] = Field(min_length=1)
    effects: tuple[str, ...]
    causes: tuple[str, ...] = Field(min_length=1)
    measures: tuple[MeasureProposal, ...] = Field(min_length=1)
    ask_evidence: str
    ask_cause: str
    ask_measure: str


class SectionForm(_Data):
    """A first-level section of a skeleton: its kinds of content and the headings it may bear."""

    kind: Literal["basic", "duty", "rectify", "project", "problem", "cause", "plan"]
    headings: tuple[str, ...] = Field(min_length=1)


class Skeleton(_Data):
    """A legal order of sections. ``causes`` says where causes stand: 合并 (in the problem), 分列 (own section), 配因 (own sentence after each)."""

    name: Literal["合并", "分列", "配因"]
    sections: tuple[SectionForm, ...]
    bridge: str


class LengthRule(_Data):
    """How long a report and its parts may be, in characters without white space; None where the rule says nothing."""

    name: str
    low: int
    high: int
    duty_high: int | None = None
    problem_low: int | None = None
    problem_share: float | None = None
    plan_target: int | None = None
    shares: dict[str, float]
    spoken: bool = False
    source: str


class Norm(_Data):
    """What the rules ask of a branch in a year; ``per_year`` None where they set no number."""

    name: str
    aliases: tuple[str, ...] = ()
    per_year: int | None = None
    rhythm: str = ""
    phrase: str = ""
    source: str = ""
    usual: tuple[int, int] | None = None
    theme: str = "组织生活"
    verified: bool = True
    verb: str = "召开"


class Wording(_Data):
    """A standard wording (提法), usable when what it speaks of exists: ``since`` and ``until`` are YYYY-MM, None for open."""

    text: str
    use: Literal["thought", "spirit", "fixed"]
    since: str | None = None
    until: str | None = None
    source: str

    def valid_on(self, day: dt.date) -> bool:
        month = f"{day:%Y-%m}"
        return (self.since is None or self.since <= month) and (self.until is None or month < self.until)


def _read(name: str) -> Any:
    return YAML(typ="safe").load((folder("corpus") / name).read_text(encoding="utf-8"))


@cache
def _types() -> tuple[UnitType, ...]:
    files: list[Path] = sorted((folder("corpus") / "units").glob("*.yaml"))
    return tuple(UnitType.model_validate(_read(f"units/{path.name}")) for path in files)


@cache
def themes() -> tuple[Theme, ...]:
    """All themes, in the order in which they usually appear."""
    return tuple(Theme.model_validate(entry) for entry in _read("themes.yaml"))


@cache
def problem_kinds() -> tuple[ProblemKind, ...]:
    """All kinds of problem, the specific before the general of each theme."""
    return tuple(ProblemKind.model_validate(entry) for entry in _read("problems.yaml"))


@cache
def _skeletons() -> dict[str, Skeleton]:
    return {s.name: s for s in (Skeleton.model_validate(entry) for entry in _read("skeletons.yaml"))}


@cache
def _rules() -> dict[str, LengthRule]:
    return {r.name: r for r in (LengthRule.model_validate(entry) for entry in _read("rules.yaml"))}


@cache
def norms() -> tuple[Norm, ...]:
    return tuple(Norm.model_validate(entry) for entry in _read("norms.yaml"))


@cache
def wordings() -> tuple[Wording, ...]:
    """All standard wordings, each with its source."""
    return tuple(Wording.model_validate(entry) for entry in _read("wordings.yaml"))


@cache
def fixed_wordings() -> tuple[str, ...]:
    """The phrases that any two reports may share: they do not count as copied or foreign."""
    return tuple(w.text for w in wordings())


def type_names() -> list[str]:
    return [t.name for t in _types()]


def find_type(name: str) -> UnitType | None:
    """The unit type called ``name`` or aliased so, or None."""
    name = name.strip()
    return next((t for t in _types() if name == t.name or name in t.aliases), None)


def types_of(names: tuple[str, ...]) -> tuple[UnitType, ...]:
    """The unit types of ``names``, each once, in order. Raises KeyError for a name that is none."""
    found: dict[str, UnitType] = {}
    for name in names:
        unit_type = find_type(name)
        if unit_type is None:
            raise KeyError(name)
        found[unit_type.code] = unit_type
    return tuple(found.values())


def rule_names() -> list[str]:
    return list(_rules())


def rule(name: str) -> LengthRule:
    return _rules()[name]


def skeleton(name: str) -> Skeleton:
    return _skeletons()[name]


def find_norm(name: str) -> Norm | None:
    """The norm for a form of organisational life, by its name or an alias, or None."""
    return next((n for n in norms() if name == n.name or name in n.aliases), None)


def theme(name: str) -> Theme:
    """The theme called ``name``. Raises StopIteration for a name that is none: themes are named by our own data alone."""
    return next(t for t in themes() if t.name == name)


_SHOWN, _AHEAD = 6, 1.5
"""A theme is shown by six characters of its words (two terms, or one that is the unit type's own) and half as many again as any other."""


@cache
def _topics() -> dict[str, str]:
    return {ask.topic: ask.theme for unit_type in _types() for ask in unit_type.must_ask}


def is_topic(name: str) -> bool:
    """Whether ``name`` is the topic of a thing to be asked of some unit type."""
    return name.strip() in _topics()


def theme_of(text: str, given: str | None, unit_types: tuple[UnitType, ...]) -> Theme:
    """The theme a fact belongs to: the one the user named, else the one whose words (the unit type's count double) it holds most of.

    The topic of a thing to be asked names its theme. A text with none of any theme's words belongs to 融合中心: it is tied to the unit's work.
    """
    named = (given or "").strip()
    for candidate in themes():
        if named and (named == candidate.name or named in candidate.aliases):
            return candidate
    asked = next((ask.theme for t in unit_types for ask in t.must_ask if ask.topic == named), _topics().get(named))
    if asked:
        return theme(asked)
    score, best = _borne(f"{named} {text}", unit_types)[0]
    return best if score else theme("融合中心")


def theme_shown(text: str, unit_types: tuple[UnitType, ...]) -> Theme | None:
    """The theme that the words of ``text`` show beyond doubt, well ahead of every other, or None."""
    (first, best), (second, _) = _borne(text, unit_types)[:2]
    return best if first >= _SHOWN and first >= _AHEAD * second else None


def _borne(text: str, unit_types: tuple[UnitType, ...]) -> list[tuple[int, Theme]]:
    """Every theme with how much of ``text`` is its own, most first; of equals, the one that stands first in the data."""
    return sorted(((_bearing(text, t, unit_types), t) for t in themes()), key=lambda scored: -scored[0])


def _bearing(text: str, candidate: Theme, unit_types: tuple[UnitType, ...]) -> int:
    """How many characters of ``text`` are words of the theme; those of the unit type's own count double."""
    own = [w for t in unit_types for ut in t.themes if ut.theme == candidate.name for w in ut.words]
    return sum(len(w) for w in candidate.words if w in text) + 2 * sum(len(w) for w in own if w in text)
