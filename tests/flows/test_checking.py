"""The check flow: what is taken from where, what is accepted, and what a facts file is told."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.checks.choosing import chosen, listed
from pipeline.errors import InputError
from pipeline.facts.reading import loads
from pipeline.flows.checking import CheckRequest, check_facts, check_report

TODAY = dt.date(2026, 1, 20)
REPORT = """2025年度抓基层党建工作述职报告
一、履职情况
我在**社区走访群众12户。
二、存在的主要问题
我对党员教育抓得不细，主题党日只开了9次。
三、下一步打算
我每月检查一次学习记录。
党支部书记
2026年1月12日
"""
FACTS = loads(
    "单位: {名称: 甲局党支部, 类型: 机关}\n述职人: {职务: 党支部书记}\n年度: 2024\n写作日期: 2025-01-05\n规格: 口头\n事实: [{内容: 走访群众11户}]\n"
)


def codes(text: str, **more: object) -> set[str]:
    return {f.code for f in check_report(text, CheckRequest(**more), TODAY).findings}  # type: ignore[arg-type]


def test_year_and_day_come_from_the_options_then_the_facts_then_the_report():
    assert (check_report(REPORT, CheckRequest(), TODAY).year, check_report(REPORT, CheckRequest(), TODAY).written_on) == (2025, dt.date(2026, 1, 12))
    of_facts = check_report(REPORT, CheckRequest(facts=FACTS), TODAY)
    assert (of_facts.year, of_facts.written_on, of_facts.unit_types) == (2024, dt.date(2025, 1, 5), ("机关",))
    told = check_report(REPORT, CheckRequest(facts=FACTS, year=2023, written_on=dt.date(2024, 2, 1)), TODAY)
    assert (told.year, told.written_on) == (2023, dt.date(2024, 2, 1))
    undated = REPORT.rsplit("\n", 2)[0]
    assert check_report(undated, CheckRequest(), TODAY).written_on == TODAY
    assert check_report(undated.replace("2025", "2022"), CheckRequest(), TODAY).written_on == dt.date(2023, 1, 31)


def test_offsets_are_of_the_text_that_is_given_back_and_front_matter_is_no_part_of_it():
    checked = check_report(f"---\nid: x\n---\n\u3000\u3000{REPORT}", CheckRequest(), TODAY)
    assert checked.text.startswith("2025年度")
    found = [f for f in checked.findings if f.start >= 0]
    assert {f.code for f in found} >= {"T01"}
    assert all(checked.text[f.start : f.end] == f.excerpt for f in found)


def test_facts_bring_the_rules_that_need_them():
    assert not {"F01", "S10"} & codes(REPORT)
    assert {"F01", "S10"} <= codes(REPORT, facts=FACTS)


@pytest.mark.parametrize(
    ("text", "accept", "left"),
    [
        (REPORT.replace("12户。", "12户。<!-- shuzhi: 忽略 T01 -->"), (), False),
        (REPORT.replace("我在", "<!-- shuzhi 忽略 F01，T -->\n我在"), (), False),
        (REPORT.replace("9次。", "9次。<!-- shuzhi: 忽略 T01 -->"), (), True),
        (REPORT.replace("12户。", "12户。<!-- shuzhi: 忽略 T02 -->"), (), True),
        (REPORT, ("T01：社区走访",), False),
        (REPORT, ("T01：没有的话",), True),
        (REPORT, ("T01",), False),
    ],
)
def test_what_the_user_accepted_is_counted_and_not_told(text: str, accept: tuple[str, ...], left: bool):
    checked = check_report(text.replace("忽略 T02", "忽略 S01"), CheckRequest(accept=listed(accept)), TODAY)
    assert any(f.code == "T01" for f in checked.findings) == left
    assert checked.accepted == (0 if left else 1)
    assert "<!--" not in checked.text


def test_rules_are_chosen_by_the_beginning_of_their_codes():
    assert {r.code[0] for r in chosen(["t", "P"], [])} == {"T", "P"}
    assert "P01" not in {r.code for r in chosen([], ["P01"])}
    assert codes(REPORT, rules=chosen(["P"], [])) <= {f"P{n:02}" for n in range(30)}
    with pytest.raises(InputError, match="X9"):
        chosen(["X9"], [])
    with pytest.raises(InputError, match="看不懂"):
        listed(["？"])


def test_a_facts_file_is_checked_by_rules_on_facts():
    checked = check_facts(FACTS, CheckRequest(), TODAY)
    assert checked.chars == 0
    assert checked.unit_types == ("机关",)
