"""What no cleaning mends (D07, D09, D43, D46, D54–D57, D60–D70, D74, D75, D77, D79): told, and of some texts the verdict that they are of no use."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from pipeline.documents.cleaning_rules import Action, Dirt, Rule, Step
from pipeline.texts.quantities import quantities

UNUSABLE = {
    "D07": "数字几乎全是 1，是文库填的假数",
    "D43": "大半是乱码",
    "D46": "全文没有标点",
    "D57": "版面错位，连不成句",
    "D61": "年份被成批替换过",
    "D62": "题目的年份和正文说的不是一个时候",
    "D63": "被逐词替换过（洗稿）",
    "D64": "关键词被替换过",
    "D67": "名称被广告改掉了",
    "D69": "中间缺页，是预览拼接的",
    "D74": "有编造的数据",
}
"""Codes whose 弃 is for the whole text, and why, as a user reads it."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_MARK = re.compile(r"[，。；：、！？,.;:!?]")
_BROKEN = re.compile(r"\ufffd|锟斤拷|烫烫|[\ue000-\uf8ff]")
_TOP = re.compile(r"(?m)^([一二三四五六七八九十]{1,2})、\S")
_SUB = re.compile(r"(?m)^[（(]([一二三四五六七八九十]{1,2})[）)]")
_NUMERALS = {n: i for i, n in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)}
_REPLACED = "根本到达|广阔(?=退休|党员|干部|群众)|履职状况|述职状况|鲜亮的|学习状况|工作状况"
_SWAPPED = "社会主义头脑|焦点意识|向导班子|奥秘级|党的扶植|党的设立|辅导思想"
_WHOLE = 300
_TAIL = 40
_COMMON_SHARE = 0.75


def paragraphs(text: str) -> tuple[str, list[Dirt]]:
    """Leave out paragraphs of garbled characters (D43, D56); a text that is mostly such is of no use."""
    kept, lost, dirt = [], 0, []
    for line in text.split("\n"):
        if _garbled(line):
            lost += len(line)
            dirt.append(Dirt(code="D56", excerpt=line[:30], action="弃"))
        else:
            kept.append(line)
    if lost > len(text) / 2:
        return text, [Dirt(code="D43", excerpt=text[:30], action="弃")]
    return "\n".join(kept), dirt


def content() -> tuple[Step, ...]:
    """The steps, in order. None changes the text."""
    return (
        _ones,
        _shape,
        _numbering,
        _times,
        _told("D61", r"(?:19|20)\d\d人以上", "弃"),
        _told("D63", _REPLACED, "弃", least=2),
        _told("D64", _SWAPPED, "弃"),
        _told("D65", r"又\d+次的", "警"),
        _told("D66", r"三是15", "警"),
        _told("D67", r"威尼斯赌场|菠菜资源|bat365|真人视讯|体育投注", "弃"),
        _told("D74", r"\d\.\d+亿(?:名)?(?:共产)?党员", "弃"),
        _told("D75", r"中心组[^，。；]{0,8}(?:[6-9]\d|\d{3,})[次场]|(?:[6-9]\d|\d{3,})[次场][^，。；\d]{0,4}(?:中心组|专题研讨|民主生活会)", "警"),
        _cut_off,
        _reelection,
        _untitled,
    )


def _told(code: str, pattern: str, action: Action, least: int = 1) -> Step:
    rule = Rule(code, re.compile(pattern), "警")

    def step(text: str) -> tuple[str, list[Dirt]]:
        _, found = rule(text)
        return text, [d.model_copy(update={"action": action}) for d in found] if len(found) >= least else []

    return step


def _cut_off(text: str) -> tuple[str, list[Dirt]]:
    """A text that ends in dots is a preview. Only its end is looked at: a pattern over a whole long line would take its square."""
    end = text[-_TAIL:].rstrip()
    cut = re.search(r"[^。！？\n.…]{2}(?:…{1,2}|\.{3,6})$", end)
    return text, [Dirt(code="D09", excerpt=end[-20:], action="警")] if cut else []


