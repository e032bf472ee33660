"""A count that a fact tells is not told twice."""

from __future__ import annotations

from pipeline.facts.norms import told_in_facts
from pipeline.facts.reading import loads

SHEET = """
单位: {名称: 甲单位党支部, 类型: 机关}
述职人: {职务: 党支部书记}
年度: 2025
组织生活: {中心组学习: 10, 支委会: 9, 党课: 3, 主题党日: 12}
事实:
  - 内容: 中心组全年学习10次，研讨4次
  - 内容: 支委会开了9次，都有记录
  - 内容: 我讲党课2次，另请人讲
"""


def test_a_count_told_by_a_fact_is_known_by_that_fact():
    assert told_in_facts(loads(SHEET))["组织生活.中心组学习"] == "F1"


def test_a_shortfall_and_another_number_stay():
    told = told_in_facts(loads(SHEET))
    assert "组织生活.支委会" not in told  # nine of twelve: it has to be held against the rule
    assert "组织生活.党课" not in told
    assert "组织生活.主题党日" not in told
