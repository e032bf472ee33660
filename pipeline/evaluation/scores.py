"""The one form in which everything is measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Better = Literal["high", "low", ""]
Record = dict[str, Any]
"""What a job gives back: JSON, so that it can be kept and carried between processes."""


@dataclass(frozen=True)
class Metric:
    """What a number means. ``better`` "" is told and never a goal; ``about`` (Chinese) defines it, ``source`` says where it comes from."""

    id: str
    name: str
    family: str
    better: Better
    about: str
    source: str = ""
    digits: int = 2


class Score(NamedTuple):
    """``value`` of ``metric`` for ``contestant`` on ``case``; ``weight`` is how many things the value is the mean of."""

    suite: str
    contestant: str
    metric: str
    case: str
    value: float
    weight: float = 1.0


class Key(NamedTuple):
    """What the scores of all cases together are about."""

    suite: str
    contestant: str
    metric: str


class Job(NamedTuple):
    """A piece of work of a suite that depends on nothing but the bench: ``name`` and ``case`` say which."""

    suite: str
    name: str
    case: str = ""

    @property
    def id(self) -> str:
        return "/".join(part for part in self if part)


def by_key(scores: Iterable[Score]) -> dict[Key, list[Score]]:
    """The scores of each key, in the order they came."""
    found: dict[Key, list[Score]] = {}
    for score in scores:
        found.setdefault(Key(*score[:3]), []).append(score)
    return found


@dataclass(frozen=True)
class Suite:
    """``jobs`` lists the work, ``run`` does one job (in any process), ``scores`` turns all records into numbers.

    ``data`` names the files and folders of the bench that its numbers depend on: a baseline from other data is stale. ``notes`` (Chinese) is
    what a reader must know beside the numbers.
    """

    name: str
    title: str
    data: tuple[str, ...]
    jobs: Callable[[Any], Sequence[Job]]
    run: Callable[[Job, Any], Record]
    scores: Callable[[dict[Job, Record], Any], Iterable[Score]]
    metrics: Callable[[dict[Job, Record], Any], Sequence[Metric]]
    notes: Callable[[dict[Job, Record], Any], Sequence[str]]
