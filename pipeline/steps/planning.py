"""The plan: skeleton by unit type, facts sorted under themes, rows, and the room each part gets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from pipeline import units
from pipeline.facts import Evidence, Facts
from pipeline.facts.norms import told_in_facts
from pipeline.facts.records import EvidenceKind
from pipeline.plan import ItemPlan, Plan, Row, SectionPlan
from pipeline.report import SectionKind
from pipeline.steps.repeats import told_in_problems
from pipeline.steps.rows import kind_named, rows_of, unmatched_plans
from pipeline.texts.measure import chars
from pipeline.texts.names import telling_words
from pipeline.units import LengthRule, Skeleton, UnitType
from pipeline.units.choosing import choose

MOST_DUTY_ITEMS = 6
_BASICS = re.compile(
    r"^(?=[^。]*(?:\d+名党员|党员\d+名))(?=[^。]*\d个?(?:村|党?支部|党总支|党小组|网格))"
    r"(?:[^。]*(?:任职|任现职|兼任|来任|任书记|任党|任支部)|[^，。；]*(?:下设|下辖|现有|设有))"
    r"|^[^，。；]{0,24}党员\d+名[，；](?=[^。]*(?:支委\d|在职\d|退休\d|在家\d|任[^，。；]{0,6}书记|任职))"
)
"""What the unit consists of and since when the secretary is in office: the report opens with it."""
_MOST_BASICS = 2
_OF = re.compile("(党支部|党总支|党工委|党组|党委)书记")
_AROUND = 100
"""What title, salutation, numbering and sign-off take of a speech, in characters."""
_BASE = 40
"""Characters any item needs for saying what it is about."""
_STRETCH = 1.8
"""How many characters a character of facts can honestly become; beyond that prose is padding."""


def make_plan(facts: Facts, today: dt.date) -> Plan:
    """Plan the report of ``facts``. ``today`` dates it where the facts file has no 写作日期."""
    types = units.types_for(facts.unit.types, facts.unit.name, facts.secretary.post)
    rule = units.rule(facts.rule)
    skeleton = units.skeleton(types[0].skeleton)
    rows = rows_of(facts)
    sections = _sections(facts, types, skeleton, rows)
    return Plan(
        title=_title(facts),
        skeleton=skeleton.name,
        numbering="（一）",
        sections=_with_room(facts, sections, rule, total_target(facts, rule)),
        rows=rows,
        signer=joined(facts.unit.name, facts.secretary.party_post) + (facts.secretary.name or ""),
        date=facts.written_on or today,
        salutation="各位领导、同志们：" if rule.spoken else "",
    )


def worded_like(plan: Plan, other: Plan) -> Plan:
    """``plan`` with the headings and the thread of ``other``, a plan of the same facts by another length rule."""
    words = {(s.kind, n): item.heading for s in other.sections for n, item in enumerate(s.items)}
    headings = {s.kind: s.heading for s in other.sections}

    def like(section: SectionPlan) -> SectionPlan:
        items = tuple(i.model_copy(update={"heading": words.get((section.kind, n), i.heading)}) for n, i in enumerate(section.items))
        return section.model_copy(update={"heading": headings.get(section.kind, section.heading), "items": items})

    return plan.model_copy(update={"sections": tuple(map(like, plan.sections)), "rows": other.rows, "thread": other.thread, "title": other.title})


def total_target(facts: Facts, rule: LengthRule) -> int:
    """The characters to aim at: 字数 where given, else a third of the way into the rule's range; in a speech title and sign-off take their part."""
    return facts.chars or rule.low + (rule.high - rule.low) // 3 - (_AROUND if rule.spoken else 0)


def _title(facts: Facts) -> str:
    """The Party post alone stands in the title; the sign-off has them all."""
    return f"{joined(facts.unit.name, facts.secretary.party_post)}{facts.year}年度抓基层党建工作述职报告"


def joined(unit: str, post: str) -> str:
    """Unit and post in one name; what the unit ends with and the post is of (党支部, 党委) is said once: 甲中学党委 + 学校党委书记."""
    named = _OF.search(post)
    if named and unit.endswith(named[1]):
        return unit + post[named.end(1) :]
    for length in range(min(len(unit), len(post)), 1, -1):
        if unit.endswith(post[:length]):
            return unit + post[length:]
    return unit + post


