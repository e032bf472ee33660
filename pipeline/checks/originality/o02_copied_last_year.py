from __future__ import annotations

from collections.abc import Iterator

from pipeline import units
from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.originality.runs import hits
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level
from pipeline.texts.runs import compact, grams, mask


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    own = tuple(evidence.text for evidence in context.facts.evidence) if context.facts else ()
    last = grams(mask(compact(context.last_year), (*units.fixed_wordings(), *own)))
    advice = "上年的话不能照抄；如果今年确有其事，换成今年的说法和数字。"
    for line in manuscript.lines():
        yield from hits(line, last, "与上年报告连续相同", advice)


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
