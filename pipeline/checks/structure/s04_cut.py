from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """Nothing: what was cut is told by the step that cuts (``steps.mending``), under this code."""
    yield from ()


RULE = Rule(
    code="S04",
    name="删去了没有依据的话",
    level=Level.ERROR,
    about="改了两遍仍有编造的数、名称，或照抄的句子，这一句就删去，原处留下【待补充】，等你补上依据或改写。",
    source="本项目的设计：没有依据的话不留在稿子里",
    bad=Example("全年走访党员300人次。（事实里没有这个数）"),
    good=Example("【待补充：这里有一句话没有事实依据，已经删去，请补上依据或改写】"),
    check=check,
    needs=(Need.DRAFT,),
)
