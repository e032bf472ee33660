"""The visible text of a .docx package: python-docx opens it, this walks its XML, because python-docx skips what tracked changes insert."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.oxml.ns import nsmap, qn
from lxml import etree

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:rt"), _FALLBACK})
_MARK_DELETED = etree.XPath("w:pPr/w:rPr/w:del", namespaces=nsmap)
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_PARAGRAPH, _TEXT, _PROPERTIES = qn("w:p"), qn("w:t"), qn("w:pPr")


def text_of(data: bytes) -> str:
    """Paragraphs, those in table cells among them, parted by line breaks. A paragraph whose end mark is deleted runs on into the next.

    Raises what python-docx, zipfile and lxml raise for a damaged package.
    """
    body = docx.Document(io.BytesIO(data)).element.body
    return "".join(_paragraph(p) for p in _paragraphs(body)).rstrip("\n")


def _paragraphs(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == _PARAGRAPH:
            yield child
        elif child.tag not in _UNSEEN:
            yield from _paragraphs(child)


def _paragraph(paragraph: etree._Element) -> str:
    return "".join(_runs(paragraph)) + ("" if _MARK_DELETED(paragraph) else "\n")


def _runs(parent: etree._Element) -> Iterator[str]:
    for child in parent:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _UNSEEN and child.tag != _PROPERTIES:
            yield from _runs(child)
