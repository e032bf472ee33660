"""The report as lines in reading order, numbered: the one place that knows how headings are numbered and run into their text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from pipeline.report import Item, Report, Section, SectionKind, Sentence
from pipeline.result import Trace, Traced
from pipeline.texts.measure import chars, to_chinese


class LineKind(StrEnum):
    TITLE = "title"
    SALUTATION = "salutation"
    HEADING = "heading"
    BODY = "body"
    SIGNER = "signer"
    DATE = "date"


@dataclass(frozen=True)
class Line:
    """One paragraph. ``run_in`` is the part of a BODY line at its start that is a second-level heading, its stop included ("" for none).

    ``section`` is None outside the sections; ``item`` is the index of the item in its section or -1. ``sentences`` are the text behind
    ``run_in``.
    """

    kind: LineKind
    text: str
    run_in: str = ""
    section: SectionKind | None = None
    item: int = -1
    sentences: tuple[Sentence, ...] = ()


def lines(report: Report) -> Iterator[Line]:
    """The paragraphs of ``report``, from title to date."""
    yield Line(LineKind.TITLE, report.title)
    if report.salutation:
        yield Line(LineKind.SALUTATION, report.salutation)
    number = 0
    for section in report.sections:
        if section.heading:
            number += 1
            yield Line(LineKind.HEADING, f"{to_chinese(number)}、{section.heading}", section=section.kind)
        if section.status == "unwritten":
            yield Line(LineKind.BODY, f"【待补充：这一部分没有写成（{section.reason}）】", section=section.kind)
        yield from _items(section, report.numbering)
    yield Line(LineKind.SIGNER, f"述职人：{report.signer}")
    yield Line(LineKind.DATE, report.dated)


def printed_chars(report: Report) -> int:
    """Characters of all that is printed, numbering and sign-off with it, without white space: what Word counts."""
    return sum(chars(line.text) for line in lines(report))


def _items(section: Section, numbering: str) -> Iterator[Line]:
    headed = 0
    for index, item in enumerate(section.items):
        headed += 1 if item.heading else 0
        run_in = f"{item_mark(numbering, headed)}{item.heading}。" if item.heading else ""
        for sentences in _paragraphs(item):
            text = run_in + "".join(s.text for s in sentences)
            yield Line(LineKind.BODY, text, run_in, section.kind, index, sentences)
            run_in = ""


def item_mark(numbering: str, number: int) -> str:
    """How the ``number``-th headed item of a section is marked."""
    return f"（{to_chinese(number)}）" if numbering == "（一）" else f"{number}."


def _paragraphs(item: Item) -> Iterator[tuple[Sentence, ...]]:
    """The sentences of each paragraph; an item without any is one paragraph, its heading."""
    paragraph: list[Sentence] = []
    for sentence in item.sentences:
        if sentence.opens and paragraph:
            yield tuple(paragraph)
            paragraph = []
        paragraph.append(sentence)
    yield tuple(paragraph)


@dataclass(frozen=True)
class Table:
    """A table of a trace: heads of columns with their widths in Chinese characters, and rows of as many cells."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]


def tables(trace: Trace, *, folded: bool = False) -> tuple[Table, ...]:
    """The trace as tables, the last column of the first left empty for whoever checks the figures against the files.

    ``folded``: the numbers of one sentence that rest on the same fact share a row, which saves two pages of three in print.
    """
    found = _folded(trace.numbers) if folded else trace.numbers
    numbers = tuple((str(i), n.section, n.sentence, n.value, "、".join(n.facts), n.source, n.how, "") for i, n in enumerate(found, 1))
    rows = tuple((str(r.number), r.problem, r.cause, r.measures, r.source) for r in trace.rows)
    asked = tuple((str(i), c.excerpt, c.question, "") for i, c in enumerate(trace.confirm, 1))
    return (
        Table(
            "数字出处", (("序号", 3), ("部分", 6), ("原句", 16), ("数", 6), ("事实编号", 6), ("事实原文", 17), ("怎么来的", 6), ("核对", 4)), numbers
        ),
        Table("问题—原因—措施", (("序号", 3), ("问题", 17), ("原因", 15), ("措施", 18), ("依据", 11)), rows),
        Table("替你拟的话", (("序号", 3), ("原句", 30), ("要你确认的", 25), ("确认", 6)), asked),
    )


def _folded(numbers: tuple[Traced, ...]) -> tuple[Traced, ...]:
    groups = [list(group) for _, group in groupby(numbers, key=lambda n: (n.section, n.sentence, n.facts))]
    return tuple(
        same[0].model_copy(update={"value": "、".join(n.value for n in same), "how": "；".join(dict.fromkeys(n.how for n in same))})
        for same in groups
    )
