from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    strangers = [name for name in context.strangers if len(name) > 1 and name not in context.given]
    for line in manuscript.lines():
        for name in strangers:
            start = line.text.find(name)
            if start >= 0:
                yield line.hit((start, start + len(name)), f"“{name}”是样本里别的单位的名称", "请删去，换成自己的事实。")


RULE = Rule(
    code="O03",
    name="别的单位的名称",
    level=Level.ERROR,
    about="起草时样本里的地名、单位名、人名、品牌一个也不能带进来。",
    source="领域手册 §1.7",
    bad=Example("我到样本里的乌石镇走访。"),
    good=Example("我到本镇走访。"),
    check=check,
    needs=(Need.DRAFT,),
)
