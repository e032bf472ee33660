"""The measures of the page, in the units Word counts in (twips, a twentieth of a point), from GB/T 9704—2012 (docs/sources.md).

A page holds 22 lines of 28 characters. 28 characters of size 3 (16 pt) are wider than the 156 mm of text, so the document grid narrows each
by 848/4096 pt, to 15.79 pt, and our styles, which do not lean on the grid, by 6/20 pt; 22 lines of 28.95 pt fill the 225 mm.
"""

from __future__ import annotations

from typing import Final

PAGE_WIDTH: Final = 11906
PAGE_HEIGHT: Final = 16838
TOP: Final = 2098
"""37 mm."""
BOTTOM: Final = 1984
"""35 mm."""
LEFT: Final = 1587
"""28 mm, rounded down: 28 characters need 442.20 pt of the 442.25."""
RIGHT: Final = 1474
"""26 mm."""

LINE: Final = 579
"""28.95 pt."""
LINES_A_PAGE: Final = 22
CHARS_A_LINE: Final = 28
CHAR_SPACE: Final = -848
"""In 4096ths of a point, added to the width of a character of the default size, which must be size 3 for it."""
NARROWED: Final = -6
"""Added to each character of size 3 in our styles: 28 of 15.7 pt need 439.6 pt of the 442.25, of which LibreOffice leaves 440.75."""
CHAR: Final = 314
"""A character of size 3, narrowed."""

SIZE_2: Final = 44
"""Sizes in half points: 22 pt."""
SIZE_3: Final = 32
SIZE_4: Final = 28
CHARS_A_TITLE_LINE: Final = 20

FOOTER_LINE: Final = 360
FOOTER: Final = 1407
"""From the edge of the paper to the foot of the page number: its dashes then stand 7 mm below the text (35 − 7 mm − half a line)."""


def ems(text: str) -> float:
    """How wide ``text`` is in Chinese characters: letters, digits and half-width marks take half of one."""
    return sum(0.5 if c.isascii() else 1.0 for c in text)
