"""Jobs: which asks a set of tasks needs, and how the answers become sections again.

Lead and closing are asked for together, and so are problems and their causes: they must fit each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.findings import Finding
from pipeline.plan import Row, SectionPlan
from pipeline.report import Item, Section, SectionKind, Sentence
from pipeline.texts.quantities import quantities
from pipeline.writers.by_model import material
from pipeline.writers.by_model.answers import Prose, Wanted
from pipeline.writers.by_model.marks import sentences, with_marks
from pipeline.writers.port import Brief, Task

_PROMPTS = {
    SectionKind.LEAD: "frame",
    SectionKind.CLOSING: "frame",
    SectionKind.DUTY: "duty",
    SectionKind.RECTIFY: "rectify",
    SectionKind.PROJECT: "project",
    SectionKind.PROBLEM: "problems",
    SectionKind.CAUSE: "problems",
    SectionKind.PLAN: "measures",
}


WHOLE = "report"
_OWNED = 25
"""Characters of a sentence that owns a problem whose cause the user has not given: more would be invented."""
_REPAIRS = {
    "F01": "换成材料里有的数，或把这个数删去。",
    "F02": "照材料的单位写。",
    "F04": "这个数若在别的材料里，补上那条的编号；若是算出来的，删去。",
    "F05": "删去这个名称。",
    "F06": "去掉引号，换成平实的说法。",
    "F07": "删去这个说法，或换成材料里有的事；上下文要重新接顺。",
    "O01": "换一种说法。",
    "O02": "换一种说法。",
}


@dataclass(frozen=True)
class Job:
    """One ask: the prompt's id, its own inputs (the stable ones are the same for all), the parts it must bring, the tasks it serves.

    ``ids``, where given, are the only facts it is shown and may cite.
    """

    prompt: str
    inputs: dict[str, str]
    wanted: tuple[Wanted, ...]
    tasks: tuple[Task, ...]
    ids: tuple[str, ...] | None = None

    @property
    def label(self) -> str:
        return "、".join(t.section.heading or t.section.kind for t in self.tasks)


def jobs_for(brief: Brief, tasks: Sequence[Task]) -> list[Job]:
    """Group fresh tasks by prompt; each task to be mended is a job of its own."""
    fresh: dict[str, list[Task]] = {}
    jobs = []
    for task in tasks:
        if task.draft is None:
            fresh.setdefault(_PROMPTS[task.section.kind], []).append(task)
        else:
            jobs.append(_mending(brief, task))
    return [_writing(brief, prompt, tuple(group)) for prompt, group in fresh.items()] + jobs


def prompt_for(kind: SectionKind) -> str:
    """The prompt that asks for a section of ``kind`` alone."""
    return _PROMPTS[kind]


def whole_job(brief: Brief, tasks: Sequence[Task]) -> Job:
    """The whole report as one ask, its parts in the order of the plan."""
    job = _writing(brief, WHOLE, tuple(tasks))
    return replace(job, inputs=job.inputs | {"limits": material.limits(brief)})


def section_of(brief: Brief, task: Task, answer: Prose) -> Section:
    """The section of ``task`` from an answer that has its parts."""
    plan = task.section
    items = tuple(item_of(brief, task, index, answer) for index in range(len(plan.items)))
    return Section(kind=plan.kind, heading=plan.heading, items=items)


def item_of(brief: Brief, task: Task, index: int, answer: Prose) -> Item:
    """The item at ``index`` of the section of ``task``; where mending left its words alone, whoever wrote them stays named."""
    sentences_ = _sentences(brief, task.section, index, answer)
    item = Item(heading=task.section.items[index].heading, sentences=sentences_)
    before = task.draft.items[index] if task.draft and index < len(task.draft.items) else None
    return item.model_copy(update={"writer": before.writer}) if before and before.text == item.text else item


def _writing(brief: Brief, prompt: str, tasks: tuple[Task, ...]) -> Job:
    wanted = tuple(w for task in tasks for w in wanted_of(brief, task.section))
    lines = [spec_of(brief, task.section, index) for task in tasks for index in range(len(task.section.items))]
    inputs = {"parts": "\n".join(line for line in lines if line), "manner": material.manner(brief, tasks[0].section.kind)}
    if prompt in {"frame", WHOLE}:
        inputs |= {"wordings": material.wordings(brief.plan.date), "lead": material.plain(brief.facts.lead or "") or "（书记没有给导语）"}
    return Job(prompt, inputs, wanted, tasks)


def _mending(brief: Brief, task: Task) -> Job:
    draft = task.draft
    assert draft is not None
    wanted = wanted_of(brief, task.section, joined=True)
    text = "\n".join(f"<<<{w.name}>>>\n{material.unfenced(with_marks(item))}" for w, item in zip(wanted, draft.items, strict=False))
    listed = "\n".join(f"{n}. {_told(f, draft, wanted)}" for n, f in enumerate(task.findings, 1))
    return Job("mend", {"heading": task.section.heading or "导语和结尾", "draft": text, "findings": listed}, wanted, (task,))


def _told(finding: Finding, draft: Section, wanted: tuple[Wanted, ...]) -> str:
    """A finding in words for the writer, who cannot ask the user for facts: where, which sentence, what is wrong, how to mend it."""
    if not 0 <= finding.item < len(wanted):
        return f"{finding.message}。{finding.advice}"
    item = draft.items[finding.item]
    said = next((s.text for s in item.sentences if finding.excerpt and finding.excerpt in s.text), "")
    quoted = f"“{said}”这句，" if said else ""
    return f"{wanted[finding.item].name}：{quoted}{finding.message}。{_REPAIRS.get(finding.code, finding.advice)}"


def wanted_of(brief: Brief, plan: SectionPlan, *, joined: bool = False, only: int | None = None) -> tuple[Wanted, ...]:
    """The parts of a section, or of its item ``only``.

    Where causes stand in the problem's own paragraph they are parts too, unless ``joined`` (in mending).
    """
    found = []
    for index, item in enumerate(plan.items):
        if only not in {None, index}:
            continue
        silent = plan.kind is SectionKind.CAUSE and not brief.plan.row(item.row).cause
        found.append(Wanted(_name(plan, index), () if silent else item.facts))
        if _has_inner_cause(brief, plan) and not joined:
            row = brief.plan.row(item.row)
            found.append(Wanted(f"原因{row.number}", row.facts if row.cause else ()))
    return tuple(found)


def _name(plan: SectionPlan, index: int) -> str:
    names = {
        SectionKind.LEAD: "导语",
        SectionKind.CLOSING: "结尾",
        SectionKind.DUTY: f"履职{index + 1}",
        SectionKind.RECTIFY: f"整改{index + 1}",
        SectionKind.PROJECT: "书记项目",
        SectionKind.PROBLEM: f"问题{plan.items[index].row}",
        SectionKind.CAUSE: f"原因{plan.items[index].row}",
        SectionKind.PLAN: f"措施{index + 1}",
    }
    return names[plan.kind]


def _has_inner_cause(brief: Brief, plan: SectionPlan) -> bool:
    return plan.kind is SectionKind.PROBLEM and brief.plan.skeleton != "分列"


def spec_of(brief: Brief, plan: SectionPlan, index: int) -> str:
    """What the prompt says about one part: its name, its room, what belongs in it."""
    item, name = plan.items[index], _name(plan, index)
    room = f"约 {max(30, item.chars)} 字"
    match plan.kind:
        case SectionKind.LEAD if item.facts:
            return f"{name}：用这些材料：{'、'.join(item.facts)}；{room}"
        case SectionKind.LEAD | SectionKind.CLOSING:
            return f"{name}：{room}"
        case SectionKind.PROBLEM:
            row = brief.plan.row(item.row)
            if _has_inner_cause(brief, plan):
                owned = item.chars * 2 // 5 if row.cause else _OWNED
                inner = f"\n原因{row.number}（接在问题{row.number}后面念）：{material.cause_lines(row)}；约 {owned} 字"
                return f"{name}：{material.problem_lines(row)}；约 {item.chars - owned} 字{inner}"
            return f"{name}：{material.problem_lines(row)}；原因在后面另写，这里不写；{room}"
        case SectionKind.CAUSE:
            row = brief.plan.row(item.row)
            return f"{name}：“{material.plain(row.heading)}”的原因；{material.cause_lines(row)}；{room}"
        case SectionKind.PLAN if item.row:
            return f"{name}：{material.measure_lines(brief.plan.row(item.row))}；{room}"
        case SectionKind.RECTIFY if not item.facts:
            return f"{name}：书记没有给上年整改的材料，只写一句【待补充：上年述职评议指出了哪几个问题，各怎么改的、改到什么程度】"
    return f"{name}：小标题“{material.plain(item.heading)}”；用这些材料：{'、'.join(item.facts)}；{room}"


def _sentences(brief: Brief, plan: SectionPlan, index: int, answer: Prose) -> tuple[Sentence, ...]:
    item = plan.items[index]
    numbers = {q.value for e in brief.facts.evidence for q in quantities(f"{e.text} {e.when or ''}")}
    row = brief.plan.row(item.row) if item.row else None
    read = sentences(answer.text_of(_name(plan, index)), numbers, _question(row, plan))
    cause = f"原因{item.row}"
    if _has_inner_cause(brief, plan) and any(p.name == cause for p in answer.parts):
        read += sentences(answer.text_of(cause), numbers, _question(row, plan))
    if row and row.derived and plan.kind is SectionKind.PROBLEM and read:
        asked = "这条问题是从你给的数字里看出来的，要不要写进去？如果不符，请删去或改写。"
        read = (read[0].model_copy(update={"question": asked}), *read[1:])
    return read


def _question(row: Row | None, plan: SectionPlan) -> str:
    return material.kind_question(row, measure=plan.kind is SectionKind.PLAN) if row else "这句话是替你拟的，是这样吗？"
