from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind

_MOST_SHARE = 0.6
_ADVICE = "只留书记本人抓的、能核对的几件事；腾出的篇幅给问题和原因。"


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    rule = context.rule
    work = sum(part.chars for part in manuscript.of(SectionKind.DUTY, SectionKind.RECTIFY, SectionKind.PROJECT))
    if rule and rule.duty_high is not None:
        if work > rule.duty_high:
            message = f"成绩部分共 {work} 字，规格“{rule.name}”要求不多于 {rule.duty_high} 字"
            yield Hit(message, _ADVICE, section=SectionKind.DUTY)
    elif work > manuscript.chars * _MOST_SHARE and manuscript.part(SectionKind.PROBLEM) and manuscript.part(SectionKind.PLAN):
        message = f"成绩部分共 {work} 字，占全文 {work / manuscript.chars:.0%}，一般只占一半上下"
        yield Hit(message, _ADVICE, section=SectionKind.DUTY)


RULE = Rule(
    code="S12",
    name="成绩写得太多",
    level=Level.WARNING,
    about="有的通知限定成绩部分的字数，多出来的要压掉；没有限定的，超过全文六成才提示。",
    source="领域手册 §1.4、§1.6 C4、§3.5",
    bad=Example("我组织支部党员大会4次。" * 70, given="规格: 问题为主"),
    good=Example("我组织支部党员大会4次。", given="规格: 问题为主"),
    check=check,
)
