"""The Word file: opens again, says what the report says, names its fonts in every slot, shows its gaps."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from pipeline.facts import load
from pipeline.flows.draft import Request, draft
from pipeline.layout import lines
from pipeline.word.report import to_docx
from pipeline.writers.by_rules import RuleWriter

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(params=["facts-jiguan.yaml", "facts-xuexiao.yaml"])
def pair(request: pytest.FixtureRequest):
    made = draft(Request(load(EXAMPLES / request.param), dt.date(2026, 1, 1)), RuleWriter(), lambda *_: (), lambda _: None)
    return made.report, Document(io.BytesIO(to_docx(made.report)))


def test_the_file_says_what_the_report_says(pair):
    report, document = pair
    assert [p.text.replace("\n", "") for p in document.paragraphs] == [line.text for line in lines(report)]


def test_page_and_styles(pair):
    _, document = pair
    section = document.sections[0]
    assert [round(x.mm) for x in (section.page_width, section.page_height)] == [210, 297]
    assert [round(x.mm) for x in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)] == [37, 35, 28, 26]
    assert {p.style.name for p in document.paragraphs} == {"述职标题", "述职一级标题", "述职正文"}


def test_every_run_names_its_font_in_all_four_slots_and_no_theme(pair):
    _, document = pair
    for run in document.element.body.iter(qn("w:r")):
        fonts = run.find(qn("w:rPr")).find(qn("w:rFonts"))
        assert all(fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
        assert not [name for name in fonts.attrib if name.endswith("Theme")]


def test_run_in_headings_change_font_at_the_stop(pair):
    report, document = pair
    runs_in = [line.run_in for line in lines(report) if line.run_in]
    shown = [p.runs[0].text for p in document.paragraphs if p.runs and p.runs[0].text in runs_in]
    assert shown == runs_in


def test_gaps_are_highlighted_and_nothing_else(pair):
    report, document = pair
    lit = [r.text for p in document.paragraphs for r in p.runs if r.font.highlight_color]
    assert all(text.startswith("【待补充：") and text.endswith("】") for text in lit)
    assert len(lit) == sum(line.text.count("【待补充：") for line in lines(report))


def test_no_empty_paragraphs_and_no_typed_spaces(pair):
    _, document = pair
    assert all(p.text.strip() == p.text and p.text for p in document.paragraphs)
