"""Leaving out until the rule holds: stances first, facts never for a share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.facts import load
from pipeline.flows.draft import Request, draft
from pipeline.layout import printed_chars
from pipeline.report import Report, SectionKind, SentenceKind
from pipeline.steps.shortening import balanced
from pipeline.writers.by_rules import RuleWriter

FACTS = load(Path(__file__).parent.parent.parent / "examples" / "facts-jiguan.yaml")


@pytest.fixture(scope="module")
def report() -> Report:
    return draft(Request(FACTS, dt.date(2026, 1, 12)), RuleWriter(), lambda *_: (), lambda _: None).report


def share(report: Report) -> float:
    return sum(s.chars for s in report.sections if s.kind in (SectionKind.PROBLEM, SectionKind.CAUSE)) / printed_chars(report)


def kinds(report: Report) -> list[SentenceKind]:
    return [s.kind for section in report.sections for item in section.items for s in item.sentences]


def test_stances_on_work_done_give_way_to_the_share_of_problems(report: Report):
    wanted = share(report) + 0.005
    shorter = balanced(report, wanted)
    assert share(shorter) >= wanted
    assert kinds(shorter).count(SentenceKind.STANCE) < kinds(report).count(SentenceKind.STANCE)
    assert kinds(shorter).count(SentenceKind.FACT) == kinds(report).count(SentenceKind.FACT)


def test_nothing_is_left_out_where_that_would_not_do(report: Report):
    assert balanced(report, 0.9) == report
    assert balanced(report, share(report)) == report
