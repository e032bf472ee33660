"""Drafts as they are kept: one file each in the home folder, written whole at every change, so that nothing is lost with a window or a process."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from pathlib import Path

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.cli.outputs import write_bytes
from pipeline.report import SectionKind
from pipeline.result import Draft
from pipeline.web.asked import ConflictError, MissingError

_ID = re.compile(r"[0-9a-f]{16}")
_MOST = 50


class Kept(BaseModel):
    """``facts`` are the words of the facts file ``file`` that ``draft`` was written from; ``changed`` the sections the user's hand has touched.

    ``number`` grows by one with every change.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    file: str
    facts: str
    today: dt.date
    made: dt.datetime
    draft: Draft
    last_year: str = ""
    changed: tuple[SectionKind, ...] = ()
    number: int = 1


class Drafts:
    """The drafts in ``folder``, which need not exist."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, kept: Kept) -> Kept:
        """Store a new draft; the oldest beyond fifty go."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._write(kept)
        for path in self._paths()[_MOST:]:
            path.unlink(missing_ok=True)
        return kept

    def change(self, kept: Kept, base: int) -> Kept:
        """Store ``kept`` over the draft whose number is ``base``. Raises ConflictError where another window was first."""
        with FileLock(self.folder / ".lock"):
            if self.get(kept.id).number != base:
                raise ConflictError("这份稿子在另一个窗口里改过了", hint="请先复制你刚改的字，再刷新页面；另一个窗口改的都在。")
            changed = kept.model_copy(update={"number": base + 1})
            self._write(changed)
        return changed

    def get(self, id_: str) -> Kept:
        """Raises MissingError."""
        try:
            if not _ID.fullmatch(id_):
                raise FileNotFoundError
            return Kept.model_validate_json((self.folder / f"{id_}.json").read_bytes())
        except (OSError, ValidationError):
            raise MissingError("找不到这份稿子", hint="请到“起草”页看看还有哪些稿子，或者重新起草。") from None

    def all(self) -> list[Kept]:
        """The drafts, the one changed last first; a file that cannot be read is left out."""
        found = []
        for path in self._paths():
            try:
                found.append(self.get(path.stem))
            except MissingError:
                continue
        return found

    def remove(self, id_: str) -> None:
        """Raises MissingError."""
        (self.folder / f"{self.get(id_).id}.json").unlink(missing_ok=True)

    def _paths(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(self.folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)

    def _write(self, kept: Kept) -> None:
        write_bytes(self.folder / f"{kept.id}.json", kept.model_dump_json().encode())


def new_id() -> str:
    return secrets.token_hex(8)
