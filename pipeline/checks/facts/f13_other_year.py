from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.facts.matching import nearness, pairs
from pipeline.checks.facts.numbers import told_of_the_facts
from pipeline.checks.facts.sums import Fault
from pipeline.checks.facts.years import other_years
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_DONE = (SectionKind.LEAD, SectionKind.BASIC, SectionKind.DUTY, SectionKind.PROJECT)
_REPORTED = re.compile(r"(?:现将|现就|下面将?|将)[^。；\d]{0,10}(20\d\d)年度?[^。；]{0,24}(?:汇报|报告|述职)")


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    if context.year is None:
        return
    for match in _REPORTED.finditer(manuscript.text):
        if int(match[1]) != context.year:
            message = f"报告写的是{context.year}年，这里说要报告的是{match[1]}年"
            yield manuscript.hit(match.span(1), message, "标题和开头的年份要一致，请核对是不是旧稿没有改完。")
    for line in manuscript.lines(*_DONE):
        for fault in (*other_years(line.text, context.year), *_moved(line, context)):
            span = (fault.start, fault.end)
            if not told_of_the_facts(line, manuscript, context, span):
                yield line.hit(span, fault.message, fault.advice)


def _moved(line: Line, context: Context) -> Iterator[Fault]:
    """A month with another year before it, where the facts tell the same of that month and name no such year."""
    if context.facts is None or context.year is None or line.section is SectionKind.LEAD:
        return
    for match in _MONTH.finditer(line.text):
        if int(match["year"]) == context.year:
            continue
        said = pairs(line.text[match.end() :])
        for evidence in context.facts.evidence:
            of_month = re.search(rf"(?<!\d){match['month']}月", evidence.text) and match["year"] not in evidence.text
            if of_month and nearness(said, pairs(evidence.text)) >= _SAME:
                message = f"事实里（{evidence.id}）这件事在{match['month']}月，没有说是{match['year']}年"
                yield Fault(*match.span(), message, f"请核对年份：只写{context.year}年做的事。", impossible=False)
                break


_MONTH = re.compile(r"(?<!\d)(?P<year>20\d\d)年(?P<month>\d{1,2})月")
_SAME = 0.5

RULE = Rule(
    code="F13",
    name="别的年份的事",
    level=Level.WARNING,
    about="把往年的数当成今年的成绩，或标题是今年、开头还是去年：多半是旧稿改的。作比较、说来历的不算。",
    source="领域手册 §1.7（改个年份就交的通报）、§4.4",
    bad=Example("2023年召开支部党员大会4次，开展主题党日12次。"),
    good=Example("今年召开支部党员大会4次，比2024年多1次；2023年9月我担任书记以来，每年都开满12次主题党日。"),
    check=check,
)
