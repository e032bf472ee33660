"""The names of WordprocessingML that redlines need, spelled once."""

from __future__ import annotations

from docx.oxml.ns import nsmap, qn
from lxml import etree

NS = {"w": nsmap["w"]}
PARAGRAPH, PROPERTIES, RUN, RUN_PROPERTIES, TEXT = qn("w:p"), qn("w:pPr"), qn("w:r"), qn("w:rPr"), qn("w:t")
INSERTED, DELETED, MOVED_FROM, MOVED_TO = qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo")
DELETED_TEXT, INSTRUCTION, DELETED_INSTRUCTION = qn("w:delText"), qn("w:instrText"), qn("w:delInstrText")
SECTION, PROPERTIES_CHANGE, RUN_CHANGE = qn("w:sectPr"), qn("w:pPrChange"), qn("w:rPrChange")
FIELD_MARK, FIELD_MARK_TYPE, SIMPLE_FIELD = qn("w:fldChar"), qn("w:fldCharType"), qn("w:fldSimple")
COMMENT, COMMENT_START, COMMENT_END = qn("w:comment"), qn("w:commentRangeStart"), qn("w:commentRangeEnd")
COMMENT_REFERENCE = qn("w:commentReference")
ID, AUTHOR, DATE, VALUE = qn("w:id"), qn("w:author"), qn("w:date"), qn("w:val")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

RANGE_MARKS = frozenset(
    qn(f"w:{name}")
    for name in (
        "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd proofErr permStart permEnd "
        "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd "
        "customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd"
    ).split()
)
"""Marks between paragraphs and between runs that are no text."""


def qualified(name: str) -> str:
    """``w:p`` → the name lxml knows it by."""
    return str(qn(name))


def element(tag: str, attributes: dict[str, str] | None = None, *children: etree._Element) -> etree._Element:
    """A new element with the prefix ``w``."""
    made = etree.Element(tag, attributes or {}, NS)
    made.extend(children)
    return made
