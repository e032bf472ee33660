"""Additions to the library as one deed: everything a run brings lies in a folder of its own until all of it is there, then moves in.

``.staging-*`` is what a run has so far; it means nothing and is swept away. Renaming it to ``.moving-*`` is the one moment of decision:
from then on whoever opens the library finishes the move. So a crash leaves the library as it was or complete. One process writes at a time.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import InputError, StoreBusyError, StoreError
from pipeline.samples.clusters import GramIndex, comparable, likeness
from pipeline.samples.intake import Candidate
from pipeline.samples.library import SIDECAR, Library, Provenance, dump_report, load_report, own_reports

_LOCK = "library.lock"
_GRAMS = "grams.sqlite"
_STAGING, _MOVING = ".staging-", ".moving-"
_PATIENCE = 60.0
_FULL = (errno.ENOSPC, errno.EDQUOT)


class Batch:
    """One addition under way. ``add`` what comes, then ``commit``; without it nothing stays. Made by ``adding``."""

    def __init__(self, library: Library, staging: Path, grams: GramIndex) -> None:
        self._library = library
        self._staging = staging
        self._grams = grams
        self._there = set(library.ids())
        self._own = {report.id: report.text for report in own_reports()}
        self._update_grams()

    def known(self, id_: str) -> bool:
        """Whether this very text is in the library or came before in this batch."""
        return id_ in self._there

    def add(self, candidate: Candidate, origin: str) -> Provenance:
        """Stage a report that is not ``known``; return what is kept about it. Raises StoreError where it cannot be written, and stages nothing."""
        report = candidate.report
        text = comparable(report.text)
        kin, copy_of = self._kin(text)
        provenance = Provenance(origin=origin, dirt=candidate.dirt, guessed=candidate.guessed, unsure=candidate.unsure, kin=kin, copy_of=copy_of)
        page = self._staging / f"{report.id}.md"
        try:
            (self._staging / f"{report.id}{SIDECAR}").write_text(provenance.model_dump_json(indent=1) + "\n", encoding="utf-8")
            _write(page, dump_report(report))
            self._grams.add(report.id, text)
        except (OSError, sqlite3.Error) as error:
            page.unlink(missing_ok=True)
            raise failure(error) from error
        self._there.add(report.id)
        return provenance

    def commit(self) -> None:
        """Make everything staged part of the library. Raises StoreError: either nothing is, or whoever opens the library next ends the move."""
        try:
            moving = self._staging.with_name(self._staging.name.replace(_STAGING, _MOVING, 1))
            self._staging.rename(moving)
            _move(moving)
        except OSError as error:
            raise failure(error) from error
        with suppress(sqlite3.Error):  # derived data: the next batch brings it up to date
            self._grams.commit()

    def _kin(self, text: str) -> tuple[tuple[str, ...], str]:
        """Ids of the reports alike, and the one this is a copy of."""
        kin, copy_of = [], ""
        try:
            sharing = self._grams.sharing(text)
        except sqlite3.Error as error:
            raise failure(error) from error
        for key in sharing:
            id_ = key.partition(":")[0]
            found = likeness(text, comparable(self._text(id_)))
            if found.alike:
                kin.append(id_)
            if found.copy and not copy_of:
                copy_of = id_
        return tuple(sorted(kin)), copy_of

    def _text(self, id_: str) -> str:
        """The text of a report that came with shuzhi, is in the library, or is staged; "" for one that was damaged since."""
        if id_ in self._own:
            return self._own[id_]
        for folder in (self._library.folder, self._staging):
            try:
                return load_report(folder / f"{id_}.md").text
            except StoreError:
                continue
        return ""

    def _update_grams(self) -> None:
        """The index of grams follows the files, whatever happened to either."""
        own = {f"{id_}:{hashlib.sha256(text.encode()).hexdigest()[:8]}": text for id_, text in self._own.items()}
        try:
            indexed = self._grams.ids()
            for key in sorted(indexed - self._there - set(own)):
                self._grams.remove(key)
            for key in sorted((self._there | set(own)) - indexed):
                self._grams.add(key, comparable(own[key] if key in own else self._text(key)))
        except sqlite3.Error as error:
            raise failure(error) from error


@contextmanager
def adding(library: Library) -> Iterator[Batch]:
    """Open a batch on ``library``, alone. Raises StoreBusyError, StoreError."""
    with _locked(library.folder):
        _settle(library.folder)
        staging = library.folder / f"{_STAGING}{uuid.uuid4().hex}"
        try:
            staging.mkdir()
            grams = _grams(library.folder / _GRAMS)
        except (OSError, sqlite3.Error) as error:
            raise failure(error) from error
        try:
            yield Batch(library, staging, grams)
        finally:
            grams.close()
            shutil.rmtree(staging, ignore_errors=True)


def remove(library: Library, ids: tuple[str, ...]) -> None:
    """Delete reports of the user's, all or, where an id is none of theirs, none. Raises InputError, StoreBusyError, StoreError."""
    there = set(library.ids())
    wrong = [id_ for id_ in ids if id_ not in there]
    if wrong:
        own = {report.id for report in own_reports()}
        reason = "是自带的样本，不能删" if wrong[0] in own else "不在你的样本库里"
        raise InputError(f"“{wrong[0]}”{reason}", hint="用 shuzhi corpus list 看编号。")
    with _locked(library.folder):
        try:
            for id_ in ids:
                (library.folder / f"{id_}.md").unlink(missing_ok=True)
                (library.folder / f"{id_}{SIDECAR}").unlink(missing_ok=True)
        except OSError as error:
            raise failure(error) from error


def settle(folder: Path) -> None:
    """Finish the move that a run had decided on and did not end. Raises StoreBusyError, StoreError."""
    if folder.is_dir() and any(folder.glob(f"{_MOVING}*")):
        with _locked(folder):
            _settle(folder)


def failure(error: Exception) -> StoreError:
    """What to tell the user when the library cannot be written."""
    full = getattr(error, "errno", None) in _FULL or "disk is full" in str(error)
    reason = "磁盘满了" if full else getattr(error, "strerror", None) or str(error)
    return StoreError(f"样本库写不进去：{reason}", hint="请检查磁盘空间和文件夹权限，或者用 SHUZHI_HOME 指定另一个文件夹。")


def _settle(folder: Path) -> None:
    try:
        for moving in sorted(folder.glob(f"{_MOVING}*")):
            _move(moving)
        for staging in folder.glob(f"{_STAGING}*"):
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise failure(error) from error


def _move(moving: Path) -> None:
    """Sidecars first: a page that is there has its sidecar."""
    for path in sorted(moving.iterdir(), key=lambda path: (path.suffix == ".md", path.name)):
        path.replace(moving.parent / path.name)
    moving.rmdir()


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _grams(path: Path) -> GramIndex:
    """Derived data: where the file is damaged, a new one."""
    try:
        return GramIndex(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        path.unlink()
        return GramIndex(path)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / _LOCK)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _LOCK).touch()
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        raise StoreBusyError(f"样本库正被另一个 shuzhi 使用，等了 {_PATIENCE:g} 秒", hint="请等它做完再运行。") from None
    except OSError as error:
        raise failure(error) from error
    try:
        yield
    finally:
        lock.release()
