from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.facts.counts import counts
from pipeline.checks.facts.happenings import happenings
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_TOLD = tuple(kind for kind in SectionKind if kind is not SectionKind.PLAN)
_ADVICE = "同一件事全文只能有一个数，请核对记录后改成一致。"


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """The first value told of a thing is what the others are held against."""
    first: dict[str, tuple[str, Line, tuple[int, int]]] = {}
    for line in manuscript.lines(*_TOLD):
        for name, said, span in _said(line, context.year):
            if name not in first:
                first[name] = (said, line, span)
            elif first[name][0] != said:
                before, where, place = first[name]
                message = f"{name}前后说法不一：前面是{before}（“{where.text[slice(*place)]}”），这里是{said}"
                yield line.hit(span, message, _ADVICE)


def _said(line: Line, year: int | None) -> Iterator[tuple[str, str, tuple[int, int]]]:
    for count in counts(line.text, year):
        # What was set right is told against the year before, mostly without naming it.
        if count.whole or line.section is not SectionKind.RECTIFY:
            yield count.name, f"{count.value:g}", (count.start, count.end)
    for happening in happenings(line.text, year):
        yield f"{happening.thing}的时间", f"{happening.month}月", (happening.start, happening.end)


RULE = Rule(
    code="F09",
    name="前后数字不一",
    level=Level.ERROR,
    about="同一件事在两处写了两个数或两个月份：履职里党员大会开了4次，问题里成了3次。只比全年的总数，部分、上年、应开未开的不算。",
    source="领域手册 §8 K17、§2.2（10月改选、11月又完成改选）",
    bad=Example(
        "述职报告\n一、履职情况\n全年召开支部党员大会4次、支委会12次。\n二、存在的问题\n支部党员大会只开了3次，有一个季度空着。\n三、下一步打算\n每季度开1次。",
        section=None,
    ),
    good=Example(
        "述职报告\n一、履职情况\n全年召开支部党员大会4次、支委会9次。\n二、存在的问题\n支委会应开12次只开9次，上年支部党员大会只有3次。\n三、下一步打算\n支委会开满12次。",
        section=None,
    ),
    check=check,
)
