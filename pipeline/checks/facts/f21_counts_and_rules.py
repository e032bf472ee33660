from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import FactHit
from pipeline.checks.rule import FactsRule
from pipeline.facts import Facts
from pipeline.facts.norms import LifeRecord, life_records, months_in_office
from pipeline.findings import Level

_NEARLY = 0.8
_FAR_ABOVE = 2


def check(facts: Facts, context: Context) -> Iterator[FactHit]:
    months = months_in_office(facts)
    admitted = "\n".join(f"{p.statement} {p.cause or ''}" for p in facts.problems)
    branch = facts.unit.name.endswith("支部")
    for life in life_records(facts):
        if life.norm is None:
            continue
        excerpt = f"{life.name}: {life.count}"
        names = (life.name, life.norm.name, *life.norm.aliases)
        if branch and life.due and life.missing and not any(name in admitted for name in names):
            yield _below(life, life.due, months, excerpt)
        elif life.due and months < 12 and life.norm.per_year and life.count > max(life.due * 1.5, life.due + 1) and life.count >= life.norm.per_year:
            message = f"{life.name}{life.count}次，任职才{months}个月，按规定是{life.due}次，像是全年的数"
            yield FactHit(life.id, excerpt, message, "只写任职以后的次数。")
        elif branch and life.norm.usual and life.count > life.norm.usual[1] * _FAR_ABOVE:
            message = f"{life.name}一年{life.count}次，远多于常见的{life.norm.usual[0]}—{life.norm.usual[1]}次"
            yield FactHit(life.id, excerpt, message, "请核对；几个党小组合计的，请在事实里写明是合计。")


def _below(life: LifeRecord, due: int, months: int, excerpt: str) -> FactHit:
    office = "" if months == 12 else f"（任职{months}个月）"
    message = f"{life.name}{life.count}次，按规定应有{due}次{office}，问题里没有说"
    phrase = life.norm.phrase if life.norm else ""
    # The rule says 一般: one missing in a year is told, not asked about.
    level = Level.INFO if life.count > due * _NEARLY else None
    return FactHit(life.id, excerpt, message, f"{phrase}。次数写错了请改正；确实少了，请写进问题，说明少在哪个月、为什么。", level)


_FILE = """单位: {{名称: 甲局机关党支部, 类型: 机关}}
述职人: {{职务: 党支部书记, 任职起: {since}}}
年度: 2025
组织生活: {{支委会: {count}, 党课: 3}}
事实:
  - 内容: 第一议题学习26次
问题:
  - 表现: 学习不深，我读得少
"""

RULE = FactsRule(
    code="F21",
    name="次数与规定、任职时间不合",
    level=Level.WARNING,
    about="支部的组织生活次数少于规定而问题里不提，多得出奇，或任职几个月却报了全年的次数。按任职的月数折算。",
    source="《中国共产党支部工作条例（试行）》；领域手册 §2.2、§0.3 第18条",
    bad=_FILE.format(since="2025-09", count=12),
    good=_FILE.format(since="2025-09", count=4),
    check=check,
)