def _sections(facts: Facts, types: tuple[UnitType, ...], skeleton: Skeleton, rows: tuple[Row, ...]) -> list[SectionPlan]:
    def heading(kind: SectionKind) -> str:
        form = next(s for s in skeleton.sections if s.kind == kind)
        return choose(form.headings, facts.unit.name, facts.year, kind)

    def section(kind: SectionKind, items: Iterable[ItemPlan]) -> SectionPlan:
        return SectionPlan(kind=kind, heading=heading(kind), items=tuple(items), chars=0)

    made = {
        SectionKind.DUTY: section(SectionKind.DUTY, _duty_items(facts, types)),
        SectionKind.RECTIFY: section(SectionKind.RECTIFY, _rectify_items(facts)),
        SectionKind.PROBLEM: section(SectionKind.PROBLEM, (_row_item(r, r.heading) for r in rows)),
        SectionKind.PLAN: section(SectionKind.PLAN, _plan_items(facts, rows)),
    }
    if facts.project:
        made[SectionKind.PROJECT] = section(SectionKind.PROJECT, (ItemPlan(heading="", facts=("项目",)),))
    if skeleton.name == "分列":
        made[SectionKind.CAUSE] = section(SectionKind.CAUSE, (_row_item(r, "") for r in rows))
    ordered = [made[SectionKind(form.kind)] for form in skeleton.sections if SectionKind(form.kind) in made]
    lead = SectionPlan(kind=SectionKind.LEAD, heading="", items=(ItemPlan(heading="", facts=_basics(facts)),), chars=0)
    closing = SectionPlan(kind=SectionKind.CLOSING, heading="", items=(ItemPlan(heading=""),), chars=0)
    return [lead, *ordered, closing]


def _duty_items(facts: Facts, types: tuple[UnitType, ...]) -> list[ItemPlan]:
    grouped: dict[str, list[str]] = {}
    told = told_in_facts(facts)
    elsewhere = {*_basics(facts), *told_in_problems(facts)}
    for evidence in facts.evidence:
        if evidence.kind in (EvidenceKind.FACT, EvidenceKind.LIFE) and evidence.id not in elsewhere:
            teller = facts.by_id[told.get(evidence.id, evidence.id)]
            grouped.setdefault(_theme(teller, types), []).append(evidence.id)
    order = [t.theme for unit_type in types for t in unit_type.themes] + [t.name for t in units.themes()]
    names = sorted(grouped, key=order.index)
    while len(names) > MOST_DUTY_ITEMS:
        names = _join_smallest(names, grouped)
    return [ItemPlan(heading=_duty_heading(facts, types, name, grouped[name]), theme=name, facts=tuple(grouped[name])) for name in names]


def _basics(facts: Facts) -> tuple[str, ...]:
    """The facts that say what the unit consists of: where others remain to tell of, they open the report."""
    stated = [e for e in facts.evidence if e.kind is EvidenceKind.FACT]
    found = tuple(e.id for e in stated if _BASICS.search(e.text))[:_MOST_BASICS]
    return found if len(found) < len(stated) else ()


def _theme(evidence: Evidence, types: tuple[UnitType, ...]) -> str:
    if evidence.kind is EvidenceKind.LIFE:
        norm = units.find_norm(evidence.id.removeprefix("组织生活."))
        return norm.theme if norm else "组织生活"
    return units.theme_of(evidence.text, evidence.theme, types).name


def _join_smallest(names: list[str], grouped: dict[str, list[str]]) -> list[str]:
    """Give the facts of the theme with fewest (of those with a near theme in the report, else of all) to the theme nearest to it."""
    near = {n: next((m for m in units.theme(n).near if m in names), None) for n in names}
    smallest = min(names, key=lambda n: (near[n] is None, len(grouped[n]), -names.index(n)))
    place = names.index(smallest)
    taker = near[smallest] or names[place - 1 if place else 1]
    grouped[taker] += grouped.pop(smallest)
    return [n for n in names if n != smallest]


