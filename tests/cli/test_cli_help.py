"""Help is whole and in Chinese, on a narrow terminal too."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pipeline import __version__
from pipeline.cli.app import run


@pytest.mark.parametrize("command", [(), ("draft",), ("check",), ("corpus",), ("corpus", "add"), ("corpus", "search")])
def test_help_explains_every_option_to_the_end(command: tuple[str, ...]):
    environment = {**os.environ, "COLUMNS": "80"}
    arguments = [sys.executable, "-m", "pipeline", *command, "--help"]
    shown = subprocess.run(arguments, capture_output=True, encoding="utf-8", env=environment, check=True).stdout
    assert "显示这段说明。" in shown
    ends = [line.rstrip(" │") for line in shown.splitlines()]
    assert not [end for end in ends if end.endswith("…") and not end.endswith("……")]


def test_the_version_is_told_without_a_command(capsys: pytest.CaptureFixture[str]):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"shuzhi {__version__}\n"


@pytest.mark.parametrize(
    ("typed", "told", "help_of"),
    [
        (["drfat"], "没有“drfat”这个命令，是不是 draft", "shuzhi --help"),
        (["corpus", "lst"], "没有“lst”这个命令，是不是 list", "shuzhi corpus --help"),
        (["corpus", "nothing"], "没有“nothing”这个命令", "shuzhi corpus --help"),
        (["draft", "我的", "事实.yaml"], "多出了“事实.yaml”；文件名里有空格的", "shuzhi draft --help"),
        (["eval", "--suite", "x"], "只能是 retrieval, draft, rewrite, check, all 之一", "shuzhi eval --help"),
        (["web", "--port", "x"], "--port", "shuzhi web --help"),
        (["web", "--port", "70000"], "--port", "shuzhi web --help"),
    ],
)
def test_what_is_typed_wrong_is_told_in_chinese(typed: list[str], told: str, help_of: str, capsys: pytest.CaptureFixture[str]):
    assert run(typed) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert told in first
    assert not {"such", "Input", "unexpected", "Value", "should"} & set(first.replace("（", " ").split())
    assert second == f"看用法：{help_of}"
