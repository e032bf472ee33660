"""What is asked of the writer where a report is too long: no more than is needed, of those that are beyond their room."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from pipeline.facts import load
from pipeline.flows.draft import Request, context_of, draft
from pipeline.layout import printed_chars
from pipeline.plan import Plan
from pipeline.report import Report, Section, SectionKind, Sentence, SentenceKind
from pipeline.steps.mending import tasks_for
from pipeline.units import rule, types_for
from pipeline.writers.by_rules import RuleWriter
from pipeline.writers.port import Brief

FACTS = load(Path(__file__).parent.parent.parent / "examples" / "facts-jiguan.yaml").model_copy(update={"rule": "口头"})
WISH = re.compile(r"现在 (\d+) 字，请压到约 (\d+) 字")


@pytest.fixture(scope="module")
def spoken() -> tuple[Report, Plan]:
    made = draft(Request(FACTS, dt.date(2026, 1, 12)), RuleWriter(), lambda *_: (), lambda _: None)
    return made.report, made.plan


def longer(report: Report, kind: SectionKind, by: int) -> Report:
    """``report`` with ``by`` characters more of opinion in a section."""
    padding = Sentence(text=f"{'说' * (by - 1)}。", kind=SentenceKind.STANCE)

    def padded(section: Section) -> Section:
        first = section.items[0]
        item = first.model_copy(update={"sentences": (*first.sentences, padding)})
        return section.model_copy(update={"items": (item, *section.items[1:])})

    return report.model_copy(update={"sections": tuple(padded(s) if s.kind is kind else s for s in report.sections)})


def asked(report: Report, plan: Plan) -> dict[SectionKind, int]:
    """How many characters each section is asked to give."""
    brief = Brief(FACTS, types_for(FACTS.unit.types, FACTS.unit.name, FACTS.secretary.post), rule("口头"), plan, {})
    wishes = {
        task.section.kind: WISH.search(finding.message)
        for task in tasks_for(report, plan, context_of(brief, ""))
        for finding in task.findings
        if finding.code == "S10"
    }
    return {kind: int(found[1]) - int(found[2]) for kind, found in wishes.items() if found}


def test_a_report_of_the_right_length_gives_nothing(spoken: tuple[Report, Plan]):
    report, plan = spoken
    assert printed_chars(report) <= 1500
    assert asked(report, plan) == {}


@pytest.mark.parametrize("over", [1, 20, 90])
@pytest.mark.parametrize("kind", [SectionKind.DUTY, SectionKind.PROBLEM, SectionKind.PLAN])
def test_what_is_too_much_is_asked_back_and_little_more(spoken: tuple[Report, Plan], kind: SectionKind, over: int):
    report, plan = spoken
    long = longer(report, kind, 1500 - printed_chars(report) + over)
    assert printed_chars(long) == 1500 + over
    given = asked(long, plan)
    assert over <= sum(given.values()) <= over + 20
    assert all(cut >= 10 for cut in given.values())
