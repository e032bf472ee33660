"""What changes inside one paragraph: by characters within a sentence that stays recognisable, by whole sentences where it does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from pipeline.word.redlines.aligning import FORBIDDEN, align

_SENTENCES = re.compile(r"[^。！？；\n]*[。！？；\n]+[”’）」』】]*|[^。！？；\n]+")
# Numbers with their point or percent sign and Latin words change as one; a base character keeps its variation selectors.
_TOKENS = re.compile(r"\d+(?:[.．]\d+)?[%％‰]?|[A-Za-z]+|.[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef\u200d]*", re.DOTALL)
_ALIKE = 50.0
_ISLAND = 3
"""A stretch shorter than this between two changes is not worth a reader's stop: it is changed along with them."""


@dataclass(frozen=True)
class Words:
    """Text to put in; it looks like the old character at ``model``."""

    text: str
    model: int


@dataclass(frozen=True)
class Hunk:
    """Old characters [start, end) give way to ``words``; one of both may be empty."""

    start: int
    end: int
    words: tuple[Words, ...]


def hunks_of(old: str, new: str, locked: Sequence[tuple[int, int]] = ()) -> tuple[Hunk, ...]:
    """The changes that turn ``old`` into ``new``, in order, apart from each other; none begins or ends within a ``locked`` stretch."""
    if old == new:
        return ()
    return tuple(_joined(_unlocked(_joined(_by_sentence(old, new)), old, locked)))


def _by_sentence(old: str, new: str) -> list[Hunk]:
    before, after = _SENTENCES.findall(old), _SENTENCES.findall(new)
    ends = _ends(before)
    steps = align([[_gain(a, b) for b in after] for a in before]) if before else [(None, j) for j in range(len(after))]
    found: list[Hunk] = []
    gone: list[int] = []
    place = come = 0
    for i, j in steps:
        if i is None:
            model = gone[min(come, len(gone) - 1)] if gone else _model(old, ends[place])
            found.append(Hunk(ends[place], ends[place], (Words(after[j or 0], model),)))
            come += 1
            continue
        place = i + 1
        if j is None:
            found.append(Hunk(ends[i], ends[i + 1], ()))
            gone = [*gone, ends[i]] if not come else [ends[i]]
        else:
            found += _within(before[i], after[j], ends[i])
            gone = []
        come = 0
    return found


def _gain(old: str, new: str) -> float:
    likeness = fuzz.ratio(old, new)
    return likeness if likeness >= _ALIKE else FORBIDDEN


def _model(old: str, place: int) -> int:
    """Where nothing goes, a new sentence looks like the one behind it, for the one before may be a run-in heading; the last like the one before."""
    return place if place < len(old) else max(place - 1, 0)


def _within(old: str, new: str, offset: int) -> list[Hunk]:
    """Changes inside one sentence; the whole sentence where less than half of it would stay or too little hangs together."""
    if old == new:
        return []
    a, b = _TOKENS.findall(old), _TOKENS.findall(new)
    ends_a, ends_b = _ends(a), _ends(b)
    changes: list[tuple[int, int, int, int]] = []
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        one = (ends_a[i], ends_a[j], ends_b[k], ends_b[m])
        if changes and one[0] - changes[-1][1] < _ISLAND:
            changes[-1] = (changes[-1][0], one[1], changes[-1][2], one[3])
        else:
            changes.append(one)
    kept = len(old) - sum(change[1] - change[0] for change in changes)
    if kept * 2 < len(old):
        return [Hunk(offset, offset + len(old), (Words(new, offset),))]
    return [Hunk(offset + i, offset + j, _words(new[k:m], offset + (i if j > i or not i else i - 1))) for i, j, k, m in changes]


def _words(text: str, model: int) -> tuple[Words, ...]:
    return (Words(text, model),) if text else ()


def _ends(tokens: list[str]) -> list[int]:
    ends = [0]
    for token in tokens:
        ends.append(ends[-1] + len(token))
    return ends


def _joined(hunks: Sequence[Hunk]) -> list[Hunk]:
    """Touching hunks as one: first everything that goes, then what comes."""
    made: list[Hunk] = []
    for hunk in hunks:
        if made and made[-1].end == hunk.start:
            last = made.pop()
            made.append(Hunk(last.start, hunk.end, (*last.words, *hunk.words)))
        else:
            made.append(hunk)
    return made


def _unlocked(hunks: list[Hunk], old: str, locked: Sequence[tuple[int, int]]) -> list[Hunk]:
    for start, end in locked:
        inside = [hunk for hunk in hunks if (hunk.start < end and hunk.end > start) or start < hunk.start == hunk.end < end]
        if not inside or (inside[0].start <= start and inside[0].end >= end):
            continue
        place = hunks.index(inside[0])
        hunks[place : place + len(inside)] = [_spread(inside, old, start, end)]
    return hunks


def _spread(hunks: list[Hunk], old: str, start: int, end: int) -> Hunk:
    """One hunk over all of these and the whole of the locked stretch; what was to stay between them is put in again."""
    first, last = hunks[0], hunks[-1]
    words: list[Words] = []
    place = min(start, first.start)
    for hunk in hunks:
        if hunk.start > place:
            words.append(Words(old[place : hunk.start], place))
        words += hunk.words
        place = hunk.end
    if end > place:
        words.append(Words(old[place:end], place))
    return Hunk(min(start, first.start), max(end, last.end), tuple(words))
