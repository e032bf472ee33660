"""What is written down twice is told once, and in the right place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pipeline.facts import Facts, load
from pipeline.facts.reading import loads
from pipeline.flows.draft import Request, draft
from pipeline.report import SectionKind
from pipeline.steps.repeats import told_in_measure, told_in_problems
from pipeline.writers.by_rules import RuleWriter

ROOT = Path(__file__).parent.parent.parent
VILLAGE = """
单位: {名称: 青石镇青石垭村党总支, 类型: 村}
述职人: {职务: 村党总支书记}
年度: 2025
写作日期: 2026-01-06
事实:
  - 内容: 后备力量，村级后备干部只培养了2人，有1个8月去成都打工了
  - 内容: 慰问困难党员、老党员14人，共7000元
  - 内容: 发展党员2名，收到入党申请书5份
问题:
  - 表现: 村级后备干部只培养了2人，8月走了1人去成都打工
    原因: 总怕培养了留不住
    措施: 3月底前找够4人，每人分一件事，半年专题研究一次
  - 表现: 全年发展党员2名，收到入党申请书5份，3份没有人谈
打算:
  - 后备干部3月底前找够4人，每人分一件事，半年专题研究一次
"""


def village() -> Facts:
    return loads(VILLAGE)


def test_a_fault_among_the_facts_is_told_as_a_problem_only():
    facts = village()
    assert told_in_problems(facts) == {"F1"}
    report = draft(Request(facts, dt.date(2026, 1, 6)), RuleWriter(), lambda *_: (), lambda _: None).report
    duty = "".join(item.text for item in report.section(SectionKind.DUTY).items)
    assert "成都" not in duty
    assert "7000元" in duty
    assert "5份" in duty


def test_a_plan_that_repeats_the_measure_is_told_once():
    report = draft(Request(village(), dt.date(2026, 1, 6)), RuleWriter(), lambda *_: (), lambda _: None).report
    plan = "".join(item.text for item in report.section(SectionKind.PLAN).items)
    assert plan.count("半年专题研究一次") == 1
    assert told_in_measure("每月打一次电话，记台账，由我查", "每月打一次电话，记台账，由我查，年底公开")
    assert not told_in_measure("黄精地扩到100亩，6月前完成", "每月打一次电话，记台账")


def test_good_facts_of_ours_stay_where_they_are():
    for path in sorted((ROOT / "examples").glob("facts-*.yaml")):
        assert told_in_problems(load(path)) == frozenset()
