"""The page: A4, its margins, the grid of 22 lines of 28 characters, and page numbers outside on odd and even pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from pipeline.word import measures as m
from pipeline.word.fonts import Fonts
from pipeline.word.styles import LOOKS, PAGE_NUMBER, run_properties

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_SMALL = m.SIZE_4 * 10
"""A character of size 4 in twips: a page number stands one character in from the edge of the text."""


def set_page(document: WordDocument, fonts: Fonts) -> None:
    """Give the one section of ``document`` its measures and its two footers; ``evenAndOddHeaders`` is the settings' part of it."""
    section: Any = document.sections[0]
    properties = section._sectPr  # noqa: SLF001 - the grid has no public interface
    for tag in ("w:pgSz", "w:pgMar", "w:cols", "w:docGrid"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)
    for xml in (
        f'<w:pgSz {nsdecls("w")} w:w="{m.PAGE_WIDTH}" w:h="{m.PAGE_HEIGHT}"/>',
        (
            f'<w:pgMar {nsdecls("w")} w:top="{m.TOP}" w:right="{m.RIGHT}" w:bottom="{m.BOTTOM}" w:left="{m.LEFT}"'
            f' w:header="851" w:footer="{m.FOOTER}" w:gutter="0"/>'
        ),
        f'<w:cols {nsdecls("w")} w:space="425"/>',
        f'<w:docGrid {nsdecls("w")} w:type="linesAndChars" w:linePitch="{m.LINE}" w:charSpace="{m.CHAR_SPACE}"/>',
    ):
        properties.append(parse_xml(xml))
    _number(section.footer, fonts, "right")
    _number(section.even_page_footer, fonts, "left")


def _number(footer: Any, fonts: Fonts, side: str) -> None:
    """— 1 — on ``side``, one character in. The field holds a 1 until Word counts."""
    footer.is_linked_to_previous = False
    element = footer._element  # noqa: SLF001 - fields have no public interface
    for child in list(element):
        element.remove(child)
    look = LOOKS[PAGE_NUMBER]
    font = f"<w:rPr>{run_properties(look.role, look.size, fonts)}</w:rPr>"
    element.append(
        parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{look.id}"/><w:ind w:{side}Chars="100" w:{side}="{_SMALL}"/><w:jc w:val="{side}"/></w:pPr>'
            f'<w:r>{font}<w:t xml:space="preserve">— </w:t></w:r><w:r>{font}<w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r>{font}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r>{font}<w:fldChar w:fldCharType="separate"/></w:r>'
            f'<w:r>{font}<w:t>1</w:t></w:r><w:r>{font}<w:fldChar w:fldCharType="end"/></w:r><w:r>{font}<w:t xml:space="preserve"> —</w:t></w:r></w:p>'
        )
    )
