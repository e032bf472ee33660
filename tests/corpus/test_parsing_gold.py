"""The parser against labels written by reading: the held-out reports, and the real samples where they are at hand."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pipeline.documents.parsing import parse

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "eval"))
import parsing  # noqa: E402

REAL = sorted((ROOT.parent / "shared" / "samples").glob("*.txt"))


def test_sections_and_items_of_the_held_out_reports_are_found():
    rows = [parsing.measure(case) for case in parsing.cases()]
    assert len(rows) == len(list((ROOT / "eval" / "cases").iterdir()))
    sections, items = parsing.total(rows)
    assert sections.f1 >= 0.95
    assert items.f1 >= 0.9


@pytest.mark.parametrize("path", REAL, ids=lambda p: p.stem[:3])
def test_the_kinds_of_the_real_samples_are_found(path: Path):
    gold = YAML(typ="safe").load((ROOT / "eval" / "gold" / "real.yaml").read_text(encoding="utf-8"))[path.stem[:3]]
    kinds = Counter(s.kind.value for s in parse(path.read_text(encoding="utf-8")).sections)
    assert {s["kind"] for s in gold} <= set(kinds)
