from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.originality.library import index_of
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level

_PLACE = re.compile(r"(?:[市县区镇乡村街院所局馆站厂组社]|街道|社区|小区|公司|医院|学校|[小中大]学|支部|总支|党委|项目部|园区?)$")
_SHORTEST = 3


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    """A draft of ours may have nothing that a sample calls its own; a document, held against a whole library, no place and no unit."""
    strangers = [name for name in context.strangers if name not in context.given and (_telling(name) if not manuscript.marked else len(name) > 1)]
    there = [name for name in strangers if name in manuscript.text]
    if not there:
        return
    sources = index_of(context.samples)
    for line in manuscript.lines():
        for name in there:
            start = line.text.find(name)
            if start >= 0 and not any(name in longer and longer in line.text for longer in there if longer != name):
                source = sources.source_of(name)
                message = f"“{name}”是样本{f'《{source}》' if source else ''}里别的单位的名称"
                yield line.hit((start, start + len(name)), message, "请删去，换成自己的事实；确实是你这里的，请写进事实文件。")


def _telling(name: str) -> bool:
    return len(name) >= _SHORTEST and _PLACE.search(name) is not None


RULE = Rule(
    code="O03",
    name="别的单位的名称",
    level=Level.ERROR,
    about="自己的事实里没有、样本里却有的地名、单位名、人名、品牌，是照抄留下的痕迹。述职现场念出别人的村名，最是难堪。",
    source="领域手册 §1.7",
    bad=Example("我到样本里的乌石镇走访。", facts=("到苇渡村走访12户",), strangers=("乌石镇",)),
    good=Example("我到苇渡村走访。", facts=("到苇渡村走访12户",), strangers=("乌石镇",)),
    check=check,
    needs=(Need.FACTS,),
)
