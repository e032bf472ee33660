"""Suite ``draft``: every contestant writes for every case and is judged by its text; and what would be sent is searched for held-out words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.evaluation.canary import leaks
from pipeline.evaluation.cases import Bench
from pipeline.evaluation.contestants import CONTESTANTS
from pipeline.evaluation.metrics import DRAFT_METRICS, measure, subject_of
from pipeline.evaluation.scores import Job, Metric, Record, Score, Suite

NAME = "draft"
PROMPTS = "prompts"
_LEAKS = Metric(
    "leaks", "漏进提示词的范文", "canary", "low", "用例的范文有几处连续 13 字以上出现在要发出去的提示词里，事实里本来就有的不算", "13 字法", 0
)


def _jobs(bench: Bench) -> list[Job]:
    drafts = [Job(NAME, contestant, case) for contestant in CONTESTANTS for case in bench.cases]
    baits = [*(c.id for c in bench.held_out), *(["canary"] if bench.canary else [])]
    return drafts + [Job(NAME, PROMPTS, case) for case in baits]


def _run(job: Job, bench: Bench) -> Record:
    if job.name == PROMPTS:
        return {"leaks": leaks(job.case, bench)}
    case = bench.cases[job.case]
    output = CONTESTANTS[job.name].write(case, bench)
    if output is None:
        return {}
    subject = subject_of(case, output, bench)
    findings = [f.model_dump(mode="json", include={"code", "level", "message", "start", "end"}) for f in subject.findings]
    return {
        "metrics": measure(subject),
        "text": subject.manuscript.text,
        "findings": findings,
        "notes": list(output.notes),
        "times": {"seconds": output.seconds},
    }


def _scores(records: dict[Job, Record], bench: Bench) -> Iterator[Score]:
    for job, record in records.items():
        if job.name == PROMPTS:
            yield Score(NAME, PROMPTS, "leaks", job.case, float(len(record["leaks"])))
        elif record and (bench.cases[job.case].held_out or CONTESTANTS[job.name].recorded or _paired(records, job.case)):
            for metric, value in record["metrics"].items():
                yield Score(NAME, job.name, metric, job.case, value)


def _paired(records: dict[Job, Record], case: str) -> bool:
    """A case that was not held out counts for those who are held against recorded replies to it, and for nobody else."""
    return any(job.case == case and record and job.name != PROMPTS and CONTESTANTS[job.name].recorded for job, record in records.items())


def _metrics(records: dict[Job, Record], bench: Bench) -> Sequence[Metric]:  # noqa: ARG001 - one form for all suites
    return (*(metric for metric, _ in DRAFT_METRICS.values()), _LEAKS)


def _notes(records: dict[Job, Record], bench: Bench) -> list[str]:
    found = []
    for contestant in CONTESTANTS.values():
        mine = {job.case: record for job, record in records.items() if job.name == contestant.id and record}
        changed = sum(any("不同" in note for note in record["notes"]) for record in mine.values())
        stale = f"，其中 {changed} 个用例的提示词与录的时候不同，说的是旧提示词的回答" if changed else ""
        found.append(f"{contestant.title}（{contestant.about}）：{f'{len(mine)} 个用例{stale}' if mine else '没有录好的回答，没有参加'}。")
    open_ = [id_ for id_, case in bench.cases.items() if not case.held_out]
    if open_:
        found.append(f"{'、'.join(open_)} 的事实在写程序时就看得到，没有范文，只用来同录好的回答比。")
    searched = [job for job in records if job.name == PROMPTS]
    leaked = sum(len(records[job]["leaks"]) for job in searched)
    found.append(f"查了 {len(searched)} 个用例要发出去的提示词{'（含诱饵）' if bench.canary else ''}，范文漏进去 {leaked} 处。")
    return found


SUITE = Suite(
    NAME, "起草", ("cases", "canary", "recordings", "baselines/one-prompt.md", "baselines/plain-chain.md"), _jobs, _run, _scores, _metrics, _notes
)
