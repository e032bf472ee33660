"""The rule writer behind the port: from a section's plan to its sentences, filled to its room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pipeline import units
from pipeline.plan import ItemPlan, Plan, SectionPlan
from pipeline.report import Item, Section, SectionKind
from pipeline.rewriting import Rework, Reworked
from pipeline.writers.by_rules.duty import duty_item, project_item, rectify_items
from pipeline.writers.by_rules.parts import Part, fact, fitted, stance
from pipeline.writers.by_rules.rework import reworked
from pipeline.writers.by_rules.rows import cause_parts, measure_parts, problem_parts
from pipeline.writers.by_rules.voice import in_first_person, said
from pipeline.writers.port import Again, Brief, OnWritten, Task, Usage, Written


class RuleWriter:
    """Writes from facts by rules alone. The same brief gives the same text; a draft handed back to be mended comes back as it is."""

    name: Literal["offline", "model"] = "offline"
    mends = False
    model: str | None = None
    prompts: tuple[str, ...] = ()
    rework_prompts: tuple[str, ...] = ()

    def plan(self, brief: Brief) -> tuple[Plan, Usage]:
        """The plan as it stands: its headings are already chosen by rules."""
        return brief.plan, Usage()

    def write(self, brief: Brief, tasks: Sequence[Task], on_written: OnWritten) -> tuple[Written, ...]:
        """Write each task; there is nothing to mend in what rules wrote, so a draft is returned unchanged."""
        done = []
        for task in tasks:
            written = Written(task.draft or _section(brief, task.section))
            on_written(written)
            done.append(written)
        return tuple(done)

    def rework(self, brief: Brief, reworks: Sequence[Rework], again: Again) -> tuple[tuple[Reworked, ...], Usage]:
        """Render each row; another turn takes other proposals."""
        return tuple(reworked(brief, r, place, again.turn) for place, r in enumerate(reworks)), Usage()


def _section(brief: Brief, plan: SectionPlan) -> Section:
    parts = _parts(brief, plan)
    sentences = fitted(parts, plan.chars)
    headings = [in_first_person(item.heading) for item in plan.items] if len(plan.items) == len(parts) else [""] * len(parts)
    items = tuple(Item(heading=h, sentences=s) for h, s in zip(headings, sentences, strict=True) if s)
    return Section(kind=plan.kind, heading=plan.heading, items=items)


def _parts(brief: Brief, plan: SectionPlan) -> list[list[Part]]:
    match plan.kind:
        case SectionKind.LEAD:
            return [_lead(brief, plan.items[0].facts)]
        case SectionKind.DUTY:
            return [duty_item(brief, item, place) for place, item in enumerate(plan.items)]
        case SectionKind.RECTIFY:
            return rectify_items(brief)
        case SectionKind.PROJECT:
            return [project_item(brief)]
        case SectionKind.PROBLEM:
            return [problem_parts(brief, brief.plan.row(item.row)) for item in plan.items]
        case SectionKind.CAUSE:
            return [cause_parts(brief, brief.plan.row(item.row)) for item in plan.items]
        case SectionKind.PLAN:
            return [_plan_item(brief, item) for item in plan.items]
        case SectionKind.CLOSING:
            return [_closing(brief)]
    raise ValueError(f"the rule writer has no {plan.kind} section")


def _lead(brief: Brief, opening_facts: tuple[str, ...]) -> list[Part]:
    """In whose name and to what end; what the unit consists of; and the words that lead over to the report."""
    facts, day = brief.facts, brief.plan.date
    thought = next((w.text for w in units.wordings() if w.use == "thought" and w.valid_on(day)), "")
    guided = f"坚持以{thought}为指导，" if thought else ""
    under = f"在{facts.unit.superior}领导下，" if facts.unit.superior else ""
    since = facts.secretary.since
    in_year = since is not None and since.startswith(str(facts.year))
    when = f"{facts.year}年{int(since[5:7])}月任职以来" if in_year and since else f"{facts.year}年"
    aim = brief.unit_types[0].stance.text
    post = f"履行{facts.secretary.party_post}抓党建第一责任人职责"
    opening = f"{facts.lead.rstrip('。')}。" if facts.lead else f"{when}，{under}我{guided}{post}，{aim}。"
    bridge = "" if "述职" in opening else "现将一年来抓基层党建工作情况述职如下。" if not in_year else "现将任职以来抓基层党建工作情况述职如下。"
    basics = [fact(said(facts.by_id[id_], brief.unit_types[0], 0), id_) for id_ in opening_facts]
    return [stance(opening), *basics, *([stance(bridge)] if bridge else [])]


def _plan_item(brief: Brief, item: ItemPlan) -> list[Part]:
    if item.row:
        return measure_parts(brief, brief.plan.row(item.row))
    return [fact(f"{brief.facts.by_id[id_].text.rstrip('。；，')}。", id_) for id_ in item.facts]


def _closing(brief: Brief) -> list[Part]:
    spirit = next((w.text for w in units.wordings() if w.use == "spirit" and w.valid_on(brief.plan.date)), "")
    guided = f"深入学习贯彻{spirit}，" if spirit else ""
    return [
        stance(f"{brief.facts.year + 1}年，我将{guided}把查出来的问题一条一条改到位，把定下来的事一件一件办到底。", rank=1),
        stance("问题的责任首先在我，措施落实得怎么样，请上级党组织和党员同志监督。", rank=2),
        stance("以上述职，请予评议。"),
    ]
