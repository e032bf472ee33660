"""Retrieval keeps what eval/README.md says of it, on the judged queries."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluation import indexing
from pipeline.evaluation.cases import Bench
from pipeline.evaluation.suites import retrieving
from pipeline.samples import own_reports
from pipeline.samples.retrieval import Retriever

EVAL = Path(__file__).parents[2] / "eval"


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    bench = Bench(EVAL, tmp_path_factory.mktemp("bench"), own_reports())
    yield bench
    indexing.store_of(bench).close()


@pytest.fixture(scope="module")
def judged(bench):
    return retrieving.judged(bench)


def test_thresholds(judged, bench):
    assert len(judged) >= 120
    ours = retrieving.method_of(retrieving.OURS, bench)
    scores = [retrieving.score(ours(query), grades) for query, grades in judged]
    assert sum(s["hit"] for s in scores) / len(scores) >= 0.95
    assert sum(s["mrr"] for s in scores) / len(scores) >= 0.85


def test_models_are_never_weak_and_spread_over_reports(judged, bench):
    retriever = Retriever(indexing.store_of(bench))
    for query, _ in judged[::7]:
        hits = retriever.search(query.text, unit_types=query.units, section=query.section, k=5, models_only=True)
        assert all(hit.passage.grade != "weak" for hit in hits)
        assert len({hit.passage.report for hit in hits}) >= 3


def test_metrics_by_hand():
    grades = {"b": 2, "c": 3, "d": 1}
    found = retrieving.score(["a", "b", "d"], grades)
    assert found["hit"] == 1
    assert found["mrr"] == 0.5
    best = 7 + 3 / 1.5849625 + 1 / 2
    assert found["ndcg"] == pytest.approx((3 / 1.5849625 + 1 / 2) / best, abs=1e-6)
    assert retrieving.score(["a", "d"], grades)["mrr"] == 0
    assert retrieving.score(["c", "b", "d"], grades) == {"hit": 1, "mrr": 1, "ndcg": 1}
    assert retrieving.score(["d", "b", "c"], grades)["ndcg"] == pytest.approx((1 + 3 / 1.5849625 + 7 / 2) / best, abs=1e-6)
