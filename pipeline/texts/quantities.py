"""Quantities in Chinese official prose: how much of what, where in the text.

Arabic and Chinese numerals, 万 and 亿, percentages, approximations (余, 多, 近), with the measure word that follows. Numerals inside
fixed terms (三会一课, 第一议题, 两个确立, 二十届四中全会), list marks (一是, （一）, 1.)
and the indefinite 一 (一张清单, 一名党员) and 三五个, 七八回 are not quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import cn2an

_UNITS = (
    "个百分点|个工作日|平方公里|平方米|立方米|万元|亿元|公里|千米|个月|小时|分钟|课时|学时|人次|例次|场次|车次|批次|户次|周年|年度|"
    "人|名|位|次|个|件|篇|户|期|场|项|份|条|堂|节|天|年|月|日|号|元|米|亩|分|册|本|支|家|所|栋|块|处|起|批|轮|届|类|种|"
    "面|张|间|台|套|辆|对|组|队|例|门|座|片|吨|斤|倍|成|岁|周|步|级|幅|首|部|封|棵|株|盏|桌|遍|趟|回|站|点|字|页|季度|%|％|‰"
)
_UNIT = re.compile(rf"(?:{_UNITS})")
_ARABIC = re.compile(r"(?<![A-Za-z0-9_.\-])(\d+(?:,\d{3})+|\d+)(\.\d+)?(?![A-Za-z_])[ \t]*([余多来])?[ \t]*([万亿])?([余多])?")
_CHINESE = re.compile(r"([零〇一二两三四五六七八九十百千万]+)([余多来])?")
_PEOPLE = re.compile(r"个?人(?![次民大才员选均士物])")
_CHINESE_UNITS = re.compile(
    r"(?:人次|个月|个工作日|名|位|次|个|件|篇|户|期|场|项|份|条|堂|节|天|年|元|亩|册|本|支|家|所|栋|处|起|批|轮|类|种|张|间|台|套|辆|"
    r"对|组|门|座|倍|成(?![立长为果效员功就了绩熟])|岁|人|周|季度|里|回|趟)"
)
_ABOUT = ("近", "约")
_VAGUE = re.compile("[一二两三四五六七八九]{2}")
_PERCENT = re.compile(r"百分之([零〇一二两三四五六七八九十百点]+)")
_FIXED = re.compile(
    r"三会一课|第[一二三四五六七八九十百]+|[一二三四五六七八九十]+届|[一二三四五六七八九]中全会|[一二三四五六七八九十]+大(?=精神|报告|以来|和|、|，|。|$)|"
    r"[两三四五六七八]个(?:确立|维护|意识|自信|务必|全面|覆盖|清单|结合|责任|融合|文明|毫不动摇|作用|过硬|到位|有力|革命|善于)|"
    r"一岗双责|[一二三四五六七八九十]是|（[一二三四五六七八九十]+）|三重一大|四议两公开|两学一做|三严三实|两委|两新|两代表一委员|四强|"
    r"双[一二]流|一月一|两张皮|两本账|两头|两手|八项规定|四下基层|五位一体|四个全面|十[三四五]五|"
    r"七一|八一|两条腿|三不腐|六项纪律|两癌|三农|四史|一切|万众|千方百计|百姓|五老|三公|二次供水"
)
_LIST_MARK = re.compile(r"(?m)^\s*\d{1,2}[.．、](?!\d)")
_GROUPS = (
    {"人", "名", "位"},
    {"个", "项", "件", "条", "处", "起"},
    {"次", "场", "期", "场次", "回", "轮", "堂", "节", "趟"},
    {"%", "％"},
    {"天", "日"},
)


@dataclass(frozen=True)
class Quantity:
    """``value`` of ``unit`` ("" where no measure word follows), written as ``text`` at ``start``–``end``; ``approximate`` for 余, 多, 近."""

    value: float
    unit: str
    text: str
    start: int
    end: int
    approximate: bool = False

    def same_measure(self, other: Quantity) -> bool:
        """Whether the measure words can stand for each other: 人 and 名 can, 人 and 人次 cannot; an absent one fits all."""
        if not self.unit or not other.unit or self.unit == other.unit:
            return True
        return any(self.unit in group and other.unit in group for group in _GROUPS)


def quantities(text: str) -> list[Quantity]:
    """Return every quantity in ``text``, in order, without overlaps."""
    taken = [(m.start(), m.end()) for m in _LIST_MARK.finditer(text)]
    found: list[Quantity] = []
    for match in _ARABIC.finditer(text):
        if not _inside(match.start(), taken):
            found.append(_arabic(text, match))
    fixed = [(m.start(), m.end()) for m in _FIXED.finditer(text)] + taken
    for match in _PERCENT.finditer(text):
        found.append(Quantity(chinese_value(match.group(1)), "%", match.group(), match.start(), match.end()))
        fixed.append((match.start(), match.end()))
    for match in _CHINESE.finditer(text):
        unit = _unit(_CHINESE_UNITS, text, match.end())
        after_arabic = match.start() > 0 and text[match.start() - 1] in "0123456789.余多"
        indefinite = match.group(1) == "一" or _VAGUE.fullmatch(match.group(1)) is not None
        weekday = text[max(0, match.start() - 2) : match.start()].endswith(("周", "星期", "礼拜"))
        if (
            unit is None
            or indefinite
            or after_arabic
            or (weekday and len(match.group(1)) == 1)
            or _inside(match.start(), fixed)
            or _inside(match.end(1) - 1, fixed)
        ):
            continue
        name, end = unit
        approximate = bool(match.group(2)) or text[max(0, match.start() - 1) : match.start()] in _ABOUT
        found.append(Quantity(chinese_value(match.group(1)), name, text[match.start() : end], match.start(), end, approximate))
    return sorted(found, key=lambda q: q.start)


def _unit(units: re.Pattern[str], text: str, place: int) -> tuple[str, int] | None:
    """The measure word at ``place`` and where it ends; 5个人 counts people, not things."""
    people = _PEOPLE.match(text, place)
    if people:
        return "人", people.end()
    unit = units.match(text, place)
    return (unit.group(), unit.end()) if unit else None


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _arabic(text: str, match: re.Match[str]) -> Quantity:
    value = float(match.group(1).replace(",", "") + (match.group(2) or ""))
    scale = {"万": 1e4, "亿": 1e8}.get(match.group(4) or "", 1.0)
    name, end = _unit(_UNIT, text, match.end()) or ("", match.end())
    approximate = bool(match.group(3) or match.group(5)) or text[max(0, match.start() - 1) : match.start()] in _ABOUT
    return Quantity(value * scale, name, text[match.start() : end].strip(), match.start(), end, approximate)


def chinese_value(numeral: str) -> float:
    """Value of a numeral, Chinese or not; one that cn2an cannot read (十百, 千百) counts as 0, which no fact supports."""
    if numeral.isdecimal():
        return float(numeral)
    try:
        return float(cn2an.cn2an(numeral.replace("〇", "零"), "smart"))
    except (ValueError, KeyError):  # cn2an looks odd endings (百十一) up in its tables without asking
        return 0.0
