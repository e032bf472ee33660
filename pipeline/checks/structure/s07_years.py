from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|抓|党|度)")
_BELOW = re.compile(r"\s*[（(](20\d\d)年度[）)]\s*\n")
"""The year on a line of its own below the title."""
_REPORTED = re.compile(
    r"(?:现就|现将|就我|把我?|将我?|汇报|报告)[^，。；\n]{0,16}?(20\d\d)(?:年度|年(?!度?\d{1,2}月))|(?:^|[，。])(20\d\d)(?:年度|年)(?=[，来以抓我])"
)
_OF_WORK = (SectionKind.DUTY, SectionKind.PROBLEM)


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """The title is held against the facts, the lead, the headings and the date of the sign-off."""
    at = manuscript.text.find(manuscript.title) if manuscript.title else -1
    titled = _YEAR.search(manuscript.text, at, at + len(manuscript.title)) if at >= 0 else None
    titled = titled or (_BELOW.match(manuscript.text, at + len(manuscript.title)) if at >= 0 else None)
    if titled is None:
        return
    year, span = int(titled[1]), titled.span(1)
    if context.facts and context.facts.year != year:
        yield manuscript.hit(span, f"标题写的是{year}年，事实文件的年度是{context.facts.year}", "核对是哪一年的报告，把标题或事实文件改过来。")
    for line in manuscript.lines(SectionKind.LEAD):
        for match in _REPORTED.finditer(line.text):
            group = 1 if match[1] else 2
            if int(match[group]) != year:
                yield line.hit(match.span(group), f"标题写的是{year}年，这里写的是{match[group]}年", "旧稿改新时常漏改一处：核对全文的年份。")
    for part in manuscript.of(*_OF_WORK):
        told = _YEAR.search(part.heading)
        if told and int(told[1]) != year:
            place = (part.start + told.start(1), part.start + told.end(1))
            yield manuscript.hit(place, f"标题写的是{year}年，这一部分的标题写的是{told[1]}年", "核对全文的年份。")
    if manuscript.date and not manuscript.marked and manuscript.date.year not in (year, year + 1):
        start = manuscript.text.rfind(f"{manuscript.date.year}年")
        message = f"标题写的是{year}年，落款是{manuscript.date.year}年"
        yield manuscript.hit((start, start + 5), message, "述职报告写在当年年底或下一年年初：核对标题和落款。")


RULE = Rule(
    code="S07",
    name="年度前后不一",
    level=Level.WARNING,
    about="标题是今年，导语还是去年；落款早于年度。旧稿改新漏下的年份，最容易被当场看出来。",
    source="领域手册 §1.7、§4.4，§7.5 D61、D62",
    bad=Example("2025年度抓基层党建工作述职报告\n现将2024年度抓党建工作情况报告如下。\n一、履职情况\n我主持召开支委会12次。", section=None),
    good=Example("2025年度抓基层党建工作述职报告\n现将2025年度抓党建工作情况报告如下。\n一、履职情况\n我主持召开支委会12次。", section=None),
    check=check,
)
