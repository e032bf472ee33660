"""Two renderings from one plan, and where every number comes from."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from pipeline.facts import load
from pipeline.flows.draft import Request, draft
from pipeline.flows.oral import minutes, oral
from pipeline.layout import printed_chars, tables
from pipeline.rendering.trace_xlsx import trace_xlsx
from pipeline.report import SectionKind, SentenceKind
from pipeline.steps.shortening import shortened
from pipeline.steps.tracing import trace
from pipeline.texts.quantities import quantities
from pipeline.word.fonts import STANDARD
from pipeline.word.trace import trace_docx
from pipeline.writers.by_rules import RuleWriter

ROOT = Path(__file__).parent.parent.parent
FACTS = [*sorted((ROOT / "examples").glob("facts-*.yaml")), *sorted((ROOT / "corpus" / "facts").glob("*-a.yaml"))[:6]]


@pytest.fixture(scope="module", params=FACTS, ids=lambda p: p.stem)
def made(request: pytest.FixtureRequest):
    asked = Request(load(request.param), dt.date(2026, 1, 1))
    written = draft(asked, RuleWriter(), lambda *_: (), lambda _: None)
    return asked.facts, written, oral(asked, written, RuleWriter(), lambda *_: (), lambda _: None)


def numbers(report) -> set[tuple[float, str]]:
    return {(q.value, q.unit) for section in report.sections for item in section.items for q in quantities(item.text)}


def test_the_spoken_report_is_within_its_time_and_says_nothing_else(made):
    _, written, spoken = made
    # Where the user's own sentences are too long to be cut between clauses, the finding says so; it is never far.
    assert printed_chars(spoken.report) <= 1500 or (printed_chars(spoken.report) < 1550 and "S10" in {f.code for f in spoken.findings})
    assert spoken.report.salutation
    assert spoken.report.title == written.report.title
    assert [(s.kind, s.heading) for s in spoken.report.sections] == [(s.kind, s.heading) for s in written.report.sections]
    for short, whole in zip(spoken.report.sections, written.report.sections, strict=True):
        headings = [i.heading for i in whole.items]
        kept = [i.heading for i in short.items]
        # A speech that is still too long leaves out whole items on work done, never below three.
        assert kept == headings or (whole.kind is SectionKind.DUTY and len(kept) >= 3 and kept == [h for h in headings if h in kept])
    assert numbers(spoken.report) <= numbers(written.report)


def test_every_number_is_traced_to_a_fact_or_told(made):
    facts, written, _ = made
    traced = trace(written, facts)
    said = [
        q.text for s in written.report.sections for i in s.items for t in i.sentences if t.kind is not SentenceKind.GAP for q in quantities(t.text)
    ]
    assert sorted(n.value for n in traced.numbers if n.sentence not in {i.heading for s in written.report.sections for i in s.items}) == sorted(said)
    for number in traced.numbers:
        assert number.value in number.sentence
        assert all(id_ in facts.by_id and facts.by_id[id_].text in number.source for id_ in number.facts)
        assert number.facts or "核对" in number.how or "年度" in number.how
    assert len(traced.rows) == len(written.plan.rows)
    assert all(row.problem and row.cause and row.measures for row in traced.rows)


def test_the_trace_as_word_and_as_excel(made):
    facts, written, _ = made
    traced = trace(written, facts)
    document = Document(io.BytesIO(trace_docx(traced, written.report, STANDARD)))
    assert len(document.tables) == sum(1 for table in tables(traced) if table.rows)
    assert document.tables[0].rows[0].cells[2].text == "原句"
    assert document.sections[0].page_width > document.sections[0].page_height
    with zipfile.ZipFile(io.BytesIO(trace_xlsx(traced, written.report))) as package:
        shared = "".join(etree.fromstring(package.read("xl/sharedStrings.xml")).itertext())
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert all(number.sentence in shared for number in traced.numbers)


def test_reading_time():
    assert minutes(1440) == (6.0, 7.0)


def test_shortening_stops_when_nothing_more_may_go(made):
    _, written, _ = made
    least = shortened(written.report, 1)
    assert all(item.sentences for section in least.sections for item in section.items)
    gaps = [s for section in written.report.sections for item in section.items for s in item.sentences if s.kind is SentenceKind.GAP]
    kept = [s for section in least.sections for item in section.items for s in item.sentences if s.kind is SentenceKind.GAP]
    assert kept == gaps
    assert shortened(written.report, 10_000) == written.report
