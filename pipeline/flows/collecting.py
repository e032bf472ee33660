"""The flow of ``corpus add``: files and folders → reports in the user's library, one file in memory at a time.

A file that cannot be read costs that file. A secrecy mark anywhere costs the whole run: nothing of it is stored.
"""

from __future__ import annotations

import os
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline.documents.cleaning import Dirt
from pipeline.documents.reading import READABLE, bytes_of, text_in
from pipeline.errors import InputError, SecrecyError, StoreError
from pipeline.events import FileProgress, Listener
from pipeline.samples.intake import Candidate, Dropped, take_in
from pipeline.samples.intake_batch import Batch, adding
from pipeline.samples.library import Library
from pipeline.texts.secrecy import mark_in

_OLD = frozenset({".doc", ".wps"})
_NAMED = 10


@dataclass(frozen=True)
class Outcome:
    """What became of one text of one file.

    added: stored as ``id``. known: already there. dropped: no such report. failed: the file could not be read. ``why`` and ``hint``
    are Chinese; ``dirt`` counts by code and action; ``guessed`` speaks of the unit types, ``unsure`` of the year.
    """

    file: str
    status: Literal["added", "known", "dropped", "failed"]
    id: str = ""
    title: str = ""
    unit_types: tuple[str, ...] = ()
    year: int = 0
    why: str = ""
    hint: str = ""
    kin: tuple[str, ...] = ()
    guessed: bool = False
    unsure: bool = False
    dirt: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Collected:
    """All outcomes in the order of reading; ``ignored`` counts files in folders that are of no kind a report comes in."""

    outcomes: tuple[Outcome, ...]
    files: int
    ignored: int

    def of(self, status: str) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.status == status)


def collect(paths: tuple[Path, ...], library: Library, unit_types: tuple[str, ...], listen: Listener) -> Collected:
    """Add the reports in ``paths`` to ``library``; no ``unit_types``: they are guessed.

    Raises InputError where a path does not exist or nothing is there to read, SecrecyError with every marked file named, StoreError. In
    each case nothing was stored.
    """
    missing = next((path for path in paths if not os.path.lexists(path)), None)
    if missing is not None:
        raise InputError(f"找不到：{shown(missing)}", hint="请检查文件名和所在文件夹。")
    total, ignored = sum(1 for _ in _files(paths)), sum(1 for path in _all_files(paths) if not _taken(path, paths))
    if not total:
        raise InputError("没有找到可以读的文件", hint=f"可以添加 {'、'.join(sorted(READABLE))} 文件，或者装着它们的文件夹。")
    outcomes: list[Outcome] = []
    marked: list[str] = []
    with adding(library) as batch:
        for done, path in enumerate(_files(paths)):
            listen(FileProgress(done, total, shown(path)))
            try:
                outcomes += _taken_in(path, batch, unit_types, store=not marked)
            except SecrecyError as error:
                marked.append(error.message)
        listen(FileProgress(total, total, ""))
        _refuse(marked)
        batch.commit()
    return Collected(tuple(outcomes), total, ignored)


def shown(path: Path) -> str:
    """``path`` as it can be printed: control characters and bytes that are no text are spelled out."""
    name = os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def _taken_in(path: Path, batch: Batch, unit_types: tuple[str, ...], *, store: bool) -> Iterator[Outcome]:
    """What becomes of each text in a file. Raises SecrecyError for a mark in its name, its text or beside it. Not ``store``: it is only read."""
    name = shown(path)
    try:
        text = _text(path)
        for found in take_in(text, path.name, unit_types) if store else ():
            _refuse_mark(found.report.text if isinstance(found, Candidate) else "", name)
            yield _stored(found, name, path.name, batch)
    except (InputError, StoreError) as error:
        yield Outcome(name, "failed", why=_without(error.message, path), hint=error.hint)


def _text(path: Path) -> str:
    name = shown(path)
    _refuse_mark(path.stem, name)
    data = bytes_of(path)
    if not data.strip():
        raise InputError("是空文件", hint="")
    text = text_in(path, data)
    _refuse_mark(text, name)
    if path.suffix.lower() == ".docx":
        _refuse_mark(_every_word(data), name)
    if not text.strip():
        raise InputError("里面没有文字", hint="如果内容是图片，请先转成文字。")
    return text


def _every_word(data: bytes) -> str:
    from lxml.etree import XMLSyntaxError

    from pipeline.documents.docx_margins import every_word

    try:
        return every_word(data)
    except (XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, RuntimeError):
        raise InputError("页眉页脚损坏，查不了有没有密级标志", hint="用 Word 或 WPS 打开后另存为 .docx。") from None


def _stored(found: Candidate | Dropped, name: str, origin: str, batch: Batch) -> Outcome:
    dirt = _counts(found.dirt)
    if isinstance(found, Dropped):
        return Outcome(name, "dropped", title=found.title, why=found.why, dirt=dirt)
    report = found.report
    title = report.text.split("\n", 1)[0][:40]
    if batch.known(report.id):
        return Outcome(name, "known", id=report.id, title=title, unit_types=report.unit_types, year=report.year, why="已在库中")
    kept = batch.add(found, origin)
    why = f"与 {kept.copy_of} 大体相同，并入同一簇，检索时不重复给出" if kept.copy_of else ""
    return Outcome(
        name,
        "added",
        report.id,
        title,
        report.unit_types,
        report.year,
        why=why,
        kin=kept.kin,
        guessed=found.guessed,
        unsure=found.unsure,
        dirt=dirt,
    )


def _counts(dirt: tuple[Dirt, ...]) -> dict[str, int]:
    return dict(sorted(Counter(f"{d.code}{d.action}" for d in dirt).items()))


def _refuse_mark(text: str, name: str) -> None:
    mark = mark_in(text)
    if mark:
        raise SecrecyError(f"{name} 带有“{mark}”标志")


def _refuse(marked: list[str]) -> None:
    if marked:
        more = f"等 {len(marked)} 个文件" if len(marked) > _NAMED else ""
        message = f"{'；'.join(marked[:_NAMED])}{more}。已停止：这一次的文件一份也没有存"
        raise SecrecyError(message, hint="涉密和内部材料不能用本工具处理。请把它们移出去再添加其余的；如果是误标，请先按规定更正。")


def _without(message: str, path: Path) -> str:
    """The message without the file's name, which stands before it already."""
    return shown(Path(message.replace(f"{path} ", "").replace(f"{path}", "")))


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    """The files to be read: those named, and in folders those of a kind a report comes in or once came in."""
    return (path for path in _all_files(paths) if _taken(path, paths))


def _taken(path: Path, paths: tuple[Path, ...]) -> bool:
    return path.suffix.lower() in READABLE | _OLD or path in paths


def _all_files(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Files in order of name, each folder below its own. Links to folders are not followed: they may lead round in a circle."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, below, names in os.walk(path):
            below[:] = sorted(name for name in below if not name.startswith("."))
            yield from (Path(folder, name) for name in sorted(names) if not name.startswith((".", "~$")))
