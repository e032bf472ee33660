from __future__ import annotations

import contextlib
import io
import random
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.documents import read_text, reading
from pipeline.errors import InputError


def saved(document, path):
    document.save(str(path))
    return path


def changed(path, member, content):
    """The .docx at ``path`` with one member of its package replaced (None: left out)."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            if name != member:
                package.writestr(name, data)
            elif content is not None:
                package.writestr(name, content)
    return path


def append(document, inner):
    document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_every_encoding(tmp_path, encoding):
    for name in ("a.md", "b.TXT"):
        path = tmp_path / name
        path.write_bytes("一、履职情况\r\n全年学习12次。".encode(encoding))
        assert read_text(path) == "一、履职情况\n全年学习12次。"


def test_front_matter_is_left_alone(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("---\nid: a\n---\n正文", encoding="utf-8")
    assert read_text(path) == "---\nid: a\n---\n正文"


def test_docx_paragraphs_and_cells_in_order(tmp_path):
    document = docx.Document()
    document.add_paragraph("一、履职情况")
    table = document.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, [("会议", "次数"), ("支委会", "12")], strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.add_paragraph("二、存在的问题")
    assert read_text(saved(document, tmp_path / "a.docx")).split("\n") == ["一、履职情况", "会议\t次数", "支委会\t12", "二、存在的问题"]


def test_docx_tracked_changes_are_read_as_accepted(tmp_path):
    document = docx.Document()
    append(
        document,
        '<w:r><w:t xml:space="preserve">学习</w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>10</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>12</w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>旧</w:t></w:r></w:moveFrom>'
        '<w:moveTo w:id="4" w:author="a"><w:r><w:t>新</w:t></w:r></w:moveTo>'
        "<w:r><w:t>次</w:t><w:tab/><w:t>。</w:t></w:r>",
    )
    append(document, '<w:pPr><w:rPr><w:del w:id="5" w:author="a"/></w:rPr></w:pPr><w:r><w:t>前半句，</w:t></w:r>')
    append(document, "<w:r><w:t>后半句。</w:t></w:r>")
    assert read_text(saved(document, tmp_path / "a.docx")) == "学习12新次\t。\n前半句，后半句。"


def test_docx_text_boxes_hyperlinks_and_controls(tmp_path):
    document = docx.Document()
    append(document, "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>")
    append(document, "<w:r><w:t>正文</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>")
    assert read_text(saved(document, tmp_path / "a.docx")) == "链接控件\n正文\n框"


@pytest.mark.parametrize("ending", [".doc", ".wps", ".DOC"])
def test_old_word_files_are_told_how_to_convert(tmp_path, ending):
    path = tmp_path / f"述职{ending}"
    path.write_bytes(b"\xd0\xcf\x11\xe0 old")
    with pytest.raises(InputError, match="旧格式") as caught:
        read_text(path)
    assert "另存为 .docx" in caught.value.hint


def test_encrypted_docx(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(InputError, match="密码"):
        read_text(path)


@pytest.mark.parametrize("name", ["a.pptx", "a.xlsx", "a"])
def test_other_files_are_refused(tmp_path, name):
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(InputError, match="只认"):
        read_text(tmp_path / name)


def test_a_word_file_named_txt(tmp_path):
    path = saved(docx.Document(), tmp_path / "a.docx").rename(tmp_path / "a.txt")
    with pytest.raises(InputError, match="不是文字文件") as caught:
        read_text(path)
    assert caught.value.hint


def test_missing_and_folder(tmp_path):
    with pytest.raises(InputError, match="找不到"):
        read_text(tmp_path / "没有.docx")
    with pytest.raises(InputError, match="文件夹"):
        read_text(tmp_path)


def test_too_large(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("字" * 100, encoding="utf-8")
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    with pytest.raises(InputError, match="太大"):
        read_text(path)


def test_zip_bomb(tmp_path):
    path = saved(docx.Document(), tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/media/image1.png", "w") as member:
        for _ in range(11):
            member.write(b"\0" * 10_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(InputError, match=r"解开后有 1\d\d MB"):
        read_text(path)


@pytest.mark.parametrize(
    ("member", "content"),
    [
        ("word/document.xml", None),
        ("word/document.xml", b""),
        ("word/document.xml", b"<a/>"),
        ("word/document.xml", b"<w:document"),
        ("word/document.xml", b"\xff\xfe\x00garbage"),
        ("[Content_Types].xml", None),
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", None),
        ("_rels/.rels", b"not xml"),
    ],
)
def test_damaged_packages(tmp_path, member, content):
    path = changed(saved(docx.Document(), tmp_path / "a.docx"), member, content)
    with pytest.raises(InputError, match="打不开") as caught:
        read_text(path)
    assert "另存为" in caught.value.hint


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x89PNG", "不是文档".encode()])
def test_garbage_named_docx(tmp_path, data):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(InputError, match="打不开"):
        read_text(path)


def test_random_damage_is_never_a_traceback(tmp_path):
    document = docx.Document()
    for i in range(40):
        document.add_paragraph(f"第{i}段")
    whole = io.BytesIO()
    document.save(whole)
    path, rng = tmp_path / "a.docx", random.Random(7)
    for _ in range(120):
        data = bytearray(whole.getvalue())
        start = rng.randrange(len(data))
        data[start : start + rng.randrange(400)] = rng.randbytes(rng.randrange(400))
        path.write_bytes(data)
        with contextlib.suppress(InputError):
            read_text(path)
