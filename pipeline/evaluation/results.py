"""What a run came to, as ``results.json`` holds it: what was run, every score, and the statistics drawn from them.

Two runs of the same program on the same data give the same file but for ``times``.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from importlib import metadata
from typing import Any

from pipeline import __version__, prompts
from pipeline.evaluation.contestants import CONTESTANTS
from pipeline.evaluation.opinions import Opinion
from pipeline.evaluation.running import Place, bench_at, data_of, digest, files
from pipeline.evaluation.scores import Job, Key, Metric, Record, Score, Suite, by_key
from pipeline.evaluation.statistics import ROUNDS, SEED, Pair, Summary, pair, summarise
from pipeline.evaluation.suites.drafting import NAME as DRAFT
from pipeline.resources import folder

FORMAT = 1
_PACKAGES = ("bm25s", "chromadb", "langchain-core", "langchain-text-splitters", "numpy", "rjieba", "sacrebleu")
_RIVALS = {"retrieval": "shuzhi"}


@dataclass(frozen=True)
class Results:
    """``records`` hold texts and findings for the page of cases and are no part of the file."""

    about: dict[str, Any]
    metrics: dict[str, tuple[Metric, ...]]
    scores: tuple[Score, ...]
    clusters: Mapping[str, str]
    open_cases: frozenset[str]
    notes: dict[str, list[str]]
    records: dict[Job, Record]
    opinions: tuple[Opinion, ...] = ()

    def summaries(self) -> dict[Key, Summary]:
        """Every mean with its interval, in the order of the scores."""
        grouped = by_key(self.scores)
        return {key: found for key, scores in grouped.items() if (found := summarise(self._counted(scores, _recorded(key)), self.clusters))}

    def _counted(self, scores: Sequence[Score], recorded: bool) -> Sequence[Score]:
        """A case that was not held out counts only beside recorded replies to it."""
        return [s for s in scores if recorded or s.case not in self.open_cases]

    def pairs(self) -> dict[tuple[Key, str], Pair]:
        """Ours against every other contestant: (key of ours, the other) → pair, for metrics that have a better side."""
        grouped = by_key(self.scores)
        found = {}
        for key, scores in grouped.items():
            metric = self.metric(key)
            if not metric.better or not _is_ours(key):
                continue
            for other, theirs in grouped.items():
                if (other.suite, other.metric) == (key.suite, key.metric) and not _is_ours(other) and other.contestant != "prompts":
                    made = pair(self._counted(scores, _recorded(key) or _recorded(other)), theirs, self.clusters, metric.better)
                    if made:
                        found[key, other.contestant] = made
        return found

    def metric(self, key: Key) -> Metric:
        return next(m for m in self.metrics[key.suite] if m.id == key.metric)

    def times(self) -> dict[str, float]:
        """Seconds by suite and contestant, as far as any were taken."""
        found: dict[str, float] = {}
        for job, record in self.records.items():
            seconds = record.get("times", {}).get("seconds")
            if seconds is not None:
                found[f"{job.suite}/{job.name}"] = found.get(f"{job.suite}/{job.name}", 0.0) + seconds
        return {name: round(value, 2) for name, value in found.items()}

    def as_text(self) -> str:
        """The file as text: a score a line, so that two of them can be compared with any tool."""
        lines = []
        for name, value in self.as_json().items():
            if isinstance(value, list):
                entries = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in value)
                lines.append(f'"{name}": [\n{entries}\n]')
            else:
                lines.append(f'"{name}": {json.dumps(value, ensure_ascii=False, indent=1)}')
        return "{\n" + ",\n".join(lines) + "\n}\n"

    def as_json(self) -> dict[str, Any]:
        """The file."""
        judged = {"judge": [[*astuple(o), o.outcome] for o in self.opinions]} if self.opinions else {}
        return judged | {
            "format": FORMAT,
            "about": self.about,
            "metrics": {suite: [asdict(m) for m in metrics] for suite, metrics in self.metrics.items()},
            "notes": self.notes,
            "clusters": dict(self.clusters),
            "open_cases": sorted(self.open_cases),
            "scores": [list(score) for score in self.scores],
            "summary": [[*key, *_summary(found)] for key, found in self.summaries().items()],
            "pairs": [[*key, other, *_pair(found)] for (key, other), found in self.pairs().items()],
            "times": self.times(),
        }


def from_json(found: dict[str, Any]) -> Results:
    """The results that ``as_text`` wrote, without the records."""
    return Results(
        about=found["about"],
        metrics={suite: tuple(Metric(**m) for m in metrics) for suite, metrics in found["metrics"].items()},
        scores=tuple(Score(*entry) for entry in found["scores"]),
        clusters=found["clusters"],
        open_cases=frozenset(found["open_cases"]),
        notes=found["notes"],
        records={},
    )


def _recorded(key: Key) -> bool:
    """Whether open cases count: for recorded replies, and wherever no writer is judged."""
    if key.suite != DRAFT:
        return True
    return key.contestant in CONTESTANTS and CONTESTANTS[key.contestant].recorded


def _is_ours(key: Key) -> bool:
    return key.contestant == _RIVALS.get(key.suite) or (key.contestant in CONTESTANTS and CONTESTANTS[key.contestant].ours)


def _summary(found: Summary) -> list[Any]:
    return [round(found.mean, 6), _rounded(found.interval), found.cases, found.clusters]


def _pair(found: Pair) -> list[Any]:
    numbers = [round(found.difference, 6), _rounded(found.interval), found.cases, found.wins, found.losses, round(found.p, 6), round(found.floor, 6)]
    return [*numbers, None if found.detectable is None else round(found.detectable, 6), found.verdict]


def _rounded(interval: Sequence[float] | None) -> list[float] | None:
    return [round(value, 6) for value in interval] if interval else None


def collect(suites: Sequence[Suite], records: dict[Job, Record], place: Place) -> Results:
    """All numbers of a run."""
    bench = bench_at(place)
    mine = {suite.name: {job: record for job, record in records.items() if job.suite == suite.name} for suite in suites}
    scores = [score for suite in suites for score in suite.scores(mine[suite.name], bench)]
    return Results(
        about=about(suites, place),
        metrics={suite.name: tuple(suite.metrics(mine[suite.name], bench)) for suite in suites},
        scores=tuple(scores),
        clusters={id_: cluster for id_, cluster in bench.clusters.items() if any(s.case == id_ for s in scores)},
        open_cases=frozenset(id_ for id_, case in bench.cases.items() if not case.held_out),
        notes={suite.name: list(suite.notes(mine[suite.name], bench)) for suite in suites},
        records=records,
    )


def about(suites: Iterable[Suite], place: Place) -> dict[str, Any]:
    """What was run: program, prompts, data and libraries, each by version or hash."""
    names = dict.fromkeys(name for suite in suites for name in suite.data)
    return {
        "shuzhi": __version__,
        "suites": [suite.name for suite in suites],
        "cases": len(bench_at(place).held_out),
        "statistics": {"rounds": ROUNDS, "seed": SEED, "interval": "expanded percentile, clusters resampled"},
        "data": {name: digest(data_of(place.root, name))[:16] for name in names if data_of(place.root, name)},
        "corpus": digest(files(folder("corpus").parent, "corpus"))[:16],
        "prompts": sorted({prompts.load(path.name.partition(".v")[0]).name for path in folder("prompts").glob("*.v*.md")}),
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in _PACKAGES},
    }
