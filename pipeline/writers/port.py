"""What the flows need of a writer, and the records that pass through the port."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pipeline.facts import Facts
from pipeline.findings import Finding
from pipeline.plan import Plan, SectionPlan
from pipeline.report import Section, SectionKind
from pipeline.rewriting import Rework, Reworked
from pipeline.samples.records import Passage
from pipeline.units import LengthRule, UnitType


@dataclass(frozen=True)
class Usage:
    """What writing cost: calls made and calls answered from the ledger, and tokens as the endpoint counted them.

    ``cached_tokens`` of the prompt's came from the endpoint's own cache.
    """

    calls: int = 0
    cached_calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.calls + other.calls,
            self.cached_calls + other.cached_calls,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.cached_tokens + other.cached_tokens,
        )


@dataclass(frozen=True)
class Brief:
    """Everything a writer may know: the facts, the genre's data for the unit, the rule of length, the plan, and sample passages."""

    facts: Facts
    unit_types: tuple[UnitType, ...]
    rule: LengthRule
    plan: Plan
    passages: Mapping[SectionKind, tuple[Passage, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """A section to write; or, where ``draft`` is given, to mend: only what ``findings`` name may change."""

    section: SectionPlan
    draft: Section | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Written:
    """What came of a task. An unwritten section says why; nothing that failed ever stands in a text.

    ``notes``, in Chinese: what was refused, and who wrote it instead.
    """

    section: Section
    usage: Usage = Usage()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Again:
    """What was said of a rewriting before: ``notes`` (Chinese) on each problem by its number; ``turn`` counts from 0, the first writing.

    ``unlinked`` are the problems whose measure in the plan is not to be known as theirs by the new words.
    """

    turn: int = 0
    notes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    last: tuple[Reworked, ...] = ()
    unlinked: frozenset[int] = frozenset()


OnWritten = Callable[[Written], None]


class Writer(Protocol):
    """Writes sections of a report from a brief. Implementations are stateless between calls."""

    name: Literal["offline", "model"]
    mends: bool
    """Whether handing a draft back with findings can change it."""

    @property
    def model(self) -> str | None:
        """The model's name, or None for a writer that has none."""

    @property
    def prompts(self) -> tuple[str, ...]:
        """The prompts used, as id@version; empty for a writer that has none."""

    def plan(self, brief: Brief) -> tuple[Plan, Usage]:
        """Return the plan with headings and thread as this writer would have them; facts and rows stay where they are."""

    def write(self, brief: Brief, tasks: Sequence[Task], on_written: OnWritten) -> tuple[Written, ...]:
        """Do all ``tasks``, in parallel where that helps; results come in the order of the tasks, ``on_written`` as each is done.

        Raises ModelError where nothing at all can be written (no endpoint, no right to use it).
        """

    @property
    def rework_prompts(self) -> tuple[str, ...]:
        """The prompts that ``rework`` uses, as id@version."""

    def rework(self, brief: Brief, reworks: Sequence[Rework], again: Again) -> tuple[tuple[Reworked, ...], Usage]:
        """Write problem, cause and measure of each of ``reworks``, in their order; the facts of ``brief`` are all that may be used.

        Raises ModelError where nothing usable comes back.
        """
