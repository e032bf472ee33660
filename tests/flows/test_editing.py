"""A facts file while it is being filled in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.errors import FactsError, SecrecyError
from pipeline.flows.checking import CheckRequest
from pipeline.flows.editing import opened, pruned, written

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = dt.date(2026, 1, 12)


def state(text: str):
    return opened(text, CheckRequest(), TODAY)


def said(text: str) -> dict[str, str]:
    return {remark.path: remark.level for remark in state(text).remarks}


def test_an_empty_file_asks_for_what_must_be_there():
    assert said("") == {"单位": "missing", "述职人": "missing", "年度": "missing", "事实": "missing"}
    assert not state("").ready


def test_a_whole_file_is_ready():
    assert state((EXAMPLES / "facts-jiguan.yaml").read_text(encoding="utf-8")).ready


def test_remarks_stand_at_the_field_they_speak_of():
    text = "单位:\n  名称: 甲\n  类型: 机管\n述职人:\n  职务: 书记\n年度: 25\n组织生活:\n  支委会: 很多\n事实:\n  - 时间: 2025-13\n"
    assert said(text) | {"单位.类型": "error", "年度": "error", "组织生活.支委会": "error", "事实.0.内容": "missing"} == said(text)


def test_empty_places_are_neither_fields_nor_mistakes():
    text = "单位:\n  名称: 甲\n  类型: 机关\n  上级:\n述职人:\n  职务: 书记\n年度: 2025\n事实:\n  - 内容:\n    主题:\n  - 内容: 学习12次\n打算: []\n"
    assert state(text).ready
    assert state(text).values["事实"] == [{"内容": "学习12次"}]


def test_the_checks_of_the_facts_stand_beside_the_fact():
    text = (EXAMPLES / "facts-jiguan.yaml").read_text(encoding="utf-8")
    doubts = [r for r in state(text).remarks if r.level == "warning"]
    assert [r.path for r in doubts] == ["打算.1"]
    assert "对不上" in doubts[0].message


def test_what_is_asked_of_the_unit_type_is_answered_by_words_of_the_facts():
    asks = {a.topic: a.answered for a in state("单位:\n  类型: 机关\n事实:\n  - 内容: 开展警示教育2次\n").asks}
    assert asks["警示教育和谈话"]
    assert not asks["研究党建"]


def test_how_often_is_asked_follows_the_months_in_office():
    text = "单位:\n  名称: 甲\n  类型: 机关\n述职人:\n  职务: 书记\n  任职起: 2025-07\n年度: 2025\n事实:\n  - 内容: 学习12次\n"
    assert state(text).due["支委会"] == 6


@pytest.mark.parametrize("text", ["- 一\n", "单位: [", "随便写的一句话"])
def test_what_is_no_facts_file_says_where(text):
    with pytest.raises(FactsError) as caught:
        state(text)
    assert "第 1 行" in caught.value.mistakes[0]


def test_a_secrecy_mark_is_refused():
    with pytest.raises(SecrecyError):
        state("单位:\n  名称: 机密★1年\n")


def test_a_broken_file_is_not_written_over():
    with pytest.raises(FactsError):
        written({"年度": 2025}, "- 一\n", ".yaml")


def test_pruning_takes_out_what_is_empty():
    assert pruned({"a": "", "b": [{"c": " "}, {"c": " x "}], "d": {"e": None}, "f": 0}) == {"b": [{"c": "x"}], "f": 0}
