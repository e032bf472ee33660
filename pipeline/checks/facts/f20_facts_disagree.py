from __future__ import annotations

from collections.abc import Iterator

from pipeline import units
from pipeline.checks.context import Context
from pipeline.checks.facts.counts import OWN_LECTURES, counts
from pipeline.checks.facts.happenings import happenings
from pipeline.checks.hits import FactHit
from pipeline.checks.rule import FactsRule
from pipeline.facts import Evidence, Facts
from pipeline.facts.records import EvidenceKind
from pipeline.findings import Level


def check(facts: Facts, context: Context) -> Iterator[FactHit]:
    first: dict[str, tuple[str, str]] = {}
    for evidence in facts.evidence:
        for name, said, excerpt in _said(evidence, facts.year):
            if name not in first:
                first[name] = (said, evidence.id)
            elif first[name][0] != said:
                before, where = first[name]
                message = f"{name}有两个数：{where} 里是{before}，{evidence.id} 里是{said}"
                yield FactHit(evidence.id, excerpt, message, "请核对记录，只留对的一个；一个是部分、一个是全年的，请写清楚。")


def _said(evidence: Evidence, year: int) -> Iterator[tuple[str, str, str]]:
    text = evidence.text
    if evidence.kind is EvidenceKind.PLAN:
        return
    if evidence.kind is EvidenceKind.LIFE:
        name = evidence.id.partition(".")[2]
        norm = units.find_norm(name)
        own = name.startswith("书记") and "党课" in name
        yield OWN_LECTURES if own else norm.name if norm else name, text.removeprefix(name).removesuffix("次"), text
        return
    for count in counts(text, year, listed=evidence.kind is EvidenceKind.FACT):
        if count.whole or evidence.kind is not EvidenceKind.RECTIFICATION:
            yield count.name, f"{count.value:g}", text[count.start : count.end]
    if evidence.kind is not EvidenceKind.RECTIFICATION:
        for happening in happenings(text, year):
            yield f"{happening.thing}的时间", f"{happening.month}月", text[happening.start : happening.end]


_FILE = """单位: {{名称: 甲局机关党支部, 类型: 机关}}
述职人: {{职务: 党支部书记}}
年度: 2025
组织生活: {{支部党员大会: 4, 支委会: {life}}}
事实:
  - 内容: 第一议题学习26次
问题:
  - 表现: 支委会应开12次，实开{told}次，7月漏开1次
"""

RULE = FactsRule(
    code="F20",
    name="同一件事两个数",
    level=Level.WARNING,
    about="事实文件里同一件事写了两个数：组织生活里支委会11次，问题里实开10次。起草时不知道信哪一个，先问。",
    source="领域手册 §8 K17",
    bad=_FILE.format(life=11, told=10),
    good=_FILE.format(life=11, told=11),
    check=check,
)
