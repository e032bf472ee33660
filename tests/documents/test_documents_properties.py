"""Whatever bytes a file holds: it is read, or refused in one sentence."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.documents import parse
from pipeline.documents.cleaning import arrange, clean, clean_sample
from pipeline.documents.reading import text_in
from pipeline.errors import InputError

PARTS = ("word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml", "docProps/core.xml")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TAGS = (
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "pPr",
    "rPr",
    "br",
    "tab",
    "cr",
    "sdt",
    "sdtContent",
    "hyperlink",
    "delText",
    "txbxContent",
)
quick = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def members() -> dict[str, bytes]:
    """The parts of a small file that Word could open."""
    document = docx.Document()
    document.add_heading("2025年度抓基层党建工作述职报告")
    for line in ("一、履职情况", "我主持召开支委会12次。", "二、存在的问题", "主题党日只开了9次。"):
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


def package(parts: dict[str, bytes | None]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, data in {**members(), **parts}.items():
            if data is not None:
                made.writestr(name, data)
    return file.getvalue()


def read(data: bytes, name: str = "报告.docx") -> str | None:
    """The text, or None where it is refused as it must be: in Chinese, with what to do."""
    refused: InputError | None = None
    try:
        return text_in(Path(name), data)
    except InputError as error:
        refused = error
    assert refused.hint
    assert name in str(refused)
    return None


def judged(text: str) -> None:
    """What is read can be parsed and cleaned."""
    for cleaner in (arrange, clean, clean_sample):
        parse(cleaner(text).text)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, bytes | None]:
    """A part with some bytes changed, cut, put in; or with any bytes; or missing."""
    name = draw(st.sampled_from(PARTS))
    kind = draw(st.sampled_from(("any", "changed", "missing")))
    if kind == "missing":
        return {name: None}
    if kind == "any":
        return {name: draw(st.binary(max_size=200))}
    data = bytearray(members()[name])
    for _ in range(draw(st.integers(1, 5))):
        place = draw(st.integers(0, len(data)))
        data[place : place + draw(st.integers(0, 8))] = draw(
            st.one_of(st.binary(max_size=6), st.sampled_from((b"<w:p>", b"</w:p>", b"&x;", b"<!--", b"\xff\xfe", b'w:val=""')))
        )
    return {name: bytes(data)}


trees = st.recursive(
    st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=12).map(escape),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)).map(lambda t: f"<w:{t[0]}>{''.join(t[1])}</w:{t[0]}>"),
    max_leaves=25,
)


@quick
@given(damaged())
def test_a_damaged_part_is_read_or_refused(parts: dict[str, bytes | None]):
    text = read(package(parts))
    if text is not None:
        judged(text)


@quick
@given(trees)
def test_any_tree_of_elements_is_read(tree: str):
    body = f"<w:document {W}><w:body>{tree}</w:body></w:document>".encode()
    text = read(package({"word/document.xml": body}))
    if text is not None:
        judged(text)


@quick
@given(st.integers(0, 100), st.binary(max_size=4), st.sampled_from(("报告.docx", "报告.txt", "报告.md", "报告.html", "报告.pdf")))
def test_a_file_cut_off_anywhere_is_read_or_refused(percent: int, tail: bytes, name: str):
    whole = package({})
    read(whole[: len(whole) * percent // 100] + tail, name)


@quick
@given(st.binary(max_size=300), st.sampled_from(("报告.docx", "报告.txt", "报告.md", "报告.html", "报告.pdf", "报告.doc", "报告.xlsx")))
@example(b"", "报告.docx")
@example(b"", "报告.txt")
@example(b"<!", "报告.html")
@example(b"<!-- -->", "报告.html")
@example(b"%PDF-1.4\n", "报告.pdf")
def test_any_bytes_are_read_or_refused(data: bytes, name: str):
    text = read(data, name)
    if text is not None:
        judged(text)


@quick
@given(st.text(max_size=400))
def test_any_text_is_cleaned_and_parsed_without_loss_of_order(text: str):
    judged(text)
