"""What is answered goes where it was asked for, says what it is about, and nothing is no answer."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.errors import InputError
from pipeline.facts.reading import loads
from pipeline.flows.answering import answered
from pipeline.flows.draft import Request, draft
from pipeline.flows.redoing import Place, reworded
from pipeline.report import SectionKind
from pipeline.result import Draft
from pipeline.writers.by_rules import RuleWriter

SHEET = """
单位: {名称: 甲镇茶山村党支部, 类型: 村}
述职人: {职务: 村党支部书记}
年度: 2025
写作日期: 2026-01-06
事实:
  - 内容: 修路900米，花了21万元
问题:
  - 表现: 外出党员17名里有9名一年没打过电话
    原因: 我图省事
"""


@pytest.fixture
def thin() -> Draft:
    return draft(Request(loads(SHEET), dt.date(2026, 1, 6)), RuleWriter(), lambda *_: (), lambda _: None)


def asked(made: Draft, words: str) -> str:
    return next(q for q in made.todo if words in q)


@pytest.mark.parametrize("answer", ["没有", "无", " 没有。", "不清楚"])
def test_nothing_is_no_sentence_of_a_report(thin: Draft, answer: str):
    with pytest.raises(InputError, match="写不进报告"):
        answered({}, thin, asked(thin, "近三年发展"), answer)


def test_an_answer_that_does_not_say_what_it_is_about_is_told_under_its_topic(thin: Draft):
    question = asked(thin, "平均能来多少人")
    fact = answered({}, thin, question, "平均18人，议的多是产业和低保")["事实"][0]
    assert fact["内容"] == f"{fact['主题']}：平均18人，议的多是产业和低保"
    values = {"事实": [fact]}
    again = draft(
        Request(loads(SHEET.replace("事实:\n", f"事实:\n  - 主题: {values['事实'][0]['主题']}\n    内容: {fact['内容']}\n")), dt.date(2026, 1, 6)),
        RuleWriter(),
        lambda *_: (),
        lambda _: None,
    )
    assert question not in again.todo


def test_one_box_takes_what_was_found_done_and_reached(thin: Draft):
    values = answered({}, thin, asked(thin, "上年述职评议"), "流动党员联系少。建了微信群，每月联系一次。8人都联系上了")
    assert values["上年整改"] == [{"问题": "流动党员联系少", "做法": "建了微信群，每月联系一次", "结果": "8人都联系上了"}]


def test_the_plan_follows_a_heading_that_was_changed(thin: Draft):
    problem = thin.report.section(SectionKind.PROBLEM).items[0]
    changed = reworded(thin.report, Place(SectionKind.PROBLEM, 0), "外出的人没有联系上", problem.text)
    plan = "".join(item.text for item in changed.section(SectionKind.PLAN).items)
    assert "“外出的人没有联系上”" in plan
    assert f"“{problem.heading}”" not in plan
