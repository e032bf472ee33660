"""What no year brings: rates over a hundred per cent, fewer people than meetings, days that no month has, counts far beyond the usual."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline import units
from pipeline.checks.facts.counts import MEMBERS, counts
from pipeline.checks.facts.sums import Fault
from pipeline.texts.quantities import Quantity

_RATE = re.compile(
    r"(?:到会|参会|参学|参与|参加|出席|满意|覆盖|办结|整改|化解|合格|及格|达标|知晓|支持|优秀|入户|签订|缴纳|答复|落实|回访|听完|占比)(?:率|度|比例)|占"
)
_AT_LEAST = re.compile(r"平均|不低于|不少于|达到|保持在|稳定在")
_RATED = re.compile(r"到会|参会|参学|出勤|签到|满意|合格|办结|覆盖")
_GROWTH = re.compile(r"增长|增幅|同比|提高了|上升了|超额|计划的|目标的|任务的|翻")
_HELD = re.compile(r"培训|讲座|宣讲|讲堂|课堂|活动|恳谈|座谈|招聘|党课|比赛|演出|普法|学习|教育|服务|报告会|读书|讲解|巡讲|义诊|慰问|走访|排练")
_AUDIENCE = re.compile(r"受众|参加|参与|惠及|覆盖|受益|听众|到场|吸引|培训|受教育|服务|群众|妇女|党员|职工|学生|居民|村民|^[，、]?(?:共|累计|合计)?$")
_SEEN = re.compile(r"^，?(?:共|累计|一共)?(?:看|诊治|接待|服务|受益|听|培训)(?:了|的有)?$")
_PER_EVENT = re.compile(r"每[场次期堂批]|各|平均|场均|人均|分别")
_DATE = re.compile(r"(?<!\d)(?:(20\d\d)年)?(\d{1,3})月(?:(\d{1,3})[日号])?(?!内)")
_PLACEHOLDERS = frozenset((10.0, 100.0, 1000.0))
_ENOUGH = 6
"""From so many tens and hundreds on, and more than half of all counts, they are what a text library left in the place of the numbers."""
_FAR_ABOVE = 2
_OF_MANY = re.compile(r"[\d一二两三四五六七八九十]个(?:党?支部|党?总支|党?小组|科室|社区|村|网格)|各|合计|累计")
_BRANCH = 50
_FEW, _NEAR = 3, 14
_SPEAKERS = re.compile("其中|主讲|由|我|讲|骨干|派|组织|安排|发展|报名")
_EXACT_UNITS = ("人", "人次", "次", "场", "名", "期", "个", "篇", "条", "份")
_VISITS = re.compile(r"(?:出诊|坐诊|巡诊|义诊|坐班|接诊|上门|宣讲|讲解|培训)$")
"""What is counted in 次 and meets somebody every time."""
_EVENTS = ("场", "期", "堂", "场次")
_PEOPLE = ("人", "人次", "名")


def faults(text: str, found: Sequence[Quantity], year: int | None = None) -> Iterator[Fault]:
    """What a sentence says that cannot be (``impossible``) or that hardly ever is."""
    yield from _rates(text, found)
    yield from _crowds(text, found)
    yield from _dates(text)
    yield from _unusual(text, year)


def _rates(text: str, found: Sequence[Quantity]) -> Iterator[Fault]:
    for q in found:
        before = text[max(0, q.start - 16) : q.start]
        clause = re.split("[，。；]", before)[-1]
        over = (q.unit in ("%", "％") and q.value > 100) or (q.unit == "成" and q.value > 10)
        said = text[max(0, q.start - 40) : q.start]
        rate = _RATE.search(clause) or (_AT_LEAST.search(clause) and _RATED.search(said))
        if over and rate and not _GROWTH.search(text[max(0, q.start - 30) : q.end]):
            yield Fault(q.start, q.end, f"“{clause[-8:]}{q.text}”超过了百分之百", "比例不会超过 100%，请核对。")


def _crowds(text: str, found: Sequence[Quantity]) -> Iterator[Fault]:
    """举办讲座10场，受众10人: meetings that hardly anyone attended."""
    for events, people in pairwise(found):
        between, before = text[events.end : people.start], text[max(0, events.start - 20) : events.start]
        met = events.unit in _EVENTS or (events.unit == "次" and _VISITS.search(before) and _SEEN.search(between))
        if not met or people.unit not in _PEOPLE or events.value < _FEW or people.value > events.value:
            continue
        if (
            len(between) > _NEAR
            or re.search("[。；]", between)
            or _SPEAKERS.search(between + text[people.end : people.end + 3])
            or _PER_EVENT.search(before[-12:] + text[events.start : people.end])
        ):
            continue
        if people.unit == "名" and not re.search("受众|听众|参加", between):
            continue
        audience = _AUDIENCE.search(between) or _AUDIENCE.search(text[people.end : people.end + 6])
        if _SEEN.search(between) or (audience and _HELD.search(before + between)):
            message = f"“{events.text}”只有“{people.text}”，参加的人不比场次多"
            yield Fault(events.start, people.end, message, "请核对人数，像是占位的数字。", impossible=False)


def _dates(text: str) -> Iterator[Fault]:
    for match in _DATE.finditer(text):
        month, day = int(match[2]), int(match[3] or 1)
        before = text[max(0, match.start() - 1) : match.start()]
        try:
            dt.date(int(match[1] or 2024), month, day)
        except ValueError:
            if not re.search(r"[.，个每]", before) or match[3]:
                yield Fault(match.start(), match.end(), f"没有“{match.group()}”这一天" if match[3] else f"没有“{match.group()}”", "请核对日期。")


def _unusual(text: str, year: int | None) -> Iterator[Fault]:
    for count in counts(text, year):
        if count.name == MEMBERS or _OF_MANY.search(text, 0, count.start):
            continue
        norm = units.find_norm(count.name)
        high = norm.usual[1] if norm and norm.usual else None
        if high and count.value > high * _FAR_ABOVE:
            message = f"{count.name}一年{count.value:g}次，远多于常见的{norm.usual[0]}—{high}次" if norm and norm.usual else ""
            yield Fault(count.start, count.end, message, "请核对；几个支部、小组合计的，请写明是合计。", impossible=False)
    yield from _too_many(text)


def _too_many(text: str) -> Iterator[Fault]:
    """A handful of things that one secretary cannot do a hundred times a year."""
    for match in re.finditer(r"(?:中心组|集中)(?:学习|研讨)(?:会)?[^，。；\d]{0,4}?(\d{2,4})[次场]", text):
        if int(match[1]) >= _BRANCH:
            yield Fault(match.start(), match.end(), f"“{match.group()}”远多于常见的次数", "一年五十多周，请核对是不是这么多。", impossible=False)


def placeholders(found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The counts of a whole report that are ten, a hundred or a thousand, where they are too many to be true; else none."""
    counted = [q for q in found if q.unit in _EXACT_UNITS and q.value >= 2 and q.text[0].isdecimal()]
    round_ones = tuple(q for q in counted if q.value in _PLACEHOLDERS)
    return round_ones if len(round_ones) >= _ENOUGH and len(round_ones) * 2 > len(counted) else ()
