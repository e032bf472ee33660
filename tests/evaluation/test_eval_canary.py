"""No held-out text reaches a prompt; and the search would find it if one did."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluation import canary, indexing
from pipeline.evaluation.cases import Bench
from pipeline.evaluation.contestants import ours
from pipeline.samples import own_reports

EVAL = Path(__file__).parents[2] / "eval"
ODD = "琉璃鸬鹚衔着七十三枚铜纽扣"


@pytest.fixture
def baited(tmp_path):
    """A library that holds nothing but the canary."""
    bait = own_reports()[0].model_copy(update={"id": "bait", "text": Bench(EVAL, tmp_path, ()).canary.reference, "unit_types": ("机关",)})
    bench = Bench(EVAL, tmp_path, (bait,))
    yield bench
    indexing.store_of(bench).close()


def test_the_canary_is_kept_out_of_its_own_prompts(baited):
    assert baited.kin_in_library(baited.canary) == {"bait"}
    assert canary.leaks("canary", baited) == []


def test_without_the_cluster_kept_out_the_leak_is_found(baited, monkeypatch):
    monkeypatch.setattr(Bench, "kin_in_library", lambda *_: frozenset())
    assert any(ODD in run for run in canary.leaks("canary", baited))


def test_our_prompts_hold_the_facts_and_no_odd_word(tmp_path):
    bench = Bench(EVAL, tmp_path, own_reports())
    prompts = ours.prompts_of(bench.canary, bench)
    indexing.store_of(bench).close()
    assert len(prompts) >= 5
    assert any("整理老照片260张" in prompt for prompt in prompts)
    assert not any(ODD in prompt for prompt in prompts)
