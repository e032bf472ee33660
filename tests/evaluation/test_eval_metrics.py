"""Each metric against values worked out by hand, on Chinese text: identical, disjoint, reordered."""

from __future__ import annotations

import pytest

from pipeline import units
from pipeline.evaluation.cases import Bench, Case
from pipeline.evaluation.metrics import DRAFT_METRICS, Subject, measure, subject_of
from pipeline.evaluation.metrics.length import kept, outside
from pipeline.evaluation.metrics.likeness import chrf_of
from pipeline.evaluation.metrics.reading import parallel, repeated
from pipeline.evaluation.metrics.structure import dice, ordered_share, soft_recall
from pipeline.evaluation.metrics.subject import Output
from pipeline.facts.reading import loads
from pipeline.report import SectionKind
from pipeline.samples import SampleReport

FACTS = """
单位: {名称: 苇渡县水利局机关党支部, 类型: 机关}
述职人: {职务: 党支部书记}
年度: 2025
写作日期: 2026-01-10
规格: 通用
字数: 400
事实:
  - 内容: 组织党员到清河社区报到28人次
  - 内容: 集中学习12次，交流发言36人次
  - 内容: 修了渡口路灯9盏
上年整改:
  - {问题: 会议记录不全, 做法: 逐次补记, 结果: 9本记录全部补齐}
问题:
  - {表现: 三季度党课少了1次，我没有补, 原因: 我觉得年底再补不迟, 措施: 每季首月15日前讲完党课，工委抽查}
  - {表现: 4名新党员一年没有谈过话, 原因: 我嫌麻烦，推给支委, 措施: 3月底前同4名新党员各谈一次}
"""
REPORT = """苇渡县水利局机关党支部书记2025年度抓基层党建工作述职报告
现将一年来的情况述职如下。
一、履职情况
（一）社区报到见行动。我组织党员到清河社区报到28人次，修了渡口路灯9盏。
（二）学习不断线。集中学习12次，交流发言36人次。
二、上年问题整改情况
会议记录不全的，逐次补记，9本记录全部补齐。
三、存在的问题和原因
（一）党课没有讲够。三季度党课少了1次，我没有补。原因是我觉得年底再补不迟。
（二）谈话没有谈到人。4名新党员一年没有谈过话。原因是我嫌麻烦，推给支委。
四、下一步打算
（一）党课按季讲。每季首月15日前讲完党课，请工委抽查。
（二）谈话落到人。3月底前同4名新党员各谈一次。
述职人：党支部书记
2026年1月10日
"""
OTHER = "冬修水渠那年，我们把八里长的干渠一锹一锹挖通，石板村的人都记得。"


def sample():
    return SampleReport(
        id="other",
        fictional=True,
        unit="石板村党支部",
        unit_types=("村",),
        year=2024,
        written_on="2025-01-10",
        rule="通用",
        skeleton="合并",
        grades={},
        faults=(),
        entities=("石板村",),
        author="x",
        license="CC0-1.0",
        text=f"石板村党支部书记述职报告\n履职情况\n{OTHER}",
    )


def subject(tmp_path, text=REPORT, reference=REPORT, facts=FACTS, asked=()) -> Subject:
    case = Case("一", loads(facts), reference)
    bench = Bench(tmp_path, tmp_path, (sample(),))
    bench.__dict__["cases"] = {"一": case}
    return subject_of(case, Output(text, asked), bench)


@pytest.fixture
def whole(tmp_path):
    return measure(subject(tmp_path))


def test_a_report_that_tells_its_facts_in_order(whole):
    expected = {"parts": 1, "order": 1, "headings": 1, "numbers": 0, "names": 0, "claims": 0, "used": 1, "copied": 0, "longest": 0, "foreign": 0}
    assert {name: whole[name] for name in expected} == expected
    assert whole["linked"] == 1
    assert whole["rubric"] >= 85
    assert whole["chrf"] == 100


def test_missing_parts_and_facts(tmp_path):
    cut = REPORT.split("三、存在", maxsplit=1)[0] + REPORT[REPORT.index("四、") :].replace("四、", "三、")
    found = measure(subject(tmp_path, cut))
    assert found["parts"] == pytest.approx(3 / 5, abs=1e-6)  # work, last year's problems, plan; neither problems nor causes
    assert found["linked"] == found["rubric"] == 0
    without = REPORT.replace("修了渡口路灯9盏", "做了事")
    assert measure(subject(tmp_path, without))["used"] == pytest.approx(5 / 6, abs=1e-6)


