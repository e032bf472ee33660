"""A template of the user's: its page, styles and fonts; what it lacks in ours."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from word_parts import SLOTS, attributes, fact, gap, opened, part, report_of, style

from pipeline.errors import InputError
from pipeline.word.fonts import STANDARD
from pipeline.word.template import read_template, to_docx_like


def template(tmp_path, change=lambda _: None):
    document = Document()
    section = document.sections[0]
    section.page_width, section.left_margin = Mm(182), Mm(20)
    section.header.paragraphs[0].text = "某局文件"
    document.add_paragraph("模板里的旧文字")
    change(document)
    path = tmp_path / "模板.docx"
    document.save(path)
    return path


def set_like(tmp_path, change=lambda _: None, report=None) -> bytes:
    made = report or report_of(fact("学习12次。"), gap("【待补充：几次】。"))
    return to_docx_like(made, read_template(template(tmp_path, change)), fonts=STANDARD)


def test_page_header_and_styles_are_the_templates_and_its_text_is_gone(tmp_path):
    def change(document):
        document.styles.add_style("一级标题", WD_STYLE_TYPE.PARAGRAPH).font.name = "华文楷体"

    data = set_like(tmp_path, change)
    document = opened(data)
    assert document.paragraphs[0].text == "松岭镇党委书记2025年度述职报告"
    assert "模板里的旧文字" not in "".join(p.text for p in document.paragraphs)
    assert (round(document.sections[0].page_width.mm), round(document.sections[0].left_margin.mm)) == (182, 20)
    assert document.sections[0].header.paragraphs[0].text == "某局文件"
    assert [p.style.name for p in document.paragraphs][:2] == ["Title", "一级标题"]


def test_runs_name_no_fonts_so_that_the_styles_speak(tmp_path):
    data = set_like(tmp_path)
    for run in part(data, "word/document.xml").iter(qn("w:r")):
        properties = run.find(qn("w:rPr"))
        assert properties is None or properties.find(qn("w:rFonts")) is None


def test_run_in_headings_take_the_fonts_of_the_templates_second_heading(tmp_path):
    def change(document):
        made = document.styles.add_style("二级标题", WD_STYLE_TYPE.PARAGRAPH)
        made.font.name, made.font.size = "楷体", Pt(15)

    data = set_like(tmp_path, change)
    run = next(r for p in opened(data).paragraphs for r in p.runs if r.text == "（一）抓学习。")
    assert run.style.type == WD_STYLE_TYPE.CHARACTER
    assert run.style.font.size == Pt(15)


def test_what_the_template_lacks_is_added_in_its_own_font(tmp_path):
    def change(document):
        for name in ("Title", "Heading 1", "Body Text"):
            document.styles[name].delete()

    data = set_like(tmp_path, change)
    title = style(data, "公文标题")
    assert attributes(title, "w:rFonts")["eastAsia"] == "方正小标宋简体"
    signer = style(data, "署名")
    assert signer.find(qn("w:rPr")) is None
    assert attributes(signer, "w:basedOn")["val"]
    body = opened(data).paragraphs[2].style
    assert attributes(body.element, "w:ind")["firstLineChars"] == "200"


def test_our_own_file_is_a_template(tmp_path):
    from pipeline.word.report import to_docx

    path = tmp_path / "上一份.docx"
    path.write_bytes(to_docx(report_of(fact("旧话。"))))
    data = to_docx_like(report_of(fact("新话。")), read_template(path), fonts=STANDARD)
    assert "旧话" not in "".join(p.text for p in opened(data).paragraphs)
    assert [p.style.name for p in opened(data).paragraphs] == ["公文标题", "一级标题", "公文正文", "署名", "成文日期"]
    assert attributes(style(data, "公文正文"), "w:rFonts") == {"hint": "eastAsia", **dict.fromkeys(SLOTS, "仿宋_GB2312")}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("模板.docm", b"x", "带宏"),
        ("模板.doc", b"x", "要用 .docx"),
        ("模板.docx", b"PK\x03\x04", "打不开"),
        ("模板.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "密码"),
    ],
)
def test_templates_that_cannot_be_used(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=said) as caught:
        read_template(path)
    assert caught.value.hint


def test_gaps_in_a_template_are_lit_and_commented(tmp_path):
    data = set_like(tmp_path)
    assert [r.text for p in opened(data).paragraphs for r in p.runs if r.font.highlight_color] == ["【待补充：几次】"]
    assert len(list(part(data, "word/comments.xml"))) == 1


def test_the_bytes_open_again(tmp_path):
    assert Document(io.BytesIO(set_like(tmp_path))).paragraphs


def test_strange_style_ids_and_the_width_of_the_sign_off(tmp_path):
    def change(document):
        made = document.styles.add_style("二级标题", WD_STYLE_TYPE.CHARACTER)
        made.element.set(qn("w:styleId"), 'a&"b')
        signer = document.styles.add_style("落款", WD_STYLE_TYPE.PARAGRAPH)
        signer.font.size = Pt(12)

    data = set_like(tmp_path, change, report_of(fact("学习12次。"), signer="述职人：松岭镇党委书记某某某"))
    run = next(r for r in part(data, "word/document.xml").iter(qn("w:rStyle")) if r.get(qn("w:val")) == 'a&"b')
    assert run is not None
    signed = next(p for p in opened(data).paragraphs if p.style.name == "落款")
    assert attributes(signed._p, "w:ind") == {"rightChars": "200", "right": "480"}


def test_headings_of_a_template_stay_with_their_text(tmp_path):
    headed = next(p for p in opened(set_like(tmp_path)).paragraphs if p.text.startswith("一、"))
    assert headed.paragraph_format.keep_with_next
