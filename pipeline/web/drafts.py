"""Drafts as they are kept, with the facts they were written from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pipeline.report import SectionKind
from pipeline.result import Draft
from pipeline.web.keeping import Keeper, Record

_MOST = 50


class Kept(Record):
    """``facts`` are the words of the facts file ``file`` that ``draft`` was written from; ``changed`` the sections the user's hand has touched.

    ``oral`` is the version to be read out, made when the record got the number ``oral_at``; None where there is none.
    """

    file: str
    facts: str
    today: dt.date
    made: dt.datetime
    draft: Draft
    last_year: str = ""
    changed: tuple[SectionKind, ...] = ()
    oral: Draft | None = None
    oral_at: int = 0


class Drafts(Keeper[Kept]):
    """The drafts in ``folder``, which need not exist."""

    def __init__(self, folder: Path) -> None:
        gone = ("找不到这份稿子", "请到“起草”页看看还有哪些稿子，或者重新起草。")
        elsewhere = ("这份稿子在另一个窗口里改过了", "请先复制你刚改的字，再刷新页面；另一个窗口改的都在。")
        super().__init__(folder, Kept, _MOST, gone, elsewhere)
