from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.originality.library import index_of
from pipeline.checks.originality.runs import LONG, SHORT, longest, pieces, shared
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """A draft of ours may have no run at all; of a document's short ones it is said that they are there, for two clerks may have had one thought."""
    index = index_of(context.samples)
    for run in longest(shared(manuscript, index)):
        length = run.end - run.start
        level = None if manuscript.marked or length >= LONG else Level.WARNING if length >= SHORT else Level.INFO
        more = f"（另有 {run.others} 份样本也有）" if run.others else ""
        message = f"与样本《{index.names[run.source]}》连续相同 {length} 个字{more}"
        for line, start, end in pieces(manuscript, run):
            yield line.hit((start, end), message, "样本只教写法，句子要用自己的话和自己的事实。", level)


RULE = Rule(
    code="O01",
    name="与样本连续相同",
    level=Level.ERROR,
    about=(
        "与别的报告连续 13 个字以上相同就要看一看，固定提法、会议名称、次数不算在内；20 个字以内多半是巧合，30 个字以上必须改。"
        "照抄述职报告会被通报处理。"
    ),
    source="领域手册 §1.7",
    bad=Example("今年我把支部的难处一件一件摊开来讲了。", samples=(("样本甲", "我把支部的难处一件一件摊开来讲给大家听。"),)),
    good=Example("支部难在哪里，我在会上逐条讲过。", samples=(("样本甲", "我把支部的难处一件一件摊开来讲给大家听。"),)),
    check=check,
    needs=(Need.SAMPLES,),
)
