"""A .docx as its reader sees it: with the numbers Word puts itself, text boxes, notes and tables, and tracked changes as if accepted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from pipeline.documents.docx_numbering import Numbering
from pipeline.documents.docx_text import BREAKS, MARK_DELETED, UNSEEN

_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_P, _T, _R, _TBL, _TR, _TC = (qn(f"w:{tag}") for tag in ("p", "t", "r", "tbl", "tr", "tc"))
_BOX, _PROPERTIES, _SYMBOL = qn("w:txbxContent"), qn("w:pPr"), qn("w:sym")
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_ROW_DELETED = f"{qn('w:trPr')}/{qn('w:del')}"
_HIDDEN = f"{qn('w:rPr')}/{qn('w:vanish')}"
_SHORT_CELL = 40
"""A row of cells no longer than this is read across; longer ones are a page set in a table, and read down."""
_PRIVATE = range(0xE000, 0xF900)


def text_of(data: bytes) -> str:
    """The text, paragraphs parted by line breaks.

    An automatic number stands before its paragraph; a text box and the notes （注：…） behind the paragraph they hang on; the cells of a row of
    short cells on one line, parted by tabs. A paragraph whose end mark is deleted runs on into the next. Hidden text, deleted rows, tables of
    contents, headers, footers and comments are left out.

    Raises what python-docx, zipfile and lxml raise for a damaged package.
    """
    document: Any = docx.Document(io.BytesIO(data))
    reader = _Reader(_numbering(document.part), {name: _notes(document.part, name) for name in ("footnotes", "endnotes")})
    return "\n".join(reader.block(document.element.body)).strip("\n")


def _root(part: Any, kind: str) -> Any | None:
    """The root of the part of ``kind`` that the main part names, None where there is none."""
    for relation in part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            element = getattr(relation.target_part, "element", None)
            return (
                element
                if element is not None
                else etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            )
    return None


def _numbering(part: Any) -> Numbering:
    return Numbering(_root(part, RELATIONSHIP_TYPE.NUMBERING), _root(part, RELATIONSHIP_TYPE.STYLES))


def _notes(part: Any, name: str) -> dict[str, Any]:
    root = _root(part, getattr(RELATIONSHIP_TYPE, name.upper()))
    return {} if root is None else {note.get(qn("w:id")): note for note in root}


@dataclass
class _Reader:
    """Reads in order: the numbering counts along. ``notes`` are the notes of each kind by their ids."""

    numbering: Numbering
    notes: dict[str, dict[str, Any]]

    def block(self, parent: Any) -> Iterator[str]:
        """The lines of the paragraphs and tables under ``parent``."""
        pending = ""
        behind: list[str] = []
        for child in _blocks(parent):
            if child.tag == _TBL:
                yield from (line for line in (pending, *behind) if line)
                pending, behind = "", []
                yield from self._table(child)
                continue
            hung: list[str] = []
            text = "".join(self._runs(child, hung))
            behind += hung
            if MARK_DELETED(child):
                pending += text
                continue
            if _is_contents(child):
                pending = ""
                continue
            label = self.numbering.label(child)
            yield label + pending + text
            yield from behind
            pending, behind = "", []
        yield from (line for line in (pending, *behind) if line)

    def _table(self, table: Any) -> Iterator[str]:
        for row in _under(table, _TR):
            if row.find(_ROW_DELETED) is not None:
                continue
            cells = [[line for line in self.block(cell) if line] for cell in _under(row, _TC)]
            if all(len(cell) <= 1 and len("".join(cell)) <= _SHORT_CELL for cell in cells):
                line = "\t".join("".join(cell) for cell in cells if cell)
                if line:
                    yield line
            else:
                for cell in cells:
                    yield from cell

    def _runs(self, parent: Any, behind: list[str]) -> Iterator[str]:
        for child in parent:
            if child.tag in (_T, _FORMULA):
                yield child.text or ""
            elif child.tag in BREAKS:
                yield BREAKS[child.tag]
            elif child.tag == _SYMBOL:
                yield _symbol(child)
            elif child.tag == _BOX:
                behind += [line for line in self.block(child) if line]
            elif child.tag in _NOTES:
                behind += self._note(_NOTES[child.tag], child.get(qn("w:id")))
            elif child.tag == _ALTERNATE:
                yield from self._runs(_alternative(child), behind)
            elif child.tag not in UNSEEN and child.tag != _PROPERTIES and not (child.tag == _R and _is_hidden(child)):
                yield from self._runs(child, behind)

    def _note(self, kind: str, id_: str) -> list[str]:
        note = self.notes[kind].get(id_)
        text = "".join(line.strip() for line in self.block(note)) if note is not None else ""
        return [f"（注：{text}）"] if text else []


def _blocks(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables under ``parent``, through content controls and insertions; not those within another."""
    for child in parent:
        if child.tag in (_P, _TBL):
            yield child
        elif child.tag == _ALTERNATE:
            yield from _blocks(_alternative(child))
        elif child.tag not in UNSEEN:
            yield from _blocks(child)


def _under(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table, the cells of a row, through content controls and insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in (_P, _TBL) and child.tag not in UNSEEN:
            yield from _under(child, tag)


def _alternative(element: Any) -> Any:
    """Of two ways to show the same, the first: new programs write a box twice, once for old ones."""
    choice = element.find(_CHOICE)
    return choice if choice is not None else next(iter(element), element)


def _is_hidden(run: Any) -> bool:
    hidden = run.find(_HIDDEN)
    return hidden is not None and hidden.get(qn("w:val"), "1") not in ("0", "false", "off")


def _is_contents(paragraph: Any) -> bool:
    """Whether it is a line of a table of contents, which says nothing that the headings do not."""
    style = paragraph.find(f"{_PROPERTIES}/{qn('w:pStyle')}")
    return style is not None and style.get(qn("w:val"), "").upper().startswith("TOC") and len(style.get(qn("w:val"), "")) <= len("TOC10")


def _symbol(element: Any) -> str:
    """A character given by its code; one of a symbol font's own codes means nothing elsewhere."""
    code = int(element.get(qn("w:char"), "0") or "0", 16)
    return "" if code in _PRIVATE or code < 0x20 else chr(code)
