"""Empty places of a facts file are passed over, but for what is required; what the user wrote wrongly stays a mistake."""

from __future__ import annotations

import pytest

from pipeline.errors import FactsError
from pipeline.facts.reading import examine, loads

LEAST = """单位:
  名称: 甲村党支部
  类型: 村
  上级:
述职人:
  职务: 党支部书记
  任职起:
年度: 2025
导语:
组织生活:
  支委会: 11
  党课:
事实:
  - 主题: 在村和外出党员
    内容:
  - 主题: 四议两公开
    内容: 定了3件事
    时间:
上年整改:
  - 问题:
    做法:
问题:
  - 表现: 到会少
    原因:
  -
书记项目:
  名称:
  做法:
打算:
  -
"""


def test_empty_places_are_no_facts():
    facts = loads(LEAST)
    assert [f.text for f in facts.facts] == ["定了3件事"]
    assert facts.fact_id(0) == "F1"
    assert [c.name for c in facts.life] == ["支委会"]
    assert facts.rectifications == ()
    assert facts.project is None
    assert facts.plans == ()
    assert facts.problems[0].cause is None
    assert facts.unit.superior is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("名称: 甲村党支部", "名称:", "第 2 行第 3 列：“名称”还没有填，必须写"),
        ("年度: 2025", "年度:", "“年度”还没有填"),
        ("类型: 村", "类型:", "“类型”还没有填"),
        ("内容: 定了3件事\n    时间:", "内容:", "“事实”至少要有一条"),
        ("- 主题: 四议两公开\n    内容: 定了3件事", "- 主题: 理论学习\n    内容:", "“内容”还没有填"),
        ("表现: 到会少\n    原因:", "表现:\n    原因: 我没抓", "“表现”还没有填"),
        ("上级:", '上级: ""', "这里是空的"),
    ],
)
def test_what_is_required_is_asked_for_and_empty_text_is_a_mistake(old: str, new: str, said: str):
    with pytest.raises(FactsError) as caught:
        loads(LEAST.replace(old, new), "facts.yaml")
    assert said in "\n".join(caught.value.mistakes)


def test_marks_behind_a_passed_over_entry_are_right():
    _, found = examine(LEAST.replace("    时间:\n", "    时间: 2024-03\n"))
    assert [(m.mark.line, m.path) for m in found] == [(18, ("事实", 0, "时间"))]


def test_a_topic_names_its_theme_and_answers_its_question():
    from pipeline import units

    village = units.types_of(("村",))
    assert units.theme_of("33名", "在村和外出党员", village).name == "党员队伍"
