from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.facts.sums import faults
from pipeline.checks.hits import FactHit
from pipeline.checks.rule import FactsRule
from pipeline.facts import Facts
from pipeline.findings import Level
from pipeline.texts.quantities import quantities


def check(facts: Facts, context: Context) -> Iterator[FactHit]:
    for evidence in facts.evidence:
        for fault in faults(evidence.text, quantities(evidence.text)):
            excerpt = evidence.text[fault.start : fault.end]
            yield FactHit(evidence.id, excerpt, f"{evidence.id}：{fault.message}", fault.advice, Level.ERROR if fault.impossible else None)


_FILE = """单位: {{名称: 甲局机关党支部, 类型: 机关}}
述职人: {{职务: 党支部书记}}
年度: 2025
事实:
  - 内容: 查摆问题9个，整改{done}个，平均到会率由78%提高到93%，提高15个百分点
"""

RULE = FactsRule(
    code="F23",
    name="事实里的数字加不起来",
    level=Level.WARNING,
    about="一条事实里的总数与部分、余数、比例对不上。整改的比查摆的还多，怎么说都不会是真的，所以是错误；可能另有说法的只提醒。",
    source="领域手册 §8 K17",
    bad=_FILE.format(done=10),
    good=_FILE.format(done=9),
    check=check,
)
