from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.facts.ranges import faults, placeholders
from pipeline.checks.hits import FactHit
from pipeline.checks.rule import FactsRule
from pipeline.facts import Facts
from pipeline.facts.records import EvidenceKind
from pipeline.findings import Level
from pipeline.texts.quantities import Quantity, quantities


def check(facts: Facts, context: Context) -> Iterator[FactHit]:
    everything: list[Quantity] = []
    for evidence in facts.evidence:
        # How often organisational life was held is weighed against the rules and the months in office, by F21.
        if evidence.kind is EvidenceKind.LIFE:
            continue
        found = quantities(evidence.text)
        everything += found
        for fault in faults(evidence.text, found, facts.year):
            excerpt = evidence.text[fault.start : fault.end]
            yield FactHit(evidence.id, excerpt, f"{evidence.id}：{fault.message}", fault.advice, Level.ERROR if fault.impossible else None)
    round_ones = placeholders(everything)
    if round_ones:
        message = f"事实里有{len(round_ones)}处数字是10、100或1000，像是资料库打码留下的假数字"
        yield FactHit("", round_ones[0].text, message, "请逐处换成真实的数字。")


_FILE = """单位: {{名称: 甲局机关党支部, 类型: 机关}}
述职人: {{职务: 党支部书记}}
年度: 2025
事实:
  - 内容: 主题党日平均到会率{rate}%，举办讲座10场，受众{people}人
"""

RULE = FactsRule(
    code="F24",
    name="事实里的数字不合常理",
    level=Level.WARNING,
    about="到会率超过100%、没有的日期是错误；参加的人不比场次多、一年主持中心组学习60场、满篇都是10和100，请先核对。",
    source="领域手册 §2.2、§7.1、§8 K16",
    bad=_FILE.format(rate=94, people=10),
    good=_FILE.format(rate=94, people=268),
    check=check,
)
