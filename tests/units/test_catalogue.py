"""The data files fit their records, cover the contract, and name their sources."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline import units

CONTRACT = ["机关", "政法", "街道", "乡镇", "社区", "村", "中小学", "高校", "医院", "国企", "事业单位", "群团", "非公企业", "社会组织", "离退休"]


def test_every_unit_type_of_the_contract_is_there():
    assert set(units.type_names()) == set(CONTRACT)
    assert units.find_type("学校").name == "中小学"
    assert units.find_type("两新").name == "非公企业"
    assert units.find_type("火星") is None


@pytest.mark.parametrize("name", CONTRACT)
def test_a_unit_type_names_only_themes_and_skeletons_that_exist(name: str):
    unit_type = units.find_type(name)
    themes = {t.name for t in units.themes()}
    assert {t.theme for t in unit_type.themes} <= themes
    assert {a.theme for a in unit_type.must_ask} <= themes
    assert len(unit_type.must_ask) >= 5
    assert units.skeleton(unit_type.skeleton).name == unit_type.skeleton
    assert all(trap.source for trap in unit_type.traps)


def test_the_four_length_rules():
    assert units.rule_names() == ["通用", "三分之一", "问题为主", "口头"]
    assert (units.rule("通用").low, units.rule("通用").high) == (2000, 3000)
    assert (units.rule("口头").low, units.rule("口头").high) == (1200, 1500)
    assert units.rule("问题为主").duty_high == 700
    assert units.rule("问题为主").problem_low == 1500


def test_near_themes_problem_kinds_and_norms_name_themes_that_exist():
    names = {t.name for t in units.themes()}
    assert all(set(t.near) <= names for t in units.themes())
    assert all(k.theme in names for k in units.problem_kinds())
    assert all(n.theme in names for n in units.norms())


def test_our_own_phrases_hold_no_numbers():
    """A stance or proposal with a number in it would be an invented figure in every draft."""
    from pipeline.texts.quantities import quantities

    phrases = [p for t in units.themes() for p in (*t.openers, *t.closers)]
    phrases += [p for k in units.problem_kinds() for p in (*k.effects, *k.causes, *(m.action + m.check for m in k.measures))]
    assert [p for p in phrases if quantities(p)] == []


def test_wordings_have_sources_and_are_found_by_day():
    assert all(w.source for w in units.wordings())
    spirit = [w.text for w in units.wordings() if w.use == "spirit" and w.valid_on(dt.date(2026, 1, 12))]
    assert spirit == ["党的二十大和二十届历次全会精神"]
    assert [w.text for w in units.wordings() if w.use == "spirit" and w.valid_on(dt.date(2024, 12, 20))] == ["党的二十大和二十届二中、三中全会精神"]


def test_a_facts_theme_is_the_users_own_first():
    types = units.types_of(("机关",))
    assert units.theme_of("随便什么", "党风廉政", types).name == "党风廉政"
    assert units.theme_of("查摆问题9个", "集中教育", types).name == "理论学习"
    assert units.theme_of("开展廉政谈话19人次", None, types).name == "党风廉政"
    assert units.theme_of("毫无线索", None, types).name == "融合中心"


def test_a_joint_unit_has_several_types_each_once():
    assert [t.name for t in units.types_of(("群团", "事业单位", "群团"))] == ["群团", "事业单位"]
