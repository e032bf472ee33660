from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.wording.timing import hits_of_over
from pipeline.findings import Level
from pipeline.report import SectionKind


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    yield from hits_of_over(manuscript, context)


RULE = Rule(
    code="W03",
    name="已经结束的活动写成正在进行",
    level=Level.WARNING,
    about="集中教育和阶段性任务有始有终。结束以后要写“巩固拓展……成果”，还写“深入开展”，说明是从旧稿上搬来的。",
    source="领域手册 §4.3、§4.7；逐条出处见 corpus/terms.yaml",
    bad=Example("下一步，我将深入开展党纪学习教育。", section=SectionKind.PLAN),
    good=Example("下一步，我将巩固深化党纪学习教育成果。", section=SectionKind.PLAN),
    check=check,
)
