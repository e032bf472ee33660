"""Shared runs of characters between two texts, the measure of copying (calibration: 13-grams, fixed wording masked)."""

from __future__ import annotations

import re
from collections.abc import Iterable

RUN = 13
"""A run of this many characters shared beyond fixed wording counts as copied."""

_TITLE = re.compile(r"《[^》]{1,60}》")
_MASK = "\x00"


def compact(text: str) -> str:
    """Return ``text`` without white space: runs are compared over what is read, not over line breaks."""
    return re.sub(r"\s+", "", text)


def mask(text: str, fixed: Iterable[str]) -> str:
    """Return ``text`` (same length) with titles in 《》 and every phrase of ``fixed`` blanked, so that they cannot match."""
    masked = _TITLE.sub(lambda m: _MASK * len(m.group()), text)
    for phrase in sorted(fixed, key=len, reverse=True):
        if phrase in masked:
            masked = masked.replace(phrase, _MASK * len(phrase))
    return masked


def grams(text: str, n: int = RUN) -> set[str]:
    """Return the ``n``-grams of ``text`` that contain nothing masked."""
    return {g for i in range(len(text) - n + 1) if _MASK not in (g := text[i : i + n])}


def shared_runs(text: str, known: set[str], n: int = RUN) -> list[tuple[int, int]]:
    """Return the spans of ``text`` that consist of ``n``-grams in ``known``, merged where they touch, in order."""
    spans: list[tuple[int, int]] = []
    for i in range(len(text) - n + 1):
        if text[i : i + n] in known:
            if spans and i <= spans[-1][1]:
                spans[-1] = (spans[-1][0], i + n)
            else:
                spans.append((i, i + n))
    return spans


def coverage(text: str, known: set[str], n: int = RUN) -> float:
    """Return the share of the characters of ``text`` that lie in a shared run (0–1)."""
    return sum(end - start for start, end in shared_runs(text, known, n)) / len(text) if text else 0.0
