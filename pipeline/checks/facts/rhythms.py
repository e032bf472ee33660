"""How often against how many: 每季度1次 makes four a year, so that 全年不少于6次 beside it cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.facts.sums import Fault
from pipeline.texts.quantities import chinese_value

_TIMES = {"月": 12, "个月": 12, "季度": 4, "季": 4, "半年": 2, "周": 52, "两个月": 6, "两月": 6, "双月": 6, "学期": 2, "年": 1}
_NUMBER = r"(\d{1,3}|[一二两三四五六七八九十]{1,3})"
_RHYTHM = re.compile(
    rf"(?:每(?P<period>两个?月|双月|半年|季度|个月|学期|月|季|周|年)|(?P<by>按月|按季度?|月月|逐月))"
    rf"(?:到[^，。；、\d一两三]{{1,6}}[住开讲去走看])?(?:都|各|至少|不少于|固定|集中|开展|召?开|组织|安排|讲|学习|专题|下|到|去|办|出|搞|过|做|走|住|跟|跑)*"
    rf"(?:{_NUMBER}(?P<unit>次|场|期|堂|节|晚|天|回|趟|篇))?"
)
_WHOLE = re.compile(
    rf"(?P<how>全年|一年|年内|共计?|合计|总计)(?P<least>不少于|不低于|至少|不多于|不超过)?[^，。；、\d]{{0,6}}?{_NUMBER}(?P<unit>次|场|期|堂|节|晚|天|回|趟|篇)(?!以上)"
)
_BETWEEN = re.compile(
    r"[。；]|[\d一二两三四五六七八九十]+(?:次|场|期|堂)|其中|另|除|增|缺|少|漏|实|只|仅|个(?:党?支部|党?小组|社区|村)|由|轮流|轮|联系|参加|列席|到|我"
)
_OF_MANY = re.compile(r"\d个|各|每[人名个]|[两三四五六七八九十]个|分别|轮")
_RULE = re.compile("一般|规定|要求|应当")
_ACTUAL = re.compile("只|仅|实|才")
"""每月召开1次 may be what the rule asks, and 全年只开了9次 what was done."""
_FIXED = re.compile(r"(?:的)?(?:第?[一二三四末首]个?(?:周|星期|工作日|月)|最后一|\d{1,2}[日号]|[上中下]旬|[初末底])")
"""Behind 每月: on one day of it, so once."""
_WEEKS = 12
"""A year of weekly meetings may leave out so many for holidays and busy seasons."""


def faults(text: str, months: int = 12) -> Iterator[Fault]:
    """Rhythms that do not fit the year's number told right behind them. ``months``: how many of the year are told of."""
    for rhythm in _RHYTHM.finditer(text):
        once = rhythm["period"] in ("月", "个月", "季度", "季", "周") and _FIXED.match(text, rhythm.end())
        if (rhythm["period"] and not rhythm[3] and not once) or _OF_MANY.search(text, max(0, rhythm.start() - 14), rhythm.start()):
            continue
        period = rhythm["period"] or ("季" if "季" in rhythm["by"] else "月")
        times = chinese_value(rhythm[3]) if rhythm[3] else 1.0
        whole = _WHOLE.search(text, rhythm.end(), rhythm.end() + 24)
        if whole is None or times <= 0 or _BETWEEN.search(text, rhythm.end(), whole.start()):
            continue
        if _RULE.search(text, max(0, rhythm.start() - 8), rhythm.start()) or _ACTUAL.search(whole.group()):
            continue
        if rhythm["unit"] and whole["unit"] != rhythm["unit"]:
            continue
        told = chinese_value(whole[3])
        made = times * _TIMES[period] * months / 12
        if not _fits(told, made, whole["least"] or "", period):
            message = f"“{rhythm.group()}”一年是{made:g}次，与“{whole.group()}”对不上"
            yield Fault(rhythm.start(), whole.end(), message, "请核对频次和全年的次数，只留对的一个。", impossible=False)


def _fits(told: float, made: float, least: str, period: str) -> bool:
    slack = _WEEKS if period == "周" else 0
    if least in ("不多于", "不超过"):
        return told >= made - slack
    if least:
        return told <= made
    return made - slack <= told <= made + slack
