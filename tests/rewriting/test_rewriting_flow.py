"""The rewrite flow on weak reports of every skeleton: what changes, what must not, what is asked and what is never invented."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from weak_reports import ALL, ANSWERS, HEAD, MERGED, NO_PLAN, ONE_LINE, PROSE, SEPARATE, TAIL

from pipeline import facts as facts_floor
from pipeline.checks import Context
from pipeline.errors import InputError
from pipeline.flows.rewrite import RewriteRequest, rewrite
from pipeline.report import SentenceKind
from pipeline.rewriting import Reworked, Rewrite
from pipeline.samples.library import own_reports
from pipeline.steps.rewriting.measuring import Measures, measure
from pipeline.writers.by_rules import RuleWriter
from pipeline.writers.port import Usage

ROOT = Path(__file__).parent.parent.parent
SAMPLES = tuple((report.id, report.text) for report in own_reports())
FACTS = facts_floor.load(ROOT / "examples" / "facts-jiguan.yaml")


def rewritten(text: str, answers: dict[str, str] | None = None, facts=None, writer=None, **more) -> Rewrite:
    request = RewriteRequest(text, "报告.md", dt.date(2026, 1, 20), facts, answers or {}, SAMPLES, **more)
    return rewrite(request, writer or RuleWriter(), lambda event: None)


def measured(result: Rewrite, given=()) -> Measures:
    return measure(result, given, Context(samples=SAMPLES))


def lines_of(result: Rewrite) -> str:
    """The old text with the replacements taken from the last to the first."""
    lines = result.source.split("\n")
    for change in reversed(result.replacements):
        assert tuple(lines[change.first : change.last]) == change.old
        lines[change.first : change.last] = [p.text for p in change.new]
    return "\n".join(lines)


@pytest.mark.parametrize("name", ALL)
def test_with_answers_a_weak_section_becomes_one_that_holds(name: str):
    result = rewritten(ALL[name], ANSWERS)
    m = measured(result, ANSWERS.values())
    assert result.changed
    assert not result.blocked
    assert m.gain >= 30
    assert m.unsupported == ()
    assert (m.linked, m.problems) == (3, 3)
    assert 2 * m.empty_after <= m.empty_before
    assert (m.gaps, m.unmarked, m.runs) == (0, 0, 0)
    assert m.own >= 3
    for answer in ANSWERS.values():
        assert re.sub(r"^我", "", answer) in result.after


@pytest.mark.parametrize("name", ALL)
def test_without_answers_every_missing_piece_is_a_gap_with_its_question(name: str):
    result = rewritten(ALL[name])
    m = measured(result)
    assert m.unsupported == ()
    assert (m.unmarked, m.runs) == (0, 0)
    assert result.after.count("【待补充：") == 3
    assert sum(line.startswith("问") for line in result.todo) >= 3
    assert m.linked == m.problems == 3
    assert all(p.confirm for p in result.problems)
    assert {c.problem for c in result.confirm} == {1, 2, 3}
    assert all(c.excerpt in result.text for c in result.confirm)


@pytest.mark.parametrize("name", ALL)
def test_everything_outside_the_section_stays_character_for_character(name: str):
    result = rewritten(ALL[name], ANSWERS, plan=False)
    assert result.text.startswith(ALL[name][: ALL[name].index("二、")])
    assert result.text.endswith(ALL[name][ALL[name].index("三、下" if "三、下" in ALL[name] else "四、下") :])
    assert lines_of(result) == result.text


@pytest.mark.parametrize("name", ALL)
def test_measures_are_put_behind_those_of_the_plan_and_numbered_on(name: str):
    result = rewritten(ALL[name], ANSWERS)
    assert lines_of(result) == result.text
    plan = result.text[result.text.index("下一步打算") :]
    assert re.findall(r"（[一二三四五六]）", plan) == ["（一）", "（二）", "（三）", "（四）", "（五）"]
    inserted = [r for r in result.replacements if r.first == r.last]
    assert [len(r.new) for r in inserted] == [3]
    for old in TAIL.strip().split("\n")[1:]:
        assert old in plan


def test_at_most_two_questions_a_problem_under_stable_ids():
    result = rewritten(MERGED)
    assert [q.id for q in result.questions] == ["问1-证据", "问1-原因", "问2-证据", "问2-原因", "问3-证据", "问3-原因"]
    assert all("组织生活" in q.text for q in result.questions if q.problem == 1)
    answered = rewritten(MERGED, {"问2-原因": "我嫌麻烦"})
    assert [(q.id, q.answered) for q in answered.questions if q.problem == 2] == [("问2-证据", False), ("问2-原因", True)]


def test_questions_are_made_for_the_unit_type():
    school = MERGED.replace("云溪县水务局机关", "松岭镇中心小学").replace("水务局", "小学").replace("我组织集中学习", "我组织教师集中学习，备课")
    assert "教学" in next(q.text for q in rewritten(school).questions if q.id == "问2-证据")
    assert "教学" not in next(q.text for q in rewritten(MERGED).questions if q.id == "问2-证据")


def test_causes_stand_where_the_report_has_them():
    for name in ("merged", "promised", "chain"):
        assert "原因分析\n" not in rewritten(ALL[name], ANSWERS).after.replace("二、存在问题及原因分析\n", "")
    separate = rewritten(SEPARATE, ANSWERS).after
    problems, causes = separate.split("三、原因分析")
    assert "凑够次数" not in problems
    assert all(mark in causes for mark in ("一是“", "二是“", "三是", "凑够次数", "排工期", "代跑"))
    own = rewritten(ALL["own causes"], ANSWERS).after
    assert own.count("\n原因是：") == 3


def test_a_report_without_a_plan_gets_the_measure_behind_the_problem():
    result = rewritten(NO_PLAN, ANSWERS)
    assert result.after.count("下一步，") == 3
    assert "下一步，" not in rewritten(NO_PLAN, ANSWERS, plan=False).after


def test_a_report_in_one_line_and_problems_in_one_sentence_are_rewritten_too():
    one_line = rewritten(ONE_LINE, ANSWERS)
    assert one_line.before.startswith("二、存在的问题及原因（一）")
    assert measured(one_line, ANSWERS.values()).linked == 3
    assert lines_of(one_line) == one_line.text
    prose = rewritten(PROSE)
    assert prose.changed
    assert "针对第一个问题，" in prose.text
    assert any("只有 1 条" in line for line in prose.todo)


def test_what_the_user_writes_into_an_answer_stays_the_users():
    after = rewritten(MERGED, {"问1-证据": "〔F1〕5月到了9名\n7月到了8名；还不够", "问1-原因": "因为书记怕麻烦", "问3-措施": "书记每月去一次社区"})
    assert "5月到了9名。7月到了8名；还不够。" in after.after
    assert "主要原因在我自己：我怕麻烦。" in after.after
    assert "我每月去一次社区。" in after.text


def test_facts_are_proposed_as_evidence_and_wait_to_be_confirmed():
    result = rewritten(MERGED, facts=FACTS)
    first = result.problems[0]
    assert "问题1" in first.facts
    assert "支委会应开12次实开11次" in first.statement
    assert any("支委会应开12次" in c.excerpt and "事实文件" in c.question for c in result.confirm)
    assert measured(result, [e.text for e in FACTS.evidence] + ["还有1个没有解决"]).unsupported == ()


def test_an_answer_goes_before_the_facts():
    result = rewritten(MERGED, {"问1-证据": "5月那次党日21名党员只到了9名"}, FACTS)
    assert "5月那次党日21名党员只到了9名" in result.problems[0].statement
    assert "支委会应开12次" not in result.problems[0].statement


def test_a_good_section_is_left_alone():
    good = (ROOT / "eval" / "cases" / "jiguan-2023-c" / "report.md").read_text(encoding="utf-8")
    result = rewritten(good)
    assert not result.changed
    assert not result.blocked
    assert result.text == result.source
    assert "没有动" in result.verdict


def test_no_problem_section_is_said_with_the_headings_that_were_seen():
    with pytest.raises(InputError) as caught:
        rewritten(HEAD + TAIL)
    assert "“履职情况”" in caught.value.message
    assert "“下一步打算”" in caught.value.message


def test_an_answer_to_no_question_is_refused_with_the_nearest_id():
    with pytest.raises(InputError) as caught:
        rewritten(MERGED, {"问1-证椐": "9次"})
    assert "问1-证据" in caught.value.message


def test_the_same_report_gives_the_same_text():
    assert rewritten(MERGED, ANSWERS) == rewritten(MERGED, ANSWERS)


class Liar(RuleWriter):
    """A writer that invents a figure in every statement, whatever it is told."""

    rounds = 0

    def rework(self, brief, reworks, again):
        self.rounds += 1
        made, usage = super().rework(brief, reworks, again)
        return tuple(_with_lie(m) for m in made), usage


def _with_lie(made: Reworked) -> Reworked:
    lie = made.statement[0].model_copy(update={"text": "11月到会率跌到37%。", "kind": SentenceKind.READING, "question": ""})
    return made.model_copy(update={"statement": (*made.statement, lie)})


def test_what_nobody_gave_never_stays_whatever_the_writer_does():
    writer = Liar()
    result = rewritten(MERGED, ANSWERS, writer=writer)
    assert writer.rounds == 3
    assert "37%" not in result.text
    assert "已经删去" in result.after


class Spoiler(RuleWriter):
    """A writer that makes everything worse."""

    def rework(self, brief, reworks, again):
        made, _ = super().rework(brief, reworks, again)
        worse = [s.model_copy(update={"text": "工作不够深入，还不够扎实，有待加强，仍需提高。"}) for s in made[0].statement[:1]]
        return tuple(m.model_copy(update={"statement": tuple(worse), "cause": tuple(worse)}) for m in made), Usage()


def test_where_nothing_gets_better_the_original_stands_and_it_says_so():
    result = rewritten(MERGED, ANSWERS, writer=Spoiler())
    assert not result.changed
    assert result.blocked
    assert result.text == result.source
    assert result.after == result.before
    assert "原文没有动" in result.verdict


@pytest.mark.parametrize("path", sorted((ROOT / "eval" / "cases").glob("*/report.md")), ids=lambda p: p.parent.name)
def test_replacements_always_lead_from_the_old_text_to_the_new(path: Path):
    result = rewritten(path.read_text(encoding="utf-8"))
    assert lines_of(result) == result.text
    for change in result.replacements:
        assert change.reason
        assert change.old or change.new


def test_the_report_itself_among_the_samples_is_no_copy():
    own = next(report for report in own_reports() if report.id == "cun-2025-d")
    text = (ROOT / "corpus" / "reports" / "cun-2025-d.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    assert own.text
    assert not [t for t in rewritten(text).todo if "和一份样本一样" in t]
    sentence = "我把支部的难处一件一件摊开来讲给大家听，谁有难处谁先讲。"
    copied = rewrite(
        RewriteRequest(MERGED + sentence, "报告.md", dt.date(2026, 1, 20), samples=(("别人的", sentence * 3),)), RuleWriter(), lambda e: None
    )
    assert copied.changed


def test_the_plan_calls_a_problem_by_its_new_heading():
    named = MERGED.replace("（一）抓好党建责任的落实。", "（一）抓好党建责任的落实。针对“组织生活形式不够丰富”的问题，")
    result = rewritten(named, ANSWERS)
    heading = result.problems[0].statement.split("。")[0]
    assert heading != "组织生活形式不够丰富"
    assert f"针对“{heading}”的问题" in result.text
    assert "“组织生活形式不够丰富”" not in result.text
