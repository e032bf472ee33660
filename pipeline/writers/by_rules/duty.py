"""履职, 整改 and 书记项目: the facts told, with readings where the figures say more than they state."""

from __future__ import annotations

import re
from itertools import groupby

from pipeline import units
from pipeline.facts import Evidence
from pipeline.facts.norms import LifeRecord, life_records, told_in_facts
from pipeline.facts.records import EvidenceKind
from pipeline.plan import ItemPlan, Row
from pipeline.texts.measure import to_chinese
from pipeline.texts.quoting import quoted
from pipeline.writers.by_rules.parts import Part, fact, gap, reading, stance
from pipeline.writers.by_rules.slots import filled, pick
from pipeline.writers.by_rules.voice import in_first_person, said
from pipeline.writers.port import Brief

_CHECKED = re.compile(r"(?:查摆|查找|排查|梳理|发现)[^，；。]*?(\d+)\s*[个项条处].*?整改[了到]?\s*(\d+)\s*[个项条处]")
_SOLVED = re.compile(r"(\d+)(个|项|件|名|户|条|处)([^\d，；。]{1,8}?)(解决|完成|整改|办结|化解)[了到]?(\d+)\2")
_RAISED = re.compile(r"由(\d+(?:\.\d+)?)%(?:提高|上升|增加|提升)[到至](\d+(?:\.\d+)?)%")
_PASSIVE = re.compile(r"^(?:被|获|荣获|入选|评为)")


def duty_item(brief: Brief, item: ItemPlan, place: int) -> list[Part]:
    """The year's counts of organisational life, then each fact in a sentence of its own, with one stance at either end in turn.

    ``place`` is the item's place in the section. More than one stance an item reads as preaching, save where many facts bear it.
    """
    theme = units.theme(item.theme)
    both = len(item.facts) > 3
    parts = [stance(filled(brief, pick(brief, theme.openers, theme.name)), rank=2)] if both or place % 2 == 0 else []
    tellers = {life: fact for life, fact in told_in_facts(brief.facts).items() if life in item.facts and fact in item.facts}
    life = [r for r in life_records(brief.facts) if r.id in item.facts and r.id not in tellers]
    if life:
        parts += _life(life, brief.plan.rows)
    told = sorted((brief.facts.by_id[id_] for id_ in item.facts if not id_.startswith("组织生活.")), key=_when)
    for turn, evidence in enumerate(told, place):
        same = tuple(life for life, teller in tellers.items() if teller == evidence.id)
        parts.append(fact(said(evidence, brief.unit_types[0], turn), evidence.id, *same))
        parts += _readings(evidence)
    # What the report later owns up to is not praised here.
    owned = not life and any(_theme_of_row(row) == theme.name for row in brief.plan.rows)
    if not owned and (both or place % 2):
        parts.append(stance(filled(brief, pick(brief, theme.closers, theme.name, "closer")), rank=2))
    return parts


def _when(evidence: Evidence) -> str:
    """What is dated is told in order, after what is said of the whole year."""
    return evidence.when if evidence.when and re.match(r"\d{4}-\d{2}", evidence.when) else ""


def _theme_of_row(row: Row) -> str:
    return next(k.theme for k in units.problem_kinds() if k.name == row.kind)


def rectify_items(brief: Brief) -> list[list[Part]]:
    """One paragraph for each problem of last year: which, what was done, what came of it; what the user did not say is asked."""
    listed = brief.facts.rectifications
    if not listed:
        return [[gap("上年述职评议（或上级点评、巡察）指出了哪几个问题，各怎么改的、改到什么程度")]]
    return [_rectified(brief, number) for number in range(1, len(listed) + 1)]


def project_item(brief: Brief) -> list[Part]:
    """What the secretary undertook in person, what was done, what came of it, and what is left of it."""
    project = brief.facts.project
    if project is None:
        return []
    parts = [fact(f"我领办的书记项目是{quoted(project.name)}。", "项目")]
    if project.actions:
        parts.append(fact(f"具体做法是：{'；'.join(in_first_person(a.rstrip('。；，')) for a in project.actions)}。", "项目"))
    else:
        parts.append(gap("书记项目做了哪几件事，你本人做了什么"))
    results = [in_first_person(r.rstrip("。；，")) for r in project.results]
    parts += [_result(result) for result in results]
    if not results:
        parts.append(gap("书记项目取得了什么可以核对的结果"))
    return parts


