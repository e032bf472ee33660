"""The trace of a draft as a .docx of its own: A4 across, one table after the other, their heads repeated on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from pipeline.layout import Table, tables
from pipeline.report import Report
from pipeline.result import Trace
from pipeline.word import measures as m
from pipeline.word.blank import blank
from pipeline.word.fonts import Fonts
from pipeline.word.report import saved
from pipeline.word.styles import LOOKS, TITLE, font_slots

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_MARGIN = 1134
"""20 mm."""
_SMALL = 21
"""Size 5 (10.5 pt), in half points: tables are read, not read out."""


def trace_docx(trace: Trace, report: Report, fonts: Fonts) -> bytes:
    """The bytes of the Word file of ``trace``, dated as ``report`` is."""
    document = blank(fonts)
    _across(document)
    _add(document, f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{LOOKS[TITLE].id}"/></w:pPr>{_run("数据和措施出处表", fonts.title, m.SIZE_2)}</w:p>')
    _add(document, _line(f"{trace.title}。供核对用，不随报告上交。", fonts.body))
    for table in tables(trace, folded=True):
        if table.rows:
            _add(document, _line(table.name, fonts.heading, keep=True))
            _add(document, _table(table, fonts))
            _add(document, _line("", fonts.body))  # Word joins two tables that touch
    return saved(document, report.model_copy(update={"title": f"{trace.title}：出处表"}))


def _across(document: WordDocument) -> None:
    properties: Any = document.sections[0]._sectPr  # noqa: SLF001 - one place for all measures
    for tag in ("w:pgSz", "w:pgMar", "w:docGrid"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)
    size = f'<w:pgSz {nsdecls("w")} w:w="{m.PAGE_HEIGHT}" w:h="{m.PAGE_WIDTH}" w:orient="landscape"/>'
    sides = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    for index, xml in enumerate((size, f'<w:pgMar {nsdecls("w")} {sides} w:header="567" w:footer="567" w:gutter="0"/>')):
        properties.insert(index, parse_xml(xml))


def _add(document: Any, xml: str) -> None:
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


def _run(text: str, font: str, size: int) -> str:
    return f'<w:r><w:rPr>{font_slots(font)}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _line(text: str, font: str, *, keep: bool = False, namespace: bool = True) -> str:
    """A paragraph of small print."""
    declared = f" {nsdecls('w')}" if namespace else ""
    kept = "<w:keepNext/>" if keep else ""
    run = _run(text, font, _SMALL) if text else ""
    shape = '<w:snapToGrid w:val="0"/><w:spacing w:before="20" w:after="20" w:line="260" w:lineRule="atLeast"/><w:jc w:val="left"/>'
    return f"<w:p{declared}><w:pPr>{kept}{shape}</w:pPr>{run}</w:p>"


def _table(table: Table, fonts: Fonts) -> str:
    whole = sum(width for _, width in table.columns)
    widths = [(m.PAGE_HEIGHT - 2 * _MARGIN) * width // whole for _, width in table.columns]
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = _row([name for name, _ in table.columns], widths, fonts.heading, head=True)
    rows = "".join(_row(cells, widths, fonts.body) for cells in table.rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{border}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl {nsdecls('w')}><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"


def _row(cells: list[str] | tuple[str, ...], widths: list[int], font: str, *, head: bool = False) -> str:
    repeated = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else "<w:trPr><w:cantSplit/></w:trPr>"
    boxes = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_line(cell, font, namespace=False)}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{repeated}{boxes}</w:tr>"
