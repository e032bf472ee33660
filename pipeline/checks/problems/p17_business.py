from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript, Part
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_PARTY = re.compile(
    r"党|支部|组织生活|支委|书记|学习|廉政|廉洁|纪律|意识形态|政治|思想|志愿|群众|群团|团员|走访|谈心|谈话|整改|点评|班子|村干部|社区工作者|民主|公开"
)
_FIGURES = re.compile(r"\d[\d.]*(?:余|多)?([万亿]?(?:[元亩吨台套辆例笔件项篇个户家张株头度米平人]|人次|公里|千瓦时?|平方米|床|册|单)|%|％|个百分点)")
_MANY, _MEASURES = 5, 3
"""So many figures of so many measures, and not a word of the Party, are what a business reports."""


def _paragraphs(text: str, part: Part) -> Iterator[tuple[int, str]]:
    place = part.start
    for line in text[part.start : part.end].split("\n"):
        yield place, line
        place += len(line) + 1


def _is_business(paragraph: str) -> bool:
    figures = [m[1] for m in _FIGURES.finditer(paragraph)]
    return len(figures) >= _MANY and len(set(figures)) >= _MEASURES and not _PARTY.search(paragraph)


_LONG, _MOST = 60, 0.5


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    items = [item for part in manuscript.of(SectionKind.DUTY) for item in part.items if len(item.text) >= _LONG]
    business = [item for item in items if not _PARTY.search(item.heading + item.text)]
    for part in manuscript.of(SectionKind.DUTY):
        for start, paragraph in _paragraphs(manuscript.text, part):
            if _is_business(paragraph):
                advice = "业务数字只留一句，写支部和党员在里面起了什么作用；不相干的删去。"
                yield manuscript.hit((start, start + len(paragraph)), "这一段通篇是业务数字，没有一句支部和党员", advice)
                return
    if sum(len(i.text) for i in business) > _MOST * sum(len(i.text) for i in items):
        item = business[0]
        span = (item.start, item.start + len(item.heading)) if item.heading else (item.lines[0].start, item.lines[0].end)
        message = f"履职部分有 {len(business)} 条通篇讲业务，没有一句支部和党员"
        yield manuscript.hit(span, message, "业务数字只留一句，写支部和党员在里面起了什么作用；不相干的删去。")


RULE = Rule(
    code="P17",
    name="以业务代党建",
    level=Level.WARNING,
    about="产值、门诊量、招生数写得再多，也不是抓党建。点评常说的“写成了单位工作总结”就是这个。",
    source="领域手册 §1.6 C2、C3，§8 K31",
    bad=Example(
        "全年门诊量12万人次，同比增长8%，新购设备6台，开展新技术9项，平均住院日降到7天，营业收入突破2亿元，满意度达到96%，药占比下降3个百分点，外科手术3000台。"
    ),
    good=Example(
        "门诊量增长8%的背后，是3个科室党支部把党员排进夜诊，26名党员一年多值了140个夜班，我每月看一次排班表，和支部书记对一次账，哪个支部缺岗就在支委会上说清楚。"
    ),
    check=check,
)
