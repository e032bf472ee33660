"""The parts of the suites that need no whole run: planters, claims, the share of better scores, the filler."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.checks.catalogue import find
from pipeline.errors import InputError
from pipeline.evaluation.cases import Bench
from pipeline.evaluation.contestants import last_year
from pipeline.evaluation.planters import planters
from pipeline.evaluation.suites import SUITES, checking
from pipeline.evaluation.suites.rewriting import better_share
from pipeline.facts.reading import loads
from pipeline.samples import own_reports

EVAL = Path(__file__).parents[2] / "eval"


def test_every_planter_is_of_a_rule_and_repeats_itself():
    found = planters(EVAL)
    assert len(found) >= 14
    text = Bench(EVAL, EVAL, ()).cases["cun-2021-b"].reference
    for code, plant in found.items():
        assert find(code), code
        assert plant(text, random.Random(code)) == plant(text, random.Random(code)), code


def test_another_bench_has_its_own_planters(tmp_path):
    (tmp_path / "planting").mkdir()
    (tmp_path / "planting" / "mine.py").write_text(
        "PLANTERS = {'T01': lambda text, rng: (text + 'XX', (len(text), len(text) + 2))}\n", encoding="utf-8"
    )
    assert list(planters(tmp_path)) == ["T01"]
    (tmp_path / "other" / "planting").mkdir(parents=True)
    (tmp_path / "other" / "planting" / "wrong.py").write_text("PLANTERS = ['T01']\n", encoding="utf-8")
    with pytest.raises(InputError, match="PLANTERS"):
        planters(tmp_path / "other")


def test_the_labels_are_many_and_hold_both_sides():
    bench = Bench(EVAL, EVAL, ())
    labels = [label for sentences in checking.labelled(bench).values() for _, _, label in sentences]
    assert len(labels) >= 200
    assert 0.15 <= sum(labels) / len(labels) <= 0.85


def test_hand_written_faults_stand_in_their_references():
    bench = Bench(EVAL, EVAL, ())
    for fault in checking.faults(bench):
        text, _ = fault.planted(bench.cases[fault.case].reference)
        assert text != bench.cases[fault.case].reference or fault.beside, fault
        assert find(fault.code), fault


def test_better_share_by_hand():
    assert better_share([90, 80, 70], 60) == 1
    assert better_share([90, 60, 50], 60) == pytest.approx(0.5)
    assert better_share([10], 60) == 0


def test_the_filler_changes_year_names_and_known_figures():
    facts = loads(
        "单位: {名称: 甲县水利局党支部, 类型: 机关, 上级: 县直机关工委}\n述职人: {职务: 书记}\n年度: 2025\n"
        "组织生活: {支部党员大会: 5}\n事实:\n  - 内容: 党员到社区报到41人次\n"
    )
    assert last_year.moved("2023年，比2022年多", 2) == "2025年，比2024年多"
    assert last_year.refigured("支部党员大会4次，党员到社区报到28人次，修灯9盏。", facts) == "支部党员大会5次，党员到社区报到41人次，修灯9盏。"
    bench = Bench(EVAL, EVAL, own_reports())
    case = bench.cases["jiguan-2025-d"]
    donor = last_year.donor_of(case, bench)
    assert "机关" in donor.unit_types
    text = last_year.swap(case, bench).text
    assert case.facts.unit.name in text
    assert donor.unit not in text


def test_every_suite_names_data_that_is_there():
    for suite in SUITES.values():
        assert all((EVAL / name).exists() for name in suite.data), suite.name
