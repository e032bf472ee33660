"""The Word file: opens again, says what the report says, and has the measures of GB/T 9704 in its XML."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import etree
from word_parts import SLOTS, attributes, fact, opened, part, report_of, style

from pipeline.facts import load
from pipeline.flows.draft import Request, draft
from pipeline.layout import LineKind, lines
from pipeline.word import measures
from pipeline.word.fonts import Fonts
from pipeline.word.report import to_docx
from pipeline.writers.by_rules import RuleWriter

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(scope="module", params=["facts-jiguan.yaml", "facts-xuexiao.yaml"])
def pair(request: pytest.FixtureRequest):
    made = draft(Request(load(EXAMPLES / request.param), dt.date(2026, 1, 1)), RuleWriter(), lambda *_: (), lambda _: None)
    return made.report, to_docx(made.report)


def test_the_file_says_what_the_report_says(pair):
    report, data = pair
    assert [p.text.replace("\n", "") for p in opened(data).paragraphs] == [line.text for line in lines(report)]


def test_the_page_is_the_standards(pair):
    section = part(pair[1], "word/document.xml").find(f".//{qn('w:sectPr')}")
    assert attributes(section, "w:pgSz") == {"w": "11906", "h": "16838"}
    margins = attributes(section, "w:pgMar")
    assert [round(int(margins[side]) * 25.4 / 1440) for side in ("top", "bottom", "left", "right")] == [37, 35, 28, 26]
    assert attributes(section, "w:docGrid") == {"type": "linesAndChars", "linePitch": "579", "charSpace": "-848"}


def test_a_page_holds_22_lines_of_28_characters(pair):
    section = part(pair[1], "word/document.xml").find(f".//{qn('w:sectPr')}")
    margins = {side: int(value) for side, value in attributes(section, "w:pgMar").items()}
    width = measures.PAGE_WIDTH - margins["left"] - margins["right"]
    height = measures.PAGE_HEIGHT - margins["top"] - margins["bottom"]
    body = style(pair[1], "公文正文")
    for char in (
        int(attributes(body, "w:sz")["val"]) * 10 + int(attributes(body.find(qn("w:rPr")), "w:spacing")["val"]),
        320 + int(attributes(section, "w:docGrid")["charSpace"]) * 20 / 4096,
    ):
        assert int(width // char) == 28
    spacing = attributes(body.find(qn("w:pPr")), "w:spacing")
    assert (spacing["lineRule"], height // int(spacing["line"])) == ("exact", 22)


def test_the_page_numbers_stand_outside(pair):
    data = pair[1]
    document = part(data, "word/document.xml")
    assert [f.get(qn("w:type")) for f in document.iter(qn("w:footerReference"))] == ["default", "even"]
    assert part(data, "word/settings.xml").find(qn("w:evenAndOddHeaders")) is not None
    section = opened(data).sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer._element.find(qn("w:p"))
        assert "".join(t.text for t in paragraph.iter(qn("w:t"))) == "— 1 —"
        assert paragraph.find(f".//{qn('w:instrText')}").text.strip() == "PAGE"
        assert attributes(paragraph, "w:jc") == {"val": side}
        assert attributes(paragraph, "w:ind")[f"{side}Chars"] == "100"
        assert attributes(paragraph, "w:sz") == {"val": "28"}
        assert attributes(paragraph, "w:rFonts")["eastAsia"] == "宋体"


@pytest.mark.parametrize(
    ("name", "font", "size"),
    [
        ("公文标题", "方正小标宋简体", "44"),
        ("一级标题", "黑体", "32"),
        ("二级标题", "楷体_GB2312", "32"),
        ("三级标题", "仿宋_GB2312", "32"),
        ("公文正文", "仿宋_GB2312", "32"),
        ("称谓", "仿宋_GB2312", "32"),
        ("署名", "仿宋_GB2312", "32"),
        ("成文日期", "仿宋_GB2312", "32"),
    ],
)
def test_each_style_has_its_font_and_size(pair, name, font, size):
    found = style(pair[1], name)
    assert attributes(found, "w:rFonts") == {"hint": "eastAsia", **dict.fromkeys(SLOTS, font)}
    assert (attributes(found, "w:sz")["val"], attributes(found, "w:szCs")["val"]) == (size, size)


def test_every_run_names_its_font_in_all_four_slots_and_no_theme(pair):
    with zipfile.ZipFile(io.BytesIO(pair[1])) as package:
        assert not [name for name in package.namelist() if "theme" in name]
        for name in ("word/document.xml", "word/styles.xml", "word/settings.xml", "word/footer1.xml", "word/footer2.xml"):
            root = etree.fromstring(package.read(name))
            for fonts in root.iter(qn("w:rFonts")):
                assert {etree.QName(a).localname for a in fonts.attrib} == {"hint", *SLOTS}
            if name == "word/document.xml" or "footer" in name:
                runs = [run for run in root.iter(qn("w:r")) if run.find(qn("w:commentReference")) is None]
                assert all(run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is not None for run in runs)


def test_indents_are_in_characters_and_nothing_is_typed(pair):
    data = pair[1]
    for paragraph in opened(data).paragraphs:
        assert paragraph.text
        assert not set(paragraph.text) & {" ", "\t", "\u3000", "\xa0"}
    assert attributes(style(data, "公文正文"), "w:ind")["firstLineChars"] == "200"
    assert attributes(style(data, "一级标题"), "w:ind")["firstLineChars"] == "200"
    assert attributes(style(data, "称谓"), "w:ind")["firstLineChars"] == "0"


def test_run_in_headings_change_font_at_the_stop(pair):
    report, data = pair
    runs_in = [line.run_in for line in lines(report) if line.run_in]
    heads = [r for p in opened(data).paragraphs for r in p.runs if r.style.name == "二级标题"]
    assert [r.text for r in heads] == runs_in
    assert {r._r.rPr.rFonts.get(qn("w:eastAsia")) for r in heads} == {"楷体_GB2312"}


def test_headings_numbered_in_digits_are_set_like_the_body():
    data = to_docx(report_of(fact("学习12次。"), numbering="1."))
    head = next(r for p in opened(data).paragraphs for r in p.runs if r.text == "1.抓学习。")
    assert (head.style.name, head._r.rPr.rFonts.get(qn("w:eastAsia"))) == ("三级标题", "仿宋_GB2312")


def test_only_the_headings_are_in_the_outline(pair):
    report, data = pair
    levels = {s.get(qn("w:styleId")) for s in part(data, "word/styles.xml").iter(qn("w:style")) if s.find(f".//{qn('w:outlineLvl')}") is not None}
    assert levels == {"YijiBiaoti"}
    headed = [p.text for p in opened(data).paragraphs if p.style.style_id == "YijiBiaoti"]
    assert headed == [line.text for line in lines(report) if line.kind is LineKind.HEADING]


def test_latin_fonts_are_set_where_asked_and_never_in_page_numbers():
    data = to_docx(report_of(fact("学习12次。")), fonts=Fonts(latin="Times New Roman"))
    run = next(r for p in opened(data).paragraphs for r in p.runs if "12" in r.text)
    assert {slot: run._r.rPr.rFonts.get(qn(f"w:{slot}")) for slot in SLOTS} == dict.fromkeys(SLOTS, "Times New Roman") | {"eastAsia": "仿宋_GB2312"}
    assert "Times" not in etree.tostring(part(data, "word/footer1.xml")).decode()


def test_the_font_table_names_what_may_stand_in(pair):
    fonts = {f.get(qn("w:name")): f.find(qn("w:altName")).get(qn("w:val")) for f in part(pair[1], "word/fontTable.xml")}
    assert fonts["仿宋_GB2312"] == "仿宋"
    assert fonts["楷体_GB2312"] == "楷体"


def test_the_same_report_is_the_same_document(pair):
    def members(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {name: package.read(name) for name in package.namelist()}

    report, data = pair
    assert members(data) == members(to_docx(report))
    properties = opened(data).core_properties
    assert (properties.title, properties.created.date()) == (report.title, report.date)
