"""A small report to set, and the parts of a package."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from pipeline.report import Item, Report, Section, SectionKind, Sentence, SentenceKind

SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


def opened(data: bytes):
    return Document(io.BytesIO(data))


def part(data: bytes, name: str):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def attributes(element, tag: str) -> dict[str, str]:
    return {etree.QName(name).localname: value for name, value in element.find(f".//{qn(tag)}").attrib.items()}


def style(data: bytes, name: str):
    root = part(data, "word/styles.xml")
    return next(s for s in root.iter(qn("w:style")) if s.find(qn("w:name")).get(qn("w:val")) == name)


def fact(text: str, *ids: str) -> Sentence:
    return Sentence(text=text, kind=SentenceKind.FACT, facts=ids)


def gap(text: str, question: str = "") -> Sentence:
    return Sentence(text=text, kind=SentenceKind.GAP, question=question)


def report_of(*sentences: Sentence, signer: str = "松岭镇党委书记", **more) -> Report:
    section = Section(kind=SectionKind.DUTY, heading="履职情况", items=(Item(heading="抓学习", sentences=sentences),))
    given = {"title": "松岭镇党委书记2025年度述职报告", "unit": "松岭镇", "unit_types": ("乡镇",), "year": 2025, "date": dt.date(2026, 1, 8)}
    return Report(**{**given, "sections": (section,), "signer": signer, **more})


def commented(data: bytes) -> list[tuple[str, str]]:
    """(the words a comment stands on, its text) of every comment, in the order of the comments."""
    document = part(data, "word/document.xml")
    texts = {c.get(qn("w:id")): "".join(t.text or "" for t in c.iter(qn("w:t"))) for c in part(data, "word/comments.xml")}
    found = []
    for id_, text in texts.items():
        inside, words = False, ""
        for element in document.iter():
            if element.tag == qn("w:commentRangeStart") and element.get(qn("w:id")) == id_:
                inside = True
            elif element.tag == qn("w:commentRangeEnd") and element.get(qn("w:id")) == id_:
                inside = False
            elif inside and element.tag == qn("w:t"):
                words += element.text or ""
        found.append((words, text))
    return found
