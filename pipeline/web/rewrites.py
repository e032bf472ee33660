"""Reports to be rewritten as they are kept: the file as it came, the answers so far, and what was made of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pydantic import Field

from pipeline.flows.report_files import ReportFile, report_file
from pipeline.rewriting import Rewrite
from pipeline.web.keeping import Keeper, Record

_MOST = 20
_ORIGINAL = "original"


class KeptRewrite(Record):
    """``name`` is the file's. ``facts`` are the words of the facts file ``file`` that evidence is taken from, "" where none was chosen.

    ``score`` is that of the report as it came, ``asked`` the ids of the questions. ``stale``: answers were changed since ``result`` was made.
    """

    name: str
    title: str
    score: int
    today: dt.date
    made: dt.datetime
    asked: tuple[str, ...]
    file: str = ""
    facts: str = ""
    answers: dict[str, str] = Field(default_factory=dict)
    result: Rewrite | None = None
    stale: bool = False


class Rewrites(Keeper[KeptRewrite]):
    """The rewritings in ``folder``, which need not exist."""

    def __init__(self, folder: Path) -> None:
        gone = ("找不到这次改写", "请到“改写”页看看还有哪些，或者重新选一次文件。")
        elsewhere = ("这次改写在另一个窗口里动过了", "请先复制你刚写的回答，再刷新页面；另一个窗口写的都在。")
        super().__init__(folder, KeptRewrite, _MOST, gone, elsewhere)

    def take_in(self, kept: KeptRewrite, data: bytes) -> KeptRewrite:
        return self.put(kept, **{_ORIGINAL: data})

    def report(self, kept: KeptRewrite) -> ReportFile:
        """The report as it came. Raises MissingError."""
        return report_file(kept.name, self.beside(kept.id, _ORIGINAL))
