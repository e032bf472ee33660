"""Small benches of our own, and the one of the checkout."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

EVAL = Path(__file__).parents[2] / "eval"


@pytest.fixture
def small_bench(tmp_path: Path) -> Path:
    """A folder of two held-out cases, laid out as a user would: no labels, no planters, no baselines."""
    root = tmp_path / "bench"
    for case in ("cun-2021-b", "gaoxiao-2023-d"):
        shutil.copytree(EVAL / "cases" / case, root / case)
    return root
