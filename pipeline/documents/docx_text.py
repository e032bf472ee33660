"""The visible text of a .docx package: python-docx opens it, this walks its XML, because python-docx skips what tracked changes insert."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.oxml.ns import nsmap, qn
from lxml import etree

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
UNSEEN = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:rt"), _FALLBACK})
MARK_DELETED = etree.XPath("w:pPr/w:rPr/w:del", namespaces=nsmap)
BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TABLE, _ROW, _CELL = qn("w:tbl"), qn("w:tr"), qn("w:tc")
_PARAGRAPH, _TEXT, _PROPERTIES = qn("w:p"), qn("w:t"), qn("w:pPr")


def text_of(data: bytes) -> str:
    """Paragraphs, those in table cells among them, parted by line breaks. A paragraph whose end mark is deleted runs on into the next.

    Raises what python-docx, zipfile and lxml raise for a damaged package.
    """
    body = docx.Document(io.BytesIO(data)).element.body
    return "".join(_paragraph(p) for p in paragraphs(body)).rstrip("\n")


def blocks_of(data: bytes) -> list[str | list[list[str]]]:
    """Paragraphs as text and tables as rows of cells, in order; deleted words left out as in ``text_of``. Raises as it does."""
    return list(_blocks(docx.Document(io.BytesIO(data)).element.body))


def _blocks(parent: etree._Element) -> Iterator[str | list[list[str]]]:
    for child in parent:
        if child.tag == _PARAGRAPH:
            yield _paragraph(child).rstrip("\n")
        elif child.tag == _TABLE:
            yield [[_cell(cell) for cell in row.iterchildren(_CELL)] for row in child.iterchildren(_ROW)]
        elif child.tag not in UNSEEN:
            yield from _blocks(child)


def _cell(cell: etree._Element) -> str:
    return "".join(_paragraph(p) for p in paragraphs(cell)).strip().replace("\n", " ")


def paragraphs(parent: etree._Element) -> Iterator[etree._Element]:
    """The visible ``w:p`` under ``parent`` in reading order, those in tables and content controls among them."""
    for child in parent:
        if child.tag == _PARAGRAPH:
            yield child
        elif child.tag not in UNSEEN:
            yield from paragraphs(child)


def _paragraph(paragraph: etree._Element) -> str:
    return "".join(runs(paragraph)) + ("" if MARK_DELETED(paragraph) else "\n")


def runs(parent: etree._Element) -> Iterator[str]:
    """The visible pieces of text under ``parent``, in order."""
    for child in parent:
        if child.tag != _PROPERTIES:
            yield from shown(child)


def shown(node: etree._Element) -> Iterator[str]:
    """The visible pieces of text that ``node`` is or holds."""
    if node.tag == _TEXT:
        yield node.text or ""
    elif node.tag in BREAKS:
        yield BREAKS[node.tag]
    elif node.tag not in UNSEEN:
        yield from runs(node)
