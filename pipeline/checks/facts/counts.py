"""What a sentence says a whole year's count is: how often a form of organisational life was held, how many members the branch has.

Only totals are read: a part of the year, one group of several, the secretary's own share, another year or what should have been is left
out, so that two counts of one thing may be held against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline import units
from pipeline.texts.quantities import chinese_value

MEMBERS = "支部党员"
OWN_LECTURES = "书记讲党课"
_STRICT = {
    "“第一议题”学习": ("“第一议题”学习", "“第一议题”", "第一议题学习"),
    "专题研讨": ("专题研讨", "集中研讨"),
    "专题党课": ("专题党课",),
    "警示教育": ("警示教育",),
    "廉政谈话": ("廉政谈话",),
    "集中学习": ("集中学习",),
    "志愿服务": ("志愿服务活动", "志愿服务"),
    "发展党员": ("发展党员",),
    "入党申请书": ("入党申请书",),
}
"""Things that are counted in parts so often that only a count told as the year's is taken for the whole."""
_NUMBER = r"(\d{1,5}|[一二两三四五六七八九十百]{1,4})"
_MEASURE = "(?:次|场|期|堂|节|回|人次|名|份)(?!数)"
_WHOLE = re.compile("全年|今年|一年|年内|年度|累计|合计|总共|共计|(?<![中国])共(?![产青建同性享])")
_SCOPED = re.compile(
    r"上年|去年|往年|前年|历年|上半年|下半年|季度?[，末内]|第[一二三四]季|月份?|期间|以来|以后|之后|闭幕后|前后|其中|另有|还有|又|专门|联合|列席|参加|出席|旁听|"
    r"平均|人均|每|各|分别|计划|规定|要求|不少于|不低于|至少|目标|力争|拟|争取|推迟|线上|现场|漏|缺|补|停|增|未|没有|不到|本应|应|有(?=\d)"
)
_IN_MONTHS = re.compile(r"(?<![按每个])月[^，。；\d]{0,4}，$")
_TAIL_BAD = re.compile(r"^(?:以上|左右|之多|左近)")
_SAYING = (
    "(?:会议|活动|制度|全年|一年|今年|年内|累计|合计|共计|一共|总共|共|计|召开|开展|开|办|安排|组织|举行|举办|"
    "上|讲|做|了|都|也|实际|实|为|有|达到|达|满|只|仅|，)*"
)
_BETWEEN = re.compile(rf"{_SAYING}{_NUMBER}{_MEASURE}(?=[，。；、：（）]|$|都|均|的|以上)")
_RHYTHM = re.compile(
    rf"(?:会|活动)?(?:一般)?(?:按)?(?:[每一](?:个?月|季度?|周)(?:都|各)?(?:开展|召?开|安排|讲)?(?:[1一]次)?|月月[开有]|按[月季]召?开)[，、]?"
    rf"(?:全年|一年|共计?|合计|总共|计|开了|办了){{1,2}}[^，。；\d]{{0,3}}?{_NUMBER}{_MEASURE}"
)
_ACTUAL = re.compile(
    rf"[^。；，]{{0,8}}应[^。；，\d]{{0,3}}{_NUMBER}{_MEASURE}[，、]?[^。；，\d]{{0,4}}(?:实|只|仅)[^。；，\d]{{0,5}}{_NUMBER}{_MEASURE}"
)
_JUST_BEFORE = re.compile(rf"{_NUMBER}{_MEASURE}的?$")
_OPENING = re.compile(rf"(?:{_NUMBER}{_MEASURE})?")
"""A sentence that begins with the thing, or with how often it was: 集中学习20次；20次集中学习，3人应到60人次."""
_KIND = re.compile("(?:微|联合|流动|线上|现场|廉政|纪律|专题|特色|红色|示范|网格|青年|开放|精品|云)$")
_BEFORE = re.compile(rf"(?P<edge>^|[。；，]|全年|今年|年内|一年|这|共|召开|组织|开展|举办|开了?){_NUMBER}{_MEASURE}的?$")
_AFTER = re.compile(r"(?:会议|活动)?(?:[中里，。；、]|均|都|平均|有|$)")
_OTHER = re.compile(r"([一-龥]{2})(?:党?支部|总支|党小组)")
_OWN_WORDS = frozenset("各党 本党 我们 机关 所在 全体 支部 担任 我任 联合 同党 我所 在职 一个 个党".split())
_OURS = re.compile(r"我|本人|书记")
_MEMBERS = re.compile(
    r"(?:^|[，。；：、])(?:我们|本|全|机关)?(?:党?支部|党总支|党委)?(?:现共有|现有|共有|现在有|有)(?:在册|正式)?党员(\d{1,5})[名人]"
)
_ALL_MEMBERS = re.compile(r"(?:全支部|支部全体)(\d{1,4})[名人]党员")


