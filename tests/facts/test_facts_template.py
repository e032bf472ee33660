"""The commented facts file: nothing in it counts as a fact, and what remains to be filled in is said; then it drafts."""

from __future__ import annotations

import pytest

from pipeline import units
from pipeline.errors import FactsError
from pipeline.facts.editing import FactsText
from pipeline.facts.reading import loads
from pipeline.facts.template import template


@pytest.mark.parametrize("name", units.type_names())
def test_a_fresh_file_says_what_is_still_to_fill_in(name: str):
    with pytest.raises(FactsError) as caught:
        loads(template((name,)))
    told = "\n".join(caught.value.mistakes)
    for key in ("名称", "职务", "年度"):
        assert f"“{key}”还没有填" in told
    assert "“事实”至少要有一条" in told
    assert len(caught.value.mistakes) == 4
    assert "shuzhi init" in caught.value.hint


@pytest.mark.parametrize("name", units.type_names())
def test_it_is_accepted_as_soon_as_the_required_is_filled_in(name: str):
    sheet = FactsText(template((name,), 2025)).set(("单位", "名称"), "甲党支部").set(("述职人", "职务"), "书记").set(("事实", 0, "内容"), "走访12户")
    facts = loads(sheet.text)
    assert [f.text for f in facts.facts] == ["走访12户"]
    assert facts.unit.types == (name,)
    assert facts.life == ()
    assert facts.problems == ()
    assert facts.project is None


def test_the_type_may_be_left_open_and_several_may_be_given():
    assert "“类型”还没有填" in "\n".join(_mistakes(template()))
    assert FactsText(template(("村", "群团"))).value["单位"]["类型"] == ["村", "群团"]


def test_every_must_ask_has_an_example():
    asks = [ask for t in units.types_of(tuple(units.type_names())) for ask in t.must_ask]
    assert [ask.topic for ask in asks if not ask.example] == []


def _mistakes(text: str) -> tuple[str, ...]:
    with pytest.raises(FactsError) as caught:
        loads(text)
    return caught.value.mistakes
