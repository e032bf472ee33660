from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.originality.library import Index, index_of
from pipeline.checks.originality.prose import prose_of
from pipeline.checks.originality.recycled import recycled
from pipeline.checks.originality.runs import share, shared
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level

MUCH, MOST = 0.1, 0.3
"""Of two real reports of different units one had 4 % of the other, all in one place, and had copied it; all other pairs had 1 % or less."""

_LAST_YEAR = "上年报告"
_FEWEST = 60
"""Of a few sentences no share can be told."""


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    if len(prose_of(manuscript).text) < _FEWEST:
        return
    texts = [index_of(context.samples)] if context.samples else []
    texts += [index_of(((_LAST_YEAR, context.last_year),))] if context.last_year else []
    for index in texts:
        runs = shared(manuscript, index)
        for source, mine in runs.items():
            part = share(manuscript, mine)
            if index.names == (_LAST_YEAR,):
                part = max(part, _recycled_share(manuscript, context))
            if part >= MUCH:
                yield _hit(index, source, part, max(run.end - run.start for run in mine))


def _hit(index: Index, source: int, part: float, most: int) -> Hit:
    name = index.names[source]
    of = name if name == _LAST_YEAR else f"样本《{name}》"
    message = f"全文有 {part:.0%} 的字与{of}相同，最长一处连续 {most} 个字"
    advice = "这样改几个字交不出去：留下提纲，每一段从自己的记录和台账重新写起。"
    return Hit(message, advice, level=None if part >= MOST else Level.WARNING)


def _recycled_share(manuscript: Manuscript, context: Context) -> float:
    whole = len(prose_of(manuscript).text)
    return sum(len(found.line.text) for found in recycled(manuscript, context)) / whole if whole else 0.0


_SAMPLE = (
    "支部党员轮流到渡口值守，涨水时把老人一个一个背过河，九天里没有一户被困。我每天夜里十点在堤上点名，人不齐不收队。"
    "水退以后我们挨家看墙根，裂了缝的当天就搬，搬出来的住在村小学里，饭由党员家里轮着送。"
)

RULE = Rule(
    code="O05",
    name="大半出自同一份材料",
    level=Level.ERROR,
    about="全文有三成以上与同一份样本或上年报告连续相同，不是借鉴，是照抄；一成以上也要当心。逐句改字解决不了，要从自己的事写起。",
    source="领域手册 §1.7；阈值按真实材料两两比对的结果定",
    bad=Example(_SAMPLE.replace("九天", "七天"), samples=(("样本甲", _SAMPLE),)),
    good=Example(
        "今年汛期来得早，我把支部的人分成三班，谁守哪一段写在墙上。我自己守最低的那一段，头一个晚上就发现有一处渗水，叫人连夜垫了沙袋，第二天又请水务站的人来看过。",
        samples=(("样本甲", _SAMPLE),),
    ),
    check=check,
)
