from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.facts.numbers import told_of_the_facts
from pipeline.checks.facts.years import before_post, done_before, other_post, took_post
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_OPENING = (SectionKind.LEAD, SectionKind.BASIC)
_DONE = (SectionKind.DUTY, SectionKind.PROJECT, SectionKind.RECTIFY)


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """The post was taken when the facts say so, or else the report itself."""
    given = context.facts.secretary.since if context.facts else None
    since = (int(given[:4]), int(given[5:7])) if given else took_post(manuscript.text)
    if since is None:
        return
    if given and not manuscript.marked:
        for line in manuscript.lines(*_OPENING):
            yield from (line.hit((f.start, f.end), f.message, f.advice) for f in other_post(line.text, since))
    for line in manuscript.lines(*_DONE):
        early = before_post(line.text, since[0], since) if since[0] == context.year else ()
        for fault in (*early, *done_before(line.text, since)):
            span = (fault.start, fault.end)
            if not told_of_the_facts(line, manuscript, context, span):
                yield line.hit(span, fault.message, fault.advice)


RULE = Rule(
    code="F12",
    name="任职以前的事",
    level=Level.WARNING,
    about="年中到任的书记只述任后的事。把前任做的写成自己的，评议的人一看任职时间就知道。",
    source="领域手册 §0.3 第18条、§8 K32",
    bad=Example("我2025年6月任党支部书记。3月，我组织支部党员到水库开展主题党日。"),
    good=Example("我2025年6月任党支部书记。7月，我组织支部党员到水库开展主题党日。"),
    check=check,
)
