"""Hasty words set in order: marks and spaces change, words never."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.texts.tidying import tidied


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("党员去洋塘镇大集 发单子1200份,筛查63人", "党员去洋塘镇大集，发单子1200份，筛查63人"),
        ("6 月 12 日召开党员大会 4 次", "6月12日召开党员大会4次"),
        ("公车派单后补7次。。 整改完了", "公车派单后补7次。整改完了"),
        ("李副主任(支委)在会上说:念文件——记一下", "李副主任（支委）在会上说：念文件"),
        ("预备1（检验科 陈某）", "预备1（检验科陈某）"),
        ("基层党组织建 设", "基层党组织建设"),
        ('获县直系统"先进基层党组织"', "获县直系统“先进基层党组织”"),
        ("学 DeepSeek V3 两次", "学DeepSeek V3两次"),
        ("到会23人 ，缺4人", "到会23人，缺4人"),
    ],
)
def test_marks_and_spaces(typed: str, told: str):
    assert tidied(typed) == told


@given(st.text(alphabet='党员会议，。；：、 　()（）“”《》"12月日a-—:;,!?', max_size=60))
def test_no_word_is_lost_or_added(text: str):
    words = re.compile(r"[^\w]|_")
    assert words.sub("", tidied(text)) == words.sub("", text)
