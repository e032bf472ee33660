"""The pages for who changes the code say what the code is."""

from __future__ import annotations

import re
from pathlib import Path

from test_floors import FLOORS, PACKAGE

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def rows(page: Path) -> list[list[str]]:
    lines = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_each_word_of_the_glossary_has_one_english_name_and_each_name_one_word():
    words = [row for row in rows(DOCS / "glossary.md") if row[0] != "中文"]
    assert [row[1] for row in words if re.search(r"[,;/]|\bor\b", row[1])] == []
    for column in (0, 1):
        cells = [row[column] for row in words]
        assert [cell for cell in cells if cells.count(cell) > 1] == []


def test_the_floors_of_the_page_are_those_of_the_test():
    told = {int(row[0].split()[0]): row[1] for row in rows(DOCS / "architecture.md") if row[0][0].isdigit()}
    assert len(told) == len(FLOORS)
    for number, names in enumerate(FLOORS):
        missing = [name for name in names if name != "__init__" and f"`{name}`" not in told[number] and f"`{name}/" not in told[number]]
        assert missing == [], number


def test_the_flows_and_steps_of_the_page_are_all_there_are():
    told = {row[0].split()[1]: row[1] for row in rows(DOCS / "architecture.md") if row[0][0].isdigit()}
    for folder in ("flows", "steps"):
        there = {path.stem for path in (PACKAGE / folder).iterdir() if path.stem != "__init__" and path.name != "__pycache__"}
        assert [name for name in there if not re.search(rf"\b{name}\b", told[folder])] == [], folder


def test_paths_named_are_there():
    missing = []
    for page in (DOCS / "architecture.md", ROOT / "CONTRIBUTING.md"):
        for name in re.findall(r"`([\w./-]*/[\w.-]*|\w+\.(?:py|md|ya?ml))`", page.read_text(encoding="utf-8")):
            tried = (ROOT, PACKAGE, PACKAGE / "writers", PACKAGE / "evaluation", PACKAGE / "evaluation" / "metrics", DOCS)
            if not any((base / f"{name}{ending}").exists() for base in tried for ending in ("", ".py")):
                missing.append(f"{page.name}: {name}")
    assert missing == []
