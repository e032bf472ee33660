"""Runs: pieces of a paragraph that look alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.run import Run

from pipeline.word.fonts import Fonts
from pipeline.word.measures import CHAR
from pipeline.word.styles import LOOKS, run_properties


@dataclass(frozen=True)
class Manner:
    """How runs are dressed. ``fonts`` None: not at all, their styles do it. ``ids`` gives the id of each of our styles in the document.

    ``char`` is the width of a character of the sign-off in twips.
    """

    fonts: Fonts | None
    ids: dict[str, str] | None = None
    char: int = CHAR

    def id(self, name: str) -> str:
        return (self.ids or {}).get(name, LOOKS[name].id)


@dataclass(frozen=True)
class Piece:
    """``text``, which begins at ``start`` of its line. ``inner`` is the character style within the paragraph style ``outer`` ("" for none).

    ``gap`` highlights it; ``broken`` puts a line break before it.
    """

    text: str
    start: int
    outer: str
    inner: str = ""
    gap: bool = False
    broken: bool = False


def cut(length: int, places: Collection[int]) -> list[tuple[int, int]]:
    """The stretches of ``length`` characters between ``places``."""
    edges = sorted({0, length, *(p for p in places if 0 < p < length)})
    return list(pairwise(edges))


def fill(paragraph: Any, pieces: Sequence[Piece], manner: Manner) -> list[tuple[int, int, Run]]:
    """Append a run for each piece; return (start, end, run) of each."""
    made = []
    for piece in pieces:
        element: Any = parse_xml(_run(piece, manner))
        paragraph._p.append(element)  # noqa: SLF001 - python-docx sets two of the four font slots only
        made.append((piece.start, piece.start + len(piece.text), Run(element, paragraph)))
    return made


def _run(piece: Piece, manner: Manner) -> str:
    """The XML of a run, its properties in the order of the schema: style, fonts, highlight's place is behind the sizes."""
    look = LOOKS[piece.inner or piece.outer]
    style = f"<w:rStyle w:val={quoteattr(manner.id(piece.inner))}/>" if piece.inner else ""
    font = run_properties(look.role, look.size, manner.fonts) if manner.fonts else ""
    lit = '<w:highlight w:val="yellow"/>' if piece.gap else ""
    broken = "<w:br/>" if piece.broken else ""
    text = escape(piece.text)
    return f'<w:r {nsdecls("w")}><w:rPr>{style}{font}{lit}</w:rPr>{broken}<w:t xml:space="preserve">{text}</w:t></w:r>'
