"""Comparison with an earlier run, on scores made for it."""

from __future__ import annotations

import pytest

from pipeline.errors import InputError
from pipeline.evaluation.comparing import compare
from pipeline.evaluation.results import FORMAT, Results
from pipeline.evaluation.scores import Metric, Score

HIGH = Metric("used", "用上", "facts", "high", "多少")
TOLD = Metric("chars", "字数", "length", "", "多少")


def made(values, chars=2000.0, data="a"):
    scores = [Score("draft", "offline", "used", f"c{i}", v) for i, v in enumerate(values)]
    scores += [Score("draft", "offline", "chars", f"c{i}", chars) for i in range(len(values))]
    about = {"data": {"cases": data}, "suites": ["draft"], "corpus": "x", "prompts": ["plan@1"], "packages": {}}
    clusters = {f"c{i}": f"c{i}" for i in range(len(values))}
    return Results(about, {"draft": (HIGH, TOLD)}, tuple(scores), clusters, frozenset(), {"draft": []}, {})


def baseline(results):
    return {"format": FORMAT, "about": results.about, "metrics": {}, "scores": [list(s) for s in results.scores]}


def test_no_change_is_no_change():
    found = compare(made([0.5] * 8), baseline(made([0.5] * 8)), "b")
    assert (found.changes, found.worse, found.same) == ((), False, 2)


def test_all_cases_behind_is_worse_and_ahead_is_better():
    down, up = compare(made([0.4] * 8), baseline(made([0.5] * 8)), "b"), compare(made([0.6] * 8), baseline(made([0.5] * 8)), "b")
    assert [c.status for c in down.changes] == ["worse"]
    assert down.worse
    assert [c.status for c in up.changes] == ["better"]
    assert not up.worse


def test_one_case_behind_cannot_be_told_but_is_listed():
    found = compare(made([0.2] + [0.5] * 7), baseline(made([0.5] * 8)), "b")
    assert [c.status for c in found.changes] == ["unclear"]
    assert found.changes[0].pair.losses == 1
    assert not found.worse


def test_what_has_no_better_side_is_told_alone():
    found = compare(made([0.5] * 8, chars=900.0), baseline(made([0.5] * 8)), "b")
    assert [c.status for c in found.changes] == ["told"]


def test_other_data_or_other_metrics_are_stale():
    with pytest.raises(InputError, match="过期"):
        compare(made([0.5] * 8, data="b"), baseline(made([0.5] * 8)), "b")
    lacking = baseline(made([0.5] * 8))
    lacking["scores"] = [s for s in lacking["scores"] if s[2] != "chars"]
    with pytest.raises(InputError, match="只有一边有"):
        compare(made([0.5] * 8), lacking, "b")


def test_changed_prompts_are_told():
    old = baseline(made([0.5] * 8))
    old["about"] = old["about"] | {"prompts": ["plan@0"], "corpus": "y"}
    assert len(compare(made([0.5] * 8), old, "b").around) == 2