def _duty_heading(facts: Facts, types: tuple[UnitType, ...], theme: str, ids: list[str]) -> str:
    for unit_type in types:
        for unit_theme in unit_type.themes:
            if unit_theme.theme == theme:
                return _best_fitting(facts, unit_type, theme, unit_theme.headings, ids)
    return units.theme(theme).heading


def _best_fitting(facts: Facts, unit_type: UnitType, theme: str, headings: tuple[str, ...], ids: list[str]) -> str:
    """One of the headings that speak of nothing the item's facts do not: 年轻教师要有人带 may not stand over a paragraph without them.

    Where each of the unit type's headings does, the theme's plain one stands.
    """
    own, calls = units.theme(theme), unit_type.calls
    known = [facts.unit.name, own.name, own.heading, *own.aliases, calls.organisation, calls.members, calls.served]
    known += [calls.work] if theme == "融合中心" else []
    said = " ".join([*(facts.by_id[id_].text for id_ in ids), *known])
    fitting = [h for h in headings if all(word in said for word in telling_words(h))]
    return choose(fitting, facts.unit.name, facts.year, theme) if fitting else own.heading


def _rectify_items(facts: Facts) -> list[ItemPlan]:
    ids = [f"整改{n}" for n in range(1, len(facts.rectifications) + 1)]
    return [ItemPlan(heading="", facts=(id_,)) for id_ in ids] or [ItemPlan(heading="")]


def _row_item(row: Row, heading: str) -> ItemPlan:
    return ItemPlan(heading=heading, theme=kind_named(row.kind).theme, facts=row.facts, row=row.number)


def _plan_items(facts: Facts, rows: tuple[Row, ...]) -> list[ItemPlan]:
    items = [ItemPlan(heading=r.plan_heading, theme=kind_named(r.kind).theme, facts=r.plan_facts, row=r.number) for r in rows]
    rest = unmatched_plans(facts)
    if rest:
        items.append(ItemPlan(heading="其他要做实的事" if len(rest) > 1 else _heading_from(facts.by_id[rest[0]]), facts=rest))
    return items


def _heading_from(evidence: Evidence) -> str:
    """A short heading for a plan that answers no problem."""
    return units.theme_of(evidence.text, None, ()).plan_heading


def _with_room(facts: Facts, sections: list[SectionPlan], rule: LengthRule, total: int) -> tuple[SectionPlan, ...]:
    """Share ``total`` among the sections by the rule's shares, and each section's room among its items by how much they have to tell.

    Where causes have their own section they take four tenths of the problems' room.
    """
    kinds = {s.kind for s in sections}
    whole = sum(share for kind, share in rule.shares.items() if SectionKind(kind) in kinds)
    roomy = []
    for s in sections:
        share = rule.shares.get(s.kind, rule.shares["problem"] * 0.4 if s.kind is SectionKind.CAUSE else 0.02)
        if s.kind is SectionKind.PROBLEM and SectionKind.CAUSE in kinds:
            share *= 0.6
        room = round(total * share / whole)
        if s.kind is SectionKind.DUTY and rule.duty_high:
            room = min(room, rule.duty_high - 60)
        roomy.append(s.model_copy(update={"chars": room, "items": _weighed(facts, s, room)}))
    return tuple(roomy)


def _weighed(facts: Facts, section: SectionPlan, room: int) -> tuple[ItemPlan, ...]:
    """The items with their room; none is asked for more than its facts can bear."""
    told = [sum(chars(facts.by_id[id_].text) for id_ in item.facts) for item in section.items]
    whole = sum(told) + _BASE * len(told)
    shares = [round(room * (n + _BASE) / whole) for n in told]
    if section.kind in (SectionKind.DUTY, SectionKind.RECTIFY, SectionKind.PROJECT):
        shares = [min(share, round(_STRETCH * n) + _BASE) for share, n in zip(shares, told, strict=True)]
    return tuple(item.model_copy(update={"chars": share}) for item, share in zip(section.items, shares, strict=True))
