"""How concrete 存在问题 is: points for each problem and for the section, each point explained.

Source: 领域手册 §1.3 (what is demanded, Q1–Q13) and §9 (what a rewritten problem must have). The weights are ours; ``docs/rubric.md``
says what they are and how far they part good sections from weak ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from pipeline.checks.context import Context
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.checks.problems import p04_demand, p05_merit, p07_hollow_cause, p08_objective_cause, p09_only_others, p10_praise_first
from pipeline.checks.problems.first_person import FIRST_PERSON
from pipeline.checks.problems.rows import Row, rows
from pipeline.checks.problems.words import EMPTY, TIME, anchors

FEWEST, MOST = 3, 5
_GAP = "【待补充"
_EVIDENCE, _CAUSE, _MEASURE, _SELF, _HONEST = 30, 25, 20, 10, 15


@dataclass(frozen=True)
class Point:
    """``got`` of ``of`` points; ``why`` (Chinese) says what was found or is missing."""

    name: str
    got: int
    of: int
    why: str


@dataclass(frozen=True)
class ProblemScore:
    """One problem, numbered from 1, with its points; ``score`` is 0–100."""

    number: int
    heading: str
    points: tuple[Point, ...]

    @property
    def score(self) -> int:
        return sum(point.got for point in self.points)


@dataclass(frozen=True)
class SectionScore:
    """The section: the mean of its problems less what is wrong with the whole; 0 where there is none."""

    score: int
    problems: tuple[ProblemScore, ...]
    points: tuple[Point, ...] = ()


def score(manuscript: Manuscript, context: Context) -> SectionScore:
    """Score the problem section of ``manuscript``."""
    found = rows(manuscript)
    if not found:
        return SectionScore(0, (), (Point("有没有问题", 0, 100, "没有找到存在问题部分"),))
    dishonest = _dishonest(manuscript, context)
    hollow = {hit.start for hit in p07_hollow_cause.check(manuscript, context)}
    problems = tuple(ProblemScore(row.number, row.block.heading, _points(row, dishonest, hollow)) for row in found)
    whole = _whole(len(found), manuscript, context)
    return SectionScore(max(0, round(mean(p.score for p in problems)) + sum(p.got for p in whole)), problems, whole)


def _said(lines: Sequence[Line]) -> str:
    """What the lines say; a gap says nothing yet."""
    return "".join(line.text for line in lines if _GAP not in line.text)


def _points(row: Row, dishonest: dict[int, str], hollow: set[int]) -> tuple[Point, ...]:
    return (_evidence(row), _cause(row, hollow), _measure(row), _self(row), _honest(row, dishonest))


def _evidence(row: Row) -> Point:
    count = sum(1 for line in (*row.statement, *row.cause) if _GAP not in line.text for _ in anchors(line.text))
    empty = len(EMPTY.findall(row.said))
    if count >= 2:
        return Point("证据", _EVIDENCE, _EVIDENCE, f"有 {count} 处数字、日期或事例")
    if count == 1:
        return Point("证据", 18, _EVIDENCE, "只有一处数字、日期或事例，再补一处")
    if any(_GAP in line.text for line in row.statement):
        return Point("证据", 0, _EVIDENCE, "证据还待补充")
    return Point("证据", 0, _EVIDENCE, f"没有一个数字、日期或事例{f'，有 {empty} 处“不够”“有待”之类' if empty else ''}")


def _cause(row: Row, hollow: set[int]) -> Point:
    why = _said(row.cause)
    if not why:
        return Point("自己的原因", 0, _CAUSE, "原因还待补充" if row.cause else "没有写原因")
    got, missing = 8, []
    if FIRST_PERSON.search(why):
        got += 8
    else:
        missing.append("没有“我”")
    if row.cause[0].start not in hollow:
        got += 9
    else:
        missing.append("换个单位也成立")
    return Point("自己的原因", got, _CAUSE, "；".join(missing) or "写到了自己的想法和做法")


def _measure(row: Row) -> Point:
    if not row.linked:
        return Point("对应的措施", 0, _MEASURE, "打算里找不到对应的措施")
    dated = bool(TIME.search(row.remedy)) or any(anchors(line.text) for line in row.measure)
    return Point("对应的措施", _MEASURE if dated else 10, _MEASURE, "有时间或次数" if dated else "没有时间、次数，年底对不了账")


def _self(row: Row) -> Point:
    said = FIRST_PERSON.search(row.block.heading + _said(row.statement) + _said(row.cause))
    return Point("第一人称", _SELF if said else 0, _SELF, "说到了“我”" if said else "没有一个“我”")


def _honest(row: Row, dishonest: dict[int, str]) -> Point:
    wrong = dishonest.get(row.number, "")
    return Point("不回避", 0 if wrong else _HONEST, _HONEST, wrong or "说的是自己真正的问题")


def _dishonest(manuscript: Manuscript, context: Context) -> dict[int, str]:
    """What a problem poses as, by its number."""
    found: dict[int, str] = {}
    for rule, name in (
        (p04_demand, "拿要求或没做的事当问题"),
        (p05_merit, "优点换了个说法"),
        (p09_only_others, "都是别人的问题"),
        (p10_praise_first, "先表扬再转折"),
    ):
        for hit in rule.check(manuscript, context):
            number = next((row.number for row in rows(manuscript) if row.block.start <= hit.start < row.block.end), 0)
            number = number or next((row.number for row in rows(manuscript) if any(line.start <= hit.start < line.end for line in row.cause)), 0)
            found.setdefault(number, name)
    return found


def _whole(count: int, manuscript: Manuscript, context: Context) -> tuple[Point, ...]:
    points = []
    if any(True for _ in p08_objective_cause.check(manuscript, context)):
        points.append(Point("客观原因", -10, 0, "原因多是客观困难"))
    if count < FEWEST:
        points.append(Point("条数", -5, 0, f"只有 {count} 条"))
    return tuple(points)
