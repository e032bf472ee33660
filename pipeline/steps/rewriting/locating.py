"""Where the problems of a document stand, character by character, in the file's own text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline import checks
from pipeline.checks.manuscript import Block, Manuscript, Part
from pipeline.checks.problems.rows import Row, rows
from pipeline.documents import parse
from pipeline.documents.cleaning import arrange
from pipeline.errors import InputError
from pipeline.report import SectionKind

_FRONT_MATTER = re.compile(r"\A\ufeff?---\n.{0,5000}?\n---\n", re.DOTALL)
_NUMBER = re.compile(
    r"[#*\s]*(?:(?:第[一二三四五六七八九十]+(?:部分|章)|[一二三四五六七八九十]+|\d{1,2})[、．.：:\s]*|[（(][一二三四五六七八九十]+[）)]\s*)?$"
)
_NO_TEXT = re.compile(r"[^一-鿿]*")


@dataclass(frozen=True)
class Located:
    """``source`` is the file's text (one kind of line end); ``manuscript`` its reading, in ``arranged``; ``at`` leads to ``source``."""

    source: str
    arranged: str
    manuscript: Manuscript
    rows: tuple[Row, ...]
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in ``source`` of ``start``–``end`` (not empty) of the reading."""
        return self.at[start], self.at[end - 1] + 1

    @property
    def parts(self) -> tuple[Part, ...]:
        """The sections of problems and causes."""
        return self.manuscript.of(SectionKind.PROBLEM, SectionKind.CAUSE)

    @property
    def causes(self) -> tuple[Block, ...]:
        """The items of the section of causes; empty where there is none."""
        return tuple(item for part in self.manuscript.of(SectionKind.CAUSE) for item in part.items if item.lines)

    @property
    def plans(self) -> tuple[Block, ...]:
        return tuple(item for part in self.manuscript.of(SectionKind.PLAN) for item in part.items if item.lines)

    def words(self) -> str:
        """The problem section and that of causes as they stand in the file."""
        text = self.arranged
        return "\n".join(self.source[slice(*self.span(_with_number(text, part.start), _with_stop(text, part.end)))] for part in self.parts)


def locate(source: str, name: str) -> Located:
    """Read ``source``, the text of the file ``name``. Raises InputError, with the headings that were seen, where no problems are found."""
    front = _FRONT_MATTER.match(source)
    skipped = front.end() if front else 0
    arranged = arrange(source[skipped:]).text
    at = _aligned(source, skipped, arranged)
    if at is None:
        source, at = arranged, tuple(range(len(arranged)))
    manuscript = checks.of_document(parse(arranged), arranged)
    found = tuple(rows(manuscript))
    if not found:
        raise InputError(f"{name} 里没有找到“存在问题”部分{_seen(manuscript)}", hint=_HINT)
    return Located(source, arranged, manuscript, found, at)


_HINT = "给这一部分一个标题，例如“二、存在的问题及原因”，每个问题编上号，再运行一次。"


def line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _aligned(source: str, skipped: int, arranged: str) -> tuple[int, ...] | None:
    """For each character of ``arranged`` its place in ``source``; None where ``arranged`` is not ``source`` with characters left out.

    White space of ``arranged`` that stands nowhere (a line end put in) is given the place of what precedes it.
    """
    places, place = [], skipped
    for char in arranged:
        if char.isspace():
            places.append(min(place, len(source) - 1))
            continue
        place = source.find(char, place)
        if place < 0:
            return None
        places.append(place)
        place += 1
    return tuple(places)


def _seen(manuscript: Manuscript) -> str:
    headings = [f"“{part.heading}”" for part in manuscript.parts if part.heading]
    return f"，看到的标题有：{'、'.join(headings)}" if headings else "，也没有看到任何标题"


def prose_end(text: str, block: Block) -> int:
    """Where the prose of ``block`` ends: lines behind it without a single Chinese character (marks of web pages) are no prose of its."""
    end = block.end
    while (start := line_start(text, end)) > block.start and _NO_TEXT.fullmatch(text[start:end]):
        end = start - 1
    return _with_stop(text, end)


def _with_number(text: str, start: int) -> int:
    """Where the number in front of a heading begins (## 二、), or ``start``."""
    before = text[line_start(text, start) : start]
    found = _NUMBER.search(before)
    return start - len(found.group()) if found else start


def _with_stop(text: str, end: int) -> int:
    """``end``, or behind the stop that follows: of an item of one sentence the reading keeps none."""
    return end + 1 if text[end : end + 1] in tuple("。；！？") else end
