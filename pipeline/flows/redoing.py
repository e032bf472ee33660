"""The flow behind a draft on the desk: a section is written again alone, a text is changed by hand, a proposal agreed to; the checks follow.

What is not asked for stays word for word, the user's own changes above all.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz

from pipeline import checks, units
from pipeline.checks import Context
from pipeline.checks.facts.f08_unused_fact import unused_ids
from pipeline.events import Listener
from pipeline.findings import Finding
from pipeline.flows.draft import Finder, Request, context_of, passages_for, telling
from pipeline.layout import printed_chars
from pipeline.plan import Plan, SectionPlan
from pipeline.report import Item, Report, Section, SectionKind, Sentence, SentenceKind
from pipeline.result import Draft, Stats
from pipeline.rewriting import Rework, Reworked
from pipeline.steps.assembling import assemble, replaced
from pipeline.steps.mending import cut, mend
from pipeline.steps.planning import make_plan
from pipeline.steps.reviewing import confirm, todo
from pipeline.steps.shortening import kept_to
from pipeline.texts.measure import sentences
from pipeline.writers.port import Again, Brief, OnWritten, Task, Usage, Writer, Written

_ROWS = frozenset({SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN})
_SAME = 60.0
"""Per cent of likeness from which a changed sentence still rests on the facts of the old one."""
_GAP = "【待补充"


@dataclass(frozen=True)
class Place:
    """An item of a report: of the section ``kind``, counted from 0."""

    kind: SectionKind
    item: int


def redo(draft: Draft, request: Request, kinds: frozenset[SectionKind], tools: tuple[Writer, Finder], listen: Listener) -> Draft:
    """Write the sections ``kinds`` of ``draft`` anew from the facts as they are now; the others stay.

    Where the problems themselves have become others, problems, causes and plan are written together: they are one table. Raises ModelError
    as ``draft`` does.
    """
    began = time.monotonic()
    writer, find = tools
    brief = _brief(request, find, draft.plan)
    kinds = _wanted(draft, brief.plan, kinds)
    tasks = [Task(s) for s in brief.plan.sections if s.kind in kinds]
    written = writer.write(brief, tasks, telling(listen, brief.plan, 0))
    new = {w.section.kind: w.section for w in written}
    kept = {s.kind: s for s in draft.report.sections}
    report = assemble(request.facts, brief.plan, [new.get(s.kind) or kept[s.kind] for s in brief.plan.sections], brief.passages)
    context = context_of(brief, request.last_year)
    report, mending = mend(_Only(writer, kinds), brief, report, context, telling(listen, brief.plan, 1))
    trimmed, cuts = cut(report, context)
    trimmed = kept_to(brief.rule, trimmed, context.bounds[1])
    # Only what was written anew gives way to the rule: the rest may be the user's own words.
    report = replaced(report, [s for s in trimmed.sections if s.kind in kinds])
    usage = sum((w.usage for w in written), Usage()) + mending
    done = draft.model_copy(update={"plan": brief.plan, "writer": writer.name, "model": writer.model, "prompts": writer.prompts})
    old_cuts = tuple(f for f in draft.findings if f.code == "S04" and f.section not in kinds)
    return _concluded(done, report, context, old_cuts + tuple(f for f in cuts if f.section in kinds), _stats(report, began, usage))


def context_for(draft: Draft, request: Request, find: Finder) -> Context:
    """What the checks of ``draft`` may know: the samples its writer was shown are found again."""
    plan = draft.plan
    brief = Brief(
        request.facts,
        units.types_for(request.facts.unit.types, request.facts.unit.name, request.facts.secretary.post),
        units.rule(request.facts.rule),
        plan,
    )
    return context_of(replace(brief, passages=passages_for(request.facts, plan, find)), request.last_year)


def reviewed(draft: Draft, report: Report, context: Context) -> Draft:
    """``draft`` with ``report`` for its own, and all that is told about it found anew."""
    standing = tuple(f for f in draft.findings if f.code == "S04" and _still_cut(report, f))
    return _concluded(draft, report, context, standing, draft.stats.model_copy(update={"chars": printed_chars(report)}))


def reworded(report: Report, place: Place, heading: str, text: str) -> Report:
    """The report with the item at ``place`` as the user typed it. A sentence left as it was keeps what it rests on; a changed one rests on
    the facts of the one it is most like, and is nobody's proposal any more. Empty ``text`` takes the item out.
    """
    section = _section(report, place.kind)
    old = section.items[place.item]
    item = old.model_copy(update={"heading": heading.strip(), "sentences": tuple(_sentences(text, old))})
    items = [item if index == place.item else other for index, other in enumerate(section.items)]
    changed = replaced(report, [section.model_copy(update={"items": tuple(i for i in items if i.sentences)})])
    return _called_anew(changed, old.heading, item.heading) if place.kind is SectionKind.PROBLEM else changed


def _called_anew(report: Report, old: str, new: str) -> Report:
    """Measures call problems by their headings: where one has changed, so does what it is called."""
    if not old or not new or old == new:
        return report

    def called(section: Section) -> Section:
        items = (
            i.model_copy(update={"sentences": tuple(s.model_copy(update={"text": s.text.replace(f"“{old}”", f"“{new}”")}) for s in i.sentences)})
            for i in section.items
        )
        return section.model_copy(update={"items": tuple(items)})

    return report.model_copy(update={"sections": tuple(called(s) for s in report.sections)})


def retitled(report: Report, kind: SectionKind, heading: str) -> Report:
    """The report with another heading over the section ``kind``; an empty one changes nothing."""
    section = _section(report, kind)
    return replaced(report, [section.model_copy(update={"heading": heading.strip() or section.heading})])


def settled(report: Report, place: Place, sentence: int, answer: Literal["yes", "no"]) -> Report:
    """The report after the user was asked about a proposal: agreed to, it is theirs; refused, it is gone."""
    section = _section(report, place.kind)
    item = section.items[place.item]
    own = item.sentences[sentence].model_copy(update={"kind": SentenceKind.STANCE, "question": ""})
    if item.sentences[sentence].facts:
        own = own.model_copy(update={"kind": SentenceKind.READING})
    put = (own,) if answer == "yes" else ()
    left = (*item.sentences[:sentence], *put, *item.sentences[sentence + 1 :])
    items = [i.model_copy(update={"sentences": left}) if n == place.item else i for n, i in enumerate(section.items)]
    return replaced(report, [section.model_copy(update={"items": tuple(i for i in items if i.sentences)})])


class _Only:
    """A writer that is handed only the sections it may touch."""

    def __init__(self, writer: Writer, kinds: frozenset[SectionKind]) -> None:
        self._writer, self._kinds = writer, kinds
        self.name, self.mends = writer.name, writer.mends

    @property
    def model(self) -> str | None:
        return self._writer.model

    @property
    def prompts(self) -> tuple[str, ...]:
        return self._writer.prompts

    def plan(self, brief: Brief) -> tuple[Plan, Usage]:
        return self._writer.plan(brief)

    def write(self, brief: Brief, tasks: Sequence[Task], on_written: OnWritten) -> tuple[Written, ...]:
        return self._writer.write(brief, [task for task in tasks if task.section.kind in self._kinds], on_written)

    @property
    def rework_prompts(self) -> tuple[str, ...]:
        return self._writer.rework_prompts

    def rework(self, brief: Brief, reworks: Sequence[Rework], again: Again) -> tuple[tuple[Reworked, ...], Usage]:
        return self._writer.rework(brief, reworks, again)


def _brief(request: Request, find: Finder, old: Plan) -> Brief:
    facts = request.facts
    plan = _like(make_plan(facts, request.today), old)
    brief = Brief(facts, units.types_for(facts.unit.types, facts.unit.name, facts.secretary.post), units.rule(facts.rule), plan)
    return replace(brief, passages=passages_for(facts, plan, find))


def _like(plan: Plan, old: Plan) -> Plan:
    """``plan`` with title, headings and thread of ``old``, where a section still has as many items."""
    return plan.model_copy(
        update={"title": old.title, "thread": old.thread, "sections": tuple(_headed(s, old.section(s.kind)) for s in plan.sections)}
    )


def _headed(section: SectionPlan, old: SectionPlan | None) -> SectionPlan:
    if old is None:
        return section
    if len(old.items) != len(section.items):
        return section.model_copy(update={"heading": old.heading})
    items = tuple(new.model_copy(update={"heading": was.heading}) for new, was in zip(section.items, old.items, strict=True))
    return section.model_copy(update={"heading": old.heading, "items": items})


def _wanted(draft: Draft, plan: Plan, kinds: frozenset[SectionKind]) -> frozenset[SectionKind]:
    there = {s.kind for s in draft.report.sections}
    rows = _ROWS if kinds & _ROWS and plan.rows != draft.plan.rows else frozenset()
    return frozenset(s.kind for s in plan.sections if s.kind in kinds | rows or s.kind not in there)


def _concluded(draft: Draft, report: Report, context: Context, cuts: tuple[Finding, ...], stats: Stats) -> Draft:
    found = checks.run_facts(context.known, context) + cuts + checks.run(report, context)
    return draft.model_copy(
        update={
            "report": report,
            "findings": found,
            "todo": todo(report, context),
            "confirm": confirm(report, context),
            "unused_facts": unused_ids(checks.of_report(report), context),
            "stats": stats,
        }
    )


def _stats(report: Report, began: float, usage: Usage) -> Stats:
    return Stats(
        chars=printed_chars(report),
        seconds=round(time.monotonic() - began, 2),
        calls=usage.calls,
        cached_calls=usage.cached_calls,
        prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens,
    )


def _still_cut(report: Report, finding: Finding) -> bool:
    """A sentence that was cut is told of as long as its gap stands."""
    section = next((s for s in report.sections if s.kind == finding.section), None)
    return section is not None and any("已经删去" in sentence.text for item in section.items for sentence in item.sentences)


def _section(report: Report, kind: SectionKind) -> Section:
    section = report.section(kind)
    if section is None:
        raise LookupError(f"no section {kind}")
    return section


def _sentences(text: str, old: Item) -> list[Sentence]:
    made: list[Sentence] = []
    for paragraph in filter(None, (line.strip() for line in text.split("\n"))):
        for index, words in enumerate(sentences(paragraph)):
            made.append(_sentence(words, old, opens=index == 0 and bool(made)))
    return made


def _sentence(words: str, old: Item, *, opens: bool) -> Sentence:
    same = next((s for s in old.sentences if s.text == words), None)
    if same:
        return same.model_copy(update={"opens": opens})
    near = max(old.sentences, key=lambda s: fuzz.ratio(s.text, words))
    facts = near.facts if fuzz.ratio(near.text, words) >= _SAME and near.facts else old.facts
    if _GAP in words:
        return Sentence(text=words, kind=SentenceKind.GAP, facts=facts, question=near.question, opens=opens)
    return Sentence(text=words, kind=SentenceKind.FACT if facts else SentenceKind.STANCE, facts=facts, opens=opens)
