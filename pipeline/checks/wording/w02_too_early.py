from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.wording.timing import hits_of_too_early
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    yield from hits_of_too_early(manuscript, context)


RULE = Rule(
    code="W02",
    name="时间不到的提法",
    level=Level.ERROR,
    about="会议、教育活动、文件要先有才能写。写作时还没有的，一定是抄错或编的；述职年度之后才有的，不能写成这一年学过、做过（打算部分看写作日期）。",
    source="领域手册 §4.1、§4.2；逐条出处见 corpus/terms.yaml",
    bad=Example("我组织学习党的二十届四中全会精神3次。", year=2024, written="2025-01-08"),
    good=Example("我组织学习党的二十届四中全会精神3次。", year=2025, written="2026-01-08"),
    check=check,
)
