"""How well the parser does on labels written by reading: the thresholds, and what the measurement itself does."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REAL = sorted((ROOT.parent / "shared" / "samples").glob("*.txt"))
SPEC = importlib.util.spec_from_file_location("eval_parsing", ROOT / "eval" / "parsing.py")
measuring = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = measuring  # dataclasses look their module up
SPEC.loader.exec_module(measuring)


def scores(way):
    return measuring.total([measuring.measure(case, measuring.WAYS[way]) for case in measuring.cases()])


def test_all_held_out_reports_are_labelled():
    assert measuring.cases() == sorted(path.name for path in (ROOT / "eval" / "cases").iterdir())
    for case in measuring.cases():
        gold = measuring.gold_of(case)
        assert gold["id"] == case
        assert gold["chars"] == measuring.chars(measuring.body_of(case))
        assert 0.95 <= sum(section["share"] for section in gold["sections"]) <= 1.001


@pytest.mark.parametrize(("way", "sections", "items"), [("as written", 0.95, 0.9), ("headings glued", 0.95, 0.9), ("one line", 0.95, 0.9)])
def test_thresholds(way, sections, items):
    of_sections, of_items = scores(way)
    assert of_sections.f1 >= sections
    assert of_items.f1 >= items


def test_shares_of_sections_are_those_of_the_labels():
    assert max(measuring.measure(case).apart for case in measuring.cases()) <= 0.02


@pytest.mark.skipif(not REAL, reason="the real samples are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda p: p.stem[:3])
def test_real_samples_have_the_right_kinds_counts_and_shares(path):
    gold, found = measuring.real_gold(path.stem[:3]), measuring.real_outline(path.read_text(encoding="utf-8"))
    assert [(kind, count) for kind, count, _ in found] == [(kind, count) for kind, count, _ in gold]
    assert all(abs(a - b) <= 0.02 for (*_, a), (*_, b) in zip(gold, found, strict=True))


def test_matches_are_one_to_one_and_near():
    score, misses = measuring.matched((("duty", 10), ("plan", 50)), (("duty", 12), ("duty", 14), ("plan", 59)))
    assert (score.right, score.found, score.gold, round(score.f1, 2)) == (1, 3, 2, 0.4)
    assert misses == ["+duty@14", "+plan@59", "-plan@50"]
