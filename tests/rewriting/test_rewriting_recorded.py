"""Rewriting through a model on recorded replies: the real flow and writer, no network."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluation.cases import Bench
from pipeline.evaluation.scores import Job
from pipeline.evaluation.suites import rewriting
from pipeline.samples import own_reports

EVAL = Path(__file__).parent.parent.parent / "eval"
FOUND = [(name, path.name) for name, folder in rewriting.RECORDED.items() for path in sorted((EVAL / "recordings" / folder).iterdir())]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(EVAL, tmp_path_factory.mktemp("bench"), own_reports())


@pytest.mark.parametrize(("name", "case"), FOUND)
def test_recorded_replies_make_a_section_that_holds(bench: Bench, name: str, case: str):
    record = rewriting._run(Job(rewriting.NAME, name, case), bench)
    values = record["values"]
    assert record["changed"]
    assert (values["strange"], values["linked"], values["unmarked"], values["runs"]) == (0, 1, 0, 0)
    assert values["empty"] <= 0.5
    if name == rewriting.MODEL:
        assert (values["gaps"], values["after"] >= 90) == (0, True)
    else:
        assert values["gaps"] >= 3


def test_there_are_recordings_of_both_ways():
    assert {name for name, _ in FOUND} == {rewriting.MODEL, rewriting.BARE_MODEL}
    assert len(FOUND) >= 5
