"""What contradicts itself in a report or a facts file is found, and what only looks like it is left alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import checks
from pipeline.checks import Context, of_document
from pipeline.checks.catalogue import facts_rules, find, rules
from pipeline.checks.facts import ranges, rhythms, sums
from pipeline.checks.facts.counts import counts
from pipeline.checks.facts.happenings import happenings
from pipeline.checks.facts.years import before_post, other_years, took_post
from pipeline.documents import parse
from pipeline.facts import load
from pipeline.facts.reading import loads
from pipeline.texts.quantities import quantities

ROOT = Path(__file__).parent.parent.parent
SHEETS = [*sorted((ROOT / "corpus" / "facts").glob("*.yaml")), *sorted((ROOT / "eval" / "cases").glob("*/*.yaml"))]


def counted(text: str) -> list[tuple[str, float]]:
    return [(c.name, c.value) for c in counts(text, 2025)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年召开支部党员大会4次、支委会11次。", [("支部党员大会", 4), ("支委会", 11)]),
        ("12次主题党日中有5次改在线上。", [("主题党日", 12)]),
        ("支委会每月1次，全年12次。", [("支委会", 12)]),
        ("支委会应开12次，实开11次。", [("支委会", 11)]),
        ("“第一议题”全年学习26次。", []),
        ("26次“第一议题”学习中，专题研讨只有4次。", [("“第一议题”学习", 26)]),
        ("支部有党员31名，分3个党小组。", [("支部党员", 31)]),
        ("上年支部党员大会只有3次，去年支委会9次。", []),
        ("2024年主题党日10次。", []),
        ("修理支部支委会只开了6次。", []),
        ("支委会2次检查制度执行情况。", []),
        ("8月支委会停开1次，漏开支部党员大会1次。", []),
        ("7月和8月，主题党日开展2次。", []),
        ("每个党小组党小组会12次。", []),
        ("我列席支部党员大会3次。", []),
    ],
)
def test_only_the_years_totals_are_counted(text: str, found: list[tuple[str, float]]):
    assert counted(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10月改选支部班子，选优配强党务干部。", [("支部换届", 10)]),
        ("11月通过党员大会完成支部班子改选工作。", [("支部换届", 11)]),
        ("9月换届后，支委重新分工。", []),
        ("9月底前完成换届。", []),
        ("2024年9月完成换届。", []),
        ("3月至5月督促4个支部换届。", []),
    ],
)
def test_a_thing_that_happens_once_has_one_month(text: str, found: list[tuple[str, int]]):
    assert [(h.thing, h.month) for h in happenings(text, 2025)] == found


@pytest.mark.parametrize(
    "text",
    [
        "支委会共12人，其中男8人、女5人。",
        "查摆问题9个，整改10个。",
        "11个难题解决12个。",
        "平均到会率由78%提高到93%，提高12个百分点。",
        "平均到会率由78%提高到93%，提高15%。",
        "平均到会率由93%提高到78%。",
        "听到意见23条，当场答复15条，其余9条转办。",
        "集中宣讲4场、上门宣讲9场，共15场。",
        "支部党员大会应到31人，实到27人，缺席5人。",
        "支部党员18名，35岁以下5名，占32%。",
        "党员40名分为3个党小组，分别为12名、13名、14名。",
    ],
)
def test_what_does_not_add_up_is_found(text: str):
    assert len(list(sums.faults(text, quantities(text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "支部有党员31名，其中女党员15名、35岁以下18名。",
        "党员12名，其中男7名、女5名。",
        "听到意见23条，当场答复15条，另外8条研究后办理。",
        "平均到会率由78%提高到93%，提高15个百分点。",
        "全年花掉3.2万元，上半年0.9万元，12月1.4万元，余下的0.9万元结转。",
        "支委会应开12次，实开11次，少1次。",
        "登记来电526个，当天答复491个，其余3个工作日内答复。",
        "党员18名，35岁以下5名，占28%。",
    ],
)
def test_what_adds_up_is_left_alone(text: str):
    assert list(sums.faults(text, quantities(text))) == []


@pytest.mark.parametrize("text", ["同比增长150%。", "完成任务的120%。", "培训10场，3人主讲。", "培训10场，每场9人。", "4月30日走访。", "5.13月票"])
def test_likely_numbers_are_left_alone(text: str):
    assert list(ranges.faults(text, quantities(text), 2025)) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("每季度1次专题研讨，全年不少于6次。", True),
        ("主题党日每月1次，全年10次。", True),
        ("每季度1次专题研讨，全年不少于4次。", False),
        ("支委会每月1次，共12次。", False),
        ("13个村每季度不少于1场，全年52场。", False),
        ("支委会每月1次，7月漏开，全年11次。", False),
        ("支委会规定每月1次，只开了11次。", False),
    ],
)
def test_a_rhythm_makes_a_years_number(text: str, wrong: bool):
    assert bool(list(rhythms.faults(text))) == wrong


def test_the_months_before_the_post_are_anothers():
    assert took_post("标题\n（2025年12月18日）\n我2023年5月任公司党委书记。") == (2023, 5)
    assert took_post("2025年6月，我从县农业农村局调到镇里任党委书记。") == (2025, 6)
    assert [f.message for f in before_post("3月，我讲党课1次。", 2025, (2025, 6))] == ["“3月”在2025年6月任职以前"]
    for text in ("7月，我讲党课1次。", "3月，前任书记讲党课1次。", "3月至8月，支部开展学习教育。", "2026年3月底前，我讲党课1次。"):
        assert list(before_post(text, 2025, (2025, 6))) == []


def test_another_years_numbers_are_told_unless_they_are_compared():
    assert list(other_years("2024年集中学习12次。", 2025))
    for text in ("比2024年的12次多2次。", "2024年度点评指出3个问题。", "2024年成立的2个党小组。", "2021—2030年规划3项。", "2025年集中学习12次。"):
        assert list(other_years(text, 2025)) == []


def test_a_recycled_opening_is_told():
    text = "2025年度抓基层党建工作述职报告\n现将2024年度履职情况报告如下。\n一、履职情况\n学习12次。\n二、存在的问题\n学习不深。\n"
    found = checks.run(of_document(parse(text), text), Context(year=2025), [find("F13")])
    assert [f.excerpt for f in found] == ["2024"]


def test_the_numbers_of_a_text_library_are_told_once():
    text = "述职报告\n一、履职情况\n" + "集中学习10次，调研10次，撰写报告10篇，举办宣讲100场，覆盖100人次，培训10期，走访7次。\n"
    found = checks.run(of_document(parse(text), text), Context(year=2025), [find("F11")])
    assert sum("假数字" in f.message for f in found) == 1


HEAD = "单位: {名称: 甲局党支部, 类型: 机关}\n述职人: {职务: 党支部书记, 任职起: %s}\n年度: 2025\n写作日期: 2025-12-20\n"


@pytest.mark.parametrize(
    ("given", "body", "found"),
    [
        ("2024-03", "组织生活: {支委会: 11}\n事实: [{内容: 支委会全年12次}]", {("F20", "warning"), ("F21", "info")}),
        ("2024-03", "事实: [{内容: 9月完成支部换届}, {内容: 支部10月改选班子}]", {("F20", "warning")}),
        ("2024-03", "组织生活: {支委会: 9}\n事实: [{内容: 学习3次}]", {("F21", "warning")}),
        ("2024-03", "组织生活: {支委会: 9}\n事实: [{内容: 学习3次}]\n问题: [{表现: 支委会漏开3次}]", set()),
        ("2025-10", "组织生活: {支委会: 12}\n事实: [{内容: 学习3次}]", {("F21", "warning")}),
        ("2025-10", "事实: [{内容: 学习3次, 时间: 2025-03}]", {("F22", "warning")}),
        ("2024-03", "事实: [{内容: 2023年走访86户}]", {("F22", "warning")}),
        ("2024-03", "写作日期: 2025-11-01\n事实: [{内容: 学习3次, 时间: 2025-12}]", {("F22", "error")}),
        ("2024-03", "事实: [{内容: 查摆问题9个，整改10个}]", {("F23", "error")}),
        ("2024-03", "事实: [{内容: 平均到会率104%}]", {("F24", "error")}),
        ("2024-03", "事实: [{内容: 讲座10场，受众10人}]", {("F24", "warning")}),
        ("2024-03", "事实: [{内容: 查摆问题9个，整改8个，全部整改到位}]", {("F25", "warning")}),
        ("2024-03", "组织生活: {主题党日: 12, 支委会: 12}\n事实: [{内容: 主题党日每月1次}]", set()),
        ("2024-03", "组织生活: {主题党日: 11}\n事实: [{内容: 主题党日每月1次}]\n问题: [{表现: 主题党日漏开1次}]", {("F25", "warning")}),
    ],
)
def test_faults_of_a_facts_file(given: str, body: str, found: set[tuple[str, str]]):
    head = HEAD % given
    if "写作日期" in body:
        head = head.replace("写作日期: 2025-12-20\n", "")
    facts = loads(f"{head}{body}\n")
    context = Context(year=2025, written_on=facts.written_on, facts=facts)
    told = checks.run_facts(facts, context)
    assert {(f.code, f.level.value) for f in told} == found
    assert all(f.section == "" or f.section in facts.by_id for f in told)


@pytest.mark.parametrize("path", SHEETS, ids=lambda p: p.parent.name if p.stem == "facts" else p.stem)
def test_our_own_facts_contradict_themselves_nowhere(path: Path):
    facts = load(path)
    found = checks.run_facts(facts, Context(year=facts.year, written_on=facts.written_on or dt.date(facts.year + 1, 1, 10), facts=facts))
    assert [f.message for f in found if f.level in ("error", "warning")] == []


def test_the_examples_contradiction_is_found():
    facts = load(ROOT / "examples" / "facts-jiguan.yaml")
    found = checks.run_facts(facts, Context(year=facts.year, facts=facts))
    assert [(f.code, f.section, f.excerpt) for f in found] == [("F25", "打算2", "每季度1次专题研讨，全年不少于6次")]


FAMILY = [rule for rule in rules() if rule.code[0] == "F"]
WORDS = "0 1 3 9 31 13 104 ２ ½ ² 零 一 二 两 十 百 千 万 亿 〇 . , ， 。 、 ； % 余 多 近 约 成 其中 共 占 男 女 由 到 应开 实开 每季度 每月 1次 12次".split()
WORDS += "年 月 日 场 人次 名 个 支委会 党课 换届 提高到 降到 全年 其余 上年 2025年 2024年 13月 30日 分别为 到会率 受众 讲座 查摆 整改 9个 99999999999999999999".split()
ODD = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)


@given(ODD)
def test_odd_numerals_never_crash_and_places_are_valid(body: str):
    text = f"2025年度述职报告\n一、履职情况\n我2025年6月任书记。{body}\n二、存在的问题\n{body}\n"
    facts = loads(f"{HEAD % '2025-06'}事实: [{{内容: 学习3次}}]\n")
    for given_facts in (None, facts):
        for found in checks.run(of_document(parse(text), text), Context(year=2025, facts=given_facts), FAMILY):
            assert found.start == -1 or 0 <= found.start < found.end <= len(text)


@given(ODD)
def test_odd_facts_never_crash(body: str):
    facts = loads(f"{HEAD % '2025-06'}事实: [{{内容: 学习3次}}]\n")
    odd = facts.model_copy(update={"facts": (facts.facts[0].model_copy(update={"text": body or "无", "when": body or None}),)})
    checks.run_facts(odd, Context(year=2025, facts=odd), facts_rules())
