"""Records that outlive the window and the process: one file each in a folder of the home folder, written whole at every change.

Every change has a number, so that two windows cannot overwrite each other.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.cli.outputs import write_bytes
from pipeline.web.asked import ConflictError, MissingError

_ID = re.compile(r"[0-9a-f]{16}")


class Record(BaseModel):
    """``number`` grows by one with every change."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    number: int = 1


R = TypeVar("R", bound=Record)


class Keeper(Generic[R]):
    """The records of ``kind`` in ``folder``, which need not exist; the oldest beyond ``most`` go.

    ``gone`` and ``elsewhere`` are told, each with what to do, where a record is not there and where another window has changed it.
    """

    def __init__(self, folder: Path, kind: type[R], most: int, gone: tuple[str, str], elsewhere: tuple[str, str]) -> None:
        self.folder = folder
        self._kind, self._most, self._gone, self._elsewhere = kind, most, gone, elsewhere

    def put(self, record: R, **beside: bytes) -> R:
        """Store a new record, and files of its own ``beside`` it that never change."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, data in beside.items():
            write_bytes(self.folder / f"{record.id}.{name}", data)
        self._write(record)
        for path in self._paths()[self._most :]:
            self._erase(path.stem)
        return record

    def change(self, record: R, base: int) -> R:
        """Store ``record`` over the one whose number is ``base``. Raises ConflictError where another window was first, MissingError."""

        def edit(now: R) -> R:
            if now.number != base:
                message, hint = self._elsewhere
                raise ConflictError(message, hint=hint)
            return record

        return self.amend(record.id, edit)

    def amend(self, id_: str, edit: Callable[[R], R]) -> R:
        """Store what ``edit`` makes of the record as it is now, whoever changed it last. Raises MissingError, and what ``edit`` raises."""
        self.get(id_)
        with FileLock(self.folder / ".lock"):
            now = self.get(id_)
            changed = edit(now).model_copy(update={"number": now.number + 1})
            self._write(changed)
        return changed

    def get(self, id_: str) -> R:
        """Raises MissingError."""
        try:
            if not _ID.fullmatch(id_):
                raise FileNotFoundError
            return self._kind.model_validate_json((self.folder / f"{id_}.json").read_bytes())
        except (OSError, ValidationError):
            message, hint = self._gone
            raise MissingError(message, hint=hint) from None

    def beside(self, id_: str, name: str) -> bytes:
        """A file that was put beside the record ``id_``. Raises MissingError."""
        try:
            return (self.folder / f"{self.get(id_).id}.{name}").read_bytes()
        except OSError:
            message, hint = self._gone
            raise MissingError(message, hint=hint) from None

    def all(self) -> list[R]:
        """The records, the one changed last first; a file that cannot be read is left out."""
        found = []
        for path in self._paths():
            try:
                found.append(self.get(path.stem))
            except MissingError:
                continue
        return found

    def remove(self, id_: str) -> None:
        """Raises MissingError."""
        self._erase(self.get(id_).id)

    def _erase(self, id_: str) -> None:
        for path in self.folder.glob(f"{id_}.*"):
            path.unlink(missing_ok=True)

    def _paths(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(self.folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)

    def _write(self, record: R) -> None:
        write_bytes(self.folder / f"{record.id}.json", record.model_dump_json().encode())


def new_id() -> str:
    return secrets.token_hex(8)
