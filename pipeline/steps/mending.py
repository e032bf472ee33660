"""Mending: which findings go back to the writer, whether what comes back is better, and what to do with what stays wrong."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import checks
from pipeline.checks import Context
from pipeline.checks.manuscript import Line, of_report
from pipeline.findings import Finding, Level
from pipeline.layout import printed_chars
from pipeline.plan import Plan, SectionPlan
from pipeline.report import Item, Report, Section, SectionKind, Sentence, SentenceKind
from pipeline.steps.assembling import replaced
from pipeline.writers.port import Brief, OnWritten, Task, Usage, Writer

ROUNDS = 2
"""More rounds do not help: refinement levels off after two."""

_TO_WRITER = frozenset(["S03", "S11", "P01", "F01", "F02", "F03", "F04", "F05", "F06", "F07", "O01", "O02", "O03", "O04", "T01"])
_NEVER_STAYS = frozenset(["F01", "F02", "F03", "F05", "O01", "O03", "T01"])
_GROWING = (SectionKind.DUTY, SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN)
_PROBLEMS = (SectionKind.PROBLEM, SectionKind.CAUSE)
_NEAR = 0.85
"""A section within this share of its room is left alone: asking for a few characters more brings padding."""
_SPARE = 15
"""Characters a cut goes below the bound, for a writer counts roughly."""
_WORTH = 10
"""A section is not written anew for fewer characters."""
_CUT_TEXT = "【待补充：这里有一句话没有事实依据，已经删去，请补上依据或改写】"


def mend(writer: Writer, brief: Brief, report: Report, context: Context, on_written: OnWritten) -> tuple[Report, Usage]:
    """Hand findings back at most twice; a section is taken over only where its findings weigh less than before."""
    usage = Usage()
    for _ in range(ROUNDS if writer.mends else 0):
        tasks = tasks_for(report, brief.plan, context)
        if not tasks:
            break
        written = writer.write(brief, tasks, on_written)
        usage = sum((w.usage for w in written), usage)
        better = _better(report, [w.section for w in written], context)
        if better == report:
            break
        report = better
    return report, usage


def tasks_for(report: Report, plan: Plan, context: Context) -> list[Task]:
    """One task for each written section that has something to mend."""
    found: dict[SectionKind, list[Finding]] = {}
    all_found = checks.run(report, context)
    for finding in all_found:
        if finding.code in _TO_WRITER and finding.section:
            found.setdefault(SectionKind(finding.section), []).append(finding)
    codes = {f.code for f in all_found} & {"S10", "S11", "S12"}
    for kind, finding in _length_findings(report, plan, context, codes) if codes else ():
        found.setdefault(kind, []).append(finding)
    tasks = []
    for section_plan in plan.sections:
        section = report.section(section_plan.kind)
        if section and section.status == "written" and section_plan.kind in found:
            tasks.append(Task(section_plan, draft=section, findings=tuple(found[section_plan.kind])))
    return tasks


def cut(report: Report, context: Context) -> tuple[Report, tuple[Finding, ...]]:
    """Replace every sentence that must never stay by a visible gap; return the report and an error for each."""
    manuscript = of_report(report)
    wrong = [f for f in checks.run(manuscript, context) if f.code in _NEVER_STAYS and f.level is Level.ERROR]
    if not wrong:
        return report, ()
    sections = []
    told: list[Finding] = []
    for section, part in zip(report.sections, manuscript.parts, strict=True):
        items = []
        for item, block in zip(section.items, part.items, strict=True):
            kept, cuts = _cut_item(item, block.lines, wrong)
            items.append(kept)
            told += cuts
        sections.append(section.model_copy(update={"items": tuple(items)}))
    return report.model_copy(update={"sections": tuple(sections)}), tuple(told)


def _cut_item(item: Item, lines: Sequence[Line], findings: Sequence[Finding]) -> tuple[Item, list[Finding]]:
    kept, told = [], []
    for sentence, line in zip(item.sentences, lines, strict=True):
        hits = [f for f in findings if line.start <= f.start < line.end]
        if hits:
            question = f"“{sentence.text[:40]}”没有依据，已经删去，请补上依据或改写"
            kept.append(Sentence(text=_CUT_TEXT, kind=SentenceKind.GAP, question=question, opens=sentence.opens))
            told.append(hits[0].model_copy(update={"code": "S04", "message": f"删去了一句没有依据的话：{hits[0].message}", "start": -1, "end": -1}))
        else:
            kept.append(sentence)
    return item.model_copy(update={"sentences": tuple(kept)}), told


def _better(report: Report, sections: Sequence[Section], context: Context) -> Report:
    """Take over each section that lowers the weight of the findings of the whole."""
    for section in sections:
        candidate = replaced(report, [section])
        if section.status == "written" and _weight(candidate, context) < _weight(report, context):
            report = candidate
    return report


def _weight(report: Report, context: Context) -> float:
    """Errors, then warnings, then the distance to the bounds of length."""
    found = checks.run(report, context)
    low, high = context.bounds
    off = max(0, low - printed_chars(report), printed_chars(report) - high)
    return 100 * sum(f.level is Level.ERROR for f in found) + 10 * sum(f.level is Level.WARNING for f in found) + off / 100


def _length_findings(report: Report, plan: Plan, context: Context, codes: set[str]) -> list[tuple[SectionKind, Finding]]:
    """Which sections are asked to grow or shrink, and to what, where the rules ``codes`` found the whole or its parts too short or too long."""
    low, high = context.bounds
    total = printed_chars(report)
    written = [(s, section) for s in plan.sections if s.kind in _GROWING and (section := report.section(s.kind)) and section.status == "written"]
    if total > high:
        givers = [pair for pair in written if "S11" not in codes or pair[1].kind not in _PROBLEMS]
        return _cuts(givers, total - high)
    wanted = []
    for section_plan, section in written:
        room = min(section_plan.chars, sum(i.chars for i in section_plan.items))
        grows = total < low or ("S11" in codes and section.kind in _PROBLEMS)
        if grows and section.chars < room * _NEAR:
            wanted.append((section.kind, _length_finding(section, f"请写到约 {room} 字", "只能把已有事实讲细，不能添事实。")))
        elif "S12" in codes and section.kind is SectionKind.DUTY and section.chars * _NEAR > room:
            wanted.append((section.kind, _shrinking(section, room)))
    return wanted


def _cuts(written: Sequence[tuple[SectionPlan, Section]], over: int) -> list[tuple[SectionKind, Finding]]:
    """What each section gives of ``over`` characters too many: the more, the further it is beyond its room. None gives more than is needed."""
    if not written:
        return []
    excess = [max(0, section.chars - section_plan.chars) for section_plan, section in written]
    shares = excess if any(excess) else [section.chars for _, section in written]
    give = over + _SPARE
    cuts = [-(-give * share // sum(shares)) for share in shares]
    if max(cuts) < _WORTH:
        cuts = [give if at == shares.index(max(shares)) else 0 for at in range(len(shares))]
    return [(section.kind, _shrinking(section, section.chars - cut)) for (_, section), cut in zip(written, cuts, strict=True) if cut >= _WORTH]


def _shrinking(section: Section, room: int) -> Finding:
    return _length_finding(section, f"请压到约 {room} 字", "先删重复和议论，事实都要留；句子仍要完整、念得顺，不写成提纲。")


def _length_finding(section: Section, wish: str, advice: str) -> Finding:
    return Finding(code="S10", level=Level.WARNING, section=section.kind, message=f"这一部分现在 {section.chars} 字，{wish}", advice=advice)
