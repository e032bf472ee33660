"""Numbers held against the facts: those of a draft against the facts its sentence cites, those of a document against all.

Counts of the prose itself (两件事, 三个方面) and the dates of the report are no claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from pipeline.checks.context import Context
from pipeline.checks.facts.matching import Bearing, bearings, index
from pipeline.checks.facts.measures import CLAIMING, alike, kinds
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.texts.quantities import Quantity, quantities

_GAP = re.compile(r"【待补充：[^】]*】")
_OF_PROSE = re.compile(r"[两二三四五](?:件|样|头|层|点|步|句|面|处|项|方面|个(?=数|字|方面|问题|原因|环节|办法|方向|层面|难处|短处))(?!人)")
_DATE_LINE = re.compile(r"\s*[（(]?(?:[述报]\w{0,3}[时日][间期][：:]?)?\s*20\d\d年\d{1,2}月(?:\d{1,2}日)?\s*[）)]?\s*")
_WHOLE_YEAR = re.compile(r"(?<!\d)1月?份?[到至—－～~-]+12月")
_LOOSE = 10
"""Up to ten, a Chinese numeral in a document is mostly a way of speaking: 两家人, 三五个月, 两头跑."""


@dataclass(frozen=True)
class Doubt:
    """A number of ``line`` that its facts do not give. ``other``: how the facts write it, or what they say instead; ``fact``: which one."""

    line: Line
    quantity: Quantity
    kind: Literal["unknown", "measure", "elsewhere"]
    other: str = ""
    fact: str = ""

    @property
    def span(self) -> tuple[int, int]:
        return self.quantity.start, self.quantity.end


def of_line(line: Line, manuscript: Manuscript) -> list[Quantity]:
    """The quantities of a line, gaps left out; worked out once for all rules that ask."""
    known = cast("dict[int, list[Quantity]]", manuscript.memo.setdefault("quantities", {}))
    if line.start not in known:
        known[line.start] = quantities(_GAP.sub(lambda m: " " * len(m.group()), line.text))
    return known[line.start]


def borne(line: Line, manuscript: Manuscript, context: Context) -> tuple[Bearing, ...]:
    """What the facts say to each quantity of ``line``: in a draft those it cites, in a document all. Worked out once."""
    known = cast("dict[int, tuple[Bearing, ...]]", manuscript.memo.setdefault("bearings", {}))
    if line.start not in known:
        items = manuscript.parts[line.part].items
        about = items[line.item].heading if line.item < len(items) else ""
        known[line.start] = bearings(line.text, context.known, line.facts, about, of_line(line, manuscript))
    return known[line.start]


def told_of_the_facts(line: Line, manuscript: Manuscript, context: Context, span: tuple[int, int]) -> bool:
    """Whether a draft repeats a fault of the facts word for word: it is told of the facts then, and not again of the draft."""
    return manuscript.marked and context.facts is not None and line.text[slice(*span)] in context.cited(line.facts)


def doubts(manuscript: Manuscript, context: Context) -> list[Doubt]:
    """Every number in ``manuscript`` that the facts do not bear out, in order; worked out once for all rules that ask."""
    if "number doubts" not in manuscript.memo:
        judge = _of_draft if manuscript.marked else _of_document
        manuscript.memo["number doubts"] = [d for line in manuscript.lines() for d in judge(line, manuscript, context)]
    return cast("list[Doubt]", manuscript.memo["number doubts"])


def _of_draft(line: Line, manuscript: Manuscript, context: Context) -> Iterator[Doubt]:
    lead = quantities(context.known.lead or "") if not line.facts else []
    for bearing in borne(line, manuscript, context):
        quantity = bearing.quantity
        if _needs_no_fact(line, quantity, context) or (line.facts and (bearing.borne or bearing.how == "other")):
            continue
        if any(q.value == quantity.value and alike(q, quantity) for q in lead):
            continue
        same = index(context.known).by_value.get(quantity.value, [])
        if any(alike(g.quantity, quantity) for g in same):
            yield Doubt(line, quantity, "elsewhere")
        elif same:
            yield Doubt(line, quantity, "measure", same[0].quantity.text, same[0].fact)
        else:
            yield Doubt(line, quantity, "unknown")


def _of_document(line: Line, manuscript: Manuscript, context: Context) -> Iterator[Doubt]:
    if _DATE_LINE.fullmatch(line.text):
        return
    for bearing in borne(line, manuscript, context):
        quantity, near = bearing.quantity, bearing.near
        if bearing.borne or _needs_no_fact(line, quantity, context) or _said_loosely(quantity):
            continue
        other, fact = (near.quantity.text, near.fact) if near else ("", "")
        if bearing.how == "other":
            yield Doubt(line, quantity, "elsewhere", other, fact)
        elif bearing.how == "measure" and near and kinds(quantity.unit) <= CLAIMING and kinds(near.quantity.unit) <= CLAIMING:
            yield Doubt(line, quantity, "measure", other, fact)
        else:
            yield Doubt(line, quantity, "unknown", other if near and bearing.how == "none" else "", fact)


def _said_loosely(quantity: Quantity) -> bool:
    return not quantity.text[0].isdecimal() and quantity.value <= _LOOSE and quantity.unit not in ("人次", "%")


def _needs_no_fact(line: Line, quantity: Quantity, context: Context) -> bool:
    if _is_date_of_report(quantity, context) or _OF_PROSE.match(line.text, quantity.start):
        return True
    return quantity.unit == "月" and any(m.start() <= quantity.start < m.end() for m in _WHOLE_YEAR.finditer(line.text))


def _is_date_of_report(quantity: Quantity, context: Context) -> bool:
    """The report's year, its neighbours, and the month in which the post was taken need no fact."""
    year, since = context.known.year, context.known.secretary.since
    if quantity.unit in ("年", "年度", "") and quantity.value in (year - 1, year, year + 1):
        return True
    return since is not None and (quantity.value, quantity.unit) in ((int(since[:4]), "年"), (int(since[5:7]), "月"))
