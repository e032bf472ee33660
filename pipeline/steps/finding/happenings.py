"""Dated happenings, out of the rows of a ledger or the lines of a notebook, and how often each form of organisational life was held."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import units
from pipeline.documents.material import Row
from pipeline.facts.proposals import Proposal, Source

_DATE = re.compile(
    r"[（(\[【]?(?:(?P<year>20\d{2})\s*[-./年]\s*)?(?P<month>1[0-2]|0?[1-9])\s*[-./月]\s*(?:(?P<day>3[01]|[12]\d|0?[1-9])\s*[日号]?(?!\d))?"
)
_RANGE = re.compile(r"\s*(?:[-–—~～]{1,2}|至|到)\s*(?:(?P<month>1[0-2]|0?[1-9])\s*[./月]\s*)?(?:(?P<day>3[01]|[12]\d|0?[1-9])\s*[日号]?(?!\d))?")
_PART = re.compile(r"(?<=月)\s*(?:底|初|末|上旬|中旬|下旬|份)")
_DATE_HEAD = re.compile("日期|时间|年月|月份")
_KIND_HEAD = re.compile("类型|类别|形式|种类|会议名称|活动名称|组织生活|会议|活动")
_TOPIC_HEAD = re.compile("主题|内容|议题|题目|事项")
_CAME_HEAD = re.compile("实到|到会|参加人数|出席|实际")
_DUE_HEAD = re.compile("应到|应参加")
_HEAD_ROWS = 8
_FEW = 5
"""Of fewer people, one who is ill makes a poor share."""


@dataclass(frozen=True)
class Day:
    """A date as far as it is written; ``year`` None where it is not."""

    year: int | None
    month: int
    day: int | None

    def told(self, year: int | None) -> str:
        """As a facts file has it; ``year`` stands in where the source names none."""
        known = self.year or year
        if known is None:
            return f"{self.month}月{self.day}日" if self.day else f"{self.month}月"
        return f"{known}-{self.month:02d}-{self.day:02d}" if self.day else f"{known}-{self.month:02d}"


@dataclass(frozen=True)
class Happening:
    """Something held on a day: ``kinds`` are the forms of organisational life it was, ``came`` of ``due`` were there (None: not written)."""

    day: Day
    kinds: tuple[str, ...]
    source: Source
    came: int | None = None
    due: int | None = None


def day_at(text: str) -> tuple[Day, int] | None:
    """The date that ``text`` begins with, and where it ends."""
    match = _DATE.match(text)
    if match is None or not (match["day"] or match["year"] or "月" in match.group()):
        return None
    return Day(int(match["year"]) if match["year"] else None, int(match["month"]), int(match["day"]) if match["day"] else None), match.end()


def span_at(text: str) -> tuple[str, int] | None:
    """The stretch of time that ``text`` begins with (7月14-16, 3月到7月, 2月底), in full words, and where it ends; None for a plain day."""
    begun = day_at(text)
    if begun is None:
        return None
    day, end = begun
    first = f"{day.month}月{day.day}日" if day.day else f"{day.month}月"
    if part := _PART.match(text, end):
        return (first + part.group().strip(), part.end()) if part.group().strip() != "份" else None
    until = _RANGE.match(text, end)
    if until is None or not (until["month"] or until["day"]):
        return None
    last = f"{int(until['month'])}月" if until["month"] and int(until["month"]) != day.month else ""
    if until["day"]:
        last += f"{int(until['day'])}日" if day.day or until["month"] else "月"
    return f"{first}至{last}", until.end()


def kinds_in(text: str) -> tuple[str, ...]:
    """The forms of organisational life named in ``text``, by the names of their norms."""
    found = (units.find_norm(match.group()) for match in _names().finditer(text))
    return tuple(dict.fromkeys(norm.name for norm in found if norm))


def numbered(text: str) -> str:
    """Bare counts behind the forms of organisational life with their measure word: 支委会11，党课3 → 支委会11次，党课3次."""
    return re.sub(rf"({_names().pattern})(\d{{1,2}})(?=[，。；、（(]|$)", r"\1\2次", text)


def from_ledger(file: str, table: Sequence[Row]) -> list[Happening]:
    """The happenings of a table with a column of dates and one of kinds; none of any other table."""
    for at, row in enumerate(table[:_HEAD_ROWS]):
        columns = _columns(row)
        if columns:
            return [h for body in table[at + 1 :] if (h := _happening(file, body, columns))]
    return []


def counted(happenings: Iterable[Happening], year: int | None) -> list[Proposal]:
    """A count for each form of organisational life; what bears another year is left out, and one day counts once for each form."""
    by_kind: dict[str, dict[tuple[int, int | None], list[Happening]]] = {}
    for happening in happenings:
        if not happening.day.year or not year or happening.day.year == year:
            for kind in happening.kinds:
                by_kind.setdefault(kind, {}).setdefault((happening.day.month, happening.day.day), []).append(happening)
    return [_count(kind, found) for kind, found in by_kind.items()]


def year_of(happenings: Iterable[Happening]) -> int | None:
    """The year that most of them bear; None where none bears one."""
    years = Counter(h.day.year for h in happenings if h.day.year)
    return years.most_common(1)[0][0] if years else None


def poorly_attended(happenings: Iterable[Happening], year: int | None) -> list[Proposal]:
    """For each form, the worst attended one, where less than two thirds came: a problem with its figure, for the user to judge."""
    worst: dict[str, Happening] = {}
    for happening in happenings:
        share = _share(happening)
        other_year = happening.day.year and year and happening.day.year != year
        if share is None or share >= 2 / 3 or other_year:
            continue
        for kind in happening.kinds[:1]:
            if kind not in worst or share < (_share(worst[kind]) or 1):
                worst[kind] = happening
    return [_absence(kind, happening) for kind, happening in worst.items()]


def _share(happening: Happening) -> float | None:
    few = happening.due is None or happening.due < _FEW
    return None if few or happening.came is None or happening.due is None else happening.came / happening.due


def _absence(kind: str, happening: Happening) -> Proposal:
    when = f"{happening.day.month}月{happening.day.day}日" if happening.day.day else f"{happening.day.month}月"
    text = f"{when}{kind}应到{happening.due}人，实到{happening.came}人"
    return Proposal("问题", (("表现", text),), (happening.source,), note="这是到会最少的一次，是不是问题、为什么，由你定。")


def _count(kind: str, found: dict[tuple[int, int | None], list[Happening]]) -> Proposal:
    months = {month for month, _ in found}
    missing = [m for m in range(1, 13) if m not in months]
    norm = units.find_norm(kind)
    monthly = norm is not None and norm.per_year == 12
    note = (
        f"按日期数出来的；{'、'.join(map(str, missing))}月没有记录，是漏记还是没有开？" if monthly and missing else "按日期数出来的，请对一遍记录本。"
    )
    firsts = tuple(same[0].source for _, same in sorted(found.items(), key=lambda day: (day[0][0], day[0][1] or 0)))
    return Proposal("组织生活", ((kind, len(found)),), firsts, note=note)


def _columns(row: Row) -> dict[str, int]:
    """Which column holds what; {} where the row is no head of a ledger."""
    found: dict[str, int] = {}
    for name, head in (("date", _DATE_HEAD), ("due", _DUE_HEAD), ("came", _CAME_HEAD), ("topic", _TOPIC_HEAD), ("kind", _KIND_HEAD)):
        at = next((i for i, cell in enumerate(row.cells) if i not in found.values() and len(cell) <= 10 and head.search(cell)), None)
        if at is not None:
            found[name] = at
    return found if "date" in found and ("kind" in found or "topic" in found) else {}


def _happening(file: str, row: Row, columns: dict[str, int]) -> Happening | None:
    def cell(name: str) -> str:
        at = columns.get(name)
        return row.cells[at] if at is not None and at < len(row.cells) else ""

    day = day_at(cell("date"))
    kinds = kinds_in(cell("kind")) or kinds_in(cell("topic"))
    if day is None or not kinds:
        return None
    return Happening(day[0], kinds, Source(file, row.place, row.quote), _number(cell("came")), _number(cell("due")))


def _number(text: str) -> int | None:
    match = re.match(r"\s*(\d{1,4})\s*[人名]?\s*$", text)
    return int(match[1]) if match else None


@cache
def _names() -> re.Pattern[str]:
    words = {word for norm in units.norms() for word in (norm.name, *norm.aliases)}
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
