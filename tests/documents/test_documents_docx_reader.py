"""Word files as Word 2003–365 and WPS write them, made by hand in XML: the text comes out as its reader sees it."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.documents import parse, read_text
from pipeline.documents.docx_numerals import numeral
from pipeline.errors import InputError
from pipeline.report import SectionKind

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MORE = (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, **parts: str) -> bytes:
    """A .docx of ``body`` and other parts of the main one (numbering, styles, footnotes, endnotes), each the content of its root."""
    roots = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes"}
    files = {"word/document.xml": f"<w:document {W}{MORE}><w:body>{body}<w:sectPr/></w:body></w:document>"}
    files |= {f"word/{name}.xml": f"<w:{roots[name]} {W}{MORE}>{content}</w:{roots[name]}>" for name, content in parts.items()}
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{name}+xml"/>' for name in parts)
    relations = "".join(f'<Relationship Id="r{n}" Type="{_RELATION}/{name}" Target="{name}.xml"/>' for n, name in enumerate(parts))
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>{types}</Types>'
    )
    about = "http://schemas.openxmlformats.org/package/2006/relationships"
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{about}"><Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{about}">{relations}</Relationships>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in files.items():
            made.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')
    return buffer.getvalue()


@pytest.fixture
def read(tmp_path):
    def read(body: str, **parts: str) -> list[str]:
        path = tmp_path / "a.docx"
        path.write_bytes(package(body, **parts))
        return read_text(path).split("\n")

    return read


def p(text: str, list_: int | None = None, level: int = 0, style: str = "", mark: str = "") -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>' if list_ is not None else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{numbered}{mark}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def level(depth: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr></w:lvl>'
    )


def numbering(*levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>{lists}'


OFFICIAL = (level(0, "japaneseCounting", "%1、"), level(1, "japaneseCounting", "（%2）"), level(2, "decimal", "%3."))


def test_a_report_numbered_by_word_itself(read):
    body = p("2025年度述职报告") + p("履职情况", 1) + p("抓学习。学习12次。", 1, 1) + p("抓支部。开会11次。", 1, 1) + p("存在的问题", 1)
    body += p("学习不深。", 1, 1) + p("抽查不够。", 1, 2) + p("检查不够。", 1, 2) + p("联系少。", 1, 1)
    lines = read(body, numbering=numbering(*OFFICIAL))
    assert lines == [
        "2025年度述职报告",
        "一、履职情况",
        "（一）抓学习。学习12次。",
        "（二）抓支部。开会11次。",
        "二、存在的问题",
        "（一）学习不深。",
        "1.抽查不够。",
        "2.检查不够。",
        "（二）联系少。",
    ]
    document = parse("\n".join(lines))
    assert [(s.kind, len(s.items)) for s in document.sections] == [(SectionKind.DUTY, 2), (SectionKind.PROBLEM, 2)]


def test_wps_ties_its_lists_to_heading_styles_with_figures_for_names(read):
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/><w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:name w:val="heading 2"/><w:basedOn w:val="2"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="8"><w:name w:val="第一级"/><w:basedOn w:val="2"/></w:style>'
    )
    listed = numbering(
        level(0, "chineseCounting", "%1、", more='<w:pStyle w:val="2"/><w:suff w:val="nothing"/>'),
        level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="3"/><w:suff w:val="nothing"/>'),
    )
    body = p("履职情况", style="2") + p("抓学习", style="3") + p("学了。") + p("问题", style="8") + p("不深", style="3") + p("不算", 0, style="3")
    assert read(body, styles=styles, numbering=listed) == ["一、履职情况", "（一）抓学习", "学了。", "二、问题", "（一）不深", "不算"]


def test_lists_of_one_origin_count_on_and_start_anew_where_told(read):
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/>'
        + level(0, "decimalEnclosedCircle", "%1")
        + "</w:lvlOverride></w:num>"
    )
    body = p("甲", 1) + p("乙", 1) + p("丙", 2) + p("丁", 3) + p("戊", 3) + p("己", 4)
    assert read(body, numbering=numbering(level(0, "decimal", "%1."), lists=lists)) == ["1.甲", "2.乙", "3.丙", "1.丁", "2.戊", "⑨己"]


def test_levels_show_those_above_them(read):
    levels = (
        level(0, "chineseCounting", "第%1部分"),
        level(1, "decimal", "%1.%2", more="<w:isLgl/>"),
        level(2, "decimal", "%1.%2.%3", more='<w:lvlRestart w:val="0"/><w:isLgl/>'),
    )
    body = p("甲", 1) + p("乙", 1, 1) + p("丙", 1, 2) + p("丁", 1, 1) + p("戊", 1, 2) + p("己", 1) + p("庚", 1, 1)
    assert read(body, numbering=numbering(*levels)) == ["第一部分甲", "1.1 乙", "1.1.1 丙", "1.2 丁", "1.2.2 戊", "第二部分己", "2.1 庚"]


def test_bullets_and_broken_lists_number_nothing(read):
    lists = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="77"/></w:num>'
    body = p("甲", 1) + p("乙", 2) + p("丙", 55) + p("丁", 1, 8)
    assert read(body, numbering=numbering(level(0, "bullet", "\uf06c"), lists=lists)) == ["甲", "乙", "丙", "丁"]


def test_a_list_by_way_of_a_list_style(read):
    content = (
        f'<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="公文"/>{level(0, "chineseCountingThousand", "%1、")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="公文"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert read(p("甲", 1) + p("乙", 1), numbering=content) == ["一、甲", "二、乙"]


@pytest.mark.parametrize(
    ("count", "form", "shown"),
    [
        (12, "japaneseCounting", "十二"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (20, "ideographDigital", "二〇"),
        (3, "ideographTraditional", "丙"),
        (4, "upperRoman", "IV"),
        (27, "lowerLetter", "aa"),
        (3, "decimalZero", "03"),
        (7, "decimalFullWidth", "７"),
        (21, "decimalEnclosedCircle", "21"),
        (5, "unheardOf", "5"),
        (5, "none", ""),
        (0, "chineseCounting", "0"),
    ],
)
def test_numerals(count, form, shown):
    assert numeral(count, form) == shown


def test_runs_torn_by_word_2003_and_2007_are_whole_again(read):
    body = (
        '<w:p w:rsidR="00A1" w14:paraId="1F"><w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="_GoBack"/>'
        f'<w:smartTag w:uri="urn:x" w:element="date"><w:smartTagPr/>{r("2025年")}</w:smartTag><w:r w:rsidRPr="00B2"><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        "<w:lastRenderedPageBreak/><w:t>学习</w:t></w:r>"
        f'{r("12")}<w:bookmarkEnd w:id="0"/><w:proofErr w:type="spellEnd"/>{r("次")}<w:r><w:softHyphen/></w:r><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        '<w:r><w:sym w:font="宋体" w:char="2014"/></w:r></w:p>'
    )
    assert read(body) == ["2025年学习12次—"]


def test_fields_show_their_result_and_hidden_text_nothing(read):
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SEQ 表 </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r("3")}<w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr=" DATE ">{r("份")}</w:fldSimple>{r("藏", "<w:vanish/>")}'
        f"{r('现', '<w:vanish w:val=' + chr(34) + '0' + chr(34) + '/>')}</w:p>"
    )
    assert read(body) == ["3份现"]


BOX = f"<w:txbxContent>{p('框里一')}{p('框里二')}</w:txbxContent>"


@pytest.mark.parametrize(
    "box",
    [
        f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
        (
            f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
        ),
    ],
    ids=["Word 2003 and WPS", "Word 2010 and later"],
)
def test_text_boxes_stand_once_behind_their_paragraph(read, box):
    assert read(f"<w:p>{r('前')}<w:r>{box}</w:r>{r('后')}</w:p>{p('下一段')}") == ["前后", "框里一", "框里二", "下一段"]


def test_notes_stand_behind_their_paragraph_and_not_in_its_numbers(read):
    notes = f'<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{r(" 含旁听3人。")}</w:p></w:footnote>'
    ends = f'<w:endnote w:id="2"><w:p>{r("见台账。")}</w:p></w:endnote>'
    body = f'<w:p>{r("到会12人")}<w:r><w:footnoteReference w:id="2"/></w:r>{r("。")}<w:r><w:endnoteReference w:id="2"/></w:r></w:p>{p("完。")}'
    assert read(body, footnotes=notes, endnotes=ends) == ["到会12人。", "（注：含旁听3人。）", "（注：见台账。）", "完。"]


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(paragraphs)}</w:tc>"


def test_tables_are_read_across_and_pages_set_in_tables_down(read):
    rows = f"<w:tr>{cell(p('会议'))}{cell(p('次数'))}</w:tr><w:tr>{cell(p('支委会'))}{cell(p('12'))}</w:tr>"
    deleted = f'<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr>{cell(p("旧行"))}</w:tr>'
    page = f"<w:tbl><w:tr>{cell(p('一、履职情况'), p('学习12次。'))}</w:tr></w:tbl>"
    assert read(f"<w:tbl>{rows}{deleted}</w:tbl>{page}{p('完')}") == ["会议\t次数", "支委会\t12", "一、履职情况", "学习12次。", "完"]


def test_tables_within_tables_and_controls(read):
    inner = f"<w:tbl><w:tr>{cell(p('内'))}</w:tr></w:tbl>"
    body = f"<w:sdt><w:sdtContent><w:tbl><w:tr>{cell(p('外'), inner, '<w:p/>')}</w:tr></w:tbl></w:sdtContent></w:sdt>{p('完')}"
    assert read(body) == ["外", "内", "完"]


def test_tracked_changes_are_read_as_accepted_and_counted_so(read):
    deleted = '<w:rPr><w:del w:id="9" w:author="a"/></w:rPr>'
    gone = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>{deleted}</w:pPr><w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>'
    moved = f'<w:moveFrom w:id="3" w:author="a">{r("搬走")}</w:moveFrom><w:moveTo w:id="4" w:author="a">{r("搬来")}</w:moveTo>'
    body = (
        p("甲", 1)
        + gone
        + f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:ins w:id="2" w:author="a">{r("乙")}</w:ins>{moved}</w:p>'
    )
    body += p("前半，", mark=deleted) + p("后半。", 1)
    assert read(body, numbering=numbering(*OFFICIAL)) == ["一、甲", "二、乙搬来", "三、前半，后半。"]


def test_a_table_of_contents_is_left_out(read):
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    assert read(p("一、履职情况\t1", style="TOC1") + p("一、履职情况"), styles=styles) == ["一、履职情况"]


def test_our_own_report_reads_back_as_it_was_laid_out(tmp_path):
    import datetime as dt
    from pathlib import Path

    from pipeline.facts import load
    from pipeline.flows.draft import Request, draft
    from pipeline.layout import lines
    from pipeline.word.report import to_docx
    from pipeline.writers.by_rules import RuleWriter

    facts = load(Path(__file__).parent.parent.parent / "examples" / "facts-jiguan.yaml")
    made = draft(Request(facts, dt.date(2026, 1, 1)), RuleWriter(), lambda *_: (), lambda _: None)
    path = tmp_path / "a.docx"
    path.write_bytes(to_docx(made.report))
    assert read_text(path).split("\n")[2:] == [line.text for line in lines(made.report)][1:]
    assert parse(read_text(path)).title == made.report.title


def with_member(name: str, content: bytes = b"x") -> bytes:
    buffer = io.BytesIO(package(p("甲")))
    with zipfile.ZipFile(buffer, "a") as made:
        made.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", with_member("word/vbaProject.bin"), "带有宏"),
        ("a.docm", with_member("word/vbaProject.bin"), "带宏"),
        ("a.dotx", package(p("甲")), "模板"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "加了密码，打不开"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "旧格式"),
    ],
)
def test_what_must_not_be_opened_is_told_by_what_it_is(tmp_path, name, data, said):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=said) as caught:
        read_text(path)
    assert caught.value.exit_code == 2
    assert caught.value.hint


def test_a_workbook_and_a_strict_document_under_docx(tmp_path):
    for member, content, said in (
        ("xl/workbook.xml", b"<x/>", "表格"),
        ("_rels/.rels", b'<R Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"/>', "Strict"),
    ):
        path = tmp_path / "a.docx"
        with zipfile.ZipFile(path, "w") as made:
            made.writestr(member, content)
        with pytest.raises(InputError, match=said):
            read_text(path)
