from __future__ import annotations

import pytest

from pipeline.errors import StoreError
from pipeline.report import SectionKind
from pipeline.samples import load_report, own_reports
from pipeline.units import type_names

HEAD = """id: a-2024
fictional: true
unit: 甲局机关党支部
unit_types: [学校, 机关, 中小学]
year: 2024
written_on: 2025-01-08
rule: 通用
skeleton: 合并
grades: {duty: {grade: good, why: 实}, problem: {grade: weak, why: 空}}
faults: [Q1]
entities: [甲局]
author: x
license: CC0-1.0"""


def written(folder, head=HEAD, body="标题述职报告\n一、履职情况\n学。"):
    path = folder / "a-2024.md"
    path.write_text(f"---\n{head}\n---\n{body}\n", encoding="utf-8")
    return path


def test_our_own_reports_are_marked_complete_and_of_every_unit_type():
    reports = own_reports()
    assert len({r.id for r in reports}) == len(reports) >= 16
    assert all(r.fictional and r.license and r.entities and r.text for r in reports)
    assert {name for r in reports for name in r.unit_types} == set(type_names())
    for report in reports:
        assert {SectionKind.DUTY, SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN} <= set(report.grades), report.id


def test_a_report_is_read_with_its_front_matter(tmp_path):
    report = load_report(written(tmp_path))
    assert (report.id, report.unit_types, report.year) == ("a-2024", ("中小学", "机关"), 2024)
    assert report.text == "标题述职报告\n一、履职情况\n学。"
    assert (report.grade(SectionKind.PROBLEM), report.grade(SectionKind.PLAN)) == ("weak", "fair")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("year: 2024\n", "", "year"),
        ("year: 2024", "year: 今年", "year"),
        ("author: x", "author: x\ncolour: red", "colour"),
        ("[学校, 机关, 中小学]", "[公司]", "没有这种单位类型：公司"),
        ("[学校, 机关, 中小学]", "[]", "unit_types"),
        ("grade: weak", "grade: bad", "grades.problem.grade"),
        ("duty:", "study:", "grades.study"),
        ("id: a-2024", "id: 甲", "id"),
        ("id: a-2024", "id: [", "YAML"),
        ("id: a-2024", "text: x\nid: a-2024", "名称: 值"),
    ],
)
def test_a_bad_front_matter_names_file_and_place(tmp_path, old, new, says):
    with pytest.raises(StoreError) as caught:
        load_report(written(tmp_path, HEAD.replace(old, new)))
    assert "a-2024.md" in caught.value.message
    assert says in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("text", ["没有说明的正文", "---\nid: a\n没有结束", "---\n- 列表\n---\n正文", ""])
def test_without_front_matter(tmp_path, text):
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=r"a\.md"):
        load_report(path)


def test_no_body_and_no_file(tmp_path):
    with pytest.raises(StoreError, match="text"):
        load_report(written(tmp_path, body=""))
    with pytest.raises(StoreError, match="找不到"):
        load_report(tmp_path / "b.md")
