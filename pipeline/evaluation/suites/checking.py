"""Suite ``check``: faults planted into good held-out reports, false alarms on the reports as they are, and claims labelled by hand.

A planted fault is caught where its rule finds something that it did not find in the clean report, the facts file of the case given; rules
that need none are tried without one too. Good reports were written with care and
read by hand; what is found in them counts as a false alarm, though some of it may be deserved.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline import checks
from pipeline.checks import Context, FactsRule, Manuscript, Rule
from pipeline.checks.catalogue import find, rules
from pipeline.checks.rule import Need
from pipeline.documents import DocItem, DocSection, Document
from pipeline.documents.page_layout import PageLayout
from pipeline.errors import InputError
from pipeline.evaluation.cases import Bench, Case
from pipeline.evaluation.metrics.grounding import CLAIMS
from pipeline.evaluation.metrics.subject import context_of, manuscript_of
from pipeline.evaluation.planters import planters
from pipeline.evaluation.scores import Job, Metric, Record, Score, Suite
from pipeline.findings import Finding, Level
from pipeline.report import SectionKind

NAME = "check"
PLANTED, CLEAN, WRITTEN, LABELLED = "planted", "clean", "written", "claims"
ROUNDS = 2
"""How often each planter is tried on each report."""

RULES = "rules"
_LEVELS = {Level.ERROR: "必须改", Level.WARNING: "请留意", Level.INFO: "供参考"}


_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Fault:
    """A fault written by hand: in the reference of ``case`` the words ``old`` become ``new``, which rule ``code`` should find.

    ``upto``: all that follows ``old`` goes too, up to these words. ``every``: wherever they stand. ``then``: further changes of the
    same fault, each {old, new, upto}. ``beside``: what is known besides, see ``planters``.
    """

    case: str
    code: str
    old: str
    new: str
    upto: str = ""
    every: bool = False
    then: tuple[Mapping[str, str], ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)

    def planted(self, text: str) -> tuple[str, tuple[int, int]]:
        """``text`` with the fault, and where the first change stands. Raises InputError."""
        at, end = self._place(text, self.old, self.upto)
        found = text.replace(self.old, self.new) if self.every else text[:at] + self.new + text[end:]
        for change in self.then:
            start, stop = self._place(found, change["old"], change.get("upto", ""))
            found = found[:start] + change["new"] + found[stop:]
        return found, (at, at + len(self.new))

    def _place(self, text: str, old: str, upto: str) -> tuple[int, int]:
        at = text.find(old)
        end = text.find(upto, at + len(old)) if upto else at + len(old)
        if at < 0 or end < 0:
            raise InputError(f"faults.yaml：{self.case} 的范文里没有“{old if at < 0 else upto}”", hint="old 和 upto 要照抄范文里的字。")
        return at, end


def _jobs(bench: Bench) -> list[Job]:
    good = [case.id for case in bench.held_out if case.good]
    found = [Job(NAME, CLEAN, case) for case in good]
    found += [Job(NAME, PLANTED, case) for case in good if planters(bench.root)]
    found += [Job(NAME, WRITTEN, case) for case in dict.fromkeys(fault.case for fault in faults(bench))]
    return found + [Job(NAME, LABELLED, case) for case in labelled(bench)]


def faults(bench: Bench) -> list[Fault]:
    """The faults written by hand, of cases that are there."""
    return [Fault(**entry) for entry in bench.data("faults.yaml") or () if entry["case"] in bench.cases]


def labelled(bench: Bench) -> dict[str, list[tuple[SectionKind, str, bool]]]:
    """Case → labelled sentences: section, sentence, whether it makes a concrete claim that the facts of the case do not support."""
    found: dict[str, list[tuple[SectionKind, str, bool]]] = {}
    for case, sections in (bench.data("claims.yaml") or {}).items():
        if case in bench.cases:
            found[case] = [(SectionKind(kind), text, bool(label)) for kind, entries in sections.items() for label, text in entries]
    return found


def _run(job: Job, bench: Bench) -> Record:
    case = bench.cases[job.case]
    match job.name:
        case "clean":
            return {"found": [[f.code, f.level.value, f.message, f.excerpt] for f in _check(case.reference, case, bench)]}
        case "planted":
            return {"faults": list(_planted(case, bench))}
        case "written":
            return {"faults": list(_written(case, bench))}
        case _:
            return {"sentences": list(_claims(case, bench))}


def _check(text: str, case: Case, bench: Bench) -> tuple[Finding, ...]:
    return checks.run(manuscript_of(text), context_of(case, bench))


def _planted(case: Case, bench: Bench) -> Iterator[Record]:
    trap = _Trap(case, bench)
    for code, plant in planters(bench.root).items():
        if (rule := find(code)) is None or isinstance(rule, FactsRule):
            continue
        for number in range(ROUNDS):
            made = plant(case.reference, random.Random(f"{code}/{case.id}/{number}"))  # noqa: S311 - repeatable, not secret
            if made:
                yield trap.caught(rule, *made)


def _written(case: Case, bench: Bench) -> Iterator[Record]:
    trap = _Trap(case, bench)
    for fault in faults(bench):
        rule = find(fault.code)
        if fault.case != case.id or not isinstance(rule, Rule):
            continue
        yield trap.caught(rule, *fault.planted(case.reference), fault.beside)


class _Trap:
    """The rules before a fault and after it, with the facts file of the case and without one."""

    def __init__(self, case: Case, bench: Bench) -> None:
        self._with = context_of(case, bench)
        self._alone = replace(self._with, facts=None, rule=None)
        clean = manuscript_of(case.reference)
        self._before = {_known(f) for f in checks.run(clean, self._with)}
        self._before_alone = {_known(f) for f in checks.run(manuscript_of(case.reference), self._alone)}

    def caught(self, rule: Rule, text: str, span: tuple[int, int], beside: Mapping[str, str] = _NOTHING) -> Record:
        """Whether ``rule`` finds something new; where it does not, which others do at that place. ``beside``: see ``planters``."""
        without_facts = beside.get("facts") == "none"
        context, before = (self._alone, self._before_alone) if without_facts else (self._with, self._before)
        context, manuscript = _knowing(context, beside), manuscript_of(text)
        caught = any(_known(f) not in before for f in checks.run(manuscript, context, [rule]))
        others = [] if caught else self._others(manuscript, rule, span, context, before)
        record: Record = {"code": rule.code, "caught": caught, "others": others, "words": text[max(0, span[0]) : span[1]][:60]}
        if Need.FACTS not in rule.needs:
            found = checks.run(manuscript_of(text), _knowing(self._alone, beside), [rule])
            record["alone"] = any(_known(f) not in self._before_alone for f in found)
        return record

    @staticmethod
    def _others(manuscript: Manuscript, rule: Rule, span: tuple[int, int], context: Context, before: set[tuple[str, str, str]]) -> list[str]:
        new = [f for f in checks.run(manuscript, context, [r for r in rules() if r is not rule]) if _known(f) not in before]
        return sorted({f.code for f in new if f.start < 0 or span[0] < 0 or (f.start < span[1] and span[0] < f.end)})


def _layout(beside: Mapping[str, str]) -> PageLayout:
    """The page that a planter tells of: ``paper`` and ``margins`` (mm), ``size`` (pt), ``font``, ``indented``, ``empty``, ``coloured``."""
    width, height = map(float, beside.get("paper", "210 297").split())
    top, right, bottom, left = map(float, beside["margins"].split())
    counts = {name: int(beside.get(name, "0")) for name in ("indented", "empty", "coloured")}
    return PageLayout((width, height), (top, right, bottom, left), float(beside.get("size", "16")), beside.get("font", "仿宋_GB2312"), **counts)


def _knowing(context: Context, beside: Mapping[str, str]) -> Context:
    """``context`` with what a planter says is known besides."""
    if "last_year" in beside:
        context = replace(context, last_year=beside["last_year"])
    if "margins" in beside:
        context = replace(context, layout=_layout(beside))
    if "sample" in beside:
        context = replace(context, samples=(("样本", beside["sample"]),))
    return replace(context, strangers=(*context.strangers, beside["strangers"])) if "strangers" in beside else context


def _known(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.message, finding.excerpt


def _claims(case: Case, bench: Bench) -> Iterator[Record]:
    context = context_of(case, bench)
    wanted = [rule for rule in rules() if rule.code in CLAIMS]
    for kind, text, label in labelled(bench)[case.id]:
        section = DocSection(kind=kind, heading="", items=(DocItem(heading="", text=text),))
        manuscript = checks.of_document(Document(title="", year=case.facts.year, sections=(section,)), text)
        codes = sorted({f.code for f in checks.run(manuscript, context, wanted)})
        yield {"text": text, "label": label, "codes": codes}


def _scores(records: dict[Job, Record], bench: Bench) -> Iterator[Score]:  # noqa: ARG001 - one form for all suites
    for job, record in records.items():
        if job.name == CLEAN:
            for level in Level:
                yield Score(NAME, RULES, f"alarms.{level.value}", job.case, float(sum(found[1] == level.value for found in record["found"])))
        elif job.name == LABELLED:
            yield from _claim_scores(job.case, record["sentences"])
        else:
            yield from _recalls(job, record["faults"])
    yield from _precisions(records)


def _recalls(job: Job, found: list[Record]) -> Iterator[Score]:
    """Recall over all rules and by rule; hand-written faults apart."""
    whole = "recall" if job.name == PLANTED else "written"
    if found:
        yield Score(NAME, RULES, whole, job.case, _share(f["caught"] for f in found), len(found))
    if job.name == WRITTEN and found:
        yield Score(NAME, RULES, "written.seen", job.case, _share(f["caught"] or bool(f["others"]) for f in found), len(found))
    if job.name == PLANTED:
        if found:
            yield Score(NAME, RULES, "seen", job.case, _share(f["caught"] or bool(f["others"]) for f in found), len(found))
        for code in dict.fromkeys(f["code"] for f in found):
            mine = [f for f in found if f["code"] == code]
            yield Score(NAME, RULES, f"recall.{code}", job.case, _share(f["caught"] for f in mine), len(mine))
            if "alone" in mine[0]:
                yield Score(NAME, RULES, f"alone.{code}", job.case, _share(f["alone"] for f in mine), len(mine))


def _share(values: Any) -> float:
    every = [bool(value) for value in values]
    return sum(every) / len(every)


def _precisions(records: dict[Job, Record]) -> Iterator[Score]:
    """Of what a rule found in planted and clean reports together, the share that had been planted, by case."""
    for job, record in records.items():
        if job.name != PLANTED:
            continue
        alarms = Counter(found[0] for found in records.get(Job(NAME, CLEAN, job.case), {"found": []})["found"])
        hits = Counter(f["code"] for f in record["faults"] if f["caught"])
        for code in dict.fromkeys(f["code"] for f in record["faults"]):
            if total := hits[code] + alarms[code]:
                yield Score(NAME, RULES, f"precision.{code}", job.case, hits[code] / total, total)


def _claim_scores(case: str, sentences: list[Record]) -> Iterator[Score]:
    flagged = [s["label"] for s in sentences if s["codes"]]
    claims = [bool(s["codes"]) for s in sentences if s["label"]]
    if flagged:
        yield Score(NAME, LABELLED, "claim.precision", case, _share(flagged), len(flagged))
    if claims:
        yield Score(NAME, LABELLED, "claim.recall", case, _share(claims), len(claims))


def _metrics(records: dict[Job, Record], bench: Bench) -> Sequence[Metric]:
    found = [
        Metric("recall", "找到几成", "checks", "high", "程序栽进好报告的毛病，本该找到它的规则找到了几成", "eval/planting", 3),
        Metric("seen", "看到几成", "checks", "high", "同上，别的规则在那个地方提出了意见的也算", "eval/planting", 3),
        Metric("written", "手写毛病找到几成", "checks", "high", "人手写进好报告的毛病，规则找到了几成", "eval/faults.yaml", 3),
        Metric("written.seen", "手写毛病看到几成", "checks", "high", "同上，别的规则在那个地方提出了意见的也算", "eval/faults.yaml", 3),
        Metric("claim.precision", "没有依据的话·判得准", "claims", "high", "判为没有依据的句子里，人也这样判的占几成", "eval/claims.yaml", 3),
        Metric("claim.recall", "没有依据的话·找得全", "claims", "high", "人判为没有依据的句子里，找到了几成", "eval/claims.yaml", 3),
        *(
            Metric(f"alarms.{level.value}", f"误报·{name}", "checks", "low", f"每份好报告上“{name}”级的意见有几条", "评为好的留出报告", 2)
            for level, name in _LEVELS.items()
        ),
    ]
    for code in _codes(records):
        rule = find(code)
        name = rule.name if rule else code
        found.append(Metric(f"recall.{code}", f"{code} {name}", "rules", "high", "栽进去的找到几成，给了事实文件", "eval/planting", 2))
        found.append(Metric(f"alone.{code}", f"{code} {name}", "rules", "high", "没给事实文件时找到几成", "eval/planting", 2))
        found.append(
            Metric(f"precision.{code}", f"{code} {name}", "rules", "high", "找到的里面是栽进去的占几成（其余出自没有栽的好报告）", "eval/planting", 2)
        )
    del bench
    return found


def _codes(records: dict[Job, Record]) -> list[str]:
    return sorted({f["code"] for job, record in records.items() if job.name == PLANTED for f in record["faults"]})


def _notes(records: dict[Job, Record], bench: Bench) -> list[str]:
    planted = [f for job, record in records.items() if job.name == PLANTED for f in record["faults"]]
    written = [f for job, record in records.items() if job.name == WRITTEN for f in record["faults"]]
    clean = sum(job.name == CLEAN for job in records)
    counts = Counter(f["code"] for f in planted)
    few = [code for code, count in counts.items() if count < 5]
    bare = [rule.code for rule in rules() if rule.code not in planters(bench.root)]
    if not planted:
        return [f"{clean} 份好报告只看误报：这里没有栽法（planting/）。"]
    found = [f"往 {clean} 份好报告里栽了 {len(planted)} 处毛病，{len(counts)} 条规则；手写的 {len(written)} 处。"]
    found += [f"栽得太少（不足 5 处）的：{'、'.join(few)}。"] if few else []
    found += [f"还没有栽法的规则：{'、'.join(bare)}。"] if bare else []
    sentences = [s for job, record in records.items() if job.name == LABELLED for s in record["sentences"]]
    if sentences:
        wrong = sum(s["label"] for s in sentences)
        found.append(f"没有依据的话：人标了 {len(sentences)} 句，{wrong} 句没有依据。")
    return found


SUITE = Suite(NAME, "检查", ("cases", "planting", "faults.yaml", "claims.yaml"), _jobs, _run, _scores, _metrics, _notes)
