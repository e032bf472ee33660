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
    fixed = units.fixed_wordings()
    known = [(name, grams(mask(compact(text), fixed))) for name, text in context.samples]
    for line in manuscript.lines():
        for name, their in known:
            yield from hits(line, their, f"与样本《{name}》连续相同", "样本只教写法，句子要用自己的话和自己的事实。")


RULE = Rule(
    code="O01",
    name="与样本连续相同",
    level=Level.ERROR,
    about="与别的报告连续 13 个字以上相同（固定提法除外）就算照抄。照抄述职报告会被通报处理。",
    source="领域手册 §1.7",
    bad=Example("今年我把支部的难处一件一件摊开来讲了。", samples=(("样本甲", "我把支部的难处一件一件摊开来讲给大家听。"),)),
    good=Example("支部难在哪里，我在会上逐条讲过。", samples=(("样本甲", "我把支部的难处一件一件摊开来讲给大家听。"),)),
    check=check,
    needs=(Need.SAMPLES,),
)
