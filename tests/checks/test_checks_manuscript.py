"""Offsets of a manuscript point at the words they are of, in drafts and in documents."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.checks.manuscript import Manuscript, of_document, of_report
from pipeline.documents import parse
from pipeline.report import Item, Report, Section, SectionKind, Sentence, SentenceKind
from pipeline.samples.library import own_reports

HERE = Path(__file__).parent


def consistent(manuscript: Manuscript) -> None:
    last = 0
    for part in manuscript.parts:
        for item in part.items:
            for line in item.lines:
                there = manuscript.text[line.start : line.start + 3]
                assert "".join(there.split())
                assert line.text.startswith(there.split()[0])
                assert line.start >= last
                last = line.start


def test_a_draft_is_one_text():
    items = (
        Item(
            heading="抓学习",
            sentences=(Sentence(text="甲。", kind=SentenceKind.FACT, facts=("F1",)), Sentence(text="乙。", kind=SentenceKind.STANCE, opens=True)),
        ),
    )
    section = Section(kind=SectionKind.DUTY, heading="履职情况", items=items)
    report = Report(title="述职报告", unit="甲", unit_types=("机关",), year=2025, sections=(section,), signer="书记", date=dt.date(2026, 1, 2))
    manuscript = of_report(report)
    assert manuscript.text == "述职报告\n履职情况\n抓学习\n甲。\n乙。\n书记\n2026年1月2日"
    assert [(line.start, line.text, line.facts) for line in manuscript.lines()] == [(14, "甲。", ("F1",)), (17, "乙。", ())]
    assert manuscript.parts[0].items[0].text == "甲。乙。"
    assert manuscript.hit((10, 13), "", "").section == SectionKind.DUTY
    consistent(manuscript)


@pytest.mark.parametrize("report", own_reports(), ids=lambda r: r.id)
def test_every_sentence_of_a_document_is_found_where_it_stands(report):
    manuscript = of_document(parse(report.text), report.text)
    consistent(manuscript)
    for line in manuscript.lines():
        assert "".join(manuscript.text[line.start :].split()).startswith("".join(line.text.split()))


def test_the_date_of_the_sign_off():
    text = "述职报告\n一、履职情况\n甲。\n书记\n2026年1月12日\n"
    assert of_document(parse(text), text).date == dt.date(2026, 1, 12)
    assert of_document(parse("甲。"), "甲。").date is None
