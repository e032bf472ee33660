"""Measure what the README of this folder reports: times of whole processes beside a yardstick, and the drafts of the example facts.

Run from the checkout with the package installed: ``python eval/measure.py [--json]``. No network, no key.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("facts-*.yaml"))


def seconds(arguments: list[str], home: str) -> float:
    began = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT, env=os.environ | {"SHUZHI_HOME": home, "PYTHONUTF8": "1"})
    return time.perf_counter() - began


def times(rounds: int) -> dict[str, float]:
    """Median seconds of whole processes; the first draft builds the sample index, the second finds it."""
    python, draft = sys.executable, ["draft", str(EXAMPLES[0]), "--offline"]
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as home:
            found.setdefault("python -c 'import chromadb'", []).append(seconds([python, "-c", "import chromadb"], home))
            found.setdefault("shuzhi --help", []).append(seconds([python, "-m", "pipeline", "--help"], home))
            found.setdefault("shuzhi draft --offline, first", []).append(seconds([python, "-m", "pipeline", *draft], home))
            found.setdefault("shuzhi draft --offline, second", []).append(seconds([python, "-m", "pipeline", *draft], home))
    return {name: round(statistics.median(values), 2) for name, values in found.items()}


def drafts() -> dict[str, dict[str, object]]:
    """What the offline drafts of the examples hold, from their JSON."""
    found = {}
    for path in EXAMPLES:
        with tempfile.TemporaryDirectory() as home:
            target = Path(home) / "draft.json"
            seconds([sys.executable, "-m", "pipeline", "draft", str(path), "--offline", "-o", str(target)], home)
            record = json.loads(target.read_text(encoding="utf-8"))
        found[f"{path.stem}, offline"] = summary(record)
    return found


def recorded() -> dict[str, dict[str, object]]:
    """The same for the model writer on the recorded conversations of the tests."""
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "writers"), str(ROOT / "tests" / "flows")]
    from openai_stub import Stub
    from test_draft_recorded import GOOD, made

    from pipeline.rendering import as_json

    found = {}
    for case in GOOD:
        with tempfile.TemporaryDirectory() as home, Stub() as stub:
            record = json.loads(as_json(made(stub, Path(home), case)))
        found[f"facts-{case.name}, model on recorded replies"] = summary(record) | {"calls": record["stats"]["calls"]}
    return found


def summary(record: dict[str, Any]) -> dict[str, object]:
    """What a draft's JSON says of it in numbers."""
    cited = {id_ for s in record["sections"] for i in s["items"] for id_ in i["facts"]}
    return {
        "characters": record["stats"]["chars"],
        "facts used": f"{len(cited)} of {len(cited) + len(record['unused_facts'])}",
        "errors": sum(f["level"] == "error" for f in record["findings"]),
        "warnings": sum(f["level"] == "warning" for f in record["findings"]),
        "gaps in the text": sum(i["text"].count("【待补充：") for s in record["sections"] for i in s["items"]),
        "to confirm": len(record["confirm"]),
        "calls": 0,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    result = {"seconds": times(chosen.rounds), "drafts": drafts() | recorded()}
    if chosen.json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
        return
    yardstick = result["seconds"]["python -c 'import chromadb'"]
    print("| whole process | seconds | against the yardstick |\n|---|--:|--:|")
    for name, value in result["seconds"].items():
        print(f"| `{name}` | {value} | {value / yardstick:.2f} |")
    columns = list(next(iter(result["drafts"].values())))
    print(f"\n| draft | {' | '.join(columns)} |\n|---|{'--:|' * len(columns)}")
    for name, row in result["drafts"].items():
        print(f"| {name} | {' | '.join(str(row[c]) for c in columns)} |")


if __name__ == "__main__":
    main()
