"""Help is whole and in Chinese, on a narrow terminal too."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("command", [(), ("draft",), ("check",), ("corpus", "add"), ("corpus", "search")])
def test_help_explains_every_option_to_the_end(command: tuple[str, ...]):
    environment = {**os.environ, "COLUMNS": "80"}
    arguments = [sys.executable, "-m", "pipeline", *command, "--help"]
    shown = subprocess.run(arguments, capture_output=True, encoding="utf-8", env=environment, check=True).stdout
    assert "显示这段说明。" in shown
    ends = [line.rstrip(" │") for line in shown.splitlines()]
    assert not [end for end in ends if end.endswith("…") and not end.endswith("……")]
