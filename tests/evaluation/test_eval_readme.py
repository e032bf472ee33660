"""The README of eval/ says what the baseline in git holds."""

from __future__ import annotations

import importlib.util
from pathlib import Path

EVAL = Path(__file__).parents[2] / "eval"


def test_the_generated_parts_are_current():
    spec = importlib.util.spec_from_file_location("build_eval_readme", EVAL / "build_readme.py")
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    text = (EVAL / "README.md").read_text(encoding="utf-8")
    assert builder.built(text) == text, "run: python eval/build_readme.py"
    assert text.count("| 事实·没来由的话 ↓ |") == 1
