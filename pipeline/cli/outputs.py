"""Output files: checked before the work begins, rendered all before the first is written, each written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.result import Draft
from pipeline.word.fonts import STANDARD, Fonts


@dataclass(frozen=True)
class Looks:
    """Of the Word file: its fonts, the bytes of a template of the user's or None, whether findings stand in it as comments.

    ``remark`` is a comment on the title.
    """

    fonts: Fonts = STANDARD
    template: bytes | None = None
    comments: bool = False
    remark: str = ""


def _docx(draft: Draft, looks: Looks) -> bytes:
    from pipeline.word.comments import Note, notes_of
    from pipeline.word.report import to_docx
    from pipeline.word.template import to_docx_like

    notes: tuple[Note, ...] = (Note(looks.remark),) if looks.remark else ()
    notes += notes_of(draft.findings, draft.confirm) if looks.comments else ()
    if looks.template is not None:
        return to_docx_like(draft.report, looks.template, fonts=looks.fonts, notes=notes)
    return to_docx(draft.report, fonts=looks.fonts, notes=notes)


def _markdown(draft: Draft, _: Looks) -> bytes:
    from pipeline.rendering import as_markdown

    return as_markdown(draft.report).encode()


def _text(draft: Draft, _: Looks) -> bytes:
    from pipeline.rendering import as_text

    # Old Notepad shows UTF-8 without a mark as garbage.
    return as_text(draft.report).encode("utf-8-sig")


def _json(draft: Draft, _: Looks) -> bytes:
    from pipeline.rendering import as_json

    return as_json(draft).encode()


FORMATS: dict[str, Callable[[Draft, Looks], bytes]] = {".docx": _docx, ".md": _markdown, ".txt": _text, ".json": _json}


def check(targets: tuple[Path, ...], endings: Collection[str] = FORMATS.keys()) -> None:
    """Raise InputError for a target that could not be written, before any work is done."""
    for target in targets:
        if target.suffix.lower() not in endings:
            raise InputError(f"不知道怎么写“{target}”", hint=f"文件名要以 {'、'.join(endings)} 之一结尾。")
        check_place(target)


def check_place(target: Path) -> None:
    """Raise InputError where no file ``target`` can be."""
    if target.is_dir():
        raise InputError(f"“{target}”是一个文件夹", hint="请写出文件名，例如：-o 述职报告.docx")
    if not target.resolve().parent.is_dir():
        raise InputError(f"没有这个文件夹：{target.parent}", hint="请先建好文件夹，或写到别处。")


def rendered(targets: tuple[Path, ...], draft: Draft, looks: Looks) -> list[tuple[Path, bytes]]:
    """The bytes of every target. Nothing is written yet, so that all are whole before the first is."""
    return [(target, FORMATS[target.suffix.lower()](draft, looks)) for target in targets]


def write_bytes(target: Path, data: bytes) -> None:
    """Write ``data`` to ``target``, whole or not at all. Raises InputError."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.stem}.", suffix=".tmp", dir=target.resolve().parent)
    except OSError as error:
        raise InputError(f"写不了 {target}：{error.strerror}", hint="请检查文件夹的权限和磁盘空间。") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, _mode(target))  # noqa: PTH101 - mkstemp makes files that only the owner may read
        os.replace(name, target)  # noqa: PTH105
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise InputError(f"写不了 {target}：{error.strerror}", hint="如果文件正在 Word 或 WPS 里打开，请先关掉；也请检查磁盘空间。") from None


def _mode(target: Path) -> int:
    """The permissions an existing file has, else those a new one would get."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
