"""The house stands: every module imports its own floor's package and what lies below, and the doors open at once."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "pipeline"
FLOORS = (
    ("errors", "resources"),
    ("texts", "facts", "units", "report", "findings", "events", "plan", "result", "layout", "rewriting"),
    ("documents",),
    ("prompts", "llm", "samples", "checks", "word", "rendering"),
    ("writers",),
    ("steps",),
    ("flows",),
    ("evaluation",),
    ("settings", "wiring"),
    ("cli", "web", "__main__", "__init__"),
)
STRANGERS = {"prompts", "llm", "samples", "checks", "word", "rendering"}
FRIENDS = {("llm", "prompts")}  # the chain begins with a template


def floor_of(part: str) -> int:
    return next(number for number, names in enumerate(FLOORS) if part in names)


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "pipeline":
            if node.module == "pipeline":
                found |= {alias.name for alias in node.names}
            else:
                found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("pipeline.")}
    return found - {"__version__"}


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_no_module_imports_from_above():
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        part = part_of(path)
        for other in imports_of(path):
            if floor_of(other) > floor_of(part):
                wrong.append(f"{path.relative_to(PACKAGE)} (floor {floor_of(part)}) must not import {other} (floor {floor_of(other)})")
    assert not wrong, "\n".join(wrong)


def test_strangers_never_import_each_other():
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        part = part_of(path)
        wrong += [
            f"{path.relative_to(PACKAGE)} must not import its neighbour {other}"
            for other in imports_of(path)
            if part in STRANGERS and other in STRANGERS and other != part and (part, other) not in FRIENDS
        ]
    assert not wrong, "\n".join(wrong)


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(' '.join(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_help_loads_nothing_heavy():
    loaded = loaded_by("from pipeline.cli.app import run\ncode = run(['draft', '--help'])\nassert code == 0, code")
    assert not loaded & {"openai", "langchain", "langchain_core", "langchain_openai", "chromadb", "docx", "numpy", "bm25s"}


def test_only_settings_and_the_tests_read_the_environment():
    readers = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in ("os.environ", "getenv")) and path.name != "settings.py"
    ]
    assert not readers


def test_nothing_below_the_doors_prints():
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        if part_of(path) in ("cli", "__main__"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        wrong += [f"{path.name}:{n.lineno}" for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "print"]
    assert not wrong
