"""The report as lines in reading order, numbered: the one place that knows how headings are numbered and run into their text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.report import Item, Report, Section, SectionKind, Sentence
from pipeline.texts.measure import to_chinese


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
    yield Line(LineKind.DATE, f"{report.date.year}年{report.date.month}月{report.date.day}日")


def _items(section: Section, numbering: str) -> Iterator[Line]:
    headed = 0
    for index, item in enumerate(section.items):
        headed += 1 if item.heading else 0
        run_in = f"{_mark(numbering, headed)}{item.heading}。" if item.heading else ""
        for sentences in _paragraphs(item):
            text = run_in + "".join(s.text for s in sentences)
            yield Line(LineKind.BODY, text, run_in, section.kind, index, sentences)
            run_in = ""


def _mark(numbering: str, number: int) -> str:
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
