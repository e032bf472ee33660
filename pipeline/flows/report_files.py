"""A report of the user's as a file: its bytes and the text they hold; and a rewriting of it as the files that are handed back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.documents.reading import text_in
from pipeline.errors import InputError
from pipeline.rendering.rewrite import as_rewrite_json, as_rewrite_markdown
from pipeline.rewriting import Rewrite
from pipeline.texts.secrecy import refuse_marked

READABLE = (".docx", ".md", ".txt")
"""Endings of reports whose text can be changed in place."""


@dataclass(frozen=True)
class ReportFile:
    """``name`` as the user knows it, ``data`` its bytes, ``text`` what a reader sees, with one kind of line end."""

    name: str
    data: bytes
    text: str

    @property
    def in_word(self) -> bool:
        return Path(self.name).suffix.lower() == ".docx"

    @property
    def line_end(self) -> str:
        return "\r\n" if not self.in_word and b"\r\n" in self.data else "\n"


def report_file(name: str, data: bytes) -> ReportFile:
    """Read a report to be rewritten. Raises InputError for what cannot be changed in place, SecrecyError where it bears a mark."""
    refuse_other(name)
    text = text_in(Path(name), data).replace("\r\n", "\n")
    refuse_marked(text, name)
    return ReportFile(name, data, text)


def refuse_other(name: str) -> None:
    """Raise InputError where a file called ``name`` cannot be rewritten."""
    if Path(name).suffix.lower() not in READABLE:
        raise InputError(f"改写只认 {'、'.join(READABLE)} 的报告：{name}", hint="用 Word 或 WPS 另存为 .docx，再试一次。")


def _docx(report: ReportFile, result: Rewrite, when: dt.datetime) -> bytes:
    from pipeline.word.rewritten import redlined

    return redlined(report.data, report.text, result, when)


def _markdown(_: ReportFile, result: Rewrite, __: dt.datetime) -> bytes:
    return as_rewrite_markdown(result).encode()


def _text(report: ReportFile, result: Rewrite, _: dt.datetime) -> bytes:
    """The whole document with the line ends it came with; old Notepad shows UTF-8 without a mark as garbage."""
    return result.text.replace("\n", report.line_end).encode("utf-8-sig")


def _json(_: ReportFile, result: Rewrite, __: dt.datetime) -> bytes:
    return as_rewrite_json(result).encode()


FORMATS: dict[str, Callable[[ReportFile, Rewrite, dt.datetime], bytes]] = {".docx": _docx, ".md": _markdown, ".txt": _text, ".json": _json}
"""Ending → the file with that ending; ``when`` (UTC) dates its tracked changes. Only a .docx can be redlined: see ``formats_of``."""


def formats_of(report: ReportFile) -> tuple[str, ...]:
    """The endings in which a rewriting of ``report`` can be handed back."""
    return tuple(ending for ending in FORMATS if report.in_word or ending != ".docx")
