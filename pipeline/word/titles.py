"""A title on balanced lines: broken between words only, and so that the lines make a trapezoid or a lozenge, never an hourglass."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from pipeline.word.measures import CHARS_A_TITLE_LINE, ems

_BEFORE_YEAR = re.compile(r"(?=\d{4}年)")
_WHOLE = re.compile(r"\d{4}年度?|抓?基层党建(?:工作)?|抓党建(?:工作)?|述职(?:评议)?报告|党组织书记|第一书记|党(?:支部|总支|委|组)书记")
"""Words of the genre that a word list would cut."""
_MOST_LINES = 4
_NOT_FIRST = tuple("的和与、，》”）及")
_NOT_LAST = tuple("《“（抓")


def title_lines(title: str) -> tuple[str, ...]:
    """``title`` on as few lines as it needs; one too long for four lines stays whole, and Word breaks it."""
    if ems(title) <= CHARS_A_TITLE_LINE:
        return (title,)
    places = _places(title)
    for count in range(math.ceil(ems(title) / CHARS_A_TITLE_LINE), _MOST_LINES + 1):
        ways = [_cut(title, chosen) for chosen in combinations(places, count - 1)]
        fitting = [way for way in ways if max(map(ems, way)) <= CHARS_A_TITLE_LINE and not _hourglass(way)]
        if fitting:
            return min(fitting, key=_ugliness)
    return (title,)


def _places(title: str) -> list[int]:
    """Where a line may end: between words, not within a word of the genre, not before 的 or behind 抓."""
    import rjieba

    whole = {i for m in _WHOLE.finditer(title) for i in range(m.start() + 1, m.end())}
    ends, place = [], 0
    for word in rjieba.cut(title):
        place += len(word)
        if 0 < place < len(title) and place not in whole and title[place] not in _NOT_FIRST and title[place - 1] not in _NOT_LAST:
            ends.append(place)
    years = [m.start() for m in _BEFORE_YEAR.finditer(title) if m.start()]
    return sorted({*ends, *years})


def _cut(title: str, places: Sequence[int]) -> tuple[str, ...]:
    edges = (0, *places, len(title))
    return tuple(title[a:b] for a, b in pairwise(edges))


def _hourglass(lines: Sequence[str]) -> bool:
    """Whether an inner line is shorter than both its neighbours."""
    widths = [ems(line) for line in lines]
    return any(widths[i - 1] > widths[i] < widths[i + 1] for i in range(1, len(widths) - 1))


def _ugliness(lines: Sequence[str]) -> float:
    """Uneven lines are ugly, two of one width too (they make no trapezoid); a year that opens a line reads well."""
    widths = [ems(line) for line in lines]
    mean = sum(widths) / len(widths)
    uneven = sum((width - mean) ** 2 for width in widths)
    alike = 2.0 * sum(a == b for a, b in pairwise(widths))
    opened = any(_BEFORE_YEAR.match(line) for line in lines[1:])
    return uneven + alike - (32.0 if opened else 0.0)