def _result(result: str) -> Part:
    rest = _rest(result)
    if rest:
        return reading(f"{result}，{rest}。", "项目")
    return fact(f"项目{result}。" if _PASSIVE.match(result) else f"{result}。", "项目")


def _rectified(brief: Brief, number: int) -> list[Part]:
    id_, given = f"整改{number}", brief.facts.rectifications[number - 1]
    start = f"{to_chinese(number)}是针对{quoted(given.problem.strip('。'))}的问题，"
    if not given.action:
        return [gap(f"针对“{given.problem[:20]}”做了什么", id_, before=start)]
    done = in_first_person(given.action.rstrip("。；，"))
    if not given.result:
        return [fact(f"{start}{done}。", id_), gap(f"“{given.problem[:20]}”改到了什么程度，有没有可核对的结果")]
    parts = [fact(f"{start}{done}，{in_first_person(given.result.rstrip('。；，'))}。", id_)]
    raised = _RAISED.search(given.result)
    if raised:
        gained = float(raised.group(2)) - float(raised.group(1))
        parts.append(reading(f"前后相比，提高了{gained:g}个百分点。", id_, rank=3))
    return parts


def _owned(record: LifeRecord, rows: tuple[Row, ...]) -> bool:
    """Whether one of the problems speaks of what fell short."""
    names = (record.name, *(record.norm.aliases if record.norm else ()))
    return any(record.id in row.facts or any(name in row.statement for name in names) for row in rows)


def _life(records: list[LifeRecord], rows: tuple[Row, ...]) -> list[Part]:
    """全年召开支部党员大会4次、支委会11次，讲党课3次 … and, beside it, where the rules were kept and where not."""
    groups = groupby(records, key=_verb)
    told = "，".join(verb + "、".join(f"{in_first_person(r.name)}{r.count}次" for r in group) for verb, group in groups)
    parts = [fact(f"全年{told}。", *(r.id for r in records))]
    kept = [r for r in records if r.due is not None and not r.missing]
    short = [r for r in records if r.missing]
    ids = tuple(r.id for r in (*kept, *short))
    if short:
        listed = "、".join(f"{r.name}少{r.missing}次" for r in short)
        known = f"{_listed([r.name for r in kept])}的次数达到了规定，" if kept else ""
        promise = "，这笔账我在问题部分如实说明" if all(_owned(r, rows) for r in short) else ""
        parts.append(reading(f"对照规定，{known}{listed}{promise}。", *ids))
    elif kept:
        parts.append(reading(f"对照规定，{_listed([r.name for r in kept])}的次数都达到了要求。", *ids, rank=1))
    return parts


def _verb(record: LifeRecord) -> str:
    if record.norm:
        return record.norm.verb
    if record.name.startswith("书记"):
        return ""
    return "召开" if record.name.endswith(("会", "会议")) else "组织" if record.name.endswith("学习") else "开展"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{'、'.join(names[:-1])}和{names[-1]}"


def _readings(evidence: Evidence) -> list[Part]:
    if evidence.kind is not EvidenceKind.FACT:
        return []
    checked = _CHECKED.search(evidence.text)
    if checked:
        left = int(checked.group(1)) - int(checked.group(2))
        if left == 0:
            return [reading("查摆出来的问题已全部整改。", evidence.id, rank=1)]
        if left > 0:
            return [reading(f"还有{left}个没有整改到位。", evidence.id)]
    rest = _rest(evidence.text)
    return [reading(f"{rest}。", evidence.id)] if rest else []


def _rest(text: str) -> str:
    """11个难题解决10个 → 还有1个没有解决, which a reviewer would ask about; "" where nothing is left."""
    solved = _SOLVED.search(text)
    if not solved or int(solved.group(1)) <= int(solved.group(5)):
        return ""
    return f"还有{int(solved.group(1)) - int(solved.group(5))}{solved.group(2)}没有{solved.group(4)}"
