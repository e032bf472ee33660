"""F01 a number no fact gives; F02 a number whose measure word was changed; F03 a fact id that does not exist; F04 a number cited to the wrong fact.

A number may follow from the facts its sentence cites: the difference of two of the same measure, one as a percentage of another, what the
rules ask and what is missing to it. Counts of the prose itself (两件事, 三个方面) are no claims.
"""

from __future__ import annotations

import re
from itertools import permutations

from pipeline.checks.context import Context, Place, at, places
from pipeline.facts.norms import life_records
from pipeline.findings import Finding, Level
from pipeline.report import Report
from pipeline.texts.quantities import Quantity, quantities

_GAP = re.compile(r"【待补充：[^】]*】")
_ABOUT = 10
"""八成 may stand for a share of 70 to 90 per cent: people say 不到八成, 八成多."""
_OF_PROSE = re.compile(r"[两二三四五](?:件|样|头|层|点|步|句|面|处|项|方面|个(?=数|字|方面|问题|原因|环节|办法|方向|层面|难处|短处))(?!人)")


def check(report: Report, context: Context) -> list[Finding]:
    return [finding for place in places(report) for finding in _of_sentence(place, context)]


def _of_sentence(place: Place, context: Context) -> list[Finding]:
    text = _GAP.sub(lambda m: " " * len(m.group()), place.sentence.text)
    found = _unknown_ids(place, context)
    cited = _allowed(place, context)
    for quantity in quantities(text):
        if _is_date_of_report(quantity, context) or _OF_PROSE.match(text, quantity.start):
            continue
        finding = _judged(place, quantity, cited, context)
        if finding:
            found.append(finding)
    return found


def _judged(place: Place, quantity: Quantity, cited: list[Quantity], context: Context) -> Finding | None:
    span = (quantity.start, quantity.end)
    if quantity.unit == "成" and any(q.unit == "%" and abs(q.value - 10 * quantity.value) <= _ABOUT for q in cited):
        return None
    same = [q for q in cited if q.value == quantity.value]
    if any(q.same_measure(quantity) for q in same):
        return None
    elsewhere = [q for q in _everywhere(context) if q.value == quantity.value]
    if any(q.same_measure(quantity) for q in elsewhere):
        return at(place, "F04", Level.WARNING, span, f"“{quantity.text}”不在这句话引用的事实里", "请核对这句话说的是哪一条事实。")
    other = next((q.text for q in (*same, *elsewhere) if q.text), "")
    if other:
        return at(
            place, "F02", Level.ERROR, span, f"事实里是“{other}”，这里写成了“{quantity.text}”", "数字的单位要与事实一致，人与人次、次与个不能混。"
        )
    return at(place, "F01", Level.ERROR, span, f"事实里没有“{quantity.text}”这个数", "请删去，或在事实文件里补上它的来源。")


def _unknown_ids(place: Place, context: Context) -> list[Finding]:
    unknown = [id_ for id_ in place.sentence.facts if id_ not in context.facts.by_id]
    return [
        at(place, "F03", Level.ERROR, (0, len(place.sentence.text)), f"引用了不存在的事实编号“{id_}”", "请改成事实文件里有的编号，或删去这句话。")
        for id_ in unknown
    ]


def _allowed(place: Place, context: Context) -> list[Quantity]:
    """The quantities the cited facts give, when they happened included, and what follows from them; without facts, those of the user's 导语."""
    given = quantities(context.cited(place.sentence))
    given += [q for id_ in place.sentence.facts for q in _of_time(context, id_)]
    if not place.sentence.facts:
        return quantities(context.facts.lead or "")
    given += _differences(given)
    return given + _shares(given) + _norms(place, context)


def _of_time(context: Context, id_: str) -> list[Quantity]:
    evidence = context.facts.by_id.get(id_)
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


def _norms(place: Place, context: Context) -> list[Quantity]:
    """What the rules ask for the forms of organisational life that the sentence is about."""
    about = place.sentence.text + context.cited(place.sentence)
    found = []
    for life in life_records(context.facts):
        if life.norm and (life.id in place.sentence.facts or life.name in about):
            found += quantities(life.norm.phrase)
            found += [Quantity(float(n), "次", "", 0, 0) for n in (life.due, life.missing, life.count) if n is not None]
    return found


def _everywhere(context: Context) -> list[Quantity]:
    return quantities(context.given) + [q for e in context.facts.evidence for q in _of_time(context, e.id)]


def _is_date_of_report(quantity: Quantity, context: Context) -> bool:
    """The report's year, its neighbours, and the month in which the post was taken need no fact."""
    year, since = context.facts.year, context.facts.secretary.since
    if quantity.unit in ("年", "年度", "") and quantity.value in (year - 1, year, year + 1):
        return True
    return since is not None and (quantity.value, quantity.unit) in ((int(since[:4]), "年"), (int(since[5:7]), "月"))
