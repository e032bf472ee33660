"""A line of notes → what it could be in a facts file: a fact, a problem, a plan, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import units
from pipeline.checks.facts.counts import counts
from pipeline.documents.material import Line
from pipeline.facts.proposals import Key, Proposal, Source
from pipeline.steps.finding.happenings import Day, Happening, day_at, kinds_in, numbered, span_at
from pipeline.texts.measure import chars, sentences
from pipeline.texts.quantities import quantities
from pipeline.texts.tidying import tidied
from pipeline.units import UnitType

BULLET = re.compile(r"^(?:[-*•·●○□☐✓√]+|#{1,6}|\d{1,2}[.、．)）](?!\d)|[（(]\d{1,2}[)）]|[（(]?[一二三四五六七八九十]{1,2}[)）、.])\s*")
_PLAN = re.compile("^(?:明年|下一?步|下年|打算|计划(?!免疫|生育|接种)|准备|拟)|明年(?:要|想|打算|准备|再|争取|把)")
_PROBLEM = re.compile(
    "问题[是：:]|不足|不够|没有?(?:开|讲|搞|办|做|来|去|谈|落实|公开|跟上|坚持|发展|完成|人|办法)|没来|缺席|(?<!查)漏(?!补)|拖|老化|空着|走过场|流于形式|批评|"
    "点评|投诉|反映|意见大|没(?!有)[\u4e00-\u9fff]{1,3}过|没(?:弄|搞|办|做)?成|到不齐|少开|补记|只念|应付|凑数|不到[一二三四五六七八九\\d]"
)
_NOT_HELD = re.compile("没有?(?:开|搞|办|组织|召开|开展)|未(?:开|召开|开展|组织)|取消|停了|推迟|改期|延期")
_REPORTED = re.compile("^.{0,6}?(?:点评|反映|指出|提出|反馈|投诉)(?:说|的是)?[：:，]\\s*")
_PLANNED = re.compile("^(?:明年|下一?步|下年)?(?:打算|计划|准备|拟|想|要)?[，：:]?\\s*")
_DONE = re.compile("整改|解决|改好|补上|办结|办成|修好|换了|通水|通车|建成|化解|调解")
_HONOUR = re.compile("获评|荣获|被评为|评为|授予|表彰|命名为|获得.{0,12}(?:奖|称号|先进|示范|第[一二三])")
_SOURCES = (
    ("点评", "上级点评"),
    ("巡察", "巡察反馈"),
    ("巡视", "巡视反馈"),
    ("群众|村民|居民|职工|反映|投诉", "群众反映"),
    ("督查|检查|抽查", "检查发现"),
)
_OTHER_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年|(去年|上年|前年)")
_SUMMED = re.compile(r"(?:全年|一年|年底|合计|共计|总计)[^，。；]{0,4}[：:，]?")
_LISTED, _MOSTLY = 2, 0.4
"""A line that lists so many counts, and little else, is no fact beside them."""
_CALENDAR = frozenset("年月日号")
_LONG = 120
_SHORT = 6


@dataclass(frozen=True)
class Noted:
    """What a line came to."""

    proposals: tuple[Proposal, ...] = ()
    happening: Happening | None = None


def read_line(file: str, line: Line, year: int | None, types: tuple[UnitType, ...]) -> Noted:
    """Read one line. ``year`` is the report's: what bears another is left alone. A line without a figure, a date or a telling word is nothing."""
    text = BULLET.sub("", line.text).strip()
    dated = day_at(text)
    day = dated[0] if dated else None
    if day and day.year and year and day.year != year:
        return Noted()
    span = span_at(text)
    rest = _told(text, span, dated)
    if _SUMMED.match(rest):
        span, day, rest = None, None, numbered(tidied(rest))
    kinds = kinds_in(rest)[:1] if day and not _PLAN.search(rest) else ()
    held = bool(kinds) and not _NOT_HELD.search(rest)
    happening = Happening(day, kinds, Source(file, line.place, line.text)) if day and held else None
    parts = [rest] if chars(rest) <= _LONG else sentences(rest)
    when = None if span else day
    return Noted(
        tuple(p for part in parts for p in _proposals(part, Source(file, line.place, line.text if len(parts) == 1 else part), when, year, types)),
        happening,
    )


def _told(text: str, span: tuple[str, int] | None, dated: tuple[Day, int] | None) -> str:
    """What a line tells behind its date; a stretch of time, which 时间 cannot hold, stays before it in full words."""
    end = span[1] if span else dated[1] if dated else 0
    behind = text[end:].lstrip(" \u3000，,：:、—-")
    return f"{span[0]}，{behind}" if span else behind


def _proposals(text: str, found: Source, day: Day | None, year: int | None, types: tuple[UnitType, ...]) -> Iterator[Proposal]:
    source = (found,)
    if day is None:
        found_counts = list(_counts(text, year, source))
        yield from found_counts
        if len(found_counts) >= _LISTED and len(found_counts) >= _MOSTLY * len(quantities(text)):
            return
    key = _key(text, day)
    if key is None or _of_another_year(text, year):
        return
    said = tidied(text).rstrip("。；; ")
    if key == "打算":
        yield Proposal(key, (("", _PLANNED.sub("", said)),), source)
    elif key == "问题":
        when = f"{day.month}月{day.day}日" if day and day.day else f"{day.month}月" if day else ""
        said = when + _REPORTED.sub("", said)
        found_by = next((who for words, who in _SOURCES if re.search(words, text)), "")
        yield Proposal(
            key, (("表现", said), *((("来源", found_by),) if found_by else ())), source, note="根子在你自己身上是什么、打算怎么改，还要你补上。"
        )
    else:
        told = (("时间", day.told(year)),) if day else ()
        yield Proposal(key, (("主题", _subject(text, types)), ("内容", said), *told), source)


def _key(text: str, day: Day | None) -> Key | None:
    if chars(text) < _SHORT:
        return None
    if _PLAN.search(text):
        return "打算"
    if _PROBLEM.search(text) and not _DONE.search(text):
        return "问题"
    if _HONOUR.search(text) or any(q.unit and q.unit not in _CALENDAR for q in quantities(text)):
        return "事实"
    return "事实" if day and not kinds_in(text) else None


def _counts(text: str, year: int | None, source: tuple[Source, ...]) -> Iterator[Proposal]:
    for count in counts(text, year, listed=True):
        norm = units.find_norm(count.name)
        if norm and count.value == int(count.value):
            yield Proposal("组织生活", ((norm.name, int(count.value)),), source, note="笔记里写的数，请对一遍记录本。")


def _of_another_year(text: str, year: int | None) -> bool:
    """Whether the text opens with another year; one that is only compared with stays."""
    match = _OTHER_YEAR.match(text)
    return bool(match and (match[2] or (year and int(match[1]) != year)))


def _subject(text: str, types: tuple[UnitType, ...]) -> str:
    """The topic among those to be asked of the unit types whose words the text holds most of, else its theme."""
    scored = [(sum(len(word) for word in ask.words if word in text), ask.topic) for t in types for ask in t.must_ask]
    best = max(scored, default=(0, ""), key=lambda pair: pair[0])
    return best[1] if best[0] else units.theme_of(text, None, types).name