def _garbled(line: str) -> bool:
    """Whether a line is no Chinese anybody wrote: too many characters outside the 3755 of everyday use, or broken ones."""
    if len(_BROKEN.findall(line)) >= max(2, len(line) // 50):
        return True
    characters = _HAN.findall(line)
    return len(characters) >= 20 and sum(map(_everyday, characters)) < _COMMON_SHARE * len(characters)


def _everyday(character: str) -> bool:
    """Whether GB 2312 has the character on its first level, or Unicode knows it as a traditional or compatible form of daily writing."""
    try:
        return 0xB0 <= character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return unicodedata.normalize("NFKC", character) != character or _in_big5(character)


def _in_big5(character: str) -> bool:
    """The everyday level of Big5: traditional text is writing, not noise."""
    try:
        return character.encode("big5")[0] <= 0xC6
    except UnicodeEncodeError:
        return False


def _ones(text: str) -> tuple[str, list[Dirt]]:
    counts = [q for q in quantities(text) if q.unit not in ("年", "月", "日") and q.text[0].isdigit()]
    ones = [q for q in counts if q.value == 1]
    return text, [Dirt(code="D07", excerpt="、".join(q.text for q in ones[:6]), action="弃")] if len(ones) >= max(8, 0.7 * len(counts)) else []


def _shape(text: str) -> tuple[str, list[Dirt]]:
    lines = [line for line in text.split("\n") if line]
    if len(text) >= _WHOLE and len(_MARK.findall(text)) * 120 < len(text):
        return text, [Dirt(code="D46", excerpt=text[:30], action="弃")]
    if len(lines) >= 30 and sum(len(line) <= 2 for line in lines) > len(lines) / 2:
        return text, [Dirt(code="D57", excerpt="／".join(lines[:8]), action="弃")]
    return text, []


def _numbering(text: str) -> tuple[str, list[Dirt]]:
    """A gap in the numbers of first-level headings; where the numbers of the second level run on across it, pages are missing."""
    tops = [(m, _NUMERALS.get(m[1], 0)) for m in _TOP.finditer(text)]
    for (before, n), (after, m) in pairwise(tops):
        if n and m > n + 1:
            last = _SUB.findall(text, before.end(), after.start())
            following = _SUB.search(text, after.end())
            runs_on = bool(last) and following is not None and _NUMERALS.get(following[1], 0) == _NUMERALS.get(last[-1], 0) + 1 > 1
            return text, [Dirt(code="D69" if runs_on else "D70", excerpt=f"{before[1]}、→{after[1]}、", action="弃" if runs_on else "警")]
    return text, []


def _times(text: str) -> tuple[str, list[Dirt]]:
    """Old drafts with new dates: a congress and a campaign, or a title and a main line, that were never of one time."""
    dirt = []
    old = re.search(r"(?:聚力|打赢|决战|决胜)[^，。；]{0,6}脱贫攻坚", text)
    if old and "二十大" in text:
        dirt.append(Dirt(code="D60", excerpt=old.group(), action="警"))
    title = re.search(r"20(\d\d)年", text[:60])
    if title and int(title[1]) >= 23 and text.count("十九大精神") >= 3 and "二十大" not in text:
        dirt.append(Dirt(code="D62", excerpt=f"{title.group()}，十九大精神", action="弃"))
    return text, dirt


def _reelection(text: str) -> tuple[str, list[Dirt]]:
    """One election of the branch committee in two months."""
    found = re.findall(r"(\d{1,2})月[^，。；\n]{0,16}(?:改选|换届)", text)
    return text, [Dirt(code="D77", excerpt="、".join(f"{m}月" for m in dict.fromkeys(found)) + "改选", action="警")] if len(set(found)) > 1 else []


def _untitled(text: str) -> tuple[str, list[Dirt]]:
    first = text.lstrip().split("\n", 1)[0]
    if len(text) < _WHOLE or (len(first) <= 60 and not re.search(r"[。；：，]$", first) and re.search(r"述职|报告|总结|汇报", first)):
        return text, []
    return text, [Dirt(code="D79", excerpt=first[:30], action="警")]
