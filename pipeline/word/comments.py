"""What is written beside the text: the question of every gap, and where asked for, what the checks found and what wants confirming."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.findings import Finding, Level
from pipeline.layout import Line, LineKind
from pipeline.report import SentenceKind
from pipeline.result import Confirm
from pipeline.word.typesetting import tidied

AUTHOR = "述职助手"
_INITIALS = "述"
_GAP = re.compile(r"【待补充：?([^】]*)】")
_LEVELS = {Level.ERROR: "必须改", Level.WARNING: "请留意", Level.INFO: "供参考"}


@dataclass(frozen=True)
class Note:
    """A comment wanted beside ``excerpt``. ``section`` is a section kind or "", ``item`` an index or -1; "" and -1 leave the place open."""

    text: str
    excerpt: str = ""
    section: str = ""
    item: int = -1


@dataclass(frozen=True)
class Anchor:
    """A comment on the characters ``start`` to ``end`` of a line."""

    start: int
    end: int
    text: str


def notes_of(findings: Sequence[Finding], confirm: Sequence[Confirm]) -> tuple[Note, ...]:
    """A note for each finding and each sentence that waits for the user's yes."""
    found = [Note(f"〔{_LEVELS[f.level]} {f.code}〕{f.message}\n怎么办：{f.advice}", f.excerpt, f.section, f.item) for f in findings]
    asked = [Note(f"〔请确认〕{c.question}", c.excerpt, c.section) for c in confirm]
    return (*found, *asked)


def gaps(line: Line) -> Iterator[tuple[int, int]]:
    """Where the 【待补充：…】 of a line stand."""
    return (found.span() for found in _GAP.finditer(line.text))


def anchored(lines: Sequence[Line], notes: Sequence[Note]) -> list[list[Anchor]]:
    """For each line its comments: gaps' questions first, then ``notes``, each at its words or, where those are not found, at its heading."""
    placed = [list(_questions(line)) for line in lines]
    for note in notes:
        index, start, end = _place(lines, note)
        placed[index].append(Anchor(start, end, note.text))
    return placed


def _questions(line: Line) -> Iterator[Anchor]:
    """A gap's question is its sentence's; one without asks what stands in its brackets."""
    place = len(line.run_in)
    spans = []
    for sentence in line.sentences:
        spans.append((place, place + len(sentence.text), sentence.question if sentence.kind is SentenceKind.GAP else ""))
        place += len(sentence.text)
    for found in _GAP.finditer(line.text):
        question = next((q for start, end, q in spans if start <= found.start() < end), "") or f"{found[1]}？"
        yield Anchor(found.start(), found.end(), f"〔待补充〕{question}")


def _place(lines: Sequence[Line], note: Note) -> tuple[int, int, int]:
    """(line, start, end) of the note's words; else the heading of its section; else the title."""
    near = [i for i, line in enumerate(lines) if not note.section or line.section == note.section]
    exact = [i for i in near if note.item >= 0 and lines[i].item == note.item]
    for piece in map(tidied, (note.excerpt, *sorted(note.excerpt.split("\n"), key=len, reverse=True))):
        for i in (*exact, *near) if piece else ():
            start = lines[i].text.find(piece)
            if start >= 0:
                return i, start, start + len(piece)
    first = (*exact, *(i for i in near if note.section and lines[i].kind in (LineKind.HEADING, LineKind.BODY)), 0)[0]
    return first, 0, len(lines[first].run_in) or len(lines[first].text)


def write(document: Any, first: Any, last: Any, text: str, date: dt.date) -> None:
    """Put a comment on the runs from ``first`` to ``last``, dated as the report is: the same facts make the same file."""
    comment = document.add_comment([first, last], text, AUTHOR, _INITIALS)
    comment._comment_elm.date = dt.datetime.combine(date, dt.time(), dt.UTC)  # noqa: SLF001 - python-docx knows no other time than now
