"""What a flow tells while it runs. Flows emit, doors show; nothing below the doors prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.rewriting import Diagnosis, Question


@dataclass(frozen=True)
class IndexProgress:
    """``done`` of ``total`` passages of the sample index are built."""

    done: int
    total: int


@dataclass(frozen=True)
class FileProgress:
    """``done`` of ``total`` files given to the library are read; ``name`` is the one that comes next, "" at the end."""

    done: int
    total: int
    name: str


@dataclass(frozen=True)
class PlanReady:
    """The plan stands: the headings of the sections to be written, in order."""

    headings: tuple[str, ...]


@dataclass(frozen=True)
class SectionStarted:
    heading: str


@dataclass(frozen=True)
class SectionFinished:
    """A section was written (``written``) or given up; ``chars`` without white space; ``round`` counts mendings, 0 is the draft.

    ``text`` is its prose as it now stands, a paragraph a line.
    """

    heading: str
    written: bool
    chars: int
    round: int
    text: str = ""


@dataclass(frozen=True)
class CallsCounted:
    """What a run has asked of a model so far: ``calls`` answered by a service and ``cached_calls`` by the ledger.

    ``cached_tokens`` of the prompt tokens came from the service's own cache. ``estimated``: some replies were counted by their characters.
    """

    calls: int = 0
    cached_calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    estimated: bool = False


@dataclass(frozen=True)
class Diagnosed:
    """The problem section was read: how it stands, and what is asked about it."""

    diagnosis: Diagnosis
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class ProblemsRewritten:
    """``count`` problems were written anew, the section now has ``score`` of 100; ``round`` counts mendings, 0 is the first writing."""

    count: int
    score: int
    round: int


@dataclass(frozen=True)
class Notice:
    """One plain Chinese sentence the user should read."""

    text: str


Event = IndexProgress | FileProgress | PlanReady | SectionStarted | SectionFinished | CallsCounted | Diagnosed | ProblemsRewritten | Notice
Listener = Callable[[Event], None]


def silent(event: Event) -> None:
    """Listen to nothing."""
