"""The offline draft of real input, through all floors: what the issue of a report that a clerk would keep comes down to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline import checks, units
from pipeline.checks import Context, of_report
from pipeline.checks.catalogue import facts_rules
from pipeline.checks.structure.s11_problem_share import problem_chars
from pipeline.facts import load
from pipeline.facts.reading import loads
from pipeline.flows.draft import Request, draft
from pipeline.layout import printed_chars
from pipeline.rendering import as_json, as_markdown
from pipeline.report import SectionKind, SentenceKind
from pipeline.result import Draft
from pipeline.samples.library import own_reports
from pipeline.writers.by_rules import RuleWriter

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("facts-*.yaml"))
SHEETS = sorted((ROOT / "corpus" / "facts").glob("*.yaml"))
TODAY = dt.date(2026, 11, 21)
WEAK = {report.id for report in own_reports() if report.faults}
OF_LENGTH, OF_USERS_PLANS, OF_WEAK_WORDS = (
    frozenset({"S10", "S11", "S12"}),
    frozenset({"P12"}),
    frozenset({"P03", "P04", "P05", "P07", "P08", "P09", "P10"}),
)
"""What is told of a draft because the user's own words are so: a plan without a date, a problem without a figure."""


def no_samples(query: str, unit_types: tuple[str, ...], section: SectionKind) -> tuple[()]:
    return ()


def drafted(path: Path) -> Draft:
    return draft(Request(load(path), TODAY), RuleWriter(), no_samples, lambda event: None)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_example_drafts_are_what_a_person_has_read(path: Path):
    """To accept a change: read the new draft aloud, then write it over the golden file."""
    golden = ROOT / "tests" / "golden" / f"{path.stem}.md"
    assert as_markdown(drafted(path).report) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*EXAMPLES, *SHEETS], ids=lambda p: p.stem)
def test_every_sheet_gives_a_draft_without_errors_that_uses_its_facts(path: Path):
    result = drafted(path)
    own = OF_LENGTH | OF_USERS_PLANS | {rule.code for rule in facts_rules()} | (OF_WEAK_WORDS if path.stem in WEAK else frozenset())
    told = [f"{f.code} {f.excerpt} {f.message}" for f in result.findings if f.level in ("error", "warning") and f.code not in own]
    assert told == []
    total = len(load(path).evidence)
    assert len(result.unused_facts) <= total * 0.05
    assert not result.blocked


@pytest.mark.parametrize("path", [*EXAMPLES, *SHEETS], ids=lambda p: p.stem)
def test_problems_causes_and_measures_match_one_to_one(path: Path):
    result = drafted(path)
    rows = len(result.plan.rows)
    problem, cause, plan = (result.report.section(k) for k in (SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN))
    assert len(problem.items) == rows
    assert cause is None or len(cause.items) == rows
    assert sum(1 for i in result.plan.section(SectionKind.PLAN).items if i.row) == rows
    assert len({i.heading for i in (*problem.items, *plan.items)}) == len(problem.items) + len(plan.items)


@pytest.mark.parametrize("path", [*EXAMPLES, *SHEETS], ids=lambda p: p.stem)
def test_length_holds_or_the_questions_that_would_fill_it_are_asked(path: Path):
    result = drafted(path)
    rule = units.rule(load(path).rule)
    assert printed_chars(result.report) <= rule.high or any(f.code == "S10" for f in result.findings)
    if printed_chars(result.report) < rule.low:
        assert any(f.code == "S10" for f in result.findings)
        assert result.todo
    if rule.problem_share and problem_chars(of_report(result.report)) < rule.problem_share * printed_chars(result.report):
        assert any(f.code == "S11" for f in result.findings)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_what_the_writer_proposes_stands_in_confirm_with_a_question(path: Path):
    result = drafted(path)
    proposals = [s for sec in result.report.sections for i in sec.items for s in i.sentences if s.kind is SentenceKind.PROPOSAL]
    asked = {c.excerpt for c in result.confirm}
    assert proposals
    assert {s.text for s in proposals} <= asked
    assert all(c.question.endswith(("？", "。")) for c in result.confirm)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_same_input_gives_the_same_bytes(path: Path):
    once, again = drafted(path), drafted(path)
    assert as_markdown(once.report) == as_markdown(again.report)
    still = {"stats": once.stats.model_copy(update={"seconds": 0.0})}
    assert as_json(once.model_copy(update=still)) == as_json(again.model_copy(update=still))


def test_gaps_stand_in_the_text_and_in_todo():
    result = drafted(ROOT / "examples" / "facts-xuexiao.yaml")
    text = as_markdown(result.report)
    gap = text[text.index("【待补充：") + 5 : text.index("】", text.index("【待补充："))]
    assert any(gap in question for question in result.todo)


