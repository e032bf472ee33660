"""Suite ``rewrite``: how well a weak 存在问题 is told from a good one, and what our writers make of the weak ones.

A weak section is rewritten with nothing but the report (``bare``), and with the answers a user would give (``answered``, where
``answers/<case>.yaml`` is there), by the offline writer; where replies were recorded, by the model writer too (``bare-model``, ``model``).
Cases are the held-out reports, and the weak ones of the library, whose faults were known to the rules.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from pipeline.checks import Context
from pipeline.checks.problems.rubric import score
from pipeline.documents.cleaning import arrange
from pipeline.evaluation.cases import Bench
from pipeline.evaluation.contestants.ours import Replay
from pipeline.evaluation.contestants.recordings import recorded
from pipeline.evaluation.metrics.subject import context_of, manuscript_of
from pipeline.evaluation.scores import Job, Metric, Record, Score, Suite
from pipeline.events import silent
from pipeline.facts.answers import load_answers
from pipeline.flows.rewrite import RewriteRequest, rewrite
from pipeline.report import SectionKind
from pipeline.samples import SampleReport
from pipeline.steps.rewriting.measuring import Measures, measure
from pipeline.writers.by_rules import RuleWriter
from pipeline.writers.port import Writer

NAME = "rewrite"
DIAGNOSIS, BARE, ANSWERED, BARE_MODEL, MODEL = "diagnosis", "bare", "answered", "bare-model", "model"
NAMES = {
    DIAGNOSIS: "诊断",
    BARE: "改写，不回答",
    ANSWERED: "改写，回答了问题",
    BARE_MODEL: "模型改写（录下的回答），不回答",
    MODEL: "模型改写（录下的回答），回答了问题",
}
RECORDED = {BARE_MODEL: "rewrite-bare", MODEL: "rewrite"}
"""Contestants on recorded replies → their folder under recordings/."""
_TODAY = dt.date(2026, 1, 20)
_PARTS = (SectionKind.PROBLEM, SectionKind.CAUSE)
_METRICS = (
    Metric("good", "好的得分", "problems", "high", "存在问题评为好的留出报告按 docs/rubric.md 的得分", "docs/rubric.md", 1),
    Metric("weak", "差的得分", "problems", "low", "存在问题评为差的留出报告的得分；越低越能看出差来", "docs/rubric.md", 1),
    Metric("auc", "分得开", "problems", "high", "任取一好一差，好的得分高的机会（AUC，平分算一半）", "Hanley & McNeil 1982", 3),
    Metric("gain", "改写涨分", "problems", "high", "改写后的得分减改写前的得分", "docs/rubric.md", 1),
    Metric("after", "改写后得分", "problems", "high", "改写后的得分，0—100", "docs/rubric.md", 1),
    Metric("strange", "改写编出来的", "facts", "low", "新写的句子里谁也没给过的数、名称、书名有几处", "领域手册 §1.7", 2),
    Metric("linked", "有对应措施", "problems", "high", "改写后的问题在打算里有对应措施的占几成", "领域手册 §1.3", 2),
    Metric("empty", "程度词剩几成", "problems", "low", "“不够”“有待”之类的话，改写后与改写前之比", "领域手册 §9", 2),
    Metric("unmarked", "没证据也没标缺", "problems", "low", "改写后没有证据、也没有【待补充】的问题有几条", "领域手册 §1.3", 2),
    Metric("gaps", "待补充处", "facts", "", "改写后的【待补充】比原来多几处", "", 1),
    Metric("runs", "与样本相同", "copying", "low", "新写的句子与样本连续相同 13 字以上的有几句", "13 字法", 2),
)


def _jobs(bench: Bench) -> list[Job]:
    found = [Job(NAME, DIAGNOSIS, case.id) for case in bench.held_out if case.reference]
    weak = [case.id for case in bench.held_out if _weak(case.grades)] + [report.id for report in _library(bench)]
    found += [Job(NAME, BARE, id_) for id_ in weak]
    found += [Job(NAME, ANSWERED, id_) for id_ in weak if (bench.root / "answers" / f"{id_}.yaml").is_file()]
    return found + [Job(NAME, name, id_) for name, folder in RECORDED.items() for id_ in weak if recorded(folder, id_, bench)]


def _weak(grades: Mapping[SectionKind, str]) -> bool:
    return any(grades.get(kind) == "weak" for kind in _PARTS)


def _library(bench: Bench) -> list[SampleReport]:
    return [report for report in bench.library if any(report.grade(kind) == "weak" for kind in _PARTS)]


def _run(job: Job, bench: Bench) -> Record:
    if job.name != DIAGNOSIS:
        return _rewritten(job, bench)
    case = bench.cases[job.case]
    found = score(manuscript_of(case.reference), context_of(case, bench))
    return {"score": found.score, "weak": case.weak_problem, "problems": [p.score for p in found.problems]}


def _rewritten(job: Job, bench: Bench) -> Record:
    case = bench.cases.get(job.case)
    kin = bench.kin_in_library(case) if case else frozenset({job.case})
    source = case.reference if case else next(arrange(r.text).text for r in bench.library if r.id == job.case)
    samples = tuple((r.id, r.text) for r in bench.library if r.id not in kin)
    answers = load_answers(bench.root / "answers" / f"{job.case}.yaml") if job.name in (ANSWERED, MODEL) else {}
    result = rewrite(RewriteRequest(source, job.case, _TODAY, answers=answers, samples=samples), _writer(job, bench), silent)
    found = measure(result, answers.values(), Context(samples=samples))
    return {"values": _values(found), "before": result.before, "after": result.after, "changed": result.changed}


def _writer(job: Job, bench: Bench) -> Writer:
    if job.name not in RECORDED:
        return RuleWriter()
    from pipeline.writers.by_model import ModelWriter

    return ModelWriter(Replay(recorded(RECORDED[job.name], job.case, bench)), parallel=1)


def _values(found: Measures) -> dict[str, float]:
    return {
        "gain": float(found.gain),
        "after": float(found.after),
        "strange": float(len(found.unsupported)),
        "linked": round(found.linked / found.problems, 6) if found.problems else 0.0,
        "empty": round(found.empty_after / found.empty_before, 6) if found.empty_before else 0.0,
        "unmarked": float(found.unmarked),
        "gaps": float(found.gaps),
        "runs": float(found.runs),
    }


def _scores(records: dict[Job, Record], bench: Bench) -> Iterator[Score]:
    del bench
    diagnosed = {job: record for job, record in records.items() if job.name == DIAGNOSIS}
    good = [float(r["score"]) for r in diagnosed.values() if not r["weak"]]
    for job, record in diagnosed.items():
        value = float(record["score"])
        yield Score(NAME, DIAGNOSIS, "weak" if record["weak"] else "good", job.case, value)
        if record["weak"] and good:
            yield Score(NAME, DIAGNOSIS, "auc", job.case, better_share(good, value), len(good))
    for job, record in records.items():
        if job.name != DIAGNOSIS:
            yield from (Score(NAME, job.name, metric, job.case, value) for metric, value in record["values"].items())


def better_share(good: Sequence[float], weak: float) -> float:
    """The share of ``good`` above ``weak``, equal ones as half."""
    return sum((g > weak) + (g == weak) / 2 for g in good) / len(good)


def _metrics(records: dict[Job, Record], bench: Bench) -> Sequence[Metric]:
    del records, bench
    return _METRICS


def _notes(records: dict[Job, Record], bench: Bench) -> list[str]:
    diagnosed = [r for job, r in records.items() if job.name == DIAGNOSIS]
    rewritten = [job.case for job in records if job.name == BARE]
    known = sum(id_ not in bench.cases for id_ in rewritten)
    kept = sum(not r["changed"] for job, r in records.items() if job.name != DIAGNOSIS)
    weak = sum(bool(r["weak"]) for r in diagnosed)
    found = [f"诊断 {len(diagnosed) - weak} 份好的、{weak} 份差的。"]
    if rewritten:
        found.append(f"改写 {len(rewritten)} 份差的，其中 {known} 份是样本库里的（写规则时看得到）；{kept} 次没有改好，保留了原文。")
        found.append("改写好不好由打分的同一套规则来判，所以涨分只说明补上了规则要的东西，不说明写得好。")
    return found


SUITE = Suite(NAME, "诊断和改写", ("cases", "answers", "recordings"), _jobs, _run, _scores, _metrics, _notes)
