"""Runs of 13 characters or more that a manuscript shares with another text, fixed wordings masked."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Line
from pipeline.texts.runs import shared_runs


def hits(line: Line, known: set[str], message: str, advice: str) -> Iterator[Hit]:
    """A hit for each run of ``line`` whose 13-grams are all in ``known``."""
    for start, end in shared_runs(line.text, known):
        yield line.hit((start, end), f"{message} {end - start} 个字", advice)
