"""The records of rewriting 存在问题: what is known of each problem, what is asked, what a writer made of it, and what changes in the file.

``Rework`` is to ``rewrite`` what ``plan.Row`` is to ``draft``: problem, evidence, cause and measure before any prose, so that both writers
render the same thing.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from pipeline.findings import Finding
from pipeline.report import Sentence, SentenceKind


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(_Record):
    """``id`` is stable for a report (问1-证据): number of the problem and what is missing. ``why`` says which fault of the text it would mend."""

    id: str
    text: str
    problem: int
    why: str = ""
    answered: bool = False


class Given(_Record):
    """A sentence of the user's, word for word: from the old text, an answer or the facts; ``ids`` are those it is cited by.

    ``question`` is asked where we chose it, out of the facts, and the user has not said that it belongs here. ``own`` marks old text.
    """

    text: str
    ids: tuple[str, ...] = ()
    question: str = ""
    own: bool = False


class Rework(_Record):
    """One problem to be written anew.

    ``name`` is what it is called in questions; ``heading`` the one it will bear, "" where the problems of the report bear none (``headed`` tells
    whether this one did). ``gap`` is the question left in the text where ``said`` has no evidence. Empty ``cause`` and ``measure``: a writer
    may propose, words of the kind only where the kind is ``sure``. ``linked``: the plan has a measure for it already. ``apart``: its cause
    stands in a section of causes. ``stands``: only a measure is wanted, its own words stay untouched. ``vague``: ``heading`` is one of its kind
    that says little; a writer who can shall find a better one.
    """

    number: int
    name: str
    heading: str
    kind: str
    old: str
    said: tuple[Given, ...] = ()
    gap: str = ""
    cause: tuple[Given, ...] = ()
    cause_question: str = ""
    measure: tuple[Given, ...] = ()
    measure_question: str = ""
    linked: bool = False
    apart: bool = False
    stands: bool = False
    sure: bool = True
    headed: bool = True
    vague: bool = False


class Reworked(_Record):
    """What a writer made of one: sentences for the problem, its cause and its measure. ``measure`` may stand in no text (no plan to hold it)."""

    number: int
    heading: str
    statement: tuple[Sentence, ...]
    cause: tuple[Sentence, ...]
    measure: tuple[Sentence, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return (*self.statement, *self.cause, *self.measure)

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids it rests on, each once."""
        return tuple(dict.fromkeys(id_ for s in self.sentences for id_ in s.facts))

    @property
    def to_confirm(self) -> tuple[Sentence, ...]:
        """What it says on the user's behalf."""
        return tuple(s for s in self.sentences if s.kind is not SentenceKind.GAP and (s.question or s.kind is SentenceKind.PROPOSAL))


class Paragraph(_Record):
    """A new paragraph. ``heading``: one that stands above its text on a line of its own; all else is ``body``."""

    text: str
    role: Literal["heading", "body"] = "body"


class Replacement(_Record):
    """Paragraphs ``first`` to ``last`` (not included) of the source text, which were ``old``, become ``new``; equal bounds insert.

    Paragraphs are the lines of the text that ``documents.read_text`` gives, counted from 0. ``reason`` (Chinese) and ``facts`` are for a
    comment beside the change.
    """

    first: int
    last: int
    old: tuple[str, ...]
    new: tuple[Paragraph, ...]
    reason: str
    facts: tuple[str, ...] = ()


class Diagnosis(_Record):
    """How concrete the section is: ``score`` 0–100 with its points told (Chinese lines, by problem), and the findings on it."""

    score: int
    findings: tuple[Finding, ...]
    points: tuple[str, ...] = ()
    empty: int = 0
    """Predicates like 不够 and 有待."""


class Problem(_Record):
    """One problem as the contract's JSON has it."""

    statement: str
    evidence: tuple[str, ...]
    cause: str
    measure: str
    facts: tuple[str, ...]
    confirm: bool


class Confirmation(_Record):
    excerpt: str
    question: str
    problem: int


class Rewrite(_Record):
    """What a run gives back. ``before`` and ``after`` are the problem section (and that of causes); ``text`` is the whole new document.

    ``changed`` False: the original stands, ``verdict`` (Chinese) says why. ``replacements`` take the old document to ``text``.
    """

    source: str
    text: str
    before: str
    after: str
    diagnosis_before: Diagnosis
    diagnosis_after: Diagnosis
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]
    todo: tuple[str, ...]
    confirm: tuple[Confirmation, ...]
    replacements: tuple[Replacement, ...]
    changed: bool
    verdict: str
    writer: Literal["offline", "model"]
    model: str | None = None
    prompts: tuple[str, ...] = ()
    blocked: bool = False
