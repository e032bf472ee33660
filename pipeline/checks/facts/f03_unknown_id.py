from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for line in manuscript.lines():
        for id_ in line.facts:
            if id_ not in context.known.by_id:
                advice = "请改成事实文件里有的编号，或删去这句话。"
                yield line.hit((0, len(line.text)), f"引用了不存在的事实编号“{id_}”", advice)


RULE = Rule(
    code="F03",
    name="引用了不存在的事实",
    level=Level.ERROR,
    about="起草时每句话都记着依据哪条事实；编号不存在，就是没有依据。",
    source="本项目的设计：每个数都能追到事实",
    bad=Example("全年开会12次。〔F99，事实文件里没有〕"),
    good=Example("全年开会12次。〔F1〕"),
    check=check,
    needs=(Need.FACTS, Need.DRAFT),
)
