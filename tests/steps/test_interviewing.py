"""The interview: questions follow from the file, answers are judged by the facts' own rules, and it goes on where it stopped."""

from __future__ import annotations

import pytest

from pipeline import units
from pipeline.facts.editing import FactsText
from pipeline.facts.reading import loads
from pipeline.facts.template import template
from pipeline.steps.interviewing import AnswerError, answer, find, next_question, progress, questions, skip, skipped_in, unskipped

ANSWERS = {
    "单位.类型": "村、群团",
    "单位.名称": "甲村党支部",
    "述职人.职务": "党支部书记",
    "述职人.任职起": "2023年6月",
    "年度": "2025年",
    "必问.集体经济": "收入18.6万元",
    "组织生活.支委会": "11次",
    "整改1.问题": "党课少",
    "整改1.做法": "讲了4次",
    "项目.名称": "水渠",
    "项目.做法": "走访46户；开会3次",
    "问题1.表现": "主题党日只有9次",
    "问题1.原因": "我没有排题目",
    "打算1": "修路",
    "事实.其他1": "7月获评镇级先进",
}


def interviewed(sheet: FactsText) -> FactsText:
    while question := next_question(sheet):
        said = ANSWERS.get(question.id)
        sheet = answer(sheet, question, said) if said else skip(sheet, question)
    return sheet


@pytest.mark.parametrize("start", [template(), ""])
def test_an_interview_makes_a_file_that_drafts(start: str):
    facts = loads(interviewed(FactsText(start)).text)
    assert facts.unit.types == ("村", "群团")
    assert facts.year == 2025
    assert facts.secretary.since == "2023-06"
    assert {f.text: f.theme for f in facts.facts} == {"收入18.6万元": "集体经济", "7月获评镇级先进": None}
    assert [(c.name, c.count) for c in facts.life] == [("支委会", 11)]
    assert facts.rectifications[0].action == "讲了4次"
    assert facts.project is not None
    assert facts.project.actions == ("走访46户", "开会3次")
    assert facts.problems[0].cause == "我没有排题目"
    assert facts.plans == ("修路",)


def test_it_is_resumed_from_the_text_alone_and_can_be_begun_anew():
    sheet = FactsText(template(("村",)))
    first = next_question(sheet)
    assert first is not None
    assert first.id == "单位.名称"
    resumed = FactsText(skip(sheet, first).text)
    assert skipped_in(resumed) == ("单位.名称",)
    following = next_question(resumed)
    assert following is not None
    assert following.id == "单位.上级"
    assert next_question(unskipped(resumed)) == first
    assert answer(resumed, first, "甲村党支部").text == answer(sheet, first, "甲村党支部").text


@pytest.mark.parametrize(
    ("id_", "said", "why"),
    [
        ("年度", "25", "四位数字"),
        ("单位.类型", "机官", "是不是“机关”"),
        ("述职人.任职起", "2026-01", "晚于报告年度"),
        ("组织生活.党课", "三", "只写一个整数"),
        ("写作日期", "2020-01-01", "对不上"),
        ("单位.名称", "  ", "没有写内容"),
        ("字数", "20", "不能小于 300"),
        ("规格", "通", "是不是“通用”"),
        ("单位.名称", "机密★10年", "标志"),
    ],
)
def test_a_wrong_answer_is_refused_with_the_reason_the_facts_give(id_: str, said: str, why: str):
    sheet = FactsText(template(("村",), 2025))
    question = find(sheet, id_)
    assert question is not None
    with pytest.raises(AnswerError, match=why):
        answer(sheet, question, said)


def test_an_answer_may_be_changed():
    sheet = interviewed(FactsText(template()))
    for id_, said in (("问题1.表现", "到会不足六成"), ("事实.其他1", "8月获评"), ("打算1", "修桥"), ("必问.集体经济", "收入19万元")):
        question = find(sheet, id_)
        assert question is not None
        assert question.answer
        sheet = answer(sheet, question, said)
    facts = loads(sheet.text)
    assert (facts.problems[0].statement, facts.plans, len(facts.facts)) == ("到会不足六成", ("修桥",), 2)


@pytest.mark.parametrize("name", units.type_names())
def test_each_unit_type_is_asked_its_own_with_reason_and_example(name: str):
    asked = [q for q in questions(FactsText(template((name,)))) if q.group == "必问的事"]
    assert len(asked) >= 5
    assert all(q.why and q.examples and q.text for q in asked)


def test_a_fact_told_elsewhere_answers_its_question():
    sheet = FactsText(template(("村",))).append(("事实",), {"内容": "调解矛盾纠纷9起"})
    question = find(sheet, "必问.矛盾调解")
    assert question is not None
    assert question.answered


def test_progress_names_what_is_required():
    assert progress(FactsText(template(("村",)))).missing == ("单位.名称", "述职人.职务", "年度")
