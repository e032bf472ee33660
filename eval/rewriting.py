"""Measure ``shuzhi rewrite`` on weak problem sections: without answers, and with the answers under eval/answers.

    python eval/rewriting.py [--samples FOLDER] [--show ID]

Cases are the reports whose front matter grades problems or causes weak, held out (eval/cases) or not (corpus), and, where FOLDER has them, real
ones (answers real-NNN.yaml, by the first digits of their names). Ends with 1 where a line misses its aim.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from pathlib import Path

from pipeline import facts as facts_floor
from pipeline.checks import Context
from pipeline.documents import read_text
from pipeline.facts.answers import load_answers
from pipeline.flows.rewrite import RewriteRequest, rewrite
from pipeline.rewriting import Rewrite
from pipeline.samples.library import own_reports
from pipeline.steps.rewriting.measuring import Measures, measure
from pipeline.writers.by_rules import RuleWriter

ROOT = Path(__file__).parent.parent
ANSWERS = ROOT / "eval" / "answers"
TODAY = dt.date(2026, 1, 20)
GAIN = 30


def cases(samples: Path | None) -> list[tuple[str, Path]]:
    """(id, report), weak ones only."""
    own = [(p.parent.name, p) for p in sorted((ROOT / "eval" / "cases").glob("*/report.md"))]
    own += [(p.stem, p) for p in sorted((ROOT / "corpus" / "reports").glob("*.md"))]
    weak = [(id_, path) for id_, path in own if is_weak(path.read_text(encoding="utf-8"))]
    real = sorted(samples.glob("*.txt")) if samples else []
    return weak + [(f"real-{path.name[:3]}", path) for path in real]


def is_weak(text: str) -> bool:
    front = text.split("\n---\n", 1)[0]
    return any(re.search(rf"\n  {part}:\s*(?:\n    |[{{])grade: weak", front) for part in ("problem", "cause"))


def run(id_: str, path: Path, answers: dict[str, str], facts: Path | None = None) -> tuple[Rewrite, Measures]:
    texts = tuple((report.id, report.text) for report in own_reports() if report.id != id_)
    known = facts_floor.load(facts) if facts else None
    source = read_text(path).replace("\r\n", "\n")
    result = rewrite(RewriteRequest(source, str(path), TODAY, known, answers, texts), RuleWriter(), lambda _: None)
    given = [*answers.values(), *([e.text for e in known.evidence] if known else [])]
    return result, measure(result, given, Context(samples=texts))


def line(id_: str, m: Measures) -> str:
    score, linked, halved = f"{m.before} → {m.after}", f"{m.linked} / {m.problems}", f"{m.empty_before} → {m.empty_after}"
    cells = [id_, score, f"{m.gain:+d}", len(m.unsupported), linked, halved, m.gaps, m.unmarked, m.runs, m.own]
    return "| " + " | ".join(map(str, cells)) + " |"


def table(title: str, rows: list[tuple[str, Measures]]) -> None:
    print(f"\n{title}\n")
    print("| case | score | gain | unsupported | measures linked | 不够, 有待 … | gaps | unmarked | runs | sentences with 我 |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for id_, m in rows:
        print(line(id_, m))
    if rows:
        mean = sum(m.gain for _, m in rows) / len(rows)
        linked, problems = sum(m.linked for _, m in rows), sum(m.problems for _, m in rows)
        before, after = sum(m.empty_before for _, m in rows), sum(m.empty_after for _, m in rows)
        print(
            f"\nmean gain {mean:+.1f}; unsupported {sum(len(m.unsupported) for _, m in rows)}; linked {linked / problems:.0%}; "
            f"empty predicates {before} → {after} ({(after - before) / max(1, before):+.0%}); unmarked {sum(m.unmarked for _, m in rows)}"
        )


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--samples", type=Path, help="a folder of real reports (*.txt)")
    parser.add_argument("--show", help="print before and after of one case")
    options = parser.parse_args()
    bare, answered = [], []
    for id_, path in cases(options.samples):
        result, measures = run(id_, path, {})
        bare.append((id_, measures))
        file = ANSWERS / f"{id_}.yaml"
        if file.exists():
            result, measures = run(id_, path, load_answers(file))
            answered.append((id_, measures))
        if options.show == id_:
            print(result.before, "\n\n", result.after)
    table("Without answers", bare)
    table("With answers", answered)
    faults = [m for _, m in bare + answered if m.unsupported or m.unmarked or m.runs]
    gains = [m.gain for _, m in answered]
    return 1 if faults or not gains or sum(gains) / len(gains) < GAIN or any(m.linked < m.problems for _, m in answered) else 0


if __name__ == "__main__":
    sys.exit(main())
