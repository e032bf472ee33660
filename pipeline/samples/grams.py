"""Characters as search terms: single characters and pairs, never across punctuation; runs of Latin letters and digits whole."""

from __future__ import annotations

import re

_RUN = re.compile(r"[A-Za-z0-9]+|[^\W_A-Za-z0-9]+")


def grams(text: str) -> list[str]:
    """All terms of ``text``, with repetitions: 三会一课 → 三 会 一 课 三会 会一 一课."""
    found: list[str] = []
    for run in _RUN.findall(text):
        if run.isascii():
            found.append(run.lower())
        else:
            found += run
            found += _pairs(run)
    return found


def query_grams(text: str) -> list[str]:
    """The terms to look ``text`` up by: pairs alone, because single characters match everything, save where nothing else is given."""
    runs = _RUN.findall(text)
    found = [gram for run in runs for gram in ([run.lower()] if run.isascii() else _pairs(run))]
    return found or grams(text)


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]
