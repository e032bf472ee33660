"""Where faults can be planted: behind a sentence of what was done, at a heading, inside a paragraph.

Texts are reports without front matter: the title, where there is one, is the first line.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Span = tuple[int, int]
Planted = tuple[str, Span] | tuple[str, Span, dict[str, str]]
"""The faulty text, where the fault stands (``WHOLE``: everywhere), and what is known beside it: ``last_year``, a ``sample``, ``strangers``;
``facts``: "none" to check without the facts file, which knows better."""
Planter = Callable[[str, random.Random], Planted | None]

WHOLE: Span = (-1, -1)
PROBLEM = re.compile(r"^.{0,6}(?:存在|不足|短板|差距|主要问题|突出问题|问题(?:和|与|及)).{0,12}$", re.MULTILINE)
PLAN = re.compile(r"^.{0,12}(?:打算|下一步|明年|改进措施|怎么改|努力方向|计划|举措).{0,10}$", re.MULTILINE)
_INSIDE = re.compile(r"[^。\n]{12,}。(?=[^\n])")
_PARAGRAPH = re.compile(r"^[^\n]{60,}[。]$", re.MULTILINE)


def body(text: str) -> Span:
    """From behind title and lead to before the closing: where prose is prose."""
    start = 150
    return start, max(start, len(text) - 120)


def paragraphs(text: str) -> list[Span]:
    """The long paragraphs of the body that end with 。"""
    start, end = body(text)
    return [m.span() for m in _PARAGRAPH.finditer(text) if m.start() > start and m.end() < end]


def put(text: str, added: str, rng: random.Random) -> tuple[str, Span] | None:
    """``added`` behind a sentence in the middle of a paragraph before the problems, and where it stands."""
    start, _ = body(text)
    heading = next((m for m in PROBLEM.finditer(text) if m.start() > start), None)
    stop = heading.start() if heading else len(text) // 2
    places = [m.end() for m in _INSIDE.finditer(text) if start < m.start() and m.end() < stop]
    if not places:
        return None
    place = rng.choice(places)
    return text[:place] + added + text[place:], (place, place + len(added))


def replaced(text: str, span: Span, new: str) -> tuple[str, Span]:
    """``new`` in place of ``span``."""
    return text[: span[0]] + new + text[span[1] :], (span[0], span[0] + max(1, len(new)))


def somewhere(text: str, pattern: str, rng: random.Random) -> re.Match[str] | None:
    """A match of ``pattern`` in the long paragraphs of the body."""
    spans = paragraphs(text)
    found = [m for m in re.finditer(pattern, text, re.MULTILINE) if any(a <= m.start() and m.end() <= b for a, b in spans)]
    return rng.choice(found) if found else None
