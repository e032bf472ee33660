"""The draft flow: facts → what is wrong with them → plan → samples → sections in parallel → checks → mending → the whole.

Beside it stands what the user must know.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from pipeline import checks, units
from pipeline.checks import Context
from pipeline.checks.facts.f08_unused_fact import unused_ids
from pipeline.events import Listener, PlanReady, SectionFinished, SectionStarted
from pipeline.facts import Facts
from pipeline.layout import printed_chars
from pipeline.plan import Plan, SectionPlan
from pipeline.report import SectionKind
from pipeline.result import Draft, Stats
from pipeline.samples.records import Passage
from pipeline.steps.assembling import assemble
from pipeline.steps.mending import cut, mend
from pipeline.steps.planning import make_plan, worded_like
from pipeline.steps.reviewing import confirm, todo
from pipeline.steps.shortening import kept_to
from pipeline.writers.port import Brief, OnWritten, Task, Usage, Writer, Written

Finder = Callable[[str, tuple[str, ...], SectionKind], tuple[Passage, ...]]
"""What the flow needs of the samples: (query, unit type names, section) → passages fit to be models, best first."""


@dataclass(frozen=True)
class Request:
    """One draft to make. ``last_year`` is the text of the user's own last report or ""; ``today`` dates a report without 写作日期.

    ``like`` is the plan of another draft of the same facts, whose headings and thread this one shall have.
    """

    facts: Facts
    today: dt.date
    last_year: str = ""
    like: Plan | None = None


def draft(request: Request, writer: Writer, find: Finder, listen: Listener) -> Draft:
    """Make a draft. Raises ModelError where the writer can write nothing at all; anything less is a finding."""
    began = time.monotonic()
    facts = request.facts
    plan = make_plan(facts, request.today)
    brief = Brief(
        facts=facts,
        unit_types=units.types_for(facts.unit.types, facts.unit.name, facts.secretary.post),
        rule=units.rule(facts.rule),
        plan=plan,
        passages=passages_for(facts, plan, find),
    )
    plan, usage = (worded_like(plan, request.like), Usage()) if request.like else writer.plan(brief)
    brief = replace(brief, plan=plan)
    listen(PlanReady(tuple(s.heading or _NAMES[s.kind] for s in plan.sections)))
    for section in plan.sections:
        listen(SectionStarted(_heading(plan, section.kind)))
    written = writer.write(brief, [Task(s) for s in plan.sections], telling(listen, plan, 0))
    usage = sum((w.usage for w in written), usage)
    report = assemble(facts, plan, [w.section for w in written], brief.passages)
    context = context_of(brief, request.last_year)
    report, mending = mend(writer, brief, report, context, telling(listen, plan, 1))
    report, cuts = cut(report, context)
    report = kept_to(brief.rule, report, context.bounds[1])
    return Draft(
        report=report,
        plan=plan,
        writer=writer.name,
        model=writer.model,
        prompts=writer.prompts,
        # What contradicts itself in the facts comes first: no draft of them can be right.
        findings=checks.run_facts(facts, context) + cuts + checks.run(report, context),
        todo=todo(report, context),
        confirm=confirm(report, context),
        unused_facts=unused_ids(checks.of_report(report), context),
        stats=_stats(printed_chars(report), began, usage + mending),
        notes=tuple(note for w in written for note in w.notes),
    )


_NAMES = {SectionKind.LEAD: "导语", SectionKind.CLOSING: "结尾"}


def _heading(plan: Plan, kind: SectionKind) -> str:
    section = plan.section(kind)
    return (section.heading if section else "") or _NAMES.get(kind, "")


def telling(listen: Listener, plan: Plan, round_: int) -> OnWritten:
    def told(written: Written) -> None:
        section = written.section
        text = "\n".join(f"{item.heading}。{item.text}" if item.heading else item.text for item in section.items)
        listen(SectionFinished(_heading(plan, section.kind), section.status == "written", section.chars, round_, text))

    return told


def passages_for(facts: Facts, plan: Plan, find: Finder) -> Mapping[SectionKind, tuple[Passage, ...]]:
    """Passages for each section that samples can teach; lead and closing need none."""
    taught = [s for s in plan.sections if s.kind not in (SectionKind.LEAD, SectionKind.CLOSING)]
    return {s.kind: find(_query(facts, plan, s), facts.unit.types, s.kind) for s in taught}


def _query(facts: Facts, plan: Plan, section: SectionPlan) -> str:
    """What the section is about, in the user's words."""
    ids = [id_ for item in section.items for id_ in item.facts]
    rows = [plan.row(item.row).statement for item in section.items if item.row]
    return " ".join([section.heading, *(facts.by_id[id_].text for id_ in ids), *rows])


def context_of(brief: Brief, last_year: str) -> Context:
    shown = {p.id: p for passages in brief.passages.values() for p in passages}
    return Context(
        year=brief.facts.year,
        written_on=brief.plan.date,
        facts=brief.facts,
        unit_types=brief.unit_types,
        rule=brief.rule,
        plan=brief.plan,
        samples=tuple((p.report, p.text) for p in shown.values()),
        strangers=tuple(dict.fromkeys(name for p in shown.values() for name in p.entities)),
        last_year=last_year,
    )


def _stats(chars: int, began: float, usage: Usage) -> Stats:
    return Stats(
        chars=chars,
        seconds=round(time.monotonic() - began, 2),
        calls=usage.calls,
        cached_calls=usage.cached_calls,
        prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens,
        cached_tokens=usage.cached_tokens,
    )
