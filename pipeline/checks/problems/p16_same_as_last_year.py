from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.facts.matching import pairs
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript, of_document
from pipeline.checks.problems.rows import rows
from pipeline.checks.rule import Example, Need, Rule
from pipeline.documents import parse
from pipeline.findings import Level

_LIKE = 80
_SHORT = 4


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    from rapidfuzz import fuzz

    last = of_document(parse(context.last_year), context.last_year)
    before = [(row.block.heading, "".join(line.text for line in row.statement)) for row in rows(last)]
    for row in rows(manuscript):
        own = "".join(line.text for line in row.statement)
        for heading, said in before:
            same_heading = len(heading) >= _SHORT and fuzz.ratio(heading, row.block.heading) >= _LIKE
            if same_heading or fuzz.ratio(own, said) >= _LIKE or _retold(said, own):
                message = f"第 {row.number} 个问题和上年写的差不多：“{(heading or said)[:20]}”"
                yield row.hit(message, "真是老问题，就写明今年比去年好了多少、为什么还没改完；不是就换成今年的问题。")
                break


def _retold(said: str, own: str) -> bool:
    """Whether most of what was said last year stands in this year's problem, whatever was added."""
    known = pairs(said)
    return len(known) >= _WORDS and len(known & pairs(own)) >= len(known) * _MOST


_WORDS, _MOST = 20, 0.6

_REPORT = "一、履职情况\n我讲党课4次。\n二、存在的问题\n（一）{}\n三、打算\n每月讨论。\n"
_LAST = _REPORT.format("党员讨论少。12次学习只有3次安排讨论，我怕冷场。")

RULE = Rule(
    code="P16",
    name="问题年年一样",
    level=Level.WARNING,
    about="把去年的问题原样再写一遍，等于承认一年没改，也最容易被对照出来。",
    source="领域手册 §1.3 Q12 [A18]",
    bad=Example(_LAST.replace("3次安排", "4次安排"), section=None, last_year=_LAST),
    good=Example(_REPORT.format("走访没有走到。20户困难党员我只去了8户，嫌路远。"), section=None, last_year=_LAST),
    check=check,
    needs=(Need.LAST_YEAR,),
)
