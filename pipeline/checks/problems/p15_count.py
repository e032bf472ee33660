from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.rows import rows
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_FEWEST, _MOST = 3, 5


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    part = manuscript.part(SectionKind.PROBLEM)
    count = len(rows(manuscript))
    if part is not None and not part.unwritten and count and not _FEWEST <= count <= _MOST:
        span = (part.start, part.start + len(part.heading)) if part.heading else (-1, -1)
        message, advice = f"问题写了 {count} 条，一般是 {_FEWEST} 到 {_MOST} 条", "太少像应付，太多记不住。挑最要紧的写透。"
        yield Hit(message, advice, *span, SectionKind.PROBLEM)


_HEAD = "一、履职情况\n我讲党课4次。\n二、存在的问题\n（一）讨论少。12次学习只有3次安排讨论，我怕冷场。\n"
_MORE = "（二）走访少。全年2次，我嫌远。\n（三）记录虚。补写2次，我图省事。\n"
_TAIL = "三、打算\n每月讨论。\n"

RULE = Rule(
    code="P15",
    name="问题条数",
    level=Level.INFO,
    about="真实报告里问题多是三到五条。",
    source="领域手册 §3.5、§8 K40",
    bad=Example(f"{_HEAD}{_TAIL}", section=None),
    good=Example(f"{_HEAD}{_MORE}{_TAIL}", section=None),
    check=check,
)
