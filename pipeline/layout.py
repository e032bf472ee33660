"""The report as lines in reading order, numbered: the one place that knows how headings are numbered and run into their text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.report import Item, Report, Section
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
    """One paragraph. ``run_in`` is the part of a BODY line at its start that is a second-level heading, its stop included ("" for none)."""

    kind: LineKind
    text: str
    run_in: str = ""


def lines(report: Report) -> Iterator[Line]:
    """The paragraphs of ``report``, from title to date."""
    yield Line(LineKind.TITLE, report.title)
    if report.salutation:
        yield Line(LineKind.SALUTATION, report.salutation)
    number = 0
    for section in report.sections:
        if section.heading:
            number += 1
            yield Line(LineKind.HEADING, f"{to_chinese(number)}、{section.heading}")
        if section.status == "unwritten":
            yield Line(LineKind.BODY, f"【待补充：这一部分没有写成（{section.reason}）】")
        yield from _items(section, report.numbering)
    yield Line(LineKind.SIGNER, f"述职人：{report.signer}")
    yield Line(LineKind.DATE, f"{report.date.year}年{report.date.month}月{report.date.day}日")


def _items(section: Section, numbering: str) -> Iterator[Line]:
    headed = 0
    for item in section.items:
        headed += 1 if item.heading else 0
        yield from _paragraphs(item, _mark(numbering, headed) if item.heading else "")


def _mark(numbering: str, number: int) -> str:
    return f"（{to_chinese(number)}）" if numbering == "（一）" else f"{number}."


def _paragraphs(item: Item, mark: str) -> Iterator[Line]:
    run_in = f"{mark}{item.heading}。" if item.heading else ""
    for i, paragraph in enumerate(item.text.split("\n")):
        yield Line(LineKind.BODY, (run_in if i == 0 else "") + paragraph, run_in if i == 0 else "")
