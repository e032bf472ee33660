"""Write the generated parts of this folder's README: the metrics as the package defines them, and the tables of the baseline in git.

python eval/build_readme.py
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.evaluation.reporting.markdown import table_lines
from pipeline.evaluation.reporting.tables import FAMILIES, SUITES, metric_name, tables
from pipeline.evaluation.results import Results, from_json

EVAL = Path(__file__).resolve().parent
README = EVAL / "README.md"
BASELINE = EVAL / "baselines" / "core.json"


def main() -> None:
    README.write_text(built(README.read_text(encoding="utf-8")), encoding="utf-8")


def built(text: str) -> str:
    """``text`` with what stands between the markers made anew."""
    results = from_json(json.loads(BASELINE.read_text(encoding="utf-8")))
    for name, lines in (("metrics", metrics(results)), ("results", shown(results))):
        inner = "\n".join(lines).strip()
        text = re.sub(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda m, inner=inner: f"{m[1]}{inner}\n{m[2]}", text, flags=re.DOTALL)
    return text


def metrics(results: Results) -> Iterator[str]:
    for suite, every in results.metrics.items():
        yield f"\n**{SUITES[suite]}**\n\n| 指标 | 定义 | 出处 |\n|---|---|---|"
        for metric in every:
            if metric.family != "rules":
                family = f"{FAMILIES[metric.family]}·" if metric.family in FAMILIES and suite == "draft" else ""
                yield f"| {family}{metric_name(metric)} | {metric.about} | {metric.source} |"


def shown(results: Results) -> Iterator[str]:
    for table in tables(results, None):
        yield from (line.replace("## ", "### ", 1) for line in table_lines(table))
    for suite, notes in results.notes.items():
        yield from (f"- {SUITES[suite]}：{note}" for note in notes)


if __name__ == "__main__":
    main()
