"""Suite ``rewrite``: how well a weak 存在问题 is told from a good one, and what rewriting makes of it.

The second half waits for the rewrite flow: until then the suite measures the diagnosis alone and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.checks.problems.rubric import score
from pipeline.evaluation.cases import Bench
from pipeline.evaluation.metrics.subject import context_of, manuscript_of
from pipeline.evaluation.scores import Job, Metric, Record, Score, Suite

NAME = "rewrite"
DIAGNOSIS = "diagnosis"
_METRICS = (
    Metric("good", "好的得分", "problems", "high", "存在问题评为好的留出报告按 docs/rubric.md 的得分", "docs/rubric.md", 1),
    Metric("weak", "差的得分", "problems", "low", "存在问题评为差的留出报告的得分；越低越能看出差来", "docs/rubric.md", 1),
    Metric("auc", "分得开", "problems", "high", "任取一好一差，好的得分高的机会（AUC，平分算一半）", "Hanley & McNeil 1982", 3),
)


def _jobs(bench: Bench) -> list[Job]:
    return [Job(NAME, DIAGNOSIS, case.id) for case in bench.held_out if case.reference]


def _run(job: Job, bench: Bench) -> Record:
    case = bench.cases[job.case]
    found = score(manuscript_of(case.reference), context_of(case, bench))
    return {"score": found.score, "weak": case.weak_problem, "problems": [p.score for p in found.problems]}


def _scores(records: dict[Job, Record], bench: Bench) -> Iterator[Score]:  # noqa: ARG001 - one form for all suites
    good = [float(r["score"]) for r in records.values() if not r["weak"]]
    for job, record in records.items():
        value = float(record["score"])
        yield Score(NAME, DIAGNOSIS, "weak" if record["weak"] else "good", job.case, value)
        if record["weak"] and good:
            yield Score(NAME, DIAGNOSIS, "auc", job.case, better_share(good, value), len(good))


def better_share(good: Sequence[float], weak: float) -> float:
    """The share of ``good`` above ``weak``, equal ones as half."""
    return sum((g > weak) + (g == weak) / 2 for g in good) / len(good)


def _metrics(records: dict[Job, Record], bench: Bench) -> Sequence[Metric]:  # noqa: ARG001
    return _METRICS


def _notes(records: dict[Job, Record], bench: Bench) -> list[str]:  # noqa: ARG001
    weak = sum(bool(r["weak"]) for r in records.values())
    return [f"这里只量诊断（{len(records) - weak} 份好的，{weak} 份差的）；改写后的效果还没有接进来，没有数就不报。"]


SUITE = Suite(NAME, "诊断和改写", ("cases",), _jobs, _run, _scores, _metrics, _notes)
