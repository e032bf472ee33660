"""A report as the checks read it: one text, and its parts, items and sentences by their offsets in it.

Both kinds of report become one: our own drafts, whose sentences say what they are and which facts they rest on, and any document of a
user's, of which only the words are known.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.checks.hits import Hit
from pipeline.documents import DocItem, Document
from pipeline.documents import printed_chars as printed_chars_of_text
from pipeline.findings import Level
from pipeline.layout import printed_chars
from pipeline.report import Item, Report, SectionKind, Sentence, SentenceKind
from pipeline.texts.measure import chars, sentences

_DATE = re.compile(r"(20\d{2})年(\d{1,2})月(\d{1,2})日\s*$")


@dataclass(frozen=True)
class Line:
    """A sentence where it stands: ``text`` begins at ``start`` of the whole text.

    ``part`` and ``item`` are indexes into ``Manuscript.parts`` and its items. ``kind`` is None and ``facts`` empty in a user's document.
    """

    text: str
    start: int
    section: SectionKind
    part: int
    item: int
    kind: SentenceKind | None = None
    facts: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def hit(self, span: tuple[int, int], message: str, advice: str, level: Level | None = None) -> Hit:
        """A hit on ``span``, offsets within this line."""
        return Hit(message, advice, self.start + span[0], self.start + span[1], self.section, self.item, level)


@dataclass(frozen=True)
class Block:
    """An item: ``heading`` ("" for none) begins at ``start``; its prose is ``lines``."""

    heading: str
    start: int
    lines: tuple[Line, ...]

    @cached_property
    def text(self) -> str:
        """Its sentences, run together."""
        return "".join(line.text for line in self.lines)

    @property
    def end(self) -> int:
        return self.lines[-1].end if self.lines else self.start + len(self.heading)


@dataclass(frozen=True)
class Part:
    """A section: ``heading`` ("" for none) begins at ``start``. ``unwritten`` says in Chinese why there is no prose, "" where there is."""

    kind: SectionKind
    heading: str
    start: int
    items: tuple[Block, ...]
    unwritten: str = ""

    @cached_property
    def text(self) -> str:
        return "".join(item.text for item in self.items)

    @property
    def end(self) -> int:
        return self.items[-1].end if self.items else self.start + len(self.heading)

    @cached_property
    def chars(self) -> int:
        """Characters of headings and prose, without white space and numbering."""
        return chars(self.heading) + sum(chars(item.heading) + chars(item.text) for item in self.items)


@dataclass(frozen=True, eq=False)
class Manuscript:
    """``marked``: a draft of ours, whose sentences carry kinds and fact ids. ``date`` is that of the sign-off, None where there is none."""

    text: str
    title: str
    year: int | None
    date: dt.date | None
    parts: tuple[Part, ...]
    marked: bool = False
    chars: int = 0
    memo: dict[str, object] = field(default_factory=dict)
    """What rules that look at the same thing have worked out, by name: it lives as long as the manuscript."""

    def lines(self, *kinds: SectionKind) -> Iterator[Line]:
        """Every sentence of the parts of ``kinds`` (all where none is named), in order."""
        for part in self.parts:
            if not kinds or part.kind in kinds:
                for item in part.items:
                    yield from item.lines

    def of(self, *kinds: SectionKind) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.kind in kinds)

    def part(self, kind: SectionKind) -> Part | None:
        """The first part of that kind, or None."""
        return next((part for part in self.parts if part.kind is kind), None)

    def hit(self, span: tuple[int, int], message: str, advice: str, level: Level | None = None) -> Hit:
        """A hit anywhere in the text, headings and title included."""
        for part in self.parts:
            if part.start <= span[0] < part.end:
                index = next((i for i, item in enumerate(part.items) if item.start <= span[0] < item.end), -1)
                return Hit(message, advice, *span, part.kind, index, level)
        return Hit(message, advice, *span, level=level)


def of_report(report: Report) -> Manuscript:
    """A draft of ours; its text is title, salutation, headings and prose, a line end between them."""
    builder = _Builder([report.title, *([report.salutation] if report.salutation else [])])
    parts = []
    for index, section in enumerate(report.sections):
        start = builder.add(section.heading)
        items = tuple(_block(builder, item, section.kind, index, number) for number, item in enumerate(section.items))
        reason = (section.reason or "没有写成") if section.status == "unwritten" else ""
        parts.append(Part(section.kind, section.heading, start, items, reason))
    builder.add(report.signer)
    builder.add(report.dated)
    return Manuscript(builder.text, report.title, report.year, report.date, tuple(parts), marked=True, chars=printed_chars(report))


class _Builder:
    def __init__(self, lines: list[str]) -> None:
        self.text = "\n".join(lines)

    def add(self, line: str) -> int:
        """Put ``line`` on a new line unless empty; return where it begins."""
        if line:
            self.text += "\n"
        start = len(self.text)
        self.text += line
        return start


def _block(builder: _Builder, item: Item, kind: SectionKind, part: int, number: int) -> Block:
    start = builder.add(item.heading)
    lines = []
    for index, sentence in enumerate(item.sentences):
        if index == 0 or sentence.opens:
            builder.text += "\n"
        lines.append(_line(sentence, len(builder.text), kind, part, number))
        builder.text += sentence.text
    if not item.heading and lines:
        start = lines[0].start
    return Block(item.heading, start, tuple(lines))


def _line(sentence: Sentence, start: int, kind: SectionKind, part: int, number: int) -> Line:
    return Line(sentence.text, start, kind, part, number, sentence.kind, sentence.facts)


def of_document(document: Document, text: str) -> Manuscript:
    """A user's document: ``document`` is what ``documents.parse`` made of ``text``."""
    finder = _Finder(text)
    finder.find(document.title)
    parts = []
    for index, section in enumerate(document.sections):
        start = finder.find(section.heading)
        items = tuple(_found(finder, item, section.kind, index, number) for number, item in enumerate(section.items))
        parts.append(Part(section.kind, section.heading, start, items))
    return Manuscript(text, document.title, document.year, _date(text), tuple(parts), chars=printed_chars_of_text(text))


class _Finder:
    """Finds pieces of a text one after the other, whatever white space stands between their characters."""

    def __init__(self, text: str) -> None:
        self.at = [i for i, c in enumerate(text) if not c.isspace()]
        self.bare = "".join(text[i] for i in self.at)
        self.size = len(text)
        self.place = 0

    def find(self, piece: str) -> int:
        """Where ``piece`` begins, at or behind the last one found; where that ended, if it is not there."""
        bare = "".join(piece.split())
        found = self.bare.find(bare, self.place) if bare else -1
        if found >= 0:
            self.place = found + len(bare)
            return self.at[found]
        return self.at[self.place] if self.place < len(self.at) else self.size

    @property
    def end(self) -> int:
        """Where the last piece found ends."""
        return self.at[self.place - 1] + 1 if self.place else 0


def _found(finder: _Finder, item: DocItem, kind: SectionKind, part: int, number: int) -> Block:
    start = finder.find(item.heading)
    lines = []
    for sentence in sentences(item.text):
        begin = finder.find(sentence)
        lines.append(Line(sentence, begin, kind, part, number))
    if not item.heading and lines:
        start = lines[0].start
    return Block(item.heading, start, tuple(lines))


def _date(text: str) -> dt.date | None:
    """The date on the last line that has nothing behind it."""
    found = _DATE.search(text.rstrip())
    if found is None:
        return None
    try:
        return dt.date(*map(int, found.groups()))
    except ValueError:
        return None
