"""Saving values into a facts file: what the form does not know stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.facts.reading import loads
from pipeline.facts.saving import as_json, as_yaml
from pipeline.facts.tree import parse

EXAMPLE = (Path(__file__).parents[2] / "examples" / "facts-jiguan.yaml").read_text(encoding="utf-8")


def test_a_file_saved_as_it_is_keeps_every_line():
    assert as_yaml(parse(EXAMPLE).value, EXAMPLE) == EXAMPLE


def test_one_change_changes_one_line():
    values = parse(EXAMPLE).value
    values["事实"][0]["内容"] = "“第一议题”学习27次"
    changed = set(as_yaml(values, EXAMPLE).splitlines()) - set(EXAMPLE.splitlines())
    assert changed == {"    内容: “第一议题”学习27次"}


def test_comments_and_unknown_keys_stay_and_emptied_keys_go():
    before = "# 我的注\n单位:\n  名称: 甲  # 全称\n备忘: 问老王\n打算:\n  - 一\n"
    after = as_yaml({"单位": {"名称": "乙"}, "年度": 2025}, before)
    assert "# 我的注" in after
    assert "# 全称" in after
    assert "备忘: 问老王" in after
    assert "打算" not in after
    assert parse(after).value == {"单位": {"名称": "乙"}, "年度": 2025, "备忘": "问老王"}
    assert list(parse(after).value) == ["单位", "年度", "备忘"]


@pytest.mark.parametrize("before", ["- 一\n- 二\n", "单位: [", "只是一句话"])
def test_what_is_no_facts_file_is_not_written_over(before):
    with pytest.raises(ValueError, match="no YAML"):
        as_yaml({"年度": 2025}, before)


def test_json_keeps_unknown_keys():
    assert json.loads(as_json({"年度": 2025}, '{"备忘": 1, "年度": 2024}')) == {"年度": 2025, "备忘": 1}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40).filter(str.strip),
        min_size=1,
        max_size=3,
    )
)
def test_whatever_is_typed_reads_back(texts):
    typed = [text.strip() for text in texts]
    values = {
        "单位": {"名称": typed[0], "类型": "机关"},
        "述职人": {"职务": typed[-1]},
        "年度": 2025,
        "事实": [{"内容": text} for text in typed],
    }
    assert parse(as_yaml(values)).value["事实"] == [{"内容": text} for text in typed]


def test_a_new_file_is_a_facts_file():
    values = {"单位": {"名称": "甲", "类型": "机关"}, "述职人": {"职务": "书记"}, "年度": 2025, "事实": [{"内容": "开会4次"}]}
    assert loads(as_yaml(values)).unit.name == "甲"
