"""How inserted text looks: like the old text it replaces or stands beside, without what must not be copied."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import groupby

from docx.oxml.ns import qn
from lxml import etree

from pipeline.documents import docx_text
from pipeline.word.redlines import names
from pipeline.word.redlines.pen import Pen
from pipeline.word.redlines.records import NewParagraph
from pipeline.word.redlines.story import Block, Piece, level_of

_GAP = re.compile(r"(【待补充：[^】]*】)")
_PIECES = re.compile(r"[\n\t]|[^\n\t]+")
_HIGHLIGHT = qn("w:highlight")
_HYPERLINK = qn("w:hyperlink")
_NOT_COPIED = frozenset({names.RUN_CHANGE, qn("w:fitText"), names.INSERTED, names.DELETED, names.MOVED_FROM, names.MOVED_TO})
_OF_LINKS = frozenset({qn("w:rStyle"), qn("w:color"), qn("w:u")})
_BEHIND_HIGHLIGHT = frozenset(
    qn(f"w:{name}") for name in "u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath".split()
)
_NOT_INHERITED = frozenset({qn("w:pageBreakBefore"), qn("w:framePr")})
_NUMBERING = qn("w:numPr")
_RUN_IN = re.compile(r"[^。：]{1,60}[。：](?=.)")


def looks_at(block: Block, place: int) -> etree._Element | None:
    """A copy of how the character at ``place`` looks, cleaned; None for an unformatted one. The looks of the end mark where there is no text."""
    piece = next((piece for piece in block.pieces if piece.start <= place < piece.end), block.pieces[-1] if block.pieces else None)
    if piece is None:
        return _cleaned(block.last.find("w:pPr/w:rPr", names.NS))
    looks = _cleaned(_run_of(piece).find(names.RUN_PROPERTIES))
    if any(gap.start() <= place < gap.end() for gap in _GAP.finditer(block.text)):
        _drop(looks, {_HIGHLIGHT})
    return looks


def in_link(block: Block, place: int) -> bool:
    """Whether the character at ``place`` belongs to a hyperlink."""
    return any(next(_run_of(piece).iterancestors(_HYPERLINK), None) is not None for piece in block.pieces if piece.start <= place < piece.end)


def inserted(text: str, looks: etree._Element | None, pen: Pen, *, linked: bool = False) -> etree._Element:
    """A ``w:ins`` with ``text``; the gaps in it (【待补充：…】) are highlighted. ``linked`` takes off what makes text look like a link."""
    if linked:
        _drop(looks, _OF_LINKS)
    return pen.mark(names.INSERTED, *(run(part, _lit(looks) if _GAP.fullmatch(part) else looks) for part in _GAP.split(text) if part))


def run(text: str, looks: etree._Element | None) -> etree._Element:
    """A run with ``text``, line breaks and tabs as Word has them."""
    made = names.element(names.RUN)
    if looks is not None and len(looks):
        made.append(deepcopy(looks))
    for part in _PIECES.findall(text):
        if part in "\n\t":
            made.append(names.element(qn("w:br") if part == "\n" else qn("w:tab")))
        else:
            node = names.element(names.TEXT)
            node.text = part
            if part != part.strip() or "  " in part:
                node.set(names.SPACE, "preserve")
            made.append(node)
    return made


def paragraph_like(block: Block, new: NewParagraph, pen: Pen) -> etree._Element:
    """An inserted paragraph that looks like ``block``; its end mark is not marked yet."""
    made = names.element(names.PARAGRAPH)
    properties = properties_like(block)
    if properties is not None:
        if level_of(new.text) >= 0:
            _drop(properties, {_NUMBERING})
        made.append(properties)
    for text, place in _parts(block, new.text):
        made.append(inserted(text, looks_at(block, place), pen, linked=in_link(block, place)))
    return made


def properties_like(block: Block) -> etree._Element | None:
    """A copy of the paragraph's properties without marks of changes, ends of sections and what belongs to that one paragraph only."""
    old = block.last.find(names.PROPERTIES)
    if old is None:
        return None
    properties = without_marks(old)
    _drop(properties, _NOT_INHERITED)
    return properties


def without_marks(properties: etree._Element) -> etree._Element:
    """A copy of a paragraph's properties without marks of changes and ends of sections."""
    copy = deepcopy(properties)
    _drop(copy, {names.SECTION, names.PROPERTIES_CHANGE})
    _drop(copy.find(names.RUN_PROPERTIES), _NOT_COPIED)
    return copy


def _parts(block: Block, text: str) -> Iterator[tuple[str, int]]:
    """``text`` in stretches, each with the place in ``block`` whose looks it takes: a run-in heading and the rest, or all like most of it."""
    lead, body = _lead_of(block), _most_common(block)
    found = _RUN_IN.match(text) if lead and level_of(text) == level_of(block.text) else None
    if found and text[found.end() - 1] == block.text[lead - 1]:
        yield found.group(), 0
        text = text[found.end() :]
    if text:
        yield text, body


def _lead_of(block: Block) -> int:
    """The length of the run-in heading of ``block``: its looks end right behind a 。 or ：; 0 for none."""
    groups = [list(group) for _, group in groupby(block.pieces, key=_signature)]
    end = groups[0][-1].end if len(groups) > 1 else 0
    return end if end and block.text[end - 1] in "。：" else 0


def _most_common(block: Block) -> int:
    """A place whose looks most characters of ``block`` behind its run-in heading have, those in links and gaps aside."""
    pieces: Sequence[Piece] = [piece for piece in block.pieces if piece.start >= _lead_of(block) and not in_link(block, piece.start)]
    counts = Counter[str]()
    for piece in pieces:
        counts[_signature(piece)] += piece.end - piece.start
    most = counts.most_common(1)
    return next((piece.start for piece in pieces if most and _signature(piece) == most[0][0]), 0)


def _signature(piece: Piece) -> str:
    looks = _run_of(piece).find(names.RUN_PROPERTIES)
    return "" if looks is None else etree.tostring(looks, method="c14n").decode()


def _run_of(piece: Piece) -> etree._Element:
    return next((one for one in piece.runs if "".join(docx_text.runs(one))), piece.runs[0])


def _cleaned(looks: etree._Element | None) -> etree._Element | None:
    if looks is None:
        return None
    looks = deepcopy(looks)
    looks.tail = None
    _drop(looks, _NOT_COPIED)
    return looks


def _drop(parent: etree._Element | None, tags: frozenset[str] | set[str]) -> None:
    for child in [] if parent is None else [child for child in parent if child.tag in tags]:
        child.getparent().remove(child)  # type: ignore[union-attr]


def _lit(looks: etree._Element | None) -> etree._Element:
    lit = names.element(names.RUN_PROPERTIES) if looks is None else deepcopy(looks)
    _drop(lit, {_HIGHLIGHT})
    place = next((n for n, child in enumerate(lit) if child.tag in _BEHIND_HIGHLIGHT), len(lit))
    lit.insert(place, names.element(_HIGHLIGHT, {names.VALUE: "yellow"}))
    return lit
