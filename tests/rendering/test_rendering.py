"""Markdown, text and JSON say the same, and the JSON is the contract's."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from pipeline.facts import load
from pipeline.flows.draft import Request, draft
from pipeline.layout import printed_chars
from pipeline.rendering import as_json, as_markdown, as_text
from pipeline.writers.by_rules import RuleWriter

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "facts-jiguan.yaml"
DRAFT = draft(Request(load(EXAMPLE), dt.date(2026, 1, 1)), RuleWriter(), lambda *_: (), lambda _: None)


def test_the_json_has_the_keys_of_the_contract():
    record = json.loads(as_json(DRAFT))
    keys = "title unit year writer model prompts sections findings todo confirm unused_facts stats".split()
    assert list(record) == keys
    assert set(record["unit"]) == {"name", "types"}
    assert set(record["stats"]) == {"chars", "seconds", "calls", "cached_calls", "prompt_tokens", "completion_tokens"}
    for section in record["sections"]:
        assert {"kind", "heading", "status", "items"} <= set(section)
        assert section["kind"] in "lead basic duty rectify project problem cause plan integrity closing".split()
        for item in section["items"]:
            assert set(item) == {"heading", "text", "facts", "sources"}
            assert "〔" not in item["text"]
    assert all(set(f) == {"code", "level", "section", "excerpt", "message", "advice"} for f in record["findings"])
    assert all(set(c) == {"section", "excerpt", "question"} for c in record["confirm"])
    assert record["stats"]["chars"] == printed_chars(DRAFT.report)
    assert record["writer"] == "offline"
    assert record["model"] is None


def test_all_formats_hold_every_sentence():
    markdown, text, record = as_markdown(DRAFT.report), as_text(DRAFT.report), as_json(DRAFT)
    for section in DRAFT.report.sections:
        for item in section.items:
            for sentence in item.sentences:
                assert sentence.text in markdown
                assert sentence.text in text
                assert json.dumps(sentence.text, ensure_ascii=False)[1:-1] in record
