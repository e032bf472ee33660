"""The words for rewriting, held to what they are for; and the measured cases, held to what was promised."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline import units
from pipeline.checks import Context
from pipeline.checks.problems.words import CLICHE, DEMAND, EMPTY, MERIT, OBJECTIVE, anchors
from pipeline.documents import read_text
from pipeline.facts.answers import load_answers
from pipeline.flows.rewrite import RewriteRequest, rewrite
from pipeline.samples.library import own_reports
from pipeline.steps.rewriting.judging import shared_run
from pipeline.steps.rewriting.measuring import measure
from pipeline.units.rewriting import evidence_question, plain, wordings_for
from pipeline.writers.by_rules import RuleWriter

ROOT = Path(__file__).parent.parent.parent
REAL = ROOT.parent / "shared" / "samples"
ANSWERS = sorted((ROOT / "eval" / "answers").glob("*.yaml"))
SAMPLES = tuple((report.id, report.text) for report in own_reports())
KINDS = [k.name for k in units.problem_kinds()]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_proposed_says_something_and_is_nobodys(kind: str):
    words = wordings_for(kind)
    for phrase in (*words.faults, *words.causes):
        assert not any(p.search(phrase) for p in (EMPTY, CLICHE, DEMAND, MERIT, OBJECTIVE)), phrase
        assert not shared_run(phrase, Context(samples=SAMPLES)), phrase
        assert not anchors(phrase), phrase
    assert all(cause.startswith("我") for cause in words.causes)
    assert len(set(words.causes)) == len(words.causes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_is_no_evidence_and_has_no_slot_left(kind: str):
    for name in units.type_names():
        types = units.types_of((name,))
        for nth in range(3):
            question = evidence_question(kind, types, nth)
            assert "<" not in question
            assert question.endswith("？")
            assert not anchors(question), question


@pytest.mark.parametrize(
    ("empty", "said"),
    [
        ("党员教育管理不够严格", "党员教育管理偏松"),
        ("理论学习抓得不够深", "理论学习抓得浅"),
        ("党建与业务融合不够紧密", "党建与业务融合没有落到事上"),
        ("宗旨意识需进一步加强", "宗旨意识淡了"),
        ("组织生活记录不实", "组织生活记录有水分"),
        ("外出党员联系断线", "外出党员联系断线"),
    ],
)
def test_headings_are_said_plainly(empty: str, said: str):
    assert plain(empty) == said
    assert not EMPTY.search(plain(empty))


def report_of(id_: str) -> Path | None:
    case, sample = ROOT / "eval" / "cases" / id_ / "report.md", ROOT / "corpus" / "reports" / f"{id_}.md"
    real = next(iter(sorted(REAL.glob(f"{id_.removeprefix('real-')}*.txt"))), None) if REAL.exists() else None
    return next((p for p in (case, sample, real) if p and p.exists()), None)


@pytest.mark.parametrize("answers", ANSWERS, ids=lambda p: p.stem)
def test_measured_cases_gain_and_nothing_is_invented(answers: Path):
    report = report_of(answers.stem)
    if report is None:
        pytest.skip("the real reports are not here")
    samples = tuple(s for s in SAMPLES if s[0] != answers.stem)
    given = load_answers(answers)
    result = rewrite(RewriteRequest(read_text(report), report.name, dt.date(2026, 1, 20), None, given, samples), RuleWriter(), lambda _: None)
    m = measure(result, given.values(), Context(samples=samples))
    assert m.after >= 90
    assert m.gain >= min(30, 90 - m.before)
    assert m.unsupported == ()
    assert m.linked == m.problems
    assert 2 * m.empty_after <= m.empty_before
    assert (m.gaps, m.unmarked, m.runs) == (0, 0, 0)
    assert m.own >= 2
