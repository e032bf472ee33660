"""Retrieval keeps what eval/README.md says of it, on the judged queries."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from pipeline.samples.retrieval import Retriever

EVAL = Path(__file__).parents[2] / "eval"


@pytest.fixture(scope="module")
def measuring():
    sys.path.insert(0, str(EVAL))
    try:
        yield importlib.import_module("retrieval"), importlib.import_module("judging")
    finally:
        sys.path.remove(str(EVAL))
        for name in ("retrieval", "judging"):
            sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def judged(measuring, own_store):
    retrieval, judging = measuring
    labels = judging.read_labels()
    judge = judging.Judge(labels, own_store.all())
    queries = [q for q in judging.derive(labels) if any(judge.grade(q, p) >= judging.RELEVANT for p in own_store.all())]
    return retrieval, judge, queries


def test_thresholds(judged, own_store):
    retrieval, judge, queries = judged
    assert len(queries) >= 120
    ours = retrieval.methods(own_store)["shuzhi"]
    scores = [retrieval.score(q, ours(q), judge) for q in queries]
    assert sum(s["hit@5"] for s in scores) / len(scores) >= 0.95
    assert sum(s["MRR@10"] for s in scores) / len(scores) >= 0.85


def test_models_are_never_weak_and_spread_over_reports(judged, own_store):
    _, _, queries = judged
    retriever = Retriever(own_store)
    for query in queries[::7]:
        hits = retriever.search(query.text, unit_types=query.units, section=query.section, k=5, models_only=True)
        assert all(hit.passage.grade != "weak" for hit in hits)
        assert len({hit.passage.report for hit in hits}) >= 3


def test_metrics_by_hand(measuring):
    retrieval, _ = measuring

    class Passage:
        def __init__(self, id_):
            self.id = id_

    class Judge:
        def __init__(self):
            self.passages = {n: Passage(n) for n in "abcd"}

        def grade(self, query, passage):
            return {"a": 0, "b": 2, "c": 3, "d": 1}[passage.id]

    found = retrieval.score(None, ["a", "b", "d"], Judge())
    assert found["hit@5"] == 1
    assert found["MRR@10"] == 0.5
    best = 7 + 3 / 1.5849625 + 1 / 2
    assert found["nDCG@10"] == pytest.approx((3 / 1.5849625 + 1 / 2) / best, abs=1e-6)
    assert retrieval.score(None, ["a", "d"], Judge())["MRR@10"] == 0
