from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    wanted = {trap.right for unit_type in context.unit_types for trap in unit_type.traps}
    for unit_type in context.unit_types:
        for trap in unit_type.traps:
            if trap.wrong in wanted:
                continue
            start = manuscript.text.find(trap.wrong)
            if start >= 0:
                instead = f"，应是“{trap.right}”" if trap.right else ""
                level = Level.INFO if "未核" in trap.source else None
                message = f"{unit_type.name}的报告里一般不写“{trap.wrong}”{instead}：{trap.why}"
                yield manuscript.hit((start, start + len(trap.wrong)), message, "请按本单位的实际情况核对。", level)


RULE = Rule(
    code="W06",
    name="别的单位类型的说法",
    level=Level.WARNING,
    about="中小学、高校、医院、国企的领导体制叫法各不相同，从别的单位的稿子上搬来，一个字就露出来。",
    source="领域手册 §2.4—§2.17、§4.6-20；逐条出处见 corpus/units/",
    bad=Example("我认真落实党委领导下的校长负责制。", unit="中小学"),
    good=Example("我认真落实党组织领导的校长负责制。", unit="中小学"),
    check=check,
)
