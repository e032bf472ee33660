"""The page of the rules is what the rules' records say."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_not_stale():
    built = runpy.run_path(str(DOCS / "build_rules.py"))["page"]()
    assert built == (DOCS / "rules.md").read_text(encoding="utf-8"), "run: python docs/build_rules.py"
