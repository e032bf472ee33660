"""What accepting and rejecting mean, written apart from the product: over lxml, by the rules of Word. And when two bodies are the same."""

from __future__ import annotations

import io
import zipfile

from docx.oxml.ns import nsmap, qn
from lxml import etree

W = {"w": nsmap["w"]}
CAME, WENT = (qn("w:ins"), qn("w:moveTo")), (qn("w:del"), qn("w:moveFrom"))
PROPERTIES = {qn("w:rPr"), qn("w:trPr"), qn("w:tcPr")}
BACK = {qn("w:delText"): qn("w:t"), qn("w:delInstrText"): qn("w:instrText")}
MARKS = {qn(f"w:{name}") for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr")}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MAIN = "word/document.xml"


def accept_all(data: bytes, author: str | None = None) -> bytes:
    """``data`` with all changes (of ``author``) accepted."""
    return _resolved(data, CAME, WENT, author)


def reject_all(data: bytes, author: str | None = None) -> bytes:
    """``data`` with all changes (of ``author``) rejected."""
    return _resolved(data, WENT, CAME, author)


def root_of(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(MAIN))


def _resolved(data: bytes, stay: tuple[str, ...], go: tuple[str, ...], author: str | None) -> bytes:
    root = root_of(data)
    for node in [node for node in root.iter(*CAME, *WENT) if author in (None, node.get(qn("w:author")))]:
        if node.getparent() is None or node.getparent().tag in PROPERTIES:
            continue
        if node.tag in stay:
            _unwrap(node)
        else:
            node.getparent().remove(node)
    for change in [node for node in root.iter(qn("w:pPrChange")) if author in (None, node.get(qn("w:author")))]:
        _resolve_properties(change, back=stay == WENT)
    for paragraph in list(root.iter(qn("w:p"))):
        for mark in [m for m in paragraph.iterfind("w:pPr/w:rPr/*", W) if m.tag in CAME + WENT and author in (None, m.get(qn("w:author")))]:
            mark.getparent().remove(mark)
            if mark.tag in go:
                _merge(paragraph)
    _drop_orphans(root)
    return _with(data, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _unwrap(node: etree._Element) -> None:
    # Only what was deleted by this very node turns back: another's deletion inside an insertion stays one.
    if node.tag in WENT:
        for run in node:
            for text in list(run.iter(*BACK)):
                text.tag = BACK[text.tag]
    parent = node.getparent()
    place = parent.index(node)
    parent[place : place + 1] = list(node)


def _resolve_properties(change: etree._Element, *, back: bool) -> None:
    properties = change.getparent()
    properties.remove(change)
    if back:
        for child in [child for child in properties if child.tag not in (qn("w:rPr"), qn("w:sectPr"))]:
            properties.remove(child)
        properties[0:0] = list(change.find("w:pPr", W))


def _merge(paragraph: etree._Element) -> None:
    """The end mark is gone: the content joins the next paragraph, whose end mark and properties hold."""
    follower = paragraph.getnext()
    between = []
    while follower is not None and follower.tag in MARKS:
        between.append(follower)
        follower = follower.getnext()
    if follower is None or follower.tag != qn("w:p"):
        return
    content = [child for child in paragraph if child.tag != qn("w:pPr")]
    start = 1 if follower.find("w:pPr", W) is not None else 0
    follower[start:start] = [*content, *between]
    if not follower.attrib:
        follower.attrib.update(paragraph.attrib)
    paragraph.getparent().remove(paragraph)


def _drop_orphans(root: etree._Element) -> None:
    known = {node.get(qn("w:id")) for node in root.iter(qn("w:commentReference"))}
    for node in list(root.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"))):
        if node.get(qn("w:id")) not in known:
            node.getparent().remove(node)


def _with(data: bytes, main: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            new.writestr(info, main if info.filename == MAIN else old.read(info))
    return buffer.getvalue()


def canonical(data: bytes) -> bytes:
    """The main part with split runs, texts and others' changes merged again, and without what says nothing: ids of changes, empty properties."""
    root = root_of(data)
    _drop_orphans(root)
    for node in root.iter():
        node.tail = None
        if len(node) and not (node.text or "").strip():
            node.text = None
        node.attrib.pop(SPACE, None)
        if node.tag in CAME + WENT:
            node.attrib.pop(qn("w:id"), None)
    for tag in (qn("w:rPr"), qn("w:pPr")):
        for node in [node for node in root.iter(tag) if not len(node) and not node.attrib]:
            node.getparent().remove(node)
    for tag in (*CAME, *WENT, qn("w:r")):
        for node in list(root.iter(tag)):
            _absorb(node)
    for text in list(root.iter(qn("w:t"), qn("w:delText"))):
        _absorb_text(text)
    return etree.tostring(root, method="c14n")


def _absorb(node: etree._Element) -> None:
    """Take in the siblings right behind that look the same."""
    if node.getparent() is None or node.getparent().tag in PROPERTIES:
        return
    while (follower := node.getnext()) is not None and follower.tag == node.tag and dict(follower.attrib) == dict(node.attrib):
        if node.tag == qn("w:r"):
            if _looks(node) != _looks(follower):
                return
            for looks in follower.findall("w:rPr", W):
                follower.remove(looks)
        node.extend(list(follower))
        node.getparent().remove(follower)


def _looks(run: etree._Element) -> bytes:
    looks = run.find("w:rPr", W)
    return b"" if looks is None else etree.tostring(looks, method="c14n")


def _absorb_text(text: etree._Element) -> None:
    while text.getparent() is not None and (follower := text.getnext()) is not None and follower.tag == text.tag:
        text.text = (text.text or "") + (follower.text or "")
        text.getparent().remove(follower)
