"""Masked values (D01–D12) → typed slots: {数} for a count, {年} for a year, {名} for a name or wording. What stood there is never guessed."""

from __future__ import annotations

import re

from pipeline.documents.cleaning_rules import NAME, NUMBER, YEAR, Dirt, Rule, Step, around
from pipeline.texts.quantities import Quantity, quantities

_MEASURES = (
    "个百分点|平方公里|平方米|立方米|万元|亿元|公里|个月|小时|分钟|课时|学时|人次|场次|车次|[余多](?:人|名|个|次|件|篇|户|期|场|项|份|条|元)|"
    "人|名|位|次|个|件|篇|户|期|场|项|份|条|堂|节|天|年|月|日|元|米|亩|册|支|家|所|栋|处|起|批|轮|届|类|种|面|张|间|台|套|辆|对|组|队|例|座|"
    "岁|倍|周|季度|万|亿|%|％|‰"
)
_STAR = r"[*＊]"
_CROSS = r"(?<![A-Za-z0-9])[XxＸ×]"
_PLACES = "省|市|区|县|旗|镇|乡|街道|社区|村|局|校|院|公司|中学|小学|医院|同志|书记|主任|某"
_ROUND = (10.0, 100.0, 1000.0)
_FEWEST, _SHARE = 10, 0.7


def masks() -> tuple[Step, ...]:
    """The steps, in order: years and congresses before counts, counts before names."""
    return (
        _bold,
        Rule("D04", re.compile(r"(?<![\d*])(?:20|二〇|二○)\d?[XxＸ×*＊_＿○]{1,2}(?=\s*(?:年|—|-|、|届|级))"), "掩", YEAR),
        Rule("D04", re.compile(rf"(?:^|(?<=[，。、（(“])){_CROSS}{{2,4}}(?=年(?:度|[，,来初末以]))", re.MULTILINE), "掩", YEAR),
        Rule("D05", re.compile(r"(?<=党的)[XxＸ×*＊_＿]{1,4}(?=[大届])"), "掩", NAME),
        Rule("D01", re.compile(rf"{_STAR}+(?:\.{_STAR}+)?(?=\s*(?:{_MEASURES}))"), "掩", NUMBER),
        Rule("D03", re.compile(rf"{_CROSS}+(?:\.[XxＸ×]+)?(?=(?:{_MEASURES}))(?!光)"), "掩", NUMBER),
        Rule("D03", re.compile(rf"{_CROSS}{{2,}}(?![A-Za-z0-9])|{_CROSS}(?={_PLACES})"), "掩", NAME),
        Rule("D02", re.compile(rf"{_STAR}+"), "掩", NAME),
        Rule("D10", re.compile(rf"[_＿]{{2,}}(?=\s*(?:{_MEASURES}))"), "掩", NUMBER),
        Rule("D10", re.compile(r"[_＿]{2,}|(?<![A-Za-z])ww(?=责任|作用|工作)"), "掩", NAME),
        Rule("D09", re.compile(r"[—…]{2,}(?=(?:省|市|区|县|镇|乡|村|局|街道|社区)[，。、的党委])"), "掩", NAME),
        Rule("D11", re.compile(r"“\s*”"), "掩", f"“{NAME}”"),
        Rule("D12", re.compile(r"（\s*(?:略)?\s*）|\(\s*(?:略)?\s*\)"), "掩", f"（{NAME}）"),
        Rule("D08", re.compile(r"(?<=仅占|占比|比例|达到|增长|提高)(?=[%％])|(?<=仅占|占比)(?=[；。])"), "掩", NUMBER),
    )


def figures() -> tuple[Step, ...]:
    """The steps for samples alone: figures that a document site made up are no facts, but a user's own 10 may be true."""
    return (_made_up,)


def _bold(text: str) -> tuple[str, list[Dirt]]:
    """Stars that make Markdown bold are layout and no masks: whole lines, and every pair in a text that has Markdown headings."""
    if re.search(r"(?m)^#{1,6} ", text):
        text = re.sub(r"\*\*([^*\n]{1,80})\*\*", r"\1", text)
    text = re.sub(r"(?m)^\*\*([^*\n]{1,80})\*\*(?=$|[^*\n]{20,}$)(?![^\n]*\*)", r"\1", text)
    text = re.sub(r"(?m)^[ \t]*\*[ \t]+(?=\S)", "", text)
    return re.sub(r"(?m)^[ \t]*(?:\*[ \t]*){3,}$\n?", "", text), []


def _made_up(text: str) -> tuple[str, list[Dirt]]:
    """Where most counts of a text are 10 or 100, those counts are slots: S2 of the catalogue of dirt has 23 of 27."""
    counts = [q for q in quantities(text) if q.unit not in ("年", "月", "日", "岁") and q.text[0].isdigit()]
    fake = [q for q in counts if q.value in _ROUND]
    if len(counts) < _FEWEST or len(fake) < _SHARE * len(counts):
        return text, []
    dirt = [Dirt(code="D06", excerpt=around(text, q.start, q.end), action="掩") for q in fake]
    parts, done = [], 0
    for quantity in fake:
        parts += [text[done : quantity.start], _slot(quantity)]
        done = quantity.end
    return "".join(parts) + text[done:], dirt


def _slot(quantity: Quantity) -> str:
    return re.sub(r"^\d[\d,]*(?:\.\d+)?", NUMBER, quantity.text)
