"""How the page of a .docx is set, as its reader would measure it."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pipeline.documents.docx_layout import layout_of
from pipeline.facts import load
from pipeline.flows.checking import CheckRequest, check_report
from pipeline.flows.draft import Request, draft
from pipeline.word.fonts import STANDARD
from pipeline.word.report import to_docx
from pipeline.writers.by_rules import RuleWriter

FACTS = load(Path(__file__).parent.parent.parent / "examples" / "facts-jiguan.yaml")
LONG = "我组织支部党员大会4次，主题党日12次，讲党课3次，每次都有记录，会后我看过一遍，缺的当场补上，没有一次落下的。"


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def codes(data: bytes) -> list[str]:
    found = check_report(LONG, CheckRequest(), dt.date(2026, 1, 12), layout_of(data)).findings
    return [f.message for f in found if f.code == "T15"]


def test_our_own_page_is_sound():
    report = draft(Request(FACTS, dt.date(2026, 1, 12)), RuleWriter(), lambda *_: (), lambda _: None).report
    data = to_docx(report, fonts=STANDARD)
    layout = layout_of(data)
    assert layout is not None
    assert layout.paper == pytest.approx((210, 297), abs=0.5)
    assert layout.margins == pytest.approx((37, 26, 35, 28), abs=0.5)
    assert (layout.size, layout.font) == (16, "仿宋_GB2312")
    assert (layout.indented, layout.empty, layout.coloured) == (0, 0, 0)
    assert codes(data) == []


def test_words_own_page_is_told_of():
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(25.4)
    section.left_margin = section.right_margin = Mm(31.8)
    for _ in range(4):
        run = document.add_paragraph().add_run(f"\u3000\u3000{LONG}")
        run.font.size = Pt(12)
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
        document.add_paragraph()
    document.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 0, 0)
    layout = layout_of(saved(document))
    assert layout is not None
    assert (layout.size, layout.font, layout.indented, layout.empty) == (12, "宋体", 4, 2)
    assert layout.coloured == len(LONG)
    told = codes(saved(document))
    for word in ("页边距", "12 磅", "宋体", "4 段", "不是黑色"):
        assert any(word in message for message in told), word


def test_sizes_come_from_styles_and_what_is_left_to_a_theme_is_not_judged():
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(16)
    document.add_paragraph(LONG)
    layout = layout_of(saved(document))
    assert layout is not None
    assert (layout.size, layout.font) == (16, None)


def test_another_paper_says_nothing_of_its_margins():
    document = docx.Document()
    document.add_paragraph(LONG)
    told = codes(saved(document))
    assert [m for m in told if "A4" in m]
    assert not [m for m in told if "页边距" in m]


def test_a_page_that_says_nothing_is_not_judged():
    document = docx.Document()
    document.add_paragraph(LONG)
    for section in document.element.body.iter(qn("w:sectPr")):
        section.clear()
    assert layout_of(saved(document)) is None
