"""Problems as rows, the rules on them against the labels of the corpus, and the score that parts good sections from weak ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import checks
from pipeline.checks import Context
from pipeline.checks.choosing import chosen
from pipeline.checks.manuscript import of_document
from pipeline.checks.problems.rows import rows
from pipeline.checks.problems.rubric import score
from pipeline.documents import parse
from pipeline.samples.library import load_report, own_reports

ROOT = Path(__file__).parents[2]
REAL = sorted((ROOT.parent / "shared" / "samples").glob("*.txt"))
HELD_OUT = [load_report(path) for path in sorted((ROOT / "eval" / "cases").glob("*/report.md"))]
ALL = [*own_reports(), *HELD_OUT]
RULE_OF = {
    "Q1": "P04", "Q2": "P04", "Q3": "P03", "Q4": "P06", "Q5": "P07", "Q6": "P07", "Q7": "P01", "Q8": "P09", "Q9": "P10", "Q10": "P05", "Q11": "P08", "Q13": "P11",
}  # fmt: skip
HEAD = "2025年度抓基层党建工作述职报告\n一、履职情况\n我讲党课4次。\n"
PLAN = "三、下一步打算\n（一）笔记写体会。我1月起每月看3本笔记。\n（二）记录当天写。组织委员每月5日查记录。\n"


def manuscript(text: str) -> checks.Manuscript:
    return of_document(parse(text), text)


def codes(text: str) -> set[str]:
    return {f.code for f in checks.run(manuscript(text), Context(), [r for r in chosen(["P"], []) if isinstance(r, checks.Rule)])}


@pytest.mark.parametrize(
    "problems",
    [
        "二、存在的问题及原因\n（一）笔记抄得多。12本笔记有3本照抄文件。原因是我怕冷场。\n（二）记录虚。2次记录是补写的。原因是我图省事。\n",
        "二、存在的问题\n（一）笔记抄得多。12本笔记有3本照抄文件。\n（二）记录虚。2次记录是补写的。\n原因分析\n（一）笔记抄得多，怪我。我怕冷场。\n（二）记录虚，怪我。我图省事。\n",
        "二、存在的问题及原因\n一是笔记抄得多。12本笔记有3本照抄文件。主要原因是我怕冷场。二是记录虚。2次记录是补写的。主要原因是我图省事。\n",
    ],
    ids=["合并", "分列", "连排"],
)
def test_rows_in_every_skeleton(problems: str):
    first, second = rows(manuscript(HEAD + problems + PLAN))
    assert "3本" in first.said
    assert "怕冷场" in first.why
    assert "图省事" in second.why
    assert "看3本笔记" in first.remedy
    assert "查记录" in second.remedy
    assert first.linked
    assert second.linked
    assert len(first.evidence) >= 2


def test_a_measure_that_finishes_what_the_figures_left_is_linked():
    problems = "二、存在的问题及原因\n（一）谈得不全。96名党员我只谈了61名，19名的登记写得一样。\n（二）记录虚。2次记录是补写的。原因是我图省事。\n"
    plan = "三、下一步打算\n（一）剩下的人谈完。1月底前谈完{}名，一人不少于20分钟。\n（二）查记录。每季度我查一次会议记录。\n"
    assert rows(manuscript(HEAD + problems + plan.format(35)))[0].linked
    assert not rows(manuscript(HEAD + problems + plan.format(34)))[0].linked


@pytest.mark.parametrize("report", [r for r in ALL if r.faults], ids=lambda r: r.id)
def test_the_labelled_faults_of_weak_sections_are_found(report):
    wanted = {RULE_OF[fault] for fault in report.faults if fault in RULE_OF}
    missed = wanted - codes(report.text)
    assert len(missed) <= len(wanted) * 0.34, missed


@pytest.mark.parametrize("report", [r for r in ALL if not r.faults], ids=lambda r: r.id)
def test_good_sections_are_left_alone(report):
    assert len(codes(report.text) - {"P12", "P15"}) <= 1


@pytest.mark.parametrize("reports", [own_reports(), HELD_OUT], ids=["corpus", "held out"])
def test_the_score_parts_good_from_weak(reports):
    good = [score(manuscript(r.text), Context()).score for r in reports if not r.faults]
    weak = [score(manuscript(r.text), Context()).score for r in reports if r.faults]
    pairs = [(a > b) + (a == b) / 2 for a in good for b in weak]
    assert sum(pairs) / len(pairs) >= 0.97
    assert min(good) >= 75


@pytest.mark.skipif(len(REAL) < 3, reason="the real samples are not here")
def test_the_real_samples_score_low():
    assert all(score(manuscript(path.read_text(encoding="utf-8")), Context()).score < 40 for path in REAL)


def test_points_say_what_is_missing():
    weak = score(manuscript(HEAD + "二、存在的问题\n（一）学习不够深入。形式不够丰富，有待加强。\n" + PLAN), Context())
    said = {p.name: p for p in weak.problems[0].points}
    assert said["证据"].got == 0
    assert "不够" in said["证据"].why
    assert said["自己的原因"].why == "没有写原因"
    assert weak.score <= 40
    assert score(manuscript(HEAD), Context()).score == 0
