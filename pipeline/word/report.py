"""A report as .docx: A4, title, heading levels, body with first-line indent, page numbers, sign-off.

Values follow GB/T 9704—2012 as far as they concern a plain report (docs/sources.md). Every run names its font in all four slots,
because Word falls back to a theme font for any slot left out.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from pipeline.layout import Line, LineKind, lines
from pipeline.report import Report

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

BODY, HEADING, SUBHEADING, TITLE = "仿宋", "黑体", "楷体", "小标宋"
_FONTS = {BODY: "仿宋_GB2312", HEADING: "黑体", SUBHEADING: "楷体_GB2312", TITLE: "方正小标宋简体"}
_SIZE_3, _SIZE_2, _SIZE_4 = 16.0, 22.0, 14.0
_LINE = 28.95
_TITLE_LINE = 20
_GAP_MARK = "【待补充："


def to_docx(report: Report) -> bytes:
    """Return the bytes of the Word file."""
    document = Document()
    _page(document)
    _styles(document)
    for line in lines(report):
        _paragraph(document, line)
    document.core_properties.title = report.title
    document.core_properties.author = report.signer
    document.core_properties.comments = "由述职助手辅助起草，请逐句核对后使用"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(footer, "— ", "宋体", _SIZE_4)
    _page_number(footer)
    _run(footer, " —", "宋体", _SIZE_4)


def _styles(document: WordDocument) -> None:
    """Named styles for each kind of line, so that a user can restyle the whole in Word at one place."""
    _style(document, "述职标题", TITLE, _SIZE_2, centred=True, outline=None)
    _style(document, "述职一级标题", HEADING, _SIZE_3, centred=False, outline=0)
    _style(document, "述职正文", BODY, _SIZE_3, centred=False, outline=None)


def _style(document: WordDocument, name: str, font: str, size: float, *, centred: bool, outline: int | None) -> None:
    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = None
    style.font.size = Pt(size)
    _set_fonts(style.element.get_or_add_rPr(), _FONTS[font])
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(_LINE if size < _SIZE_2 else 35)
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    properties = style.element.get_or_add_pPr()
    if not centred:
        indent = OxmlElement("w:ind")
        indent.set(qn("w:firstLineChars"), "200")
        indent.set(qn("w:firstLine"), str(round(size * 2 * 20)))
        properties.append(indent)
    if outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(outline))
        properties.append(level)


def _paragraph(document: WordDocument, line: Line) -> None:
    match line.kind:
        case LineKind.TITLE:
            paragraph = document.add_paragraph(style="述职标题")
            head, tail = _title_lines(line.text)
            _run(paragraph, head, _FONTS[TITLE], _SIZE_2)
            if tail:
                paragraph.runs[-1].add_break()
                _run(paragraph, tail, _FONTS[TITLE], _SIZE_2)
            paragraph.paragraph_format.space_after = Pt(_LINE)
        case LineKind.HEADING:
            _run(document.add_paragraph(style="述职一级标题"), line.text, _FONTS[HEADING], _SIZE_3)
        case LineKind.SALUTATION:
            paragraph = document.add_paragraph(style="述职正文")
            _no_indent(paragraph)
            _run(paragraph, line.text, _FONTS[BODY], _SIZE_3)
        case LineKind.SIGNER | LineKind.DATE:
            paragraph = document.add_paragraph(style="述职正文")
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.right_indent = Pt(_SIZE_3 * 2)
            if line.kind is LineKind.SIGNER:
                paragraph.paragraph_format.space_before = Pt(_LINE)
            _run(paragraph, line.text, _FONTS[BODY], _SIZE_3)
        case LineKind.BODY:
            paragraph = document.add_paragraph(style="述职正文")
            if line.run_in:
                _run(paragraph, line.run_in, _FONTS[SUBHEADING], _SIZE_3)
            _body(paragraph, line.text[len(line.run_in) :])


def _title_lines(title: str) -> tuple[str, str]:
    """A title too long for a line is broken before the year, where a reader would draw breath."""
    year = re.search(r"\d{4}年度", title)
    if len(title) <= _TITLE_LINE or not year or not year.start():
        return title, ""
    return title[: year.start()], title[year.start() :]


def _body(paragraph: Any, text: str) -> None:
    """Body text; gaps are highlighted so that nobody hands them in by accident."""
    while text:
        start = text.find(_GAP_MARK)
        if start < 0:
            _run(paragraph, text, _FONTS[BODY], _SIZE_3)
            return
        end = text.find("】", start) + 1 or len(text)
        if start:
            _run(paragraph, text[:start], _FONTS[BODY], _SIZE_3)
        _run(paragraph, text[start:end], _FONTS[BODY], _SIZE_3).font.highlight_color = WD_COLOR_INDEX.YELLOW
        text = text[end:]


def _run(paragraph: Any, text: str, font: str, size: float) -> Any:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    _set_fonts(run._r.get_or_add_rPr(), font)  # noqa: SLF001 - python-docx sets two of the four font slots only
    return run


def _set_fonts(properties: Any, font: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{slot}"), font)
        theme = qn(f"w:{slot}Theme")
        if theme in fonts.attrib:
            del fonts.attrib[theme]
    # Without the hint Word sets Chinese quotation marks in the Latin font.
    fonts.set(qn("w:hint"), "eastAsia")


def _no_indent(paragraph: Any) -> None:
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 - no public way to reach character indents
    indent.set(qn("w:firstLineChars"), "0")
    indent.set(qn("w:firstLine"), "0")


def _page_number(paragraph: Any) -> None:
    run = _run(paragraph, "", "宋体", _SIZE_4)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001 - fields have no public interface
