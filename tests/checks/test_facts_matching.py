"""Quantities are matched to the facts that bear them by value, measure and owner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.examples import context_of, manuscript_of
from pipeline.checks.facts.f01_unknown_number import RULE as UNKNOWN
from pipeline.checks.facts.matching import bearings
from pipeline.checks.rule import Example
from pipeline.facts.reading import loads
from pipeline.findings import Level
from pipeline.report import SectionKind

FACTS = loads(
    """单位: {名称: 云溪县水务局机关党支部, 类型: 机关}
述职人: {职务: 党支部书记, 任职起: 2024-03}
年度: 2025
组织生活: {支委会: 11, 党课: 4}
事实:
  - {编号: A, 内容: 党员到清河社区报到28人次，惠及居民412户, 时间: 2025-07}
  - {编号: B, 内容: 开展廉政谈话19人次，签订责任书14份}
  - {编号: C, 内容: 平均到会率由78%提高到93%}
  - {编号: D, 内容: 领办难题11个，解决10个；党小组会由一名组长主持，共开二十六次}
"""
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("党员到社区报到28人次。", [("A", "said")]),
        ("党员到社区报到二十八人次。", [("A", "said")]),
        ("党员到社区报到近30人次。", [("A", "said")]),
        ("党员到社区报到20余人次，惠及居民400多户。", [("A", "said"), ("A", "said")]),
        ("惠及居民超过400户。", [("A", "said")]),
        ("7月，党员报到28人次。", [("A", "time"), ("A", "said")]),
        ("党小组会开了26次。", [("D", "said")]),
        ("到会率提高15个百分点，超过九成。", [("C", "follows"), ("C", "said")]),
        ("11个难题还有1个没有解决。", [("D", "said"), ("D", "follows")]),
        ("支委会少开了1次。", [("组织生活.支委会", "rule")]),
        ("党员到清河社区报到19人次。", [("B", "other")]),
        ("惠及居民412人次。", [("", "measure")]),
        ("走访老人57户。", [("", "none")]),
    ],
)
def test_each_quantity_has_its_facts(text: str, told: list[tuple[str, str]]):
    assert [(b.facts[0] if b.facts else "", b.how) for b in bearings(text, FACTS)] == told


def test_a_sentence_that_cites_facts_is_held_to_them():
    (bearing,) = bearings("党员报到28人次。", FACTS, ids=("B",))
    assert not bearing.borne


def test_a_wrong_number_is_told_with_what_the_facts_say_of_the_same_thing():
    example = Example("党员到清河社区报到36人次。", facts=("党员到清河社区报到28人次",))
    (hit,) = UNKNOWN.check(manuscript_of(example), context_of(example))
    assert "28人次" in hit.message


def test_a_promised_number_in_a_document_is_asked_about_and_no_more():
    example = Example("每季度走访党员9名。", section=SectionKind.PLAN, facts=("开会4次",))
    (hit,) = UNKNOWN.check(manuscript_of(example), context_of(example))
    assert hit.level is Level.WARNING


def test_the_dates_of_the_report_and_ways_of_speaking_need_no_fact():
    text = "（2025年12月20日）\n从1月到12月一直如此，两家人三五个月说不上话。"
    example = Example(text, facts=("开会4次",))
    assert not list(UNKNOWN.check(manuscript_of(example), context_of(example)))


ODD = st.text(alphabet="0123456789０１²½Ⅳ零一二两三十百千万亿〇点.,，。%余多近约个人次名月年成半几到 至其中共", max_size=60)


@given(ODD)
def test_odd_numerals_never_crash(text: str):
    for bearing in bearings(text, FACTS):
        assert 0 <= bearing.quantity.start < bearing.quantity.end <= len(text)
