"""``shuzhi corpus`` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from intake_parts import report
from test_cli_draft import EXAMPLE, shuzhi


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "收件箱"
    folder.mkdir()
    (folder / "一.txt").write_text(report(1), encoding="gb18030")
    (folder / "空.txt").touch()
    return folder


def test_from_adding_to_removing(inbox: Path, clean_environment: Path):
    added = shuzhi("corpus", "add", inbox, "--unit", "机关", home=clean_environment)
    assert added.returncode == 1, added.stderr
    assert "空.txt：是空文件" in added.stderr
    assert "收进 1 份" in added.stderr
    assert "读不了 1 份" in added.stderr
    assert shuzhi("corpus", "add", inbox / "一.txt", home=clean_environment).returncode == 0

    listed = json.loads(shuzhi("corpus", "list", "--format", "json", home=clean_environment).stdout)
    (mine,) = [entry["id"] for entry in listed if entry["id"].startswith("u-")]
    assert len(listed) == 42
    assert mine in shuzhi("corpus", "list", home=clean_environment).stdout

    words = report(1).split("（二）")[1][:40]
    found = shuzhi("corpus", "search", words, "--unit", "机关", "--section", "履职", "-k", "2", "--format", "json", home=clean_environment)
    hits = json.loads(found.stdout)
    assert len(hits) == 2
    assert set(hits[0]) == {"id", "score", "report", "unit_types", "section", "theme", "heading", "text"}
    assert hits[0]["report"] == mine

    drafted = shuzhi("draft", EXAMPLE, "--offline", "-o", inbox / "x.json", home=clean_environment)
    assert drafted.returncode == 0

    removed = shuzhi("corpus", "remove", mine, home=clean_environment)
    assert removed.returncode == 0, removed.stderr
    assert shuzhi("corpus", "remove", mine, home=clean_environment).returncode == 2
    assert "自带" in shuzhi("corpus", "remove", listed[-1]["id"], home=clean_environment).stderr
    rebuilt = shuzhi("corpus", "rebuild", home=clean_environment)
    assert rebuilt.returncode == 0
    assert "41 份报告" in rebuilt.stdout + rebuilt.stderr


def test_inspect_by_the_contract(inbox: Path, clean_environment: Path):
    seen = json.loads(shuzhi("corpus", "inspect", inbox / "一.txt", "--format", "json", home=clean_environment).stdout)
    assert list(seen) == ["title", "year", "unit_types", "sections", "dirt", "text"]
    assert [s["kind"] for s in seen["sections"]] == ["lead", "duty", "problem", "plan"]
    assert [len(s["items"]) for s in seen["sections"][1:]] == [4, 3, 3]
    assert set(seen["sections"][1]["items"][0]) == {"heading", "chars"}
    shown = shuzhi("corpus", "inspect", inbox / "一.txt", home=clean_environment).stdout
    assert all(word in shown for word in ("履职", "问题", "打算", "2024 年度"))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["corpus", "add", "没有"], 2, "找不到"),
        (["corpus", "search", "党课", "--unit", "机官"], 2, "是不是“机关”"),
        (["corpus", "search", "党课", "--section", "问提"], 2, "没有“问提”这种部分"),
        (["corpus", "inspect", "没有.docx"], 2, "找不到"),
        (["corpus", "remove", "u-x"], 2, "不在你的样本库里"),
        (["corpus"], 2, ""),
    ],
)
def test_mistakes_are_told(arguments: list[str], code: int, said: str, clean_environment: Path):
    done = shuzhi(*arguments, home=clean_environment)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_secrecy_mark_is_exit_4(inbox: Path, clean_environment: Path):
    (inbox / "密.txt").write_text(f"机密★\n{report(2)}", encoding="utf-8")
    done = shuzhi("corpus", "add", inbox, home=clean_environment)
    assert done.returncode == 4
    assert len(json.loads(shuzhi("corpus", "list", "--format", "json", home=clean_environment).stdout)) == 41
