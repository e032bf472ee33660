"""The user's facts files: those of the folder the page was started in. A file is written whole or not at all, and never over newer words."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from pipeline.cli.outputs import write_bytes
from pipeline.errors import InputError, ShuzhiError
from pipeline.facts.reading import MAX_BYTES
from pipeline.flows import editing
from pipeline.flows.checking import CheckRequest
from pipeline.flows.editing import Editing
from pipeline.texts.decoding import NotTextError, decode
from pipeline.texts.secrecy import refuse_marked
from pipeline.web.asked import ConflictError, MissingError

_ENDINGS = (".yaml", ".yml", ".json")
_MOST = 200
_KEYS = re.compile(r'^[ \t{]*"?(单位|述职人|事实)"?[ \t]*[:：]', re.MULTILINE)


@dataclass(frozen=True)
class Sheet:
    """A facts file as it lies there: ``revision`` changes with every byte of it."""

    name: str
    revision: str
    text: str


@dataclass(frozen=True)
class Listed:
    """A facts file in the list. ``problem`` says why it cannot be opened, "" where it can."""

    name: str
    unit: str = ""
    year: str = ""
    facts: int = 0
    ready: bool = False
    problem: str = ""
    changed: str = ""


class Shelf:
    """``folder`` holds the files, ``lock`` is the file by which several servers on one folder take turns."""

    def __init__(self, folder: Path, lock: Path) -> None:
        self.folder = folder
        self._lock = lock

    def names(self) -> list[str]:
        """The facts files, the one changed last first. Raises InputError where the folder cannot be read."""
        try:
            found = [(_changed(path), path) for path in self.folder.iterdir() if path.suffix.lower() in _ENDINGS and not path.name.startswith(".")]
        except OSError as error:
            raise InputError(
                f"读不了文件夹 {self.folder}（{error.strerror}）", hint="请换一个自己能写的文件夹，在那里重新运行 shuzhi web。"
            ) from None
        newest = sorted(((changed, path) for changed, path in found if changed), reverse=True)[:_MOST]
        return [path.name for _, path in newest if _looks_right(path)]

    def listed(self, request: CheckRequest, today: dt.date) -> list[Listed]:
        return [self._listed(name, request, today) for name in self.names()]

    def read(self, name: str) -> Sheet:
        """Raises MissingError, InputError."""
        path = self._path(name)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise MissingError(f"找不到“{name}”", hint="文件可能改了名字或删掉了，请回到“事实”页重新选。") from None
        except OSError as error:
            raise InputError(f"读不了“{name}”（{error.strerror}）", hint="请检查文件是否被占用。") from None
        try:
            return Sheet(name, _revision(data), decode(data))
        except NotTextError as error:
            raise InputError(f"“{name}”不是文字文件，看起来是{error.kind}", hint="请换一个事实文件。") from None

    def save(self, name: str, values: dict[str, Any], base: str) -> Sheet:
        """Put ``values`` into the file; ``base`` is the revision they were typed upon, "" for a new file.

        Raises ConflictError where the file has become another since, SecrecyError for a mark in ``values``; then nothing is written.
        """
        path = self._path(name)
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._lock):
            data = path.read_bytes() if path.exists() else b""
            if (_revision(data) if path.exists() else "") != base:
                raise ConflictError(
                    f"“{name}”在别处改过了（另一个窗口，或者别的程序）",
                    hint="你在这里填的都还在，没有存上，也没有覆盖别处的。可以把这里的另存一份，或者载入别处改过的。",
                )
            text = editing.written(values, decode(data) if data else "", path.suffix.lower())
            refuse_marked(text, f"“{name}”")
            write_bytes(path, text.encode())
            return Sheet(name, _revision(text.encode()), text)

    def change(self, name: str, edit: Callable[[str], str]) -> Sheet:
        """Put what ``edit`` makes of the words of the file in their place, whoever wrote them last.

        Raises MissingError, SecrecyError for a mark in the new words, and what ``edit`` raises; then nothing is written.
        """
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._lock):
            text = edit(self.read(name).text)
            refuse_marked(text, f"“{name}”")
            write_bytes(self._path(name), text.encode())
            return Sheet(name, _revision(text.encode()), text)

    def take_in(self, wish: str, text: str) -> str:
        """Put a facts file of the user's into the folder as it is, under a name no file has yet; return the name. Raises InputError."""
        name = self.fresh(wish)
        write_bytes(self._path(name), text.encode())
        return name

    def fresh(self, wish: str) -> str:
        """A name like ``wish`` that no file has yet."""
        stem = re.sub(r'[\\/:*?"<>|.\s]+', "", wish)[:40] or "述职事实"
        names = (f"{stem}{number}.yaml" for number in ("", *range(2, 1000)))
        return next(name for name in names if not (self.folder / name).exists())

    def _path(self, name: str) -> Path:
        """Raises MissingError for a name that leads out of the folder or is no facts file's."""
        path = self.folder / name
        if (
            not name.isprintable()
            or path.name != name
            or path.suffix.lower() not in _ENDINGS
            or name.startswith(".")
            or path.resolve().parent != self.folder.resolve()
        ):
            raise MissingError(f"找不到“{name}”", hint="请回到“事实”页重新选。")
        return path

    def _listed(self, name: str, request: CheckRequest, today: dt.date) -> Listed:
        changed = dt.datetime.fromtimestamp(_changed(self.folder / name)).strftime("%Y-%m-%d %H:%M")  # noqa: DTZ006 - the user's own clock
        try:
            state = editing.opened(self.read(name).text, request, today)
        except ShuzhiError as error:
            return Listed(name, problem=error.message, changed=changed)
        unit, facts = state.values.get("单位"), state.values.get("事实")
        return Listed(
            name,
            unit=str(unit.get("名称", "")) if isinstance(unit, dict) else "",
            year=str(state.values.get("年度", "")),
            facts=len(facts) if isinstance(facts, list) else 0,
            ready=state.ready,
            changed=changed,
        )


def opened(sheet: Sheet, request: CheckRequest, today: dt.date) -> Editing:
    """The state of ``sheet``. Raises ShuzhiError where it cannot be filled in here."""
    return editing.opened(sheet.text, request, today)


def _changed(path: Path) -> float:
    """When a file was last changed, in seconds; 0 for what is no file or is gone by now."""
    try:
        return path.stat().st_mtime if path.is_file() else 0.0
    except OSError:
        return 0.0


def _revision(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _looks_right(path: Path) -> bool:
    """Whether a file speaks of a unit, a secretary or facts: other YAML files of the folder are none of ours."""
    try:
        with path.open("rb") as file:
            return path.stat().st_size <= MAX_BYTES and bool(_KEYS.search(decode(file.read(MAX_BYTES))))
    except (OSError, NotTextError):
        return False
