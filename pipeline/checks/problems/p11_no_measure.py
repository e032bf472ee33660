from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.rows import rows
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    if manuscript.part(SectionKind.PLAN) is None:
        return
    found = rows(manuscript)
    for row in found:
        if not row.linked and _OWN_REMEDY not in row.why:
            message = f"第 {row.number} 个问题在打算里找不到对应的措施"
            yield row.hit(message, "打算部分给它配一条：谁、在什么时间、做什么、怎么检查；次序和问题一致。")


_OWN_REMEDY = "【待补充"
_WHOLE = (
    "2025年度抓基层党建工作述职报告\n一、履职情况\n我讲党课4次。\n二、存在的问题及原因\n"
    "（一）流动党员没有联系上。6名流动党员有4名一年没有通过电话，我没有问过。\n三、下一步打算\n"
)

RULE = Rule(
    code="P11",
    name="问题没有对应的措施",
    level=Level.WARNING,
    about="问题三条、措施四条，没有一条对得上，说明措施是从别处搬来的。",
    source="领域手册 §1.3 Q13、§1.6 C7、§8 K11",
    bad=Example(f"{_WHOLE}（一）建好活动室。3月底前把活动室的桌椅配齐。\n", section=None),
    good=Example(f"{_WHOLE}（一）给流动党员打电话。我每月给6名流动党员各打一次电话，记在本上。\n", section=None),
    check=check,
)
