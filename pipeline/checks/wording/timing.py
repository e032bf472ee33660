"""The three clocks of a wording: the year reported on, the day of writing, and its own beginning and end."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.wording.lexicon import OVER, mentions
from pipeline.findings import Level
from pipeline.report import SectionKind
from pipeline.units.terms import Term

_WORK = (SectionKind.DUTY, SectionKind.RECTIFY, SectionKind.PROJECT)
_ENDING = frozenset({"campaign", "slogan"})
_CLAUSE = re.compile(r"[，；。！？\n]")
_AHEAD = re.compile(r"喜迎|迎接|即将|将要|[要将]召开|筹备|召开前|做好.{0,6}准备|备战")
"""A congress may be looked forward to."""

_SAID_OF_THEM = "请核对：没有学过、做过的不要写。程序不会替你改。"


def hits_of_too_early(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Impossible is what did not exist on the day of writing; doubtful is work of a year that ended before it began."""
    if context.written_on is None:
        return
    for match, term in mentions(manuscript.text):
        if term.since is None or _AHEAD.search(_clause(manuscript.text, match)):
            continue
        if not term.begun_by(context.written_on):
            message = f"“{match.group()}”{_month(term.since)}才有，写作日期是{context.written_on:%Y年%-m月}"
            yield manuscript.hit(match.span(), message, _SAID_OF_THEM, _hinted(term))
        elif context.year and _section(manuscript, match.start()) in _WORK and not term.begun_by(dt.date(context.year, 12, 1)):
            message = f"“{match.group()}”{_month(term.since)}才有，不能写进{context.year}年度的履职情况"
            yield manuscript.hit(match.span(), message, _SAID_OF_THEM, Level.WARNING if term.verified else Level.INFO)


def hits_of_over(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """In the work of a year that began after its end, or in the plan written after it, without a word that it is over."""
    for match, term in mentions(manuscript.text):
        if term.kind not in _ENDING or term.until is None or OVER.search(_clause(manuscript.text, match)):
            continue
        section = _section(manuscript, match.start())
        over_for_work = section in _WORK and context.year is not None and term.over_before(dt.date(context.year, 1, 1))
        over_for_plan = section is SectionKind.PLAN and context.written_on is not None and term.over_before(context.written_on)
        if over_for_work or over_for_plan:
            instead = f"现在的写法是“{term.after}”；" if term.after else ""
            message = f"“{match.group()}”{_month(term.until)}已经结束，这里写成了还在进行"
            yield manuscript.hit(match.span(), message, f"{instead}如果说的是过去的事，请写明是哪一年。", None if term.verified else Level.INFO)


def _section(manuscript: Manuscript, place: int) -> SectionKind | None:
    return next((part.kind for part in manuscript.parts if part.start <= place < part.end), None)


def _clause(text: str, match: re.Match[str]) -> str:
    """The clause around the match: what stands in the next one may speak of something else."""
    begin = max((m.end() for m in _CLAUSE.finditer(text, max(0, match.start() - 60), match.start())), default=max(0, match.start() - 60))
    end = _CLAUSE.search(text, match.end())
    return text[begin : end.start() if end else len(text)]


def _month(month: str) -> str:
    return f"{int(month[:4])}年{int(month[5:])}月"


def _hinted(term: Term) -> Level | None:
    return None if term.verified else Level.INFO
