"""Each check finds what it is for and leaves alone what only looks like it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pipeline import checks, units
from pipeline.checks import Context
from pipeline.facts.reading import loads
from pipeline.findings import Finding
from pipeline.report import Item, Report, Section, SectionKind, Sentence, SentenceKind
from pipeline.steps.planning import make_plan

FACTS = loads(
    """单位: {名称: 云溪县水务局机关党支部, 类型: 机关, 上级: 县直机关工委}
述职人: {职务: 党支部书记}
年度: 2025
组织生活: {支委会: 11}
事实:
  - {编号: A, 内容: 党员到清河社区报到28人次，解决供水问题3个, 时间: 2025-07}
  - {编号: B, 内容: 平均到会率由78%提高到93%}
  - {编号: C, 内容: 修订《差旅管理办法》，开展“水库一线”活动5次}
问题: [{表现: 支委会漏开1次, 原因: 忙}]
打算: [每月开支委会]
"""
)
PLAN = make_plan(FACTS, dt.date(2026, 1, 12))
Sayer = Callable[..., list[Finding]]


def report(*sentences: Sentence, kind: SectionKind = SectionKind.DUTY) -> Report:
    section = Section(kind=kind, heading="履职情况", items=(Item(heading="", sentences=sentences),))
    return Report(
        title="述职报告",
        unit="云溪县水务局机关党支部",
        unit_types=("机关",),
        year=2025,
        sections=(section,),
        signer="书记",
        date=dt.date(2026, 1, 12),
    )


def found(text: str, *ids: str, sentence: SentenceKind = SentenceKind.FACT, kind: SectionKind = SectionKind.DUTY, **more: object) -> set[str]:
    context = Context(2025, dt.date(2026, 1, 12), units.types_of(("机关",)), FACTS, units.rule("通用"), PLAN, **more)  # type: ignore[arg-type]
    said = report(Sentence(text=text, kind=sentence, facts=ids), kind=kind)
    return {f"{f.code} {f.excerpt}" for f in checks.run(said, context) if f.start >= 0}


@pytest.mark.parametrize(
    ("text", "ids", "codes"),
    [
        ("党员报到28人次，解决供水问题3个。", ("A",), set()),
        ("7月，党员报到28人次。", ("A",), set()),
        ("2025年，党员报到28人次。", ("A",), set()),
        ("党员报到29人次。", ("A",), {"F01 29人次"}),
        ("党员报到28名。", ("A",), {"F02 28名"}),
        ("党员报到二十九人次。", ("A",), {"F01 二十九人次"}),
        ("党员报到28人次。", ("B",), {"F04 28人次"}),
        ("到会率上升，占到八成多。", ("B",), set()),
        ("活动5次。", ("Z",), {"F03 活动5次。", "F04 5次"}),
    ],
)
def test_numbers_are_held_against_the_facts_cited(text: str, ids: tuple[str, ...], codes: set[str]):
    assert found(text, *ids) == codes


def test_a_reading_may_say_what_follows_from_its_facts_and_no_more():
    reading = SentenceKind.READING
    assert found("到会率提高了15个百分点。", "B", sentence=reading) == set()
    assert found("到会率提高了16个百分点。", "B", sentence=reading) == {"F01 16个百分点"}
    assert found("支委会应开12次，实开11次，少了1次。", "组织生活.支委会", sentence=reading) == set()
    assert found("支委会少了2次。", "组织生活.支委会", sentence=reading) == {"F01 2次"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("党员到清河社区报到。", set()),
        ("党员到红旗社区报到。", {"F05 红旗社区"}),
        ("我履行社区党委书记职责，把党员组织到社区里去。", set()),
        ("项目被县直机关工委评优。", set()),
        ("修订《差旅管理办法》。", set()),
        ("学习《中国共产党纪律处分条例》。", {"F05 《中国共产党纪律处分条例》"}),
        ("落实“三会一课”。", set()),
        ("开展“水库一线”活动。", set()),
        ("打造“红色引擎”。", {"F06 “红色引擎”", "F07 打造“红色引擎”"}),
    ],
)
def test_names_that_no_fact_gives(text: str, codes: set[str]):
    assert found(text, "A", "C") == codes


@pytest.mark.parametrize(
    ("text", "ids", "flagged"),
    [
        ("年初制定了工作计划。", (), True),
        ("支部没有建立按月提醒的机制。", ("问题1",), True),
        ("我逐章逐条领着大家学。", ("A",), True),
        ("解决供水问题3个。", ("A",), False),
        ("修订差旅管理办法。", ("C",), False),
        ("我把支部的事看得很重。", (), False),
        ("只部署不检查，事情就停在会上。", (), False),
    ],
)
def test_concrete_claims_without_a_fact(text: str, ids: tuple[str, ...], flagged: bool):
    assert any(code.startswith("F07") for code in found(text, *ids)) == flagged


def test_claims_about_the_future_are_no_claims():
    assert not any(c.startswith("F07") for c in found("我将牵头制定计划，逐项对账。", sentence=SentenceKind.PROPOSAL, kind=SectionKind.PLAN))


def test_runs_copied_from_a_sample_are_found_and_fixed_wordings_are_not():
    sample = (("样本甲", "我把支部的难处一件一件摊开来讲给大家听。坚持以习近平新时代中国特色社会主义思想为指导。"),)
    assert found("今年我把支部的难处一件一件摊开来讲了。", samples=sample) == {"O01 我把支部的难处一件一件摊开来讲"}
    assert found("坚持以习近平新时代中国特色社会主义思想为指导。", samples=sample) == set()


def test_last_years_sentences_are_found_and_this_years_facts_are_not():
    last = "去年党员到清河社区报到28人次，解决供水问题3个，大家都说支部的工作做到了家门口。"
    assert found("党员到清河社区报到28人次，解决供水问题3个。", "A", last_year=last) == set()
    assert any(c.startswith("O02") for c in found("大家都说支部的工作做到了家门口。", last_year=last))


def test_names_of_a_sample_never_pass():
    assert found("像苇渡那样办。", strangers=("苇渡",)) == {"O03 苇渡"}
    assert not any(c.startswith("O03") for c in found("党员到清河社区报到。", "A", strangers=("清河社区",)))


@pytest.mark.parametrize("text", ["党员XX名。", "202X年。", "（注：以上为示例）", "作为一个AI。", "开展活动**次。", "学习〔F01〕。"])
def test_leftovers(text: str):
    assert any(c.startswith("T01") for c in found(text))


def test_missing_parts_and_missing_i():
    context = Context(2025, dt.date(2026, 1, 12), units.types_of(("机关",)), FACTS, units.rule("通用"), PLAN)
    codes = {f.code for f in checks.run(report(Sentence(text="支部不够扎实。", kind=SentenceKind.STANCE), kind=SectionKind.PROBLEM), context)}
    assert {"S01", "P01", "P02", "S10", "F08"} <= codes


def test_every_finding_says_what_to_do():
    context = Context(2025, dt.date(2026, 1, 12), units.types_of(("机关",)), FACTS, units.rule("通用"), PLAN)
    for f in checks.run(report(Sentence(text="到红旗镇走访99户，**。", kind=SentenceKind.STANCE)), context):
        assert f.message
        assert f.advice