@dataclass(frozen=True)
class Count:
    """``value`` of ``name`` at ``start``–``end`` of the text; ``whole``: it is said to be the year's."""

    name: str
    value: float
    start: int
    end: int
    whole: bool = False


def counts(text: str, year: int | None = None, *, listed: bool = False) -> Iterator[Count]:
    """The year's counts that a sentence (or the text of a fact) tells. ``year``: the report's; other years are left out.

    ``listed``: the text is an entry of a facts file, where a thing with nothing before it (发展党员1名) is meant for the whole year.
    """
    for match in _names().finditer(text):
        clause = max(text.rfind(mark, 0, match.start()) for mark in "，。；：、（") + 1
        left = text[clause : match.start()]
        quoted = text[match.end() : match.end() + 1] == "”" and not match.group().endswith("”")
        if quoted or _KIND.search(left) or _elsewhere(text, match.start(), year):
            continue
        found = _ahead(text, match) if _JUST_BEFORE.search(left) else _behind(text, match)
        if found is None:
            continue
        value, start, end, between = found
        name, total = _name(match.group()), bool(_WHOLE.search(text[clause:end]))
        opens = between == "" and _OPENING.fullmatch(text[: match.start()])
        if name in _STRICT and not total and not opens and between != "part" and not (listed and not left):
            continue
        if _SCOPED.search(_WHOLE.sub("", left)) or (not total and _IN_MONTHS.search(text[:clause])) or _TAIL_BAD.match(text, end):
            continue
        if _OURS.search(left):
            if name not in ("党课", "支委会", "支部党员大会"):
                continue
            if name == "党课" and not total:
                continue
            name = OWN_LECTURES if name == "党课" else name
        yield Count(name, value, start, end, total)
    yield from _members(text, year)


def _members(text: str, year: int | None) -> Iterator[Count]:
    for pattern in (_MEMBERS, _ALL_MEMBERS):
        for match in pattern.finditer(text):
            if not _elsewhere(text, match.start(1), year):
                yield Count(MEMBERS, float(match[1]), match.start(1), match.end())


def _behind(text: str, name: re.Match[str]) -> tuple[float, int, int, str] | None:
    """(value, start, end, "") of the number behind a name: 支委会12次, 支委会每月1次，全年12次, 支委会应开12次，实开11次."""
    rhythm = _RHYTHM.match(text, name.end())
    if rhythm:
        return chinese_value(rhythm[1]), rhythm.start(1), rhythm.end(), ""
    actual = _ACTUAL.match(text, name.end())
    if actual:
        return chinese_value(actual[2]), actual.start(2), actual.end(), ""
    plain = _BETWEEN.match(text, name.end())
    if plain and plain[1] != "一":
        return chinese_value(plain[1]), plain.start(1), plain.end(), ""
    return None


def _ahead(text: str, name: re.Match[str]) -> tuple[float, int, int, str] | None:
    """(value, start, end, "part") of the number before a name that is spoken of as a whole: 12次主题党日中，全年11次支委会."""
    before = _BEFORE.search(text, 0, name.start())
    after = _AFTER.match(text, name.end())
    if before is None or after is None or before[2] == "一":
        return None
    parted = after.group()[-1:] in ("中", "里")
    if before["edge"] in ("，", "；") and not parted:
        return None
    return chinese_value(before[2]), before.start(2), name.end(), "part" if parted else ""


def _elsewhere(text: str, place: int, year: int | None) -> bool:
    """Whether the words before ``place`` speak of another year, or of one branch or group of several."""
    sentence = max(text.rfind(mark, 0, place) for mark in "。；\n") + 1
    before = text[sentence:place]
    if any(year is None or int(y) != year for y in re.findall(r"(20\d\d)年", before)) or re.search("上年|去年|往年|前年|近[两三五]年", before):
        return True
    bare = _names().sub("，", text[max(sentence, place - 24) : place])
    return any(m[1] not in _OWN_WORDS for m in _OTHER.finditer(bare))


@cache
def _names() -> re.Pattern[str]:
    words = [word for norm in units.norms() for word in (norm.name, *norm.aliases)] + [word for known in _STRICT.values() for word in known]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


@cache
def _name(word: str) -> str:
    strict = next((name for name, known in _STRICT.items() if word in known), None)
    norm = units.find_norm(word)
    return strict or (norm.name if norm else word)
