"""A report as .docx, laid out as a clerk would: GB/T 9704—2012 as far as it concerns a report without a seal (docs/sources.md).

Every run names its font in all four slots, because Word falls back to a theme font for any slot left out; with a template of the user's
it names none, and the template's styles speak.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from pipeline.layout import Line, LineKind, lines
from pipeline.report import Report
from pipeline.word import comments, styles
from pipeline.word.blank import blank
from pipeline.word.fonts import STANDARD, Fonts
from pipeline.word.page import set_page
from pipeline.word.runs import Manner, Piece, cut, fill
from pipeline.word.signing import Place, places
from pipeline.word.titles import title_lines
from pipeline.word.typesetting import tidied_line

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_STYLES = {
    LineKind.TITLE: styles.TITLE,
    LineKind.SALUTATION: styles.SALUTATION,
    LineKind.HEADING: styles.HEADING,
    LineKind.BODY: styles.BODY,
    LineKind.SIGNER: styles.SIGNER,
    LineKind.DATE: styles.DATE,
}


def to_docx(report: Report, *, fonts: Fonts = STANDARD, notes: Sequence[comments.Note] = ()) -> bytes:
    """The bytes of the Word file. Gaps are highlighted and carry their questions as comments; ``notes`` become comments too."""
    document = blank(fonts)
    set_page(document, fonts)
    write_into(document, report, Manner(fonts), notes)
    return saved(document, report)


def write_into(document: WordDocument, report: Report, manner: Manner, notes: Sequence[comments.Note]) -> None:
    """Append the report's paragraphs to ``document``."""
    shown = [line for line in map(tidied_line, lines(report)) if line.text]
    last = max((i for i, line in enumerate(shown) if line.kind is LineKind.BODY), default=-1)
    signer, date = (next(line.text for line in shown if line.kind is kind) for kind in (LineKind.SIGNER, LineKind.DATE))
    signed = dict(zip((LineKind.SIGNER, LineKind.DATE), places(signer, date, gridded=manner.fonts is not None), strict=True))
    for index, (line, anchors) in enumerate(zip(shown, comments.anchored(shown, notes), strict=True)):
        keep = index == last or line.kind is LineKind.HEADING
        paragraph = _paragraph(document, manner.id(_STYLES[line.kind]), _side(signed.get(line.kind), manner.char), keep=keep)
        runs = fill(paragraph, _pieces(line, anchors), manner)
        for anchor in anchors:
            marked = [run for start, end, run in runs if start < anchor.end and end > anchor.start] or [runs[-1][2]]
            comments.write(document, marked[0], marked[-1], anchor.text, report.date)


def saved(document: WordDocument, report: Report) -> bytes:
    """The bytes of ``document`` with the properties of the report, dated as it is."""
    properties = document.core_properties
    properties.title, properties.author, properties.language = report.title, report.signer, "zh-CN"
    properties.comments = "由述职助手辅助起草，请逐句核对后使用"
    properties.last_modified_by = report.signer
    properties.created = properties.modified = dt.datetime.combine(report.date, dt.time())
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _side(place: Place | None, char: int) -> str:
    """The paragraph properties that put a line there, "" where its style does."""
    if place is None:
        return ""
    side, by = place
    return f'<w:ind w:{side}Chars="{round(100 * by)}" w:{side}="{round(char * by)}"/><w:jc w:val="{side}"/>'


def _paragraph(document: Any, style_id: str, side: str, *, keep: bool) -> Any:
    """An empty paragraph at the end of the text. ``keep``: with the next, so that neither a heading nor the sign-off stands on a page alone."""
    kept = "<w:keepNext/>" if keep else ""
    xml = f"<w:p {nsdecls('w')}><w:pPr><w:pStyle/>{kept}{side}</w:pPr></w:p>"
    element: Any = parse_xml(xml)
    element.find(f".//{qn('w:pStyle')}").set(qn("w:val"), style_id)
    document.element.body.insert_element_before(element, "w:sectPr")
    return document.paragraphs[-1]


def _pieces(line: Line, anchors: Sequence[comments.Anchor]) -> list[Piece]:
    """The runs of a line: cut where the font changes, where a gap begins or ends, where a comment does, and where the title is broken."""
    gaps = list(comments.gaps(line))
    inside = {edge for span in (*gaps, *((a.start, a.end) for a in anchors), (0, len(line.run_in))) for edge in span}
    breaks: set[int] = set()
    if line.kind is LineKind.TITLE:
        place = 0
        for part in title_lines(line.text)[:-1]:
            place += len(part)
            breaks.add(place)
    style = styles.SUBHEADING if line.run_in.startswith("（") else styles.POINT
    pieces = []
    for start, end in cut(len(line.text), inside | breaks):
        gap = any(a <= start < b for a, b in gaps)
        pieces.append(Piece(line.text[start:end], start, _STYLES[line.kind], style if end <= len(line.run_in) else "", gap, start in breaks))
    return pieces
