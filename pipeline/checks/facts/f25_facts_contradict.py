from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import units
from pipeline.checks.context import Context
from pipeline.checks.facts.rhythms import faults
from pipeline.checks.hits import FactHit
from pipeline.checks.rule import FactsRule
from pipeline.facts import Evidence, Facts
from pipeline.facts.norms import months_in_office
from pipeline.facts.records import EvidenceKind
from pipeline.findings import Level

_ALL_DONE = re.compile(
    r"(?:全部|均已|都已|悉数)(?:按期|如期)?(?:整改|完成|办结|解决|落实|销号|答复)|(?:整改|完成|办结|解决|落实|答复)率(?:达到?|为)?(?:100%|百分之百)"
)
_PAIR = re.compile(
    r"(\d{1,4})(个|项|件|条|处)[^，。；\d]{0,8}[，、]?[^，。；\d]{0,6}(?:整改|完成|办结|解决|落实|销号|答复)(?:了|完成|到位)?(\d{1,4})\2"
)
_NEAR = 16
_TELLS = (EvidenceKind.FACT, EvidenceKind.PROJECT, EvidenceKind.RECTIFICATION)
_SHOULD = re.compile(r"规定|应|要求|计划|拟|改为|定为|下年|明年|2\d{3}年")
_A_YEAR = {"每月": 12, "按月": 12, "月月": 12, "每季度": 4, "每季": 4, "按季": 4}


def check(facts: Facts, context: Context) -> Iterator[FactHit]:
    for evidence in facts.evidence:
        text = evidence.text
        for fault in faults(text):
            yield FactHit(evidence.id, text[fault.start : fault.end], f"{evidence.id}：{fault.message}", fault.advice)
        if evidence.kind in _TELLS:
            yield from _not_all(evidence)
            yield from _not_so_often(evidence, facts)


def _not_all(evidence: Evidence) -> Iterator[FactHit]:
    """查摆问题9个，整改8个，全部整改到位."""
    for pair in _PAIR.finditer(evidence.text):
        every = _ALL_DONE.search(evidence.text, pair.end(), pair.end() + _NEAR)
        if every is None or int(pair[3]) >= int(pair[1]) or re.search(r"\d", evidence.text[pair.end() : every.start()]):
            continue
        rest = int(pair[1]) - int(pair[3])
        message = f"{evidence.id}：说“{every.group()}”，可“{pair.group()}”还差{rest}{pair[2]}"
        yield FactHit(evidence.id, pair.group(), message, "请核对是全部办完了，还是有没办完的。")


def _not_so_often(evidence: Evidence, facts: Facts) -> Iterator[FactHit]:
    """主题党日每月1次, where 组织生活 counts ten of them."""
    for life in facts.life:
        norm = units.find_norm(life.name)
        names = sorted({life.name, *((norm.name, *norm.aliases) if norm else ())}, key=len, reverse=True)
        pattern = rf"(?:{'|'.join(map(re.escape, names))})[^，。；、\d]{{0,4}}({'|'.join(_A_YEAR)})"
        match = re.search(pattern, evidence.text)
        if match is None or _SHOULD.search(evidence.text):
            continue
        made = _A_YEAR[match[1]] * months_in_office(facts) // 12
        if life.count < made:
            message = f"{evidence.id} 说“{match.group()}”，一年是{made}次，组织生活里写的是{life.count}次"
            yield FactHit(evidence.id, match.group(), message, "请核对是不是真的每次都开了。")


_FILE = """单位: {{名称: 甲局机关党支部, 类型: 机关}}
述职人: {{职务: 党支部书记}}
年度: 2025
事实:
  - 内容: 第一议题学习26次
打算:
  - 每季度1次专题研讨，全年不少于{least}次
"""

RULE = FactsRule(
    code="F25",
    name="事实里的说法自相矛盾",
    level=Level.WARNING,
    about="频次与次数对不上（每季度1次，又说全年不少于6次；主题党日每月1次，组织生活里却只有10次），说全部办完又留着没办的。",
    source="领域手册 §8 K17",
    bad=_FILE.format(least=6),
    good=_FILE.format(least=4),
    check=check,
)
