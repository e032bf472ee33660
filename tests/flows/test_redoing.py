"""Working on a draft: answers, one section anew, the user's own words, proposals."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.events import silent
from pipeline.facts import load
from pipeline.facts.reading import loads
from pipeline.facts.saving import as_yaml
from pipeline.facts.tree import parse
from pipeline.flows import redoing
from pipeline.flows.answering import answered, todos
from pipeline.flows.draft import Request, draft
from pipeline.flows.redoing import Place
from pipeline.report import SectionKind, SentenceKind
from pipeline.writers.by_rules import RuleWriter

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = dt.date(2026, 1, 12)


def find(*_):
    return ()


def made(name: str):
    facts = load(EXAMPLES / f"facts-{name}.yaml")
    return draft(Request(facts, TODAY), RuleWriter(), find, silent), Request(facts, TODAY)


def values_of(name: str):
    return parse((EXAMPLES / f"facts-{name}.yaml").read_text(encoding="utf-8")).value


def others(draft_, kind):
    return [s for s in draft_.report.sections if s.kind is not kind]


def test_an_answer_mends_its_section_and_leaves_the_others():
    first, _ = made("xuexiao")
    gap = next(t for t in todos(first) if t.gap)
    assert gap.kind is SectionKind.RECTIFY
    values = answered(values_of("xuexiao"), first, gap.question, "党费收缴不及时")
    request = Request(loads(as_yaml(values)), TODAY)
    second = redoing.redo(first, request, frozenset({gap.kind}), (RuleWriter(), find), silent)
    assert "党费收缴不及时" in second.report.section(SectionKind.RECTIFY).items[0].text
    assert gap.question not in second.todo
    assert others(second, SectionKind.RECTIFY) == others(first, SectionKind.RECTIFY)


def test_answers_to_a_rectification_fill_one_field_after_the_other():
    values = values_of("xuexiao")
    draft_, _ = made("xuexiao")
    for answer in ("党费收缴不及时", "每月5日提醒", "全年按时收缴12次"):
        question = next(t.question for t in todos(draft_) if t.kind is SectionKind.RECTIFY)
        values = answered(values, draft_, question, answer)
        draft_ = redoing.redo(draft_, Request(loads(as_yaml(values)), TODAY), frozenset({SectionKind.RECTIFY}), (RuleWriter(), find), silent)
    assert values["上年整改"] == [{"问题": "党费收缴不及时", "做法": "每月5日提醒", "结果": "全年按时收缴12次"}]
    assert not [t for t in todos(draft_) if t.kind is SectionKind.RECTIFY]


def test_an_answer_about_a_problem_joins_what_was_said_of_it():
    first, _ = made("xuexiao")
    question = next(t for t in todos(first) if t.row)
    values = answered(values_of("xuexiao"), first, question.question, "全年2堂都是我讲的，35岁以下党员5名")
    assert values["问题"][1]["表现"] == "党课都由我一个人讲，年轻党员没有上过讲台，全年2堂都是我讲的，35岁以下党员5名"


def test_an_answer_to_what_the_unit_type_is_asked_becomes_a_fact_with_its_theme():
    first, _ = made("jiguan")
    question = next(t for t in todos(first) if not t.gap)
    values = answered(values_of("jiguan"), first, question.question, "支委会专题研究党建4次\n都由我主持")
    assert values["事实"][-1] == {"主题": question.topic, "内容": "支委会专题研究党建4次，都由我主持"}


def test_a_problem_that_changed_is_written_with_its_cause_and_its_plan():
    first, _ = made("xuexiao")
    values = values_of("xuexiao")
    values["问题"].append({"表现": "党员活动室全年只用了3次", "原因": "我没有管", "措施": "每月用1次"})
    second = redoing.redo(first, Request(loads(as_yaml(values)), TODAY), frozenset({SectionKind.PROBLEM}), (RuleWriter(), find), silent)
    for kind in (SectionKind.PROBLEM, SectionKind.PLAN):
        assert len(second.report.section(kind).items) == 3
        assert second.report.section(kind) != first.report.section(kind)
    assert second.report.section(SectionKind.DUTY) == first.report.section(SectionKind.DUTY)


def test_words_of_the_users_own_are_checked_and_the_rest_keeps_its_trace():
    first, request = made("xuexiao")
    place = Place(SectionKind.DUTY, 0)
    old = first.report.section(SectionKind.DUTY).items[0]
    text = old.text.replace("18次", "19次") + "大家都说好。"
    second = redoing.reviewed(first, redoing.reworded(first.report, place, "新的小标题", text), redoing.context_for(first, request, find))
    item = second.report.section(SectionKind.DUTY).items[0]
    assert item.heading == "新的小标题"
    assert item.sentences[0] == old.sentences[0]
    assert item.sentences[1].facts == old.sentences[1].facts
    assert ("F01", "duty", 0) in [(f.code, f.section, f.item) for f in second.findings]
    again = redoing.reviewed(second, redoing.reworded(second.report, place, old.heading, old.text), redoing.context_for(first, request, find))
    assert again.findings == first.findings


def test_a_gap_that_is_written_over_is_asked_no_more():
    first, request = made("xuexiao")
    report = redoing.reworded(first.report, Place(SectionKind.RECTIFY, 0), "", "上年没有指出问题。")
    second = redoing.reviewed(first, report, redoing.context_for(first, request, find))
    assert not [t for t in todos(second) if t.kind is SectionKind.RECTIFY]


def test_an_item_that_is_emptied_is_gone():
    first, _ = made("xuexiao")
    report = redoing.reworded(first.report, Place(SectionKind.DUTY, 0), "", " \n")
    assert len(report.section(SectionKind.DUTY).items) == len(first.report.section(SectionKind.DUTY).items) - 1


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_proposal_is_settled(answer):
    first, request = made("jiguan")
    section = first.report.section(SectionKind.PLAN)
    at = next(i for i, s in enumerate(section.items[0].sentences) if s.kind is SentenceKind.PROPOSAL)
    proposal = section.items[0].sentences[at]
    report = redoing.settled(first.report, Place(SectionKind.PLAN, 0), at, answer)
    second = redoing.reviewed(first, report, redoing.context_for(first, request, find))
    assert len(second.confirm) == len(first.confirm) - 1
    assert (proposal.text in second.report.section(SectionKind.PLAN).items[0].text) == (answer == "yes")


def test_a_heading_can_be_changed_and_not_emptied():
    first, _ = made("jiguan")
    assert redoing.retitled(first.report, SectionKind.DUTY, "一年的工作").section(SectionKind.DUTY).heading == "一年的工作"
    assert redoing.retitled(first.report, SectionKind.DUTY, " ") == first.report


def test_only_the_section_asked_for_reaches_the_writer():
    first, request = made("xuexiao")
    asked = []

    class Watched(RuleWriter):
        mends = True

        def write(self, brief, tasks, on_written):
            asked.extend(t.section.kind for t in tasks)
            return super().write(brief, tasks, on_written)

    redoing.redo(first, request, frozenset({SectionKind.CLOSING}), (Watched(), find), silent)
    assert set(asked) == {SectionKind.CLOSING}
