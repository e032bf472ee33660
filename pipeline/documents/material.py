"""What a user has at hand (notes, a ledger, last year's report) as lines and rows that know where they stand, for quoting word for word."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.documents.docx_package import refuse_bomb
from pipeline.documents.reading import bytes_of, text_in
from pipeline.errors import InputError

READABLE = (".docx", ".xlsx", ".txt", ".md", ".csv", ".pdf")
_HINT = "用 Excel 或 WPS 打开后另存为 .xlsx，再给 shuzhi。"


@dataclass(frozen=True)
class Line:
    """A line or paragraph with words in it; ``place`` in Chinese: 第12行, 第3段."""

    text: str
    place: str


@dataclass(frozen=True)
class Row:
    """A row of a table; ``cells`` are trimmed text, "" where empty."""

    cells: tuple[str, ...]
    place: str

    @property
    def quote(self) -> str:
        """What stands in the row, cells parted by a bar."""
        return " | ".join(cell for cell in self.cells if cell)


@dataclass(frozen=True)
class Material:
    """One file. ``text`` is all of it, for secrecy marks and for looking quotes up."""

    file: str
    lines: tuple[Line, ...] = ()
    tables: tuple[tuple[Row, ...], ...] = ()

    @property
    def text(self) -> str:
        cells = (cell for table in self.tables for row in table for cell in row.cells if cell)
        return "\n".join((*(line.text for line in self.lines), *cells))


def read_material(path: Path) -> Material:
    """Read a .docx, .xlsx, .txt, .md, .csv or .pdf. Raises InputError, with a hint, for what cannot be read so."""
    refuse_other(path)
    return material_in(path, bytes_of(path))


def refuse_other(path: Path) -> None:
    """Raise InputError where a file of that name cannot be read."""
    ending = path.suffix.lower()
    if ending in {".xls", ".et"}:
        raise InputError(f"{path} 是旧格式（{ending}），读不了", hint=_HINT)
    if ending not in READABLE:
        raise InputError(f"读不了 {path}：材料只认 {'、'.join(READABLE)} 文件", hint="旧格式请先另存为 .docx 或 .xlsx。")


def material_in(path: Path, data: bytes) -> Material:
    """What is in ``data``, the bytes of the file ``path``. Raises InputError as ``read_material`` does."""
    refuse_other(path)
    ending = path.suffix.lower()
    if ending == ".xlsx":
        return _workbook(path, data)
    text = text_in(path, data) if ending != ".csv" else text_in(path.with_suffix(".txt"), data)
    if ending == ".csv":
        from pipeline.documents.sheets import csv_rows

        return Material(path.name, tables=(_table(csv_rows(text), ""),))
    if ending == ".docx":
        from pipeline.documents.docx_text import blocks_of

        return _blocks(path.name, blocks_of(data))
    return Material(path.name, tuple(_lines(text, pages=ending == ".pdf")))


def _workbook(path: Path, data: bytes) -> Material:
    from xml.etree.ElementTree import ParseError

    from lxml.etree import XMLSyntaxError
    from openpyxl.utils.exceptions import InvalidFileException

    from pipeline.documents.sheets import rows_of

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(f"{path} 加了密码，或者其实是旧格式的 .xls 文件", hint=_HINT)
    try:
        refuse_bomb(path, data)
        sheets = rows_of(data)
    except (
        zipfile.BadZipFile,
        zlib.error,
        InvalidFileException,
        ParseError,
        XMLSyntaxError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        EOFError,
    ):
        raise InputError(f"{path} 打不开：文件损坏、加密，或者不是真正的 .xlsx", hint=_HINT) from None
    return Material(path.name, tables=tuple(_table(rows, f"工作表“{name}”") for name, rows in sheets))


def _table(rows: list[list[str]], name: str) -> tuple[Row, ...]:
    return tuple(Row(tuple(cells), f"{name}第{number}行") for number, cells in enumerate(rows, 1) if any(cells))


def _blocks(file: str, blocks: list[str | list[list[str]]]) -> Material:
    lines: list[Line] = []
    tables: list[tuple[Row, ...]] = []
    for block in blocks:
        if isinstance(block, str):
            if block.strip():
                lines.append(Line(block.strip(), f"第{len(lines) + 1}段"))
        else:
            tables.append(_table(block, f"表{len(tables) + 1}"))
    return Material(file, tuple(lines), tuple(tables))


def _lines(text: str, *, pages: bool) -> Iterator[Line]:
    for page, part in enumerate(text.split("\f") if pages else [text], 1):
        for number, line in enumerate(part.split("\n"), 1):
            if re.search(r"\w", line):
                yield Line(line.strip(), f"第{page}页第{number}行" if pages else f"第{number}行")