def test_a_sheet_with_nothing_but_one_fact_asks_instead_of_inventing():
    facts = loads(
        "单位: {名称: 甲村党支部, 类型: 村}\n述职人: {职务: 党支部书记}\n年度: 2025\n写作日期: 2026-01-08\n事实: [{内容: 全年走访群众86户}]\n"
    )
    result = draft(Request(facts, TODAY), RuleWriter(), no_samples, lambda event: None)
    text = as_markdown(result.report)
    assert text.count("【待补充：") >= 4
    assert "86户" in text
    assert [f for f in result.findings if f.level == "error"] == []


def test_a_problem_can_be_read_from_the_figures_and_is_asked_about():
    facts = loads(
        "单位: {名称: 甲局党支部, 类型: 机关}\n述职人: {职务: 党支部书记}\n年度: 2025\n组织生活: {支委会: 9}\n"
        "事实: [{内容: 受理群众诉求40件，办结36件}]\n"
    )
    result = draft(Request(facts, TODAY), RuleWriter(), no_samples, lambda event: None)
    problems = result.report.section(SectionKind.PROBLEM)
    assert "支委会按规定应开12次，实开9次，少了3次" in problems.items[0].text
    assert "还有4件没有办结" in problems.items[1].text
    assert sum("从你给的数字里看出来" in c.question for c in result.confirm) == 2
    assert [f.code for f in result.findings if f.level == "error"] == []


def test_months_before_the_post_was_taken_do_not_count_as_missed():
    facts = loads(
        "单位: {名称: 甲局党支部, 类型: 机关}\n述职人: {职务: 党支部书记, 任职起: 2025-07}\n年度: 2025\n组织生活: {支委会: 6}\n事实: [{内容: 走访12户}]\n"
    )
    result = draft(Request(facts, TODAY), RuleWriter(), no_samples, lambda event: None)
    assert "少了" not in as_markdown(result.report)


def test_what_is_wrong_with_the_facts_is_told_first_and_once():
    result = drafted(ROOT / "examples" / "facts-jiguan.yaml")
    assert [(f.code, f.section) for f in result.findings if f.code in ("F14", "F25")] == [("F25", "打算2")]
    assert result.findings[0].code == "F25"
    assert not result.blocked


def test_facts_that_cannot_be_true_stop_the_draft_from_being_handed_in():
    facts = loads("单位: {名称: 甲村党支部, 类型: 村}\n述职人: {职务: 党支部书记}\n年度: 2025\n事实: [{编号: A, 内容: 查摆问题9个，整改10个}]\n")
    result = draft(Request(facts, TODAY), RuleWriter(), no_samples, lambda event: None)
    assert (result.findings[0].code, result.findings[0].level, result.findings[0].section) == ("F23", "error", "A")
    assert result.blocked


def test_a_report_full_of_another_years_sentences_is_told():
    facts = load(ROOT / "examples" / "facts-jiguan.yaml")
    first = drafted(ROOT / "examples" / "facts-jiguan.yaml")
    again = draft(Request(facts, TODAY, last_year=as_markdown(first.report)), RuleWriter(), no_samples, lambda event: None)
    assert any(f.code == "O02" for f in again.findings)


def test_findings_are_stable_and_offsets_valid():
    result = drafted(EXAMPLES[0])
    facts = load(EXAMPLES[0])
    context = Context(
        facts=facts,
        unit_types=units.types_of(facts.unit.types),
        rule=units.rule(facts.rule),
        plan=result.plan,
        samples=(("样本", as_markdown(result.report)),),
    )
    found = checks.run(result.report, context)
    assert found == checks.run(result.report, context)
    assert any(f.code == "O01" for f in found)
    text = checks.of_report(result.report).text
    assert all(f.start < 0 or text[f.start : f.end] == f.excerpt for f in found)


def test_telegraphic_notes_are_told_in_the_punctuation_of_prose_and_nothing_given_is_called_unused():
    facts = loads(
        "单位: {名称: 甲局党支部, 类型: 机关}\n述职人: {职务: 党支部书记}\n年度: 2025\n事实: [{内容: '走访: 困难家庭35户,办实事6件.'}]\n"
        "上年整改: [{问题: 台账不规范}]\n问题: [{表现: 年轻党员发言少}]\n"
    )
    result = draft(Request(facts, TODAY), RuleWriter(), no_samples, lambda event: None)
    assert "走访：困难家庭35户，办实事6件。" in as_markdown(result.report)
    assert result.unused_facts == ()
    assert any("还没有数字或事例" in question for question in result.todo)
