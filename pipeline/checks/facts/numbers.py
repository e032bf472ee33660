"""Numbers held against the facts.

A number may follow from the facts its sentence cites: the difference of two of the same measure, one as a percentage of another, what the
rules ask and what is missing to it. Counts of the prose itself (两件事, 三个方面) are no claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Literal, cast

from pipeline.checks.context import Context
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.facts.norms import life_records
from pipeline.texts.quantities import Quantity, quantities

_GAP = re.compile(r"【待补充：[^】]*】")
_ABOUT = 10
"""八成 may stand for a share of 70 to 90 per cent: people say 不到八成, 八成多."""
_OF_PROSE = re.compile(r"[两二三四五](?:件|样|头|层|点|步|句|面|处|项|方面|个(?=数|字|方面|问题|原因|环节|办法|方向|层面|难处|短处))(?!人)")


@dataclass(frozen=True)
class Doubt:
    """A number of ``line`` that its facts do not give. ``other``: how the facts write it, for a changed measure."""

    line: Line
    quantity: Quantity
    kind: Literal["unknown", "measure", "elsewhere"]
    other: str = ""

    @property
    def span(self) -> tuple[int, int]:
        return self.quantity.start, self.quantity.end


def doubts(manuscript: Manuscript, context: Context) -> list[Doubt]:
    """Every number in ``manuscript`` that the facts do not bear out, in order; worked out once for all rules that ask."""
    if "number doubts" not in manuscript.memo:
        everywhere = _everywhere(context)
        found = [d for line in manuscript.lines() for d in _of_line(line, manuscript, context, everywhere)]
        manuscript.memo["number doubts"] = found
    return cast("list[Doubt]", manuscript.memo["number doubts"])


def _of_line(line: Line, manuscript: Manuscript, context: Context, everywhere: list[Quantity]) -> Iterator[Doubt]:
    text = _GAP.sub(lambda m: " " * len(m.group()), line.text)
    cited = _allowed(line, context) if manuscript.marked else everywhere
    for quantity in quantities(text):
        if _is_date_of_report(quantity, context) or _OF_PROSE.match(text, quantity.start):
            continue
        doubt = _judged(line, quantity, cited, everywhere)
        if doubt:
            yield doubt


def _judged(line: Line, quantity: Quantity, cited: list[Quantity], everywhere: list[Quantity]) -> Doubt | None:
    if quantity.unit == "成" and any(q.unit == "%" and abs(q.value - 10 * quantity.value) <= _ABOUT for q in cited):
        return None
    same = [q for q in cited if q.value == quantity.value]
    if any(q.same_measure(quantity) for q in same):
        return None
    elsewhere = [q for q in everywhere if q.value == quantity.value]
    if any(q.same_measure(quantity) for q in elsewhere):
        return Doubt(line, quantity, "elsewhere")
    other = next((q.text for q in (*same, *elsewhere) if q.text), "")
    return Doubt(line, quantity, "measure", other) if other else Doubt(line, quantity, "unknown")


def _allowed(line: Line, context: Context) -> list[Quantity]:
    """The quantities the cited facts give, when they happened included, and what follows from them; without facts, those of the user's 导语."""
    if not line.facts:
        return quantities(context.known.lead or "")
    given = quantities(context.cited(line.facts))
    given += [q for id_ in line.facts for q in _of_time(context, id_)]
    given += _differences(given)
    return given + _shares(given) + _norms(line, context)


def _of_time(context: Context, id_: str) -> list[Quantity]:
    evidence = context.known.by_id.get(id_)
    when = evidence.when if evidence and evidence.when else ""
    match = re.match(r"(\d{4})(?:[-./年](\d{1,2}))?(?:[-./月](\d{1,2}))?", when)
    if not match:
        return quantities(when)
    parts = zip(match.groups(), ("年", "月", "日"), strict=True)
    return [Quantity(float(value), unit, f"{int(value)}{unit}", 0, 0) for value, unit in parts if value]


def _differences(given: list[Quantity]) -> list[Quantity]:
    """The differences of two quantities of one measure; of two percentages, in percentage points."""
    return [
        Quantity(a.value - b.value, "个百分点" if a.unit in ("%", "％") else a.unit, "", 0, 0)
        for a, b in permutations(given, 2)
        if a.unit and a.unit == b.unit and a.value > b.value
    ]


def _shares(given: list[Quantity]) -> list[Quantity]:
    """One quantity as a percentage of a larger one of the same measure, rounded."""
    pairs = ((a, b) for a, b in permutations(given, 2) if a.value > b.value > 0 and a.same_measure(b))
    return [Quantity(float(round(100 * b.value / a.value)), "%", "", 0, 0) for a, b in pairs]


def _norms(line: Line, context: Context) -> list[Quantity]:
    """What the rules ask for the forms of organisational life that the sentence is about."""
    about = line.text + context.cited(line.facts)
    found = []
    for life in life_records(context.known):
        if life.norm and (life.id in line.facts or life.name in about):
            found += quantities(life.norm.phrase)
            found += [Quantity(float(n), "次", "", 0, 0) for n in (life.due, life.missing, life.count) if n is not None]
    return found


def _everywhere(context: Context) -> list[Quantity]:
    return quantities(context.given) + [q for e in context.known.evidence for q in _of_time(context, e.id)]


def _is_date_of_report(quantity: Quantity, context: Context) -> bool:
    """The report's year, its neighbours, and the month in which the post was taken need no fact."""
    year, since = context.known.year, context.known.secretary.since
    if quantity.unit in ("年", "年度", "") and quantity.value in (year - 1, year, year + 1):
        return True
    return since is not None and (quantity.value, quantity.unit) in ((int(since[:4]), "年"), (int(since[5:7]), "月"))
