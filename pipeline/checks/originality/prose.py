"""The prose of a manuscript as copying is looked for in it: one run of characters without white space, and which of them tell anything.

Fixed wordings, salutations, posts, titles, names in quotes, sessions of the Party, meetings and quantities are what any two reports share:
a run counts as copied only where enough of its characters are none of these (calibrated on real samples: 7 of 13).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import cast

from pipeline import units
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.texts.runs import RUN, compact

TELLING = 7
"""Of the 13 characters of a gram so many must tell something."""

_BORDER = "\x01"
_SHORTEST_FACT = 6
_COMMON = re.compile(
    r"《[^》]{1,60}》|“[^”]{1,10}”"
    r"|(?:学习(?:贯彻)?)?党的[一二]?十(?:[一二三四五六七八九]?大|[一二三四五六七八九]?届[一二三四五六七八九](?:中|次)全会)(?:(?:召开|闭幕)?(?:以来|之?后)|精神|公报)?"
    r"|(?:尊敬的)?各位(?:领导|同志)(?:、(?:各位)?同志们)?|同志们|(?:述职|报告|汇报)人|(?:机关)?党(?:总支|支部|委|组)(?:副)?书记"
    r"|意识形态(?:工作)?(?:专题)?研判|警示教育|廉政谈话|民主评议党员|理论学习中心组|[每全当本]年|[一二三四五六七八九十]+是"
    r"|[每近约第]?[0-9０-９]+(?:[.．][0-9]+)?(?:%|％|万?[余多]?(?:人次|个月|\u4e2a百分点|[\u4e00-\u9fff])?)"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, eq=False)
class Prose:
    """``text``: all sentences without white space, items parted by a border. ``lines`` and ``place`` say where each character stands.

    ``told[i]`` is how many of the first i characters tell something.
    """

    text: str
    lines: tuple[Line, ...]
    line_of: tuple[int, ...]
    offset: tuple[int, ...]
    told: tuple[int, ...]

    def tells(self, start: int, end: int) -> int:
        """How many characters of the span tell something."""
        return self.told[end] - self.told[start]

    def pieces(self, start: int, end: int) -> Iterable[tuple[Line, int, int]]:
        """The span as sentences have it: each sentence with the offsets in it."""
        first = start
        while first < end:
            number = self.line_of[first]
            last = first
            while last + 1 < end and self.line_of[last + 1] == number:
                last += 1
            if number >= 0:
                yield self.lines[number], self.offset[first], self.offset[last] + 1
            first = last + 1

    def spans(self) -> Iterable[tuple[Line, int, int]]:
        """Every sentence with its span in ``text``."""
        start = 0
        for at in range(1, len(self.text) + 1):
            if at == len(self.text) or self.line_of[at] != self.line_of[start]:
                if self.line_of[start] >= 0:
                    yield self.lines[self.line_of[start]], start, at
                start = at


def prose_of(manuscript: Manuscript) -> Prose:
    """The prose of ``manuscript``, worked out once."""
    if "prose" not in manuscript.memo:
        manuscript.memo["prose"] = _read(manuscript)
    return cast("Prose", manuscript.memo["prose"])


def _read(manuscript: Manuscript) -> Prose:
    lines = tuple(manuscript.lines())
    text: list[str] = []
    line_of: list[int] = []
    offset: list[int] = []
    for number, line in enumerate(lines):
        if number and (line.part, line.item) != (lines[number - 1].part, lines[number - 1].item):
            text.append(_BORDER)
            line_of.append(-1)
            offset.append(0)
        for at, c in enumerate(line.text):
            if not c.isspace():
                text.append(c)
                line_of.append(number)
                offset.append(at)
    whole = "".join(text)
    return Prose(whole, lines, tuple(line_of), tuple(offset), tuple(accumulate(telling(whole), initial=0)))


def telling(text: str) -> bytearray:
    """For each character of ``text`` 1 where it tells something, 0 where any report may have it there."""
    tells = bytearray(len(text))
    for match in _HAN.finditer(text):
        tells[match.start()] = 1
    for match in _COMMON.finditer(text):
        tells[match.start() : match.end()] = bytes(match.end() - match.start())
    for phrase in _phrases():
        at = text.find(phrase)
        while at >= 0:
            tells[at : at + len(phrase)] = bytes(len(phrase))
            at = text.find(phrase, at + len(phrase))
    return tells


@lru_cache(maxsize=1)
def _phrases() -> tuple[str, ...]:
    meetings = (name for norm in units.norms() for name in (norm.name, *norm.aliases))
    return tuple(dict.fromkeys(compact(phrase) for phrase in (*units.fixed_wordings(), *meetings) if len(phrase) > 1))


def given_by(facts: str) -> Callable[[str], float]:
    """A measure: which share (0–1) of a text stands in ``facts`` in runs of six characters or more."""
    bare = compact(facts)
    known = {bare[i : i + _SHORTEST_FACT] for i in range(len(bare) - _SHORTEST_FACT + 1)}

    def share(text: str) -> float:
        bare = compact(text)
        covered = bytearray(len(bare))
        for i in range(len(bare) - _SHORTEST_FACT + 1):
            if bare[i : i + _SHORTEST_FACT] in known:
                covered[i : i + _SHORTEST_FACT] = b"\x01" * _SHORTEST_FACT
        return sum(covered) / len(bare) if bare else 0.0

    return share


def enough(prose: Prose, start: int) -> bool:
    """Whether the 13-gram at ``start`` tells enough to count."""
    return prose.tells(start, start + RUN) >= TELLING
