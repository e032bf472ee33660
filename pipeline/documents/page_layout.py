"""How a page is set, in the units people measure it in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageLayout:
    """``paper`` is (width, height) and ``margins`` (top, right, bottom, left), in millimetres, of the section most of the text stands in.

    ``size`` (points) and ``font`` (of Chinese characters) are those of most of the characters in paragraphs of prose, None where the file leaves
    them to Word or to a theme. ``indented`` counts paragraphs of prose whose first line is typed in with spaces, ``empty`` empty paragraphs
    between others, ``coloured`` characters that are neither black nor left to Word.
    """

    paper: tuple[float, float]
    margins: tuple[float, float, float, float]
    size: float | None = None
    font: str | None = None
    indented: int = 0
    empty: int = 0
    coloured: int = 0
