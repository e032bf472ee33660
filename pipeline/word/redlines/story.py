"""The body of a Word file as blocks of text over its XML: what is visible, of which runs it is made, where it may be cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import nsmap, qn
from lxml import etree

from pipeline.documents import docx_text, numbering
from pipeline.word.redlines import names
from pipeline.word.redlines.records import Paragraph, Role, RunSpan

_RUNS = frozenset({names.RUN, qn("m:r")})
_OUTLINED = re.compile(r"(?i)heading|title|标题")
_SENTENCE_END = re.compile(r"[。！？；]")
_LONGEST_HEADING = 45
_PLAIN = frozenset({names.RUN_PROPERTIES, names.TEXT, qn("w:lastRenderedPageBreak"), qn("w:softHyphen"), *docx_text.BREAKS})
_HOLDS = etree.XPath(".//w:drawing | .//w:pict | .//w:object | ./w:pPr/w:sectPr", namespaces=nsmap)


@dataclass(frozen=True, eq=False)
class Piece:
    """Characters [start, end) of a block and the run that shows them; a whole piece (a field, say) is never cut and may have several runs."""

    start: int
    end: int
    runs: tuple[etree._Element, ...]
    whole: bool


@dataclass(frozen=True, eq=False)
class Block:
    """One paragraph as a reader sees it: a ``w:p``, with those before it whose end marks are deleted."""

    index: int
    start: int
    text: str
    elements: tuple[etree._Element, ...]
    pieces: tuple[Piece, ...]

    @property
    def first(self) -> etree._Element:
        return self.elements[0]

    @property
    def last(self) -> etree._Element:
        return self.elements[-1]

    @property
    def container(self) -> etree._Element:
        """What the paragraph stands in: the body, a table cell, a content control."""
        return parent_of(self.last)

    @property
    def holds(self) -> bool:
        """Whether something stands in it or hangs on it that must not go with its text: a picture, a text box, the end of a section."""
        return any(_HOLDS(paragraph) for paragraph in self.elements)

    @property
    def role(self) -> Role:
        """A short line that is no sentence, and is styled or numbered or bare as headings are."""
        if not self.text or len(self.text) > _LONGEST_HEADING or _SENTENCE_END.search(self.text):
            return Role.BODY
        return Role.HEADING if self._outlined or level_of(self.text) >= 0 or numbering.is_bare(self.text) else Role.BODY

    @property
    def _outlined(self) -> bool:
        style = self.last.find("w:pPr/w:pStyle", names.NS)
        return self.last.find("w:pPr/w:outlineLvl", names.NS) is not None or (
            style is not None and _OUTLINED.search(style.get(names.VALUE, "")) is not None
        )


def level_of(text: str) -> int:
    """Which kind of number ``text`` begins with (一、 before （一） before 1.), -1 for none."""
    return next((level for level, mark in enumerate(numbering.MARKS) if mark.match(text)), -1)


def is_plain(node: etree._Element) -> bool:
    """Whether this child of a run is text or goes with text; all else (pictures, notes, marks of comments) outlives it."""
    return node.tag in _PLAIN


def parent_of(node: etree._Element) -> etree._Element:
    """The parent of a node that is not the root."""
    parent = node.getparent()
    if parent is None:
        raise ValueError("the root stands in nothing")
    return parent


def neighbour(paragraph: etree._Element, *, before: bool = False) -> etree._Element | None:
    """The paragraph right behind (or before) ``paragraph`` in the same container; None where a table, a control or nothing stands there."""
    for sibling in paragraph.itersiblings(preceding=before):
        if sibling.tag not in names.RANGE_MARKS and isinstance(sibling.tag, str):
            return sibling if sibling.tag == names.PARAGRAPH else None
    return None


def blocks_of(root: etree._Element) -> tuple[Block, ...]:
    """The paragraphs of the main part whose root is given, as ``documents.docx_text`` reads them."""
    body = root.find("w:body", names.NS)
    if body is None:
        raise ValueError("the main part has no body")
    blocks: list[Block] = []
    held: list[etree._Element] = []
    offset = 0
    for paragraph in docx_text.paragraphs(body):
        held.append(paragraph)
        if not docx_text.MARK_DELETED(paragraph):
            blocks.append(_block(len(blocks), offset, tuple(held)))
            offset += len(blocks[-1].text) + 1
            held = []
    return (*blocks, _block(len(blocks), offset, tuple(held))) if held else tuple(blocks)


def record_of(blocks: tuple[Block, ...]) -> list[Paragraph]:
    """What callers see of the blocks."""
    containers: dict[etree._Element, int] = {}
    made = []
    for block in blocks:
        number = containers.setdefault(block.container, len(containers))
        spans = tuple(RunSpan(start=piece.start, end=piece.end, run=n) for n, piece in enumerate(block.pieces))
        made.append(Paragraph(index=block.index, text=block.text, start=block.start, role=block.role, container=number, runs=spans))
    return made


def _block(index: int, start: int, elements: tuple[etree._Element, ...]) -> Block:
    pieces: list[Piece] = []
    shown: list[str] = []
    place = 0
    for element in elements:
        for runs, whole in _grouped(list(_outer_runs(element))):
            text = "".join("".join(docx_text.runs(run)) for run in runs)
            if text:
                pieces.append(Piece(place, place + len(text), runs, whole or not _is_open(runs[0])))
                shown.append(text)
                place += len(text)
    return Block(index, start, "".join(shown), elements, tuple(pieces))


def _outer_runs(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in _RUNS:
            yield child
        elif child.tag not in docx_text.UNSEEN and child.tag != names.PROPERTIES:
            yield from _outer_runs(child)


def _grouped(runs: list[etree._Element]) -> Iterator[tuple[tuple[etree._Element, ...], bool]]:
    """Runs one by one, those of a field that begins and ends in this paragraph together."""
    fields = _fields(runs)
    place = 0
    while place < len(runs):
        end = next((end for start, end in fields if start == place), None)
        if end is None:
            yield (runs[place],), False
        else:
            yield tuple(runs[place : end + 1]), True
        place = place + 1 if end is None else end + 1


def _fields(runs: list[etree._Element]) -> list[tuple[int, int]]:
    """First and last run of each outermost field; one that reaches over several paragraphs counts as none."""
    begun: list[int] = []
    found: list[tuple[int, int]] = []
    for number, run in enumerate(runs):
        for mark in run.iter(names.FIELD_MARK):
            if mark.get(names.FIELD_MARK_TYPE) == "begin":
                begun.append(number)
            elif mark.get(names.FIELD_MARK_TYPE) == "end" and begun:
                found.append((begun.pop(), number))
    found += _simple_fields(runs)
    return [(a, b) for a, b in sorted(set(found)) if not any((c, d) != (a, b) and c <= a and b <= d for c, d in found)]


def _simple_fields(runs: list[etree._Element]) -> list[tuple[int, int]]:
    places: dict[etree._Element, list[int]] = {}
    for number, run in enumerate(runs):
        for field in run.iterancestors(names.SIMPLE_FIELD):
            places.setdefault(field, []).append(number)
    return [(numbers[0], numbers[-1]) for numbers in places.values()]


def _is_open(run: etree._Element) -> bool:
    """Whether all text of the run lies right in it, so that it can be cut between any two characters."""
    return run.tag == names.RUN and not any("".join(docx_text.shown(child)) for child in run if child.tag not in _PLAIN)
