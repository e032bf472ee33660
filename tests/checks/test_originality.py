"""Copying is found whoever it is from; what any two reports share is not."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from pipeline import checks
from pipeline.checks import Context, Manuscript
from pipeline.checks.choosing import chosen
from pipeline.checks.originality.library import Index
from pipeline.documents import DocItem, DocSection, Document, parse, read_text
from pipeline.facts.reading import loads
from pipeline.findings import Finding
from pipeline.flows.checking import CheckRequest, check_report
from pipeline.report import SectionKind
from pipeline.samples.library import load_report, own_reports

REAL = Path(__file__).parents[3] / "shared" / "samples"
CASES = Path(__file__).parents[2] / "eval" / "cases"
LAST = (
    "党的二十届三中全会召开后，我带着支部逐段读文件，到3个小区讲给居民听，大家说听得明白。支委会上我把欠缴党费的名单念了两遍，没有人吭声。"
    "以习近平新时代中国特色社会主义思想为指导，召开支部党员大会4次、支委会12次、主题党日12次。"
)


def prose(text: str) -> Manuscript:
    section = DocSection(kind=SectionKind.DUTY, heading="", items=(DocItem(heading="", text=text),))
    return checks.of_document(Document(title="", year=2025, sections=(section,)), text)


def found(text: str, context: Context) -> list[Finding]:
    return list(checks.run(prose(text), context, [r for r in chosen(("O",), ()) if isinstance(r, checks.Rule)]))


def codes(text: str, context: Context) -> list[str]:
    return sorted({f"{f.code} {f.level.value}" for f in found(text, context)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年党费的事，我在支委会上我把欠缴党费的名单念了两遍，没有人说话。", "O01 warning"),
        ("大家说听得明白。支委会上我把欠缴党费的名单念了两遍，没有人吭声。以习近平新时代中国特色社会主义思想为指导，开了4次会。", "O01 error"),
        ("我们召开支部党员大会4次、支委会12次、主题党日12次，没有缺。", ""),
        ("以习近平新时代中国特色社会主义思想为指导，党的二十届三中全会召开后我逐条讲。", ""),
    ],
)
def test_runs_shared_with_a_sample(text: str, expected: str):
    assert codes(text, Context(samples=(("甲", LAST),))) == ([expected] if expected else [])


def test_a_run_over_two_sentences_is_told_of_both():
    first, second = found("这是开头。会后没有人吭声。名单我又念了两遍。", Context(samples=(("甲", "开头不同。会后没有人吭声。名单我又念了两遍。"),)))
    assert (first.excerpt, second.excerpt) == ("会后没有人吭声。", "名单我又念了两遍。")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党的二十届四中全会召开后，我带着支部逐段读文件，到5个小区讲给居民听，大家说听得明白。", ["O04"]),
        ("党的二十届三中全会召开后，我带着支部逐段读文件，到3个小区讲给居民听，大家说听得明白。", ["O02"]),
        ("四中全会以后，我改在晚饭后到楼门口讲，来听的多了一倍。", []),
        ("召开支部党员大会5次、支委会11次、主题党日10次。", []),
    ],
)
def test_recycled_sentences_are_told_from_copied_ones(text: str, expected: list[str]):
    assert [f.code for f in found(text, Context(last_year=LAST))] == expected


def test_the_old_wording_and_what_was_changed_are_shown():
    (told,) = found("党的二十届四中全会召开后，我带着支部逐段读文件，到5个小区讲给居民听，大家说听得明白。", Context(last_year=LAST))
    assert "党的二十届四中全会、5" in told.message
    assert "党的二十届三中全会召开后" in told.message


def test_what_this_years_facts_say_is_not_recycled():
    facts = loads(
        "单位: {名称: 甲, 类型: 机关}\n述职人: {职务: 书记}\n年度: 2025\n事实:\n  - 内容: 我带着支部逐段读文件，到5个小区讲给居民听，大家说听得明白\n"
    )
    assert found("我带着支部逐段读文件，到5个小区讲给居民听，大家说听得明白。", Context(last_year=LAST, facts=facts)) == []


def test_a_whole_copy_is_told_as_such():
    report = own_reports()[0]
    request = CheckRequest(samples=tuple((r.id, r.text) for r in own_reports()))
    found = check_report(report.text, request, dt.date(2026, 1, 20)).findings
    (whole,) = [f for f in found if f.code == "O05"]
    assert report.id in whole.message
    assert whole.start == -1


def test_a_report_with_other_years_is_told_as_last_years():
    last = own_reports()[0].text
    recycled = last.replace("2023", "2024").replace("12次", "11次").replace("4次", "6次")
    assert any(
        f.code == "O05" and "上年报告" in f.message for f in check_report(recycled, CheckRequest(last_year=last), dt.date(2026, 1, 20)).findings
    )


def test_reports_of_our_own_are_held_for_originals():
    """The fictional reports were written apart: nothing but chance runs, which weigh nothing, and no names of each other."""
    reports = (*own_reports(), *(load_report(path) for path in sorted(CASES.glob("*/report.md"))))
    for report in reports[::6]:
        others = tuple((r.id, r.text) for r in reports if r.id != report.id)
        found = check_report(report.text, CheckRequest(samples=others, rules=chosen(("O",), ())), dt.date(2026, 1, 20)).findings
        assert {f.level.value for f in found} <= {"info"}, report.id


@pytest.mark.skipif(not REAL.is_dir(), reason="the real samples are not part of the project")
def test_two_real_reports_that_share_a_passage():
    texts = {path.stem[:3]: read_text(path) for path in REAL.glob("*.txt")}
    manuscript = checks.of_document(parse(texts["003"]), texts["003"])
    found = checks.run(manuscript, Context(samples=(("000", texts["000"]), ("002", texts["002"]))), [r for r in checks.rules() if r.code == "O01"])
    assert [f.level.value for f in found if "000" in f.message] == ["error", "error"]
    assert all("78 个字" in f.message for f in found if f.level.value == "error")


def test_the_index_is_quick_and_exact():
    texts = tuple((r.id, r.text) for r in own_reports())
    began = time.perf_counter()
    index = Index(texts)
    hits = list(index.found("".join(texts[3][1].split())[100:200]))
    assert time.perf_counter() - began < 0.5
    assert {source for _, source, _ in hits} >= {3}
    assert len({start for start, _, _ in hits}) == 88
    assert list(Index((("甲", "短"),)).found("短")) == []
    assert list(Index(()).found("什么都没有的时候也不会出错的一句话")) == []
