"""The model's say in the plan: thread, headings, and which facts stand together under which heading of what was done."""

from __future__ import annotations

import re
from typing import Any

from pipeline import units
from pipeline.plan import ItemPlan, Plan, SectionPlan
from pipeline.report import SectionKind
from pipeline.texts.measure import chars
from pipeline.writers.by_model import material
from pipeline.writers.by_model.answers import ARRANGED, Arrangement, Wanted
from pipeline.writers.port import Brief

_BASE = 40
"""Characters that any item needs for saying what it is about."""
_NAMED = ((SectionKind.PROBLEM, "问题"), (SectionKind.PLAN, "措施"))


def context_of(plan: Plan) -> dict[str, Any]:
    """What an arrangement is validated against: its parts and the ids to be arranged."""
    wanted = (Wanted("主线"), Wanted(ARRANGED), *(Wanted(name) for name, _, _ in _headed(plan)))
    return {"wanted": wanted, "arranged": tuple(id_ for item in _duty(plan) for id_ in item.facts)}


def names(plan: Plan) -> str:
    """The parts to be given, each with what stands there now."""
    now = " / ".join(f"{material.plain(item.heading)}：{'、'.join(item.facts)}" for item in _duty(plan))
    lines = [f"{name}：现在是“{material.plain(section.items[i].heading)}”" for name, section, i in _headed(plan)]
    return "\n".join([f"{ARRANGED}：现在是“{now}”", *lines])


def replanned(brief: Brief, answer: Arrangement) -> Plan:
    """The plan as the model arranged it; the rows, which name problems and measures by their headings, follow."""
    plan = brief.plan
    chosen = {(section.kind, i): clean(answer.text_of(name)) for name, section, i in _headed(plan)}
    sections = tuple(
        _arranged(brief, s, answer)
        if s.kind is SectionKind.DUTY
        else s.model_copy(
            update={
                "heading": _promised(plan, s),
                "items": tuple(item.model_copy(update={"heading": chosen.get((s.kind, i), item.heading)}) for i, item in enumerate(s.items)),
            }
        )
        for s in plan.sections
    )
    rows = tuple(
        r.model_copy(
            update={
                "heading": chosen.get((SectionKind.PROBLEM, n), r.heading),
                "plan_heading": chosen.get((SectionKind.PLAN, n), r.plan_heading),
            }
        )
        for n, r in enumerate(plan.rows)
    )
    return plan.model_copy(update={"sections": sections, "rows": rows, "thread": answer.text_of("主线").strip()})


def clean(heading: str) -> str:
    """A heading without number, stop or quotation around it: numbering is layout."""
    return re.sub(r"^(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*)+|[。：；\s]+$", "", heading.strip())


def _promised(plan: Plan, section: SectionPlan) -> str:
    """The heading of a section; that of the problems promises causes only where the secretary gave any: a model makes none up."""
    if section.kind is not SectionKind.PROBLEM or any(row.cause for row in plan.rows):
        return section.heading
    return re.sub("(?:及其?|和|与)?(?:产生的?)?原因(?:分析|剖析)?", "", section.heading)


def _duty(plan: Plan) -> tuple[ItemPlan, ...]:
    section = plan.section(SectionKind.DUTY)
    return section.items if section else ()


def _headed(plan: Plan) -> list[tuple[str, SectionPlan, int]]:
    """(name, section, index) of every problem and measure, whose headings the model may choose."""
    named = []
    for kind, word in _NAMED:
        section = plan.section(kind)
        named += [(f"{word}{i + 1}", section, i) for i in range(len(section.items))] if section else []
    return named


def _arranged(brief: Brief, section: SectionPlan, answer: Arrangement) -> SectionPlan:
    """The section of what was done in the model's groups; its room is shared anew by how much each has to tell."""
    facts = brief.facts.by_id
    groups = answer.groups()
    told = [sum(chars(facts[id_].text) for id_ in ids) + _BASE for _, ids in groups]
    room = sum(item.chars for item in section.items)
    items = tuple(
        ItemPlan(heading=clean(heading), theme=_theme(brief, ids), facts=ids, chars=round(room * weight / sum(told)))
        for (heading, ids), weight in zip(groups, told, strict=True)
    )
    return section.model_copy(update={"items": items})


def _theme(brief: Brief, ids: tuple[str, ...]) -> str:
    first = next((brief.facts.by_id[id_] for id_ in ids if not id_.startswith("组织生活.")), brief.facts.by_id[ids[0]])
    return units.theme_of(first.text, first.theme, brief.unit_types).name
