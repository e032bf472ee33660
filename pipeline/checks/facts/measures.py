"""Measure words by what they count, and whether a number as it is said fits the number that is given."""

from __future__ import annotations

import math
import re

from pipeline.texts.quantities import Quantity

_KINDS = {
    "people": {"人", "名", "位"},
    "visits": {"人次", "例次"},
    "occasions": {"次", "场", "期", "场次", "回", "轮", "堂", "节", "趟", "遍", "课", "批", "批次"},
    "homes": {"户", "户次"},
    "units": {"家", "所", "支", "个", "栋", "座", "站"},
    "things": {"个", "项", "件", "条", "处", "起", "份", "篇", "本", "册", "张", "面", "幅", "块", "封", "间", "步", "类", "种", "套", "部"},
    "money": {"元", "万元", "亿元"},
    "share": {"%", "％", "成"},
    "points": {"个百分点"},
    "days": {"天", "日", "个工作日"},
    "months": {"个月", "月"},
    "years": {"年", "年度", "周年"},
    "hours": {"小时", "学时", "课时"},
    "ages": {"岁"},
    "minutes": {"分钟", "分"},
    "land": {"亩"},
}
_OF_UNIT = {unit: {kind for kind, units in _KINDS.items() if unit in units} for units in _KINDS.values() for unit in units}
CLAIMING = frozenset({"people", "visits", "occasions", "homes", "things", "units", "money", "share", "hours", "land"})
"""Kinds that are never taken one for the other by a careful writer."""
_MORE = re.compile(r"(?:超过?|突破|不止|不少于|不低于|多于|逾|至少)$")
_LESS = re.compile(r"(?:不到|不足|不满|近|将近|接近|少于|不超过|至多)$")
_UP = re.compile(r"^(?:以上|有余|开外)")
_TENTH = 0.1
_SLACK = 1.3
_ABOUT_SHARE = 10


def kinds(unit: str) -> set[str]:
    """What ``unit`` may count; empty for measure words that stand for themselves alone."""
    return _OF_UNIT.get(unit, set())


def alike(a: Quantity, b: Quantity) -> bool:
    """Whether two measure words may count the same thing: 人 and 名, 个 and 名 (4个支委), 次 and 场; never 人 and 人次."""
    if not a.unit or not b.unit or a.unit == b.unit or kinds(a.unit) & kinds(b.unit):
        return True
    return {a.unit, b.unit} & {"个"} != set() and "people" in kinds(a.unit) | kinds(b.unit)


def fits(said: Quantity, given: Quantity, text: str) -> bool:
    """Whether ``said``, standing in ``text``, may stand for ``given``: 20余次 for 26次, 近30人 for 28人, 超过100户 for 126户, 八成 for 78%."""
    if said.value == given.value:
        return True
    if said.unit == "成" and given.unit in ("%", "％"):
        return abs(given.value - 10 * said.value) <= _ABOUT_SHARE
    low, high = reach(said, text)
    return low <= given.value <= high


def reach(said: Quantity, text: str) -> tuple[float, float]:
    """The least and the greatest number that ``said`` may stand for, where it stands in ``text``; both its value where it is exact."""
    value = said.value
    before, after = text[max(0, said.start - 4) : said.start], text[said.end : said.end + 2]
    if _LESS.search(before):
        return value * (1 - 2 * _TENTH), value
    if before.endswith("约") or after.startswith("左右"):
        return value * (1 - _TENTH), value * (1 + _TENTH)
    if _MORE.search(before) or _UP.match(after):
        return value, value * _SLACK
    return value, value + _step(value) if said.approximate else value


def _step(value: float) -> float:
    """How far 余 and 多 reach: 20余 to 30, 120余 to 130, 300余 to 400."""
    if not math.isfinite(value) or value < 1:
        return 0.0
    step = 1.0
    while value % (step * 10) == 0:
        step *= 10
    return step if step > 1 else 1.0
