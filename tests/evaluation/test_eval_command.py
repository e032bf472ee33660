"""``shuzhi eval`` as a user runs it: any folder of cases, results that repeat, comparison, errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli.app import run

CASE = "cun-2021-b"


def evaluate(*arguments: str) -> int:
    return run(["eval", "--workers", "1", *arguments])


def results(folder: Path) -> dict:
    return json.loads((folder / "results.json").read_text(encoding="utf-8"))


@pytest.fixture
def checked(small_bench: Path, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    assert evaluate("--suite", "rewrite", "--cases", str(small_bench), "-o", str(out)) == 0
    return out


def test_any_folder_of_cases_gives_three_files(small_bench: Path, tmp_path: Path):
    out = tmp_path / "out"
    assert evaluate("--suite", "draft", "--cases", str(small_bench), "-o", str(out)) == 0
    found = results(out)
    assert found["about"]["cases"] == 2
    assert {entry[1] for entry in found["scores"]} == {"offline", "last-year", "prompts"}
    assert all(entry[4] == 0 for entry in found["scores"] if entry[2] == "leaks")
    page = (out / "report.html").read_text(encoding="utf-8")
    assert CASE in page
    assert "<svg" in page
    assert "http" not in page
    assert "| 指标 |" in (out / "report.md").read_text(encoding="utf-8")
    again = tmp_path / "again"
    assert run(["eval", "--workers", "2", "--suite", "draft", "--cases", str(small_bench), "-o", str(again), "--fresh"]) == 0
    assert results(again) | {"times": None} == found | {"times": None}


def test_a_second_run_gives_the_same_file_from_what_was_kept(checked: Path, small_bench: Path, tmp_path: Path, capsys):
    again = tmp_path / "again"
    capsys.readouterr()
    assert evaluate("--suite", "rewrite", "--cases", str(small_bench), "-o", str(again)) == 0
    assert "其余从前算过" in capsys.readouterr().err
    fresh = tmp_path / "fresh"
    assert evaluate("--suite", "rewrite", "--cases", str(small_bench), "-o", str(fresh), "--fresh") == 0
    assert results(again) == results(checked) == results(fresh)


def test_the_same_results_are_no_change_and_few_cases_cannot_tell(checked: Path, small_bench: Path, tmp_path: Path, capsys):
    arguments = ("--suite", "rewrite", "--cases", str(small_bench))
    assert evaluate(*arguments, "--against", str(checked / "results.json")) == 0
    assert "完全一样" in capsys.readouterr().out
    better = results(checked)
    for entry in better["scores"]:
        entry[4] += 5 if entry[2] == "good" else 0
    path = tmp_path / "better.json"
    path.write_text(json.dumps(better), encoding="utf-8")
    assert evaluate(*arguments, "--against", str(path)) == 0
    assert "看不出" in capsys.readouterr().out


def test_a_missing_or_stale_baseline_is_an_error(checked: Path, small_bench: Path, tmp_path: Path, capsys):
    arguments = ("--suite", "rewrite", "--cases", str(small_bench), "--against")
    assert evaluate(*arguments, str(tmp_path / "none.json")) == 2
    assert "没有基线" in capsys.readouterr().err
    (tmp_path / "old.json").write_text(json.dumps({"format": 0}), encoding="utf-8")
    assert evaluate(*arguments, str(tmp_path / "old.json")) == 2
    sheet = small_bench / CASE / "facts.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert evaluate(*arguments, str(checked / "results.json")) == 2
    assert "过期" in capsys.readouterr().err
    assert evaluate("--suite", "check", "--cases", str(small_bench), "--against", str(checked / "results.json")) == 2
    assert "里没有 check" in capsys.readouterr().err


def test_mistakes_are_answered_in_chinese(small_bench: Path, tmp_path: Path, capsys):
    assert evaluate("--cases", str(tmp_path / "nowhere")) == 2
    assert "没有这个用例文件夹" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert evaluate("--cases", str(tmp_path / "empty")) == 2
    assert "没有用例" in capsys.readouterr().err
    (small_bench / CASE / "facts.yaml").write_text("单位: 1\n", encoding="utf-8")
    assert evaluate("--suite", "rewrite", "--cases", str(small_bench)) == 2
    assert "需要改正" in capsys.readouterr().err


def test_a_case_without_a_reference_and_one_without_front_matter(small_bench: Path, capsys):
    (small_bench / CASE / "report.md").unlink()
    other = small_bench / "gaoxiao-2023-d" / "report.md"
    other.write_text(other.read_text(encoding="utf-8").split("\n---\n", 1)[1], encoding="utf-8")
    assert evaluate("--suite", "draft", "--cases", str(small_bench)) == 0
    assert "像范文" in capsys.readouterr().out
    assert evaluate("--suite", "check", "--cases", str(small_bench)) == 0


def test_what_fell_behind_beyond_doubt_ends_with_1(tmp_path: Path, capsys):
    out = tmp_path / "out"
    assert evaluate("--suite", "rewrite", "-o", str(out)) == 0
    better = results(out)
    for entry in better["scores"]:
        entry[4] += 5 if entry[2] == "good" else 0
    path = tmp_path / "better.json"
    path.write_text(json.dumps(better), encoding="utf-8")
    assert evaluate("--suite", "rewrite", "--against", str(path)) == 1
    assert "变差 1 项" in capsys.readouterr().out
