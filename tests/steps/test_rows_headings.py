"""What heads a problem: the user's own first words, else its kind, else its theme; where none says anything the user is asked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline import units
from pipeline.facts import Facts, Problem, load
from pipeline.flows.draft import Request, draft
from pipeline.steps.rows import rows_of
from pipeline.writers.by_rules import RuleWriter

FACTS = load(Path(__file__).parent.parent.parent / "examples" / "facts-jiguan.yaml")


def facts_with(*statements: str) -> Facts:
    return FACTS.model_copy(update={"problems": tuple(Problem.model_validate({"表现": s}) for s in statements), "plans": ()})


@pytest.mark.parametrize(
    ("statement", "theme"),
    [
        ("23次“第一议题”学习中16次照着材料读完就散会，安排讨论的只有7次", "理论学习"),
        ("2月组织生活会3名支委相互提意见14条，9条是劝人多学习、保重身体", "组织生活"),
    ],
)
def test_a_problem_of_no_known_kind_is_headed_by_its_theme(statement: str, theme: str):
    row = rows_of(facts_with(statement))[0]
    assert row.heading in units.theme(theme).problem_headings
    assert row.plan_heading == units.theme(theme).plan_heading
    assert row.statement == statement


def test_two_problems_of_one_theme_have_headings_of_their_own():
    rows = rows_of(facts_with("23次“第一议题”学习中16次照着材料读完就散会", "20次“第一议题”学习里有5次是代读材料"))[:2]
    assert {r.heading for r in rows} == set(units.theme("理论学习").problem_headings)


def test_what_came_of_it_does_not_name_the_theme():
    vague = units.problem_kinds()[-1].headings
    assert rows_of(facts_with("12段录音在书记旧手机里，11月摔坏，4段找不回来；支委会、主题党日上没有说过"))[0].heading in vague


def test_a_heading_that_says_nothing_is_asked_about():
    facts = facts_with("12段录音在书记旧手机里，11月摔坏，4段找不回来")
    made = draft(Request(facts, dt.date(2026, 1, 12)), RuleWriter(), lambda *_: (), lambda _: None)
    assert [t for t in made.todo if "说得空" in t]
    told = facts_with("该存的录音没有存好，12段录音在书记旧手机里，11月摔坏，4段找不回来")
    made = draft(Request(told, dt.date(2026, 1, 12)), RuleWriter(), lambda *_: (), lambda _: None)
    assert not [t for t in made.todo if "说得空" in t]
    assert "该存的录音没有存好" in {r.heading for r in made.plan.rows}
