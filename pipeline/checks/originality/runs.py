"""Runs of 13 characters or more that a manuscript shares with other texts, what every report says left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from pipeline.checks.manuscript import Line, Manuscript
from pipeline.checks.originality.library import Index
from pipeline.checks.originality.prose import Prose, enough, prose_of
from pipeline.texts.runs import RUN

LONG = 30
"""A run of this length is no chance: two real reports of different units that share one had copied (78 characters)."""

SHORT = 20
"""Shorter runs come about by chance among reports of one year; they are told, not held against anybody."""

_SLOGAN_SOURCES = 3
_SHORTEST_PIECE = 6


@dataclass(frozen=True)
class Run:
    """``start``–``end`` in the prose; ``source`` is a number of the index, ``others`` how many sources more have all of it."""

    start: int
    end: int
    source: int
    others: int = 0


def shared(manuscript: Manuscript, index: Index) -> dict[int, list[Run]]:
    """The runs by source, in order of the text; worked out once for each index."""
    kept = cast("dict[Index, dict[int, list[Run]]]", manuscript.memo.setdefault("shared runs", {}))
    if index not in kept:
        kept[index] = _shared(prose_of(manuscript), index)
    return kept[index]


def _shared(prose: Prose, index: Index) -> dict[int, list[Run]]:
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for start, source, _ in index.found(prose.text):
        if not enough(prose, start):
            continue
        mine = spans[source]
        if mine and start <= mine[-1][1]:
            mine[-1] = (mine[-1][0], start + RUN)
        else:
            mine.append((start, start + RUN))
    return {source: [Run(*span, source) for span in mine] for source, mine in spans.items()}


def longest(runs: dict[int, list[Run]]) -> list[Run]:
    """The runs of all sources without overlaps, the longest first come; a short one that many sources have is a slogan and left out."""
    every = sorted((run for mine in runs.values() for run in mine), key=lambda run: (run.start - run.end, run.start, run.source))
    kept: list[Run] = []
    for run in every:
        others = sum(any(o.start <= run.start and run.end <= o.end for o in mine) for mine in runs.values()) - 1
        slogan = others + 1 >= _SLOGAN_SOURCES and run.end - run.start < SHORT
        if not slogan and all(run.end <= k.start or k.end <= run.start for k in kept):
            kept.append(Run(run.start, run.end, run.source, others))
    return sorted(kept, key=lambda run: run.start)


def pieces(manuscript: Manuscript, run: Run) -> Iterator[tuple[Line, int, int]]:
    """What each sentence has of ``run``, as offsets in it; a few characters at the end of a run are not worth a word."""
    for line, start, end in prose_of(manuscript).pieces(run.start, run.end):
        if end - start >= min(_SHORTEST_PIECE, len(line.text)):
            yield line, start, end


def share(manuscript: Manuscript, runs: list[Run]) -> float:
    """Which share (0–1) of the prose lies in ``runs``."""
    whole = len(prose_of(manuscript).text)
    return sum(run.end - run.start for run in runs) / whole if whole else 0.0
