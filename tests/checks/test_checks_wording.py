"""Wordings: what is wrong, what only looks so, and the three clocks at their boundary months."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline import checks, units
from pipeline.checks import Context
from pipeline.checks.choosing import chosen
from pipeline.documents import DocItem, DocSection, Document
from pipeline.flows.checking import CheckRequest, check_report
from pipeline.report import SectionKind
from pipeline.units.terms import terms

REAL = sorted((Path(__file__).parents[3] / "shared" / "samples").glob("*.txt"))
RULES = chosen(["W"], [])


def found(
    text: str, *, year: int = 2025, written: str = "2026-01-10", section: SectionKind = SectionKind.DUTY, unit: str = "机关"
) -> set[tuple[str, str]]:
    document = Document(title="", year=year, sections=(DocSection(kind=section, heading="", items=(DocItem(heading="", text=text),)),))
    context = Context(year=year, written_on=dt.date.fromisoformat(written), unit_types=units.types_of((unit,)))
    return {(f.code, f.level.value) for f in checks.run(checks.of_document(document, text), context, RULES)}


def test_the_table_is_whole():
    table = terms()
    assert len(table) >= 200
    assert all(term.source for term in table)
    names = {term.name for term in table}
    assert not [w for term in table for w in term.wrong if any(w in name for name in names)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("落实习总书记重要讲话精神。", {("W01", "error")}),
        ("学习总书记重要讲话，学习新时代党的创新理论。", set()),
        ("实习同志、见习同志都参加了。", set()),
        ("以习同志为核心的党中央。", {("W01", "error")}),
        ("筑牢中华民族共同体意识。", {("W01", "error")}),
        ("铸牢中华民族共同体意识。", set()),
        ("深刻领悟“两个确立”的决定性意义，坚定“四个自信”、增强“四个意识”、做到“两个维护”。", {("W04", "warning")}),
        ("做到“两个确立”。", {("W01", "error"), ("W04", "error")}),
        ("树牢政治意识、大局意识、看齐意识、核心意识。", {("W04", "error"), ("W04", "warning")}),
        ("政治意识、大局意识、核心意识、看齐意识。", set()),
        ("严守政治纪律、组织纪律、群众纪律、廉洁纪律、工作纪律、生活纪律。", {("W04", "warning")}),
        ("学习《中国共产党支部工作条例》。", {("W05", "warning")}),
        ("学习《中国共产党党和国家机关基层组织工作条例》。", set()),
        ("学习中国共产党纪律处分条例。", {("W05", "info")}),
        ("传达三中全会会议精神，发全会会议材料。", {("W09", "error")}),
        ("发放《党的二十大精神》宣传品。", {("W09", "error")}),
        ("隆重召开表彰会。", {("W08", "info")}),
    ],
)
def test_forms(text: str, codes: set[tuple[str, str]]):
    assert found(text) == codes


@pytest.mark.parametrize(
    ("text", "year", "written", "section", "codes"),
    [
        ("学习党的二十届四中全会精神。", 2025, "2025-10-31", SectionKind.DUTY, set()),
        ("学习党的二十届四中全会精神。", 2025, "2025-09-30", SectionKind.DUTY, {("W02", "error")}),
        ("学习二十届四中全会精神。", 2024, "2025-12-01", SectionKind.DUTY, {("W02", "warning")}),
        ("学习党的二十届四中全会精神。", 2024, "2025-11-01", SectionKind.PLAN, set()),
        ("学习党的二十届四中全会精神。", 2024, "2025-01-10", SectionKind.PLAN, {("W02", "error")}),
        ("以实际行动迎接党的二十大召开。", 2021, "2022-01-10", SectionKind.PLAN, set()),
        ("开展树立和践行正确政绩观学习教育。", 2025, "2026-02-25", SectionKind.PLAN, set()),
        ("开展树立和践行正确政绩观学习教育。", 2025, "2026-01-25", SectionKind.PLAN, {("W02", "error")}),
        ("深入开展党纪学习教育。", 2024, "2024-12-30", SectionKind.DUTY, set()),
        ("深入开展党纪学习教育。", 2025, "2025-12-30", SectionKind.DUTY, {("W03", "warning")}),
        ("深入开展党纪学习教育。", 2024, "2024-12-30", SectionKind.PLAN, {("W03", "warning")}),
        ("巩固深化党纪学习教育成果。", 2025, "2025-12-30", SectionKind.PLAN, set()),
        ("决战脱贫攻坚。", 2020, "2020-12-30", SectionKind.DUTY, set()),
        ("党史学习教育常态化长效化。", 2022, "2022-12-30", SectionKind.DUTY, set()),
    ],
)
def test_clocks(text: str, year: int, written: str, section: SectionKind, codes: set[tuple[str, str]]):
    assert {c for c in found(text, year=year, written=written, section=section) if c[0] in ("W02", "W03")} == codes


def test_unit_types_differ():
    text = "落实党委领导下的校长负责制。"
    assert ("W06", "warning") in found(text, unit="中小学")
    assert not found(text, unit="高校")
    assert not found(text, unit="机关") & {("W06", "warning")}


@pytest.mark.skipif(len(REAL) < 3, reason="the real samples are not here")
def test_literal_hits_on_the_real_samples():
    counts = [
        len(check_report(path.read_text(encoding="utf-8"), CheckRequest(rules=chosen(["W01", "W05"], [])), dt.date(2026, 1, 1)).findings)
        for path in REAL
    ]
    assert counts == [4, 1, 0]
