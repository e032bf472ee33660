"""A report → passages, one for each lowest heading. Length never parts what a heading holds together, save for very long prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.documents import DocItem, DocSection, parse
from pipeline.report import SectionKind
from pipeline.samples.records import Passage, SampleReport, passage_id
from pipeline.texts.measure import chars, sentences
from pipeline.units import theme_of, types_of

LONG = 700
"""Characters beyond which prose may be cut."""

_BRIDGE = 60
_WHOLE = (SectionKind.PROBLEM, SectionKind.CAUSE)
_CONTINUES = re.compile(r"(?:[二三四五六七八九十]+是|第[二三四五六七八九十]+[，,、]|其[二三四五次])")


def chunk(report: SampleReport) -> tuple[Passage, ...]:
    """Cut ``report`` into passages, in reading order, each once.

    A statement of a problem stays with the cause and measure under its heading, however long. A sentence or two that only lead over to
    the headed items of a section teach nothing and are no passage.
    """
    document = parse(report.text)
    passages: dict[str, Passage] = {}
    for section in document.sections:
        for item in _items(section):
            for text in [item.text] if section.kind in _WHOLE else _pieces(item.text):
                passage = _passage(report, document.title or f"{report.year}年度述职报告", section, item.heading, text)
                passages[passage.id] = passage
    return tuple(passages.values())


def _items(section: DocSection) -> Iterator[DocItem]:
    headed = any(item.heading for item in section.items)
    for item in section.items:
        if item.heading or not headed or chars(item.text) > _BRIDGE:
            yield item


def _passage(report: SampleReport, title: str, section: DocSection, heading: str, text: str) -> Passage:
    breadcrumb = "›".join(part for part in (title, section.heading, heading) if part)
    theme = theme_of(f"{heading}\n{text}", None, types_of(report.unit_types)).name if section.kind is SectionKind.DUTY else ""
    return Passage(
        id=passage_id(report.id, breadcrumb, text),
        report=report.id,
        unit_types=report.unit_types,
        section=section.kind,
        theme=theme,
        heading=heading or section.heading,
        text=text,
        breadcrumb=breadcrumb,
        year=report.year,
        grade=report.grade(section.kind),
        entities=report.entities,
    )


def _pieces(text: str) -> list[str]:
    """``text`` itself, or where it is very long parts of about equal length, none beyond LONG, that end where a sentence does."""
    length = chars(text)
    if length <= LONG:
        return [text]
    target = length / -(-length // LONG)
    pieces, current = [], ""
    for unit in _units(text):
        size, more = chars(current), chars(unit)
        if current and (size + more / 2 > target or size + more > LONG):
            pieces.append(current.strip())
            current = ""
        current += unit
    return [*pieces, current.strip()]


def _units(text: str) -> Iterator[str]:
    """What is not to be parted: sentences, and chains of them (一是…。二是…。) as far as a chain is not very long itself."""
    chains: list[list[str]] = []
    for paragraph in text.split("\n"):
        for sentence in (parts := sentences(paragraph)):
            ended = sentence + ("\n" if sentence is parts[-1] else "")
            if chains and _CONTINUES.match(sentence):
                chains[-1].append(ended)
            else:
                chains.append([ended])
    for chain in chains:
        if chars("".join(chain)) > LONG:
            yield from chain
        else:
            yield "".join(chain)
