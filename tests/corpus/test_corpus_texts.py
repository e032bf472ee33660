"""The corpus is our own, fictional, alike in nothing but fixed wording; the held-out third is never indexed."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from pipeline import units
from pipeline.facts import load
from pipeline.samples.chunking import chunk
from pipeline.samples.library import load_report, own_reports
from pipeline.texts.quantities import quantities
from pipeline.texts.runs import compact, grams, mask, shared_runs

ROOT = Path(__file__).parent.parent.parent
HELD = sorted((ROOT / "eval" / "cases").iterdir())
REAL = sorted((ROOT.parent / "shared" / "samples").glob("*.txt"))
LONGEST = 15
# Counts of the same meetings in the usual order: data, not prose.
_COUNTS = {("gaoxiao-2024-a", "shehuizuzhi-2022-a"), ("jiguan-2024-a", "yiyuan-2024-a"), ("litui-2025-a", "quntuan-2025-a")}


def bodies() -> dict[str, str]:
    reports = {r.id: r.text for r in own_reports()}
    return reports | {p.name: load_report(p / "report.md").text for p in HELD}


def test_the_size_and_spread_of_the_corpus():
    reports = [*own_reports(), *(load_report(p / "report.md") for p in HELD)]
    assert len(reports) >= 60
    assert len(HELD) >= len(reports) // 3 - 1
    by_type = Counter(t for r in reports for t in r.unit_types)
    assert set(by_type) == set(units.type_names())
    assert min(by_type.values()) >= 4
    assert {r.year for r in reports} == {2021, 2022, 2023, 2024, 2025}
    assert {r.rule for r in reports} == set(units.rule_names())
    assert {r.skeleton for r in reports} == {"合并", "分列", "配因"}
    assert {f"Q{n}" for n in range(1, 14)} <= {fault for r in reports for fault in r.faults}
    assert all(r.fictional for r in reports)


def test_no_two_reports_share_a_run_beyond_fixed_wording():
    fixed = units.fixed_wordings()
    texts = {name: mask(compact(text), fixed) for name, text in bodies().items()}
    texts |= {f"real {p.name}": mask(compact(p.read_text(encoding="utf-8")), fixed) for p in REAL}
    where: dict[str, set[str]] = defaultdict(set)
    for name, text in texts.items():
        for gram in grams(text, LONGEST + 1):
            where[gram].add(name)
    shared = defaultdict(set)
    for gram, names in where.items():
        for pair in combinations(sorted(names), 2):
            shared[pair].add(gram)
    found = {pair: [texts[pair[0]][s:e] for s, e in shared_runs(texts[pair[0]], known, LONGEST + 1)] for pair, known in shared.items()}
    own = {pair: runs for pair, runs in found.items() if pair not in _COUNTS and not all(name.startswith("real ") for name in pair)}
    assert own == {}


@pytest.mark.parametrize("folder", HELD, ids=lambda p: p.name)
def test_no_text_of_a_held_out_report_is_in_the_index(folder: Path):
    """The canary: the index is built from own_reports alone."""
    report = load_report(folder / "report.md")
    indexed = "".join(p.text for r in own_reports() for p in chunk(r))
    assert report.id not in {r.id for r in own_reports()}
    lines = [line for line in report.text.splitlines() if len(line) > 60]
    assert lines
    assert not [line for line in lines if line[20:50] in indexed]


@pytest.mark.parametrize(
    "path", [*sorted((ROOT / "corpus" / "facts").glob("*.yaml")), *(p / "facts.yaml" for p in HELD)], ids=lambda p: str(p.parent.name + p.stem)
)
def test_every_number_of_a_report_is_in_its_fact_sheet(path: Path):
    facts = load(path)
    report = (ROOT / "corpus" / "reports" / f"{path.stem}.md") if path.parent.name == "facts" else path.parent / "report.md"
    sheet = path.read_text(encoding="utf-8")
    given = {q.value for q in quantities(sheet)} | {float(n) for n in range(facts.year - 3, facts.year + 3)}
    said = [q for q in quantities(load_report(report).text) if q.text[0].isdigit() and q.unit not in ("年", "月", "日")]
    missing = [q.text for q in said if q.value not in given]
    assert len(missing) <= len(said) * 0.05, missing
