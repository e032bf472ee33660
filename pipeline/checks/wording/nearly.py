"""Long names of which a text has all but a character or two: 推动 for 推进 inside the name of a decision, a 中国 left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

from pipeline.checks.wording.lexicon import of_kind
from pipeline.units.terms import Term

_KINDS = ("document", "campaign", "thought", "slogan")
_LONG, _LONGER = 11, 14
"""From so many characters on one may be wrong, from so many on two; of shorter names a neighbour is another name."""
_NAMES_OF_THEIR_OWN = frozenset(("党委领导下的校长负责制", "党委领导下的院长负责制"))
"""Of universities and hospitals; what another kind of unit may say of them is for W06."""
_OTHER = re.compile(r"[\d一二三四五六七八九十〇《》“”‘’、，。；：（）\s]")
"""What tells one name from another (第十四个, 第十五个) or is a matter of typography."""


def nearly(text: str) -> Iterator[tuple[int, int, Term]]:
    """Where ``text`` nearly says a long name: one half of it word for word, and in the other a character or two that are not its own."""
    seen: set[int] = set()
    for half, first, name, term in _halves():
        start = text.find(half)
        while start >= 0:
            place = _slip(text, start, half, name, first)
            if place and place[0] not in seen:
                seen.add(place[0])
                yield *place, term
            start = text.find(half, start + 1)


def _slip(text: str, start: int, half: str, name: str, first: bool) -> tuple[int, int] | None:
    """Where the name nearly stands, with ``half`` of it found at ``start``; None where it stands as it should, or something else does."""
    rest, most = len(name) - len(half), 1 if len(name) < _LONGER else 2
    for more in sorted(range(-most, most + 1), key=abs):
        begin, end = (start, start + len(name) + more) if first else (start - rest - more, start + len(half))
        if begin < 0 or end > len(text):
            continue
        said = text[begin:end]
        if said == name or said in _NAMES_OF_THEIR_OWN:
            return None
        # The whole name must be there: its first and its last character where they belong.
        if (said[0], said[-1]) == (name[0], name[-1]) and _wrong(name, said, most):
            return begin, end
    return None


def _wrong(name: str, said: str, most: int) -> bool:
    changes = [op for op in SequenceMatcher(None, name, said, autojunk=False).get_opcodes() if op[0] != "equal"]
    cost = sum(max(b - a, d - c) for _, a, b, c, d in changes)
    differing = "".join(name[a:b] + said[c:d] for _, a, b, c, d in changes)
    return 0 < cost <= most and not _OTHER.search(differing)


@cache
def _halves() -> tuple[tuple[str, bool, str, Term], ...]:
    found = []
    for term in of_kind(*_KINDS):
        name = term.name.strip("《》").removesuffix("（试行）")
        if term.verified and len(name) >= _LONG:
            middle = len(name) // 2
            found += [(name[:middle], True, name, term), (name[middle:], False, name, term)]
    return tuple(found)