def test_parts_in_another_order():
    lead, duty, problem, plan = SectionKind.LEAD, SectionKind.DUTY, SectionKind.PROBLEM, SectionKind.PLAN
    assert ordered_share([lead, duty, problem, plan]) == 1
    assert ordered_share([plan, problem, duty]) == 0
    assert ordered_share([duty, plan, problem]) == 0.5
    assert ordered_share([duty]) == 1


def test_unsupported_numbers_names_and_claims(tmp_path):
    worse = REPORT.replace("（二）学习", "年初制定党员教育规划，逐月督办。我带队到柳荫湾社区慰问57人。\n（二）学习")
    made = subject(tmp_path, worse)
    found = measure(made)
    assert found["numbers"] == pytest.approx(1000 / made.manuscript.chars, abs=1e-5)
    assert found["names"] == pytest.approx(1000 / made.manuscript.chars, abs=1e-5)
    past = [line for line in made.manuscript.lines() if line.section is not SectionKind.PLAN and line.section is not SectionKind.CLOSING]
    assert found["claims"] == pytest.approx(2 / len(past), abs=1e-6)
    promised = REPORT.replace("每季首月15日前讲完", "每季首月19日前讲完")
    assert measure(subject(tmp_path, promised))["numbers"] == 0


def test_what_is_missing_is_asked(tmp_path):
    assert "asked" not in measure(subject(tmp_path, facts=FACTS + "  - {表现: 谈心少, 原因: 我懒, 措施: 我每月谈一次}\n"))
    open_ = FACTS.replace(", 原因: 我嫌麻烦，推给支委", "")  # one cause, and the third problem
    assert measure(subject(tmp_path, facts=open_))["asked"] == 0
    assert measure(subject(tmp_path, REPORT.replace("我嫌麻烦，推给支委", "【待补充：为什么】"), facts=open_))["asked"] == 0.5
    assert measure(subject(tmp_path, facts=open_, asked=("一", "二", "三")))["asked"] == 1


def test_copied_runs_and_foreign_names(tmp_path):
    made = subject(tmp_path, REPORT.replace("现将一年来的情况述职如下。", OTHER))
    found = measure(made)
    run = len(OTHER)  # the whole sentence, end mark included
    assert found["longest"] == run
    prose = len("".join(line.text for line in made.manuscript.lines())) + sum(len(part.items) for part in made.manuscript.parts) - 1
    assert found["copied"] == pytest.approx(run / prose, abs=0.002)
    assert found["foreign"] == 1
    assert measure(subject(tmp_path, REPORT.replace("现将", OTHER[:12] + "。现将")))["longest"] == 0


def test_length_outside_its_bounds():
    assert outside(2500, 2000, 3000) == 0
    assert outside(1500, 2000, 3000) == 0.25
    assert outside(3300, 2000, 3000) == pytest.approx(0.1)
    heavy = units.rule("问题为主")
    assert kept(heavy, (2300, 3000), 2600, 700, 1500) == [True, True, True]
    assert kept(heavy, (2300, 3000), 3001, 701, 1499) == [False, False, False]
    assert kept(units.rule("三分之一"), (2000, 3000), 3000, 1500, 900) == [True, False]


def test_likeness_by_hand():
    assert chrf_of("支部学习", "支部学习") == 100
    assert chrf_of("支部学习", "村民渡口") == 0
    # 学习支部 against 支部学习: four of four characters, two of three pairs, none longer: precision = recall = (1 + 2/3 + 0 + 0) / 4
    assert chrf_of("学习支部", "支部学习") == pytest.approx(100 * (1 + 2 / 3) / 4, abs=0.01)
    assert chrf_of("支部 学\n习", "支部学习") == 100


def test_headings_identical_disjoint_reordered():
    assert dice("学习走心", "学习走心") == 1
    assert dice("学习走心", "渡口修灯") == 0
    assert dice("学习走心", "走心学习") == pytest.approx(2 / 3)  # 学习, 走心 of three pairs each
    assert soft_recall(["学习走心", "渡口修灯"], ["学习走心"]) == 0.5
    assert soft_recall(["甲乙"], []) == 0


def test_parallel_clauses_and_openings():
    assert parallel(["强化学习，健全制度，压实责任。", "我到渡口去。"]) == 3 / 4
    assert parallel(["强化学习，健全制度，我到渡口去了。"]) == 0
    assert parallel(["学习、党课、谈话，都做了。"]) == 0
    assert repeated(["支部学习。", "支部开会。", "我去了。", "支部散会。"]) == 0.5
    assert repeated(["支部学习。", "我。", "你。", "他。", "支部。"]) == 0


def test_every_metric_is_defined():
    for id_, (metric, _) in DRAFT_METRICS.items():
        assert metric.about
        assert metric.source or metric.better == "", id_
