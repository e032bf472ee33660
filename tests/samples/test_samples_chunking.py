from __future__ import annotations

import hashlib

import pytest

from pipeline.documents import parse
from pipeline.report import SectionKind
from pipeline.samples import chunk, own_reports
from pipeline.samples.chunking import LONG
from pipeline.texts.measure import chars

OWN = own_reports()


@pytest.mark.parametrize("report", OWN, ids=lambda r: r.id)
def test_one_passage_for_each_heading(report):
    passages = chunk(report)
    headed = [(s.heading, i.heading) for s in parse(report.text).sections for i in s.items if i.heading]
    assert [tuple(p.breadcrumb.split("›")[1:]) for p in passages if p.breadcrumb.count("›") == 2] == headed
    assert len({p.id for p in passages}) == len(passages)
    for p in passages:
        assert p.breadcrumb.startswith(parse(report.text).title or f"{report.year}年度述职报告")
        assert p.text in report.text
        assert bool(p.theme) == (p.section is SectionKind.DUTY)
        assert p.grade == (report.grades[p.section].grade if p.section in report.grades else "fair")
        assert (p.report, p.unit_types, p.year, p.entities) == (report.id, report.unit_types, report.year, report.entities)


def test_ids_are_content_hashes(make_report):
    passage = chunk(make_report("a"))[1]
    assert passage.id == hashlib.sha256(f"a\0{passage.breadcrumb}\0{passage.text}".encode()).hexdigest()[:16]
    assert chunk(make_report("a")) == chunk(make_report("a"))
    before, after = chunk(make_report("a")), chunk(make_report("a", text=make_report("a").text.replace("2次支委会", "3次支委会")))
    assert len({p.id for p in before} - {p.id for p in after}) == 1


def test_breadcrumb_heading_and_theme(make_report):
    by_heading = {p.heading: p for p in chunk(make_report("a"))}
    life = by_heading["抓组织生活，甲"]
    assert life.breadcrumb == "甲单位2024年度抓党建工作述职报告›履职情况›抓组织生活，甲"
    assert life.theme == "组织生活"
    assert by_heading["讨论少，甲"].theme == ""


def test_statement_and_cause_stay_together_however_long(make_report):
    statement, cause = "翻看记录，" * 150 + "只有3次。", "原因是我怕冷场。"
    text = f"述职报告\n二、存在的问题及原因\n（一）讨论少。{statement}\n{cause}\n（二）记录虚。补写2次。"
    passages = chunk(make_report("a", text=text))
    assert [p.text for p in passages if p.heading == "讨论少"] == [f"{statement}\n{cause}"]


def test_long_prose_is_cut_between_sentences_and_not_inside_a_chain(make_report):
    sentence = "这是一句关于党建工作的话，说的是某一件事情的来龙去脉。"
    chain = "一是" + "抓学习" * 50 + "。二是" + "抓队伍" * 50 + "。三是" + "抓制度" * 50 + "。"
    text = f"{sentence * 10}\n{chain}\n{sentence * 12}"
    pieces = [
        p.text
        for p in chunk(make_report("a", text=f"述职报告\n一、履职情况\n（一）抓学习。{text}\n（二）抓队伍。发展1名。"))
        if p.heading == "抓学习"
    ]
    assert len(pieces) > 1
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
    assert all(piece.endswith("。") and chars(piece) <= LONG for piece in pieces)
    assert any(chain in piece for piece in pieces)


def test_a_chain_that_is_itself_very_long_is_cut_at_its_sentences(make_report):
    chain = "".join(f"{n}是" + "抓" * 300 + "。" for n in "一二三四五六")
    pieces = [
        p.text
        for p in chunk(make_report("a", text=f"述职报告\n一、履职情况\n（一）抓学习。{chain}\n（二）抓队伍。发展1名。"))
        if p.heading == "抓学习"
    ]
    assert "".join(pieces) == chain
    assert len(pieces) == 3


def test_prose_of_exactly_the_limit_is_whole(make_report):
    text = "学" * (LONG - 1) + "。"
    passages = chunk(make_report("a", text=f"述职报告\n一、履职情况\n（一）抓学习。{text}\n（二）抓队伍。发展1名。"))
    assert text in [p.text for p in passages]


def test_sentences_that_lead_over_to_items_are_no_passage(make_report):
    text = "述职报告\n三、下步打算\n对着问题，我定了两件事。\n（一）出题。会前发题。\n（二）查本。每季度翻一次。"
    assert [p.heading for p in chunk(make_report("a", text=text))] == ["出题", "查本"]


def test_the_same_text_twice_in_a_report_is_one_passage(make_report):
    text = "述职报告\n一、履职情况\n（一）抓学习。学12次。\n（二）抓学习。学12次。"
    assert len(chunk(make_report("a", text=text))) == 1
