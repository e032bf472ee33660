"""What a browser asked for, read whole, and the answers the pages give."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from starlette.responses import JSONResponse, Response

from pipeline.documents.reading import MAX_BYTES, text_in
from pipeline.errors import FactsError, InputError, ShuzhiError
from pipeline.texts.secrecy import refuse_marked

MAX_JSON = 2_000_000
NAME_HEADER = "x-file-name"
KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Ending of a file to be saved → its media type."""
_STATUS = {2: 400, 3: 502, 4: 403}


class ConflictError(InputError):
    """What is on the disk is newer than what the window shows; nothing was written."""


class MissingError(InputError):
    """There is no such file, draft or page."""


@dataclass(frozen=True)
class Asked:
    """``path`` and ``query`` are the parts of the address, ``name`` the file's name where a file was sent, ``data`` the bytes sent."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    name: str = ""
    data: bytes = b""

    def json(self) -> dict[str, Any]:
        """The object that was sent. Raises InputError."""
        if len(self.data) > MAX_JSON:
            raise InputError("内容太长，没有收下", hint="一份报告几千字就够；请检查是不是把整本材料贴了进来。")
        try:
            value = json.loads(self.data)
            json.dumps(value, ensure_ascii=False).encode()  # half a character, which JSON can spell, is fit for no file and no page
        except (ValueError, RecursionError):
            raise InputError("发来的内容不完整", hint="请刷新页面再试。") from None
        if not isinstance(value, dict):
            raise InputError("发来的内容不完整", hint="请刷新页面再试。")
        return value

    def text(self) -> str:
        """The text of the document that was sent. Raises InputError, or SecrecyError where it bears a mark. Nothing is put on the disk."""
        if not self.name or not self.data:
            raise InputError("没有收到文件，或者文件是空的", hint="请重新选一次文件。")
        if len(self.data) > MAX_BYTES:
            raise InputError(f"“{self.name}”太大了（上限 {MAX_BYTES // 1_000_000} MB）", hint="请删去里面的图片和附件，只留正文。")
        text = text_in(Path(self.name), self.data)
        refuse_marked(text, f"“{self.name}”")
        return text


def file_name(sent: str) -> str:
    """The name of a file as the browser sent it, fit for any disk: no folders, no control characters, none that Windows forbids, not too long."""
    name = "".join(c for c in unquote(sent).replace("\\", "/").rpartition("/")[2] if c.isprintable() and c not in '<>:"|?*')
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:60]}{dot}{ending[:10]}" if stem.strip(". ") else ""


def told(error: ShuzhiError) -> dict[str, Any]:
    """An error in words for the page: what happened, what to do, and each mistake."""
    return {"message": error.message, "hint": error.hint, "mistakes": list(error.mistakes) if isinstance(error, FactsError) else []}


def refusal(error: ShuzhiError) -> JSONResponse:
    """The answer to what cannot be done."""
    return JSONResponse(told(error), status_code=status_of(error))


def status_of(error: ShuzhiError) -> int:
    match error:
        case ConflictError():
            return 409
        case MissingError():
            return 404
        case _:
            return _STATUS.get(error.exit_code, 500)


def download(data: bytes, name: str, kind: str) -> Response:
    """``data`` as a file called ``name`` to be saved."""
    return Response(data, media_type=kind, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"})
