"""The text by paragraphs, with where each begins; worked out once for all rules of this family."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.checks.manuscript import Manuscript

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
_SENTENCE_MARK = re.compile(r"[，。；！？]")
_LEAST = 20


@dataclass(frozen=True)
class Paragraph:
    """One line of the text, as it stands; ``prose`` where it is no heading, date or signature: it is long enough and has marks inside."""

    text: str
    start: int

    @property
    def prose(self) -> bool:
        return len(self.text) >= _LEAST and _SENTENCE_MARK.search(self.text[:-1]) is not None


def paragraphs(manuscript: Manuscript) -> list[Paragraph]:
    """Every line that is not empty, in order."""
    known = manuscript.memo.get("paragraphs")
    if isinstance(known, list):
        return known
    found: list[Paragraph] = []
    place = 0
    for line in manuscript.text.split("\n"):
        if line.strip():
            found.append(Paragraph(line, place))
        place += len(line) + 1
    manuscript.memo["paragraphs"] = found
    return found
