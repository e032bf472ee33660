from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Need, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    most = context.length.duty_high
    work = sum(part.chars for part in manuscript.of(SectionKind.DUTY, SectionKind.RECTIFY, SectionKind.PROJECT))
    if most is not None and work > most:
        message = f"成绩部分共 {work} 字，规格“{context.length.name}”要求不多于 {most} 字"
        yield Hit(message, "只留书记本人抓的、能核对的几件事。", section=SectionKind.DUTY)


RULE = Rule(
    code="S12",
    name="成绩写得太多",
    level=Level.WARNING,
    about="有的通知限定成绩部分的字数，多出来的要压掉。",
    source="领域手册 §1.4",
    bad=Example("我组织支部党员大会4次。" * 70, given="规格: 问题为主"),
    good=Example("我组织支部党员大会4次。", given="规格: 问题为主"),
    check=check,
    needs=(Need.LENGTH,),
)
