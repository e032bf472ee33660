from __future__ import annotations

from collections import Counter

import pytest

from pipeline.report import SectionKind
from pipeline.samples import Retriever, SampleStore


@pytest.fixture(scope="module")
def own(own_store):
    return Retriever(own_store)


@pytest.fixture
def searched(tmp_path):
    stores = []

    def retriever(*reports):
        stores.append(SampleStore.open(tmp_path / "samples", reports, lambda event: None))
        return Retriever(stores[-1])

    yield retriever
    for store in stores:
        store.close()


def headings(hits):
    return [hit.passage.heading for hit in hits]


@pytest.mark.parametrize("query", ["党课", "补学", "骑手", "预备", "台账", "请假", "投诉", "抽查"])
def test_words_of_two_characters_are_found(own, query):
    hits = own.search(query, k=3)
    assert len(hits) == 3
    assert query in hits[0].passage.searchable


def test_what_is_asked_for_comes_first(own):
    assert "外出党员" in own.search("外出党员失联，查找去向", k=1)[0].passage.text
    assert own.search("两家联合支部开会时间只照顾一头", section=SectionKind.PROBLEM)[0].passage.report == "lianhe-2024-a"


@pytest.mark.parametrize("section", [SectionKind.DUTY, SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN, SectionKind.LEAD])
def test_only_the_section_that_is_asked_for(own, section):
    hits = own.search("学习和组织生活", section=section, k=10)
    assert len(hits) == 10
    assert {hit.passage.section for hit in hits} == {section}


def test_the_unit_type_is_preferred_and_not_demanded(searched, make_report):
    retriever = searched(make_report("a", "甲"), make_report("b", "乙", unit_types=("村",)), make_report("c", "丙", unit_types=("群团", "事业单位")))
    for unit_type, report in [("村", "b"), ("机关", "a"), ("事业单位", "c"), ("群团", "c")]:
        hits = retriever.search("讨论少，怕冷场", unit_types=(unit_type,), section=SectionKind.PROBLEM, k=6)
        assert hits[0].passage.report == report
        assert {hit.passage.report for hit in hits} == {"a", "b", "c"}


def test_the_theme_is_preferred(own):
    plain = own.search("全年支委会12次，集中学习", section=SectionKind.DUTY, k=20)
    themed = own.search("全年支委会12次，集中学习", section=SectionKind.DUTY, k=20, theme="理论学习")
    assert Counter(h.passage.theme for h in themed)["理论学习"] > Counter(h.passage.theme for h in plain)["理论学习"]


def test_weak_passages_are_never_models(own, own_store):
    weak = [p for p in own_store.all() if p.grade == "weak"]
    assert len(weak) >= 8
    for passage in weak:
        everything = own.search(passage.searchable, k=5000, models_only=True)
        assert len(everything) >= 150
        assert all(hit.passage.grade != "weak" for hit in everything)
        assert own.search(passage.searchable, k=1)[0].passage == passage


def test_excluded_reports_and_passages_do_not_come_back(own):
    first, second, *_ = own.search("组织生活", k=5)
    hits = own.search("组织生活", k=5000, exclude=frozenset({first.passage.report, second.passage.id}))
    assert len(hits) > 100
    assert all(first.passage.report != hit.passage.report and hit.passage.id != second.passage.id for hit in hits)


def test_a_report_gives_two_until_the_others_run_out(searched, make_report):
    retriever = searched(make_report("a", "甲"), make_report("b", "乙"))
    assert Counter(h.passage.report for h in retriever.search("甲，学习讨论", k=4)) == {"a": 2, "b": 2}
    assert Counter(h.passage.report for h in retriever.search("甲，学习讨论", k=4, exclude=frozenset({"b"}))) == {"a": 4}
    assert Counter(h.passage.report for h in retriever.search("全年12次", k=6, section=SectionKind.DUTY)) == {"a": 2, "b": 2}


def test_hits_are_ordered_and_the_same_each_time(own, own_store):
    hits = own.search("民主评议党员", k=20)
    assert [(-h.score, h.passage.id) for h in hits] == sorted((-h.score, h.passage.id) for h in hits)
    assert all(h.score > 0 for h in hits)
    assert Retriever(own_store).search("民主评议党员", k=20) == hits


@pytest.mark.parametrize("query", ["", "  ", "……！"])
def test_a_query_without_characters_finds_nothing(own, query):
    assert own.search(query) == []


def test_no_hits_asked_for_and_no_library(own, searched):
    assert own.search("党课", k=0) == []
    assert searched().search("党课") == []


def test_words_that_no_report_knows_still_give_what_is_nearest(own):
    assert len(own.search("ZZZZ 饕餮")) <= 5
