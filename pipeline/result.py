"""What a draft run gives back: the report and everything the user should know about it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from pipeline.findings import Finding, Level
from pipeline.plan import Plan
from pipeline.report import Report


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Confirm(_Record):
    """Something the text proposes without a fact of the user's, and the question that settles it."""

    section: str
    excerpt: str
    question: str


class Stats(_Record):
    """``chars`` without white space; ``seconds`` of the whole run; calls and tokens as the endpoint counted them.

    ``cached_tokens`` are those of the prompt that the endpoint had in its own cache.
    """

    chars: int
    seconds: float
    calls: int = 0
    cached_calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0


class Draft(_Record):
    """A finished draft. ``todo`` are questions whose answers the text lacks; ``confirm`` what it says on the user's behalf.

    ``notes``: what a model refused, and who wrote it instead.
    """

    report: Report
    plan: Plan
    writer: Literal["offline", "model"]
    model: str | None
    prompts: tuple[str, ...]
    findings: tuple[Finding, ...]
    todo: tuple[str, ...]
    confirm: tuple[Confirm, ...]
    unused_facts: tuple[str, ...]
    stats: Stats
    notes: tuple[str, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether the report must not be handed in as it stands."""
        return any(f.level is Level.ERROR for f in self.findings) or any(s.status == "unwritten" for s in self.report.sections)


class Traced(_Record):
    """A number of the report: the sentence it stands in, the facts that bear it, and their words.

    ``how`` says in Chinese how it came from them; ``facts`` is empty where no fact gives it.
    """

    section: str
    sentence: str
    value: str
    facts: tuple[str, ...]
    source: str
    how: str


class TracedRow(_Record):
    """A problem with its cause and measures as they stand in the report; what the writer proposed is marked （替拟）."""

    number: int
    problem: str
    cause: str
    measures: str
    source: str


class Trace(_Record):
    """Where everything in a report comes from, for the one who answers for it. Never part of the report itself."""

    title: str
    numbers: tuple[Traced, ...]
    rows: tuple[TracedRow, ...]
    confirm: tuple[Confirm, ...]
