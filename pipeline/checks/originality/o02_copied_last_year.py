from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.originality.library import index_of
from pipeline.checks.originality.prose import given_by
from pipeline.checks.originality.recycled import recycled
from pipeline.checks.originality.runs import longest, pieces, shared
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level

_GIVEN = 0.5
"""A piece of which so much stands in the user's own facts is this year's, whatever last year's report said."""


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    index = index_of((("上年报告", context.last_year),))
    told = {found.line for found in recycled(manuscript, context)}
    given = given_by(context.given)
    for run in longest(shared(manuscript, index)):
        for line, start, end in pieces(manuscript, run):
            if line not in told and given(line.text[start:end]) < _GIVEN:
                advice = "上年的话不能照抄；如果今年确有其事，换成今年的说法和数字。"
                yield line.hit((start, end), f"与上年报告连续相同 {run.end - run.start} 个字", advice)


RULE = Rule(
    code="O02",
    name="与上年报告连续相同",
    level=Level.WARNING,
    about="把上年的报告改个年份再交，是最容易被查出来的。今年的事要用今年的说法和数字。",
    source="领域手册 §1.7",
    bad=Example("我每月到苇渡社区听取群众的意见和建议。", last_year="我每月到苇渡社区听取群众的意见和建议，记在本上。"),
    good=Example("我今年去了苇渡社区四趟。", last_year="我每月到苇渡社区听取群众的意见和建议，记在本上。"),
    check=check,
    needs=(Need.LAST_YEAR,),
)
