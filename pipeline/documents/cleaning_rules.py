"""What a kind of dirt is to the cleaner: a pattern, what is done about it, and how it is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

Action = Literal["修", "掩", "弃", "警"]
"""修: mended without loss. 掩: a slot stands in its place. 弃: left out. 警: left as it is, and told."""

NUMBER, NAME, YEAR = "{数}", "{名}", "{年}"
"""The slots that stand for masked values: a count, a wording or name, a year."""

CJK = "\u3400-\u9fff〇"
_AROUND = 6
_LONGEST = 40


class Dirt(BaseModel):
    """One finding of the cleaner: ``code`` is Dnn of the catalogue of dirt, ``excerpt`` the place as it was, ``action`` what was done."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    excerpt: str
    action: Action


Step = Callable[[str], tuple[str, list[Dirt]]]
"""One step of cleaning: text → text and what was found in it."""


@dataclass(frozen=True)
class Rule:
    """A kind of dirt that a pattern finds. ``put`` is what stands for it afterwards; it may refer to groups.

    ``once``: what is wrong all over a file (spaces, half-width marks) is told once, at its first place, with how many there are.
    """

    code: str
    pattern: re.Pattern[str]
    action: Action
    put: str = ""
    once: bool = False

    def __call__(self, text: str) -> tuple[str, list[Dirt]]:
        found = [match for match in self.pattern.finditer(text) if match.group() or self.put]
        if not found:
            return text, []
        if self.action != "警":
            text_after = self.pattern.sub(self.put, text)
            if text_after == text:
                return text, []
        else:
            text_after = text
        told = found[:1] if self.once else found
        dirt = [Dirt(code=self.code, excerpt=around(text, m.start(), m.end()), action=self.action) for m in told]
        if self.once and len(found) > 1:
            dirt = [dirt[0].model_copy(update={"excerpt": f"{dirt[0].excerpt}（共 {len(found)} 处）"})]
        return text_after, dirt


def around(text: str, start: int, end: int) -> str:
    """The place with a few characters of its line on both sides, cut where it is long."""
    begin = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    stop = text.find("\n", end)
    stop = min(len(text) if stop < 0 else stop, end + _AROUND)
    excerpt = " ".join(text[begin:stop].split())
    return excerpt if len(excerpt) <= _LONGEST else excerpt[: _LONGEST - 1] + "…"


def run(steps: Iterable[Step], text: str) -> tuple[str, list[Dirt]]:
    """Take ``text`` through ``steps`` in order."""
    dirt: list[Dirt] = []
    for step in steps:
        text, found = step(text)
        dirt += found
    return text, dirt
