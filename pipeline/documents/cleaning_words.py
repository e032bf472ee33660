"""Words that somebody else changed (D20–D27, D40–D42, D76, D78, D83): cut names, letters for characters, slips of the pen.

In a sample they are put right, because it teaches. In a user's own document they are told and left: only the writer knows what was meant.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.documents.cleaning_rules import CJK, NAME, Dirt, Rule, Step

_CUT_NAME = re.compile(r"(?<![近学实练温复研自见补演讲传陋恶积])习(?=总书记|新时代中国特色|同志为核心|主席)")
_LETTERS = re.compile(r"XJP\s?(?=新时代|同志|总书记)")
_PARTY = r"(?<![A-Za-z0-9])[XxＸ](?=建(?!设)|员|支部|委|组书记|组织|风|性|章|课|费)"
_POLITICAL = r"(?<![A-Za-z0-9])[zZ][*zZ](?=责任|建设|生活|引领|立场|标准|能力)"
_STARRED = re.compile(r"中国[*＊]{2,6}(?=党(?!党)|支部工作条例|章程|纪律处分|廉洁自律|普通高等|农村基层|国有企业|党员)")
_SLIPS = {
    "D26": (("挡风廉政", "党风廉政"), ("直接任人", "直接责任人"), ("布暑", "部署"), ("做表率作用", "作表率作用"), ("按装", "安装")),
    "D27": (("两个确定", "两个确立"),),
    "D76": (("等种形式", "等多种形式"), ("等种方式", "等多种方式")),
    "D83": (("问题及分析原因", "问题及原因分析"),),
}
_PINYIN = re.compile(rf"(?<=[{CJK}])[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{{1,7}}[）)]")
_TRADITIONAL = re.compile("[黨書記們這國學習會對為來時個於實責領導團結織續產業務發動總說開關機構應當與衛縣區鎮鄉黨員問題幹幾條東車長門風馬魚]")
_FEWEST, _SHARE = 8, 0.02


def restored() -> tuple[Step, ...]:
    """The steps for samples."""
    return (
        Rule("D41", _PINYIN, "修", once=True),
        _simplified,
        Rule("D20", _CUT_NAME, "修", "习近平"),
        Rule("D21", _LETTERS, "修", "习近平"),
        Rule("D22", re.compile(r"(?<=中国特色)[.．·*]{1,2}(?=主义)"), "修", "社会"),
        Rule("D23", re.compile(_PARTY), "修", "党"),
        Rule("D23", re.compile(_POLITICAL), "修", "政治"),
        Rule("D24", _STARRED, "修", "中国共产党"),
        *(Rule(code, re.compile(wrong), "修", right) for code, pairs in _SLIPS.items() for wrong, right in pairs),
    )


def told() -> tuple[Step, ...]:
    """The steps for a user's own document: letters that stand for characters become slots like other masks, the rest is only told."""
    return (
        Rule("D41", _PINYIN, "修", once=True),
        Rule("D40", re.compile(f"(?:{_TRADITIONAL.pattern}[^{_TRADITIONAL.pattern[1:-1]}]{{0,20}}){{{_FEWEST},}}"), "警", once=True),
        Rule("D20", _CUT_NAME, "警"),
        Rule("D21", _LETTERS, "警"),
        Rule("D22", re.compile(r"(?<=中国特色)[.．·*]{1,2}(?=主义)"), "掩", NAME),
        Rule("D23", re.compile(f"{_PARTY}|{_POLITICAL}"), "掩", NAME),
        Rule("D24", _STARRED, "掩", f"中国{NAME}"),
        *(Rule(code, re.compile(wrong), "警") for code, pairs in _SLIPS.items() for wrong, _ in pairs),
    )


def quotes(text: str) -> tuple[str, list[Dirt]]:
    """Tell which paired marks do not pair up, a paragraph at a time."""
    dirt = []
    for line in text.split("\n"):
        for opening, closing in ("“”", "《》", "（）"):
            if line.count(opening) != line.count(closing):
                place = _odd_one(line, opening, closing)
                dirt.append(Dirt(code="D78", excerpt=line[max(0, place - 10) : place + 10], action="警"))
    return text, dirt


def _odd_one(line: str, opening: str, closing: str) -> int:
    """Index of the first mark without its partner."""
    waiting: list[int] = []
    for place, character in enumerate(line):
        if character == opening:
            waiting.append(place)
        elif character == closing:
            if not waiting:
                return place
            waiting.pop()
    return waiting[0]


def _simplified(text: str) -> tuple[str, list[Dirt]]:
    """Traditional characters → simplified, where there are enough of them to be the writing and not a name."""
    found = _TRADITIONAL.findall(text)
    if len(found) < _FEWEST or len(found) < _SHARE * len(text):
        return text, []
    place = text.index(found[0])
    return _converter().convert(text), [Dirt(code="D40", excerpt=f"{text[place : place + 16]}（共 {len(found)} 字以上）", action="修")]


@cache
def _converter():  # type: ignore[no-untyped-def]  # noqa: ANN202 - opencc has no types
    import opencc

    return opencc.OpenCC("t2s")
