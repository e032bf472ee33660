"""What the offline writer promises or says of the user must hold in the same report."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.facts.reading import loads
from pipeline.flows.draft import Request, draft
from pipeline.rendering import as_text
from pipeline.steps.tracing import trace
from pipeline.texts.quantities import quantities
from pipeline.writers.by_rules import RuleWriter

SHEET = """
单位: {{名称: 甲局机关党支部, 类型: 机关}}
述职人: {{职务: 党支部书记、主任, 姓名: 周建民}}
年度: 2025
写作日期: 2026-01-06
组织生活: {{支委会: 11, 主题党日: 12}}
事实:
  - 内容: 为防洪水，党员在城区4个社区清淤三轮
    时间: 2025-08
  - 内容: 周六门诊接诊386人
问题:
  - 表现: {}
    原因: 我只排次数
"""


def text_of(problem: str) -> str:
    return as_text(draft(Request(loads(SHEET.format(problem)), dt.date(2026, 1, 6)), RuleWriter(), lambda *_: (), lambda _: None).report)


def test_the_name_stands_in_the_sign_off_and_nowhere_else():
    text = text_of("学习笔记12本有7本是抄的")
    assert "述职人：甲局机关党支部书记周建民" in text
    assert text.count("周建民") == 1


OTHERS = "学习笔记12本有7本是抄的\n  - 表现: 走访18户有6户没有回音\n  - 表现: 3名党员一年没有认领事项"


@pytest.mark.parametrize(("problem", "promised"), [("支委会少开1次没有补", True), ("学习笔记12本有7本是抄的", True), (OTHERS, False)])
def test_a_problem_is_promised_only_where_it_is_told(problem: str, promised: bool):
    text = text_of(problem)
    assert "支委会少1次" in text
    assert ("我在问题部分如实说明" in text) is promised


def test_no_second_doer_is_put_before_a_clause_that_has_its_own():
    assert "8月，为防洪水，党员在城区4个社区清淤三轮。" in text_of("学习笔记12本有7本是抄的")


def test_a_day_of_the_week_is_no_number():
    assert [q.value for q in quantities("周六门诊接诊386人，星期三例会")] == [386]
    assert [q.text for q in quantities("周边六个村")] == ["六个"]


def test_what_is_missing_is_traced_to_its_own_count():
    facts = loads(SHEET.format("支委会少开1次没有补"))
    made = draft(Request(facts, dt.date(2026, 1, 6)), RuleWriter(), lambda *_: (), lambda _: None)
    short = [n for n in trace(made, facts).numbers if n.sentence.startswith("对照规定") and "支委会少1次" in n.sentence]
    assert [(n.value, n.facts) for n in short] == [("1次", ("组织生活.支委会",))]
    assert "规定" in short[0].how
