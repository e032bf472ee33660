"""The flow of answering what a draft asks: where each question belongs, and the facts file with the answer in its place."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import Any

from pipeline import units
from pipeline.errors import InputError
from pipeline.plan import Row
from pipeline.report import SectionKind, SentenceKind
from pipeline.result import Draft
from pipeline.texts.measure import sentences, to_chinese
from pipeline.units import MustAsk

_NOTHING = re.compile(r"(?:没有|没|无|暂无|没有了|不清楚|不知道|不详)[。！]?")


@dataclass(frozen=True)
class Todo:
    """A question of ``Draft.todo``, the section its answer belongs to, and of which item (-1: of none) and row (0: of none) it speaks.

    ``topic`` is that of a fact yet to be told, "" where the answer has another place. ``gap``: the text has a visible hole for it.
    """

    question: str
    kind: SectionKind
    item: int = -1
    row: int = 0
    topic: str = ""
    gap: bool = False


def todos(draft: Draft) -> tuple[Todo, ...]:
    """Every question of the draft with its place, in the draft's order."""
    return tuple(_todo(draft, question) for question in draft.todo)


def answered(values: dict[str, Any], draft: Draft, question: str, answer: str) -> dict[str, Any]:
    """The values of the facts file with ``answer`` where ``question`` asked for it. Raises LookupError where the draft asks no such thing."""
    place = next((t for t in todos(draft) if t.question == question), None)
    if place is None:
        raise LookupError(question)
    values, answer = copy.deepcopy(values), answer.strip()
    if _NOTHING.fullmatch(answer):
        raise InputError(f"“{answer}”写不进报告", hint="没有这回事就空着，不影响别的；要说明的，写成一句话，如“今年没有发展党员，手上有申请人1名”。")
    match place.kind:
        case SectionKind.PROBLEM | SectionKind.CAUSE | SectionKind.PLAN if place.row:
            _of_row(values, draft.plan.row(place.row), place.kind, answer)
        case SectionKind.RECTIFY:
            _of_rectification(values, _rectified(draft, place.item), answer)
        case SectionKind.PROJECT:
            project = values.setdefault("书记项目", {})
            project["成效" if project.get("做法") else "做法"] = _lines(answer)
        case _:
            values.setdefault("事实", []).append(_fact(_must_ask(draft, question), _one_line(answer)))
    return values


def _todo(draft: Draft, question: str) -> Todo:
    for section in draft.report.sections:
        for number, item in enumerate(section.items):
            if any(s.kind is SentenceKind.GAP and question in (s.question, s.text) for s in item.sentences):
                return Todo(question, section.kind, number, _row_of(draft, section.kind, number), gap=True)
    for row in draft.plan.rows:
        if question.startswith(f"第{to_chinese(row.number)}个问题“"):
            return Todo(question, SectionKind.PROBLEM, row=row.number)
    ask = _must_ask(draft, question)
    return Todo(question, SectionKind.DUTY, topic=ask.topic if ask else "")


def _must_ask(draft: Draft, question: str) -> MustAsk | None:
    asks = (ask for t in units.types_of(draft.report.unit_types) for ask in t.must_ask)
    return next((ask for ask in asks if ask.question == question), None)


def _fact(ask: MustAsk | None, answer: str) -> dict[str, str]:
    """An answer that does not say by itself what it is about (平均18人) is told under its topic."""
    if ask is None:
        return {"内容": answer}
    says = any(word in answer for word in (*ask.words, ask.topic))
    return {"主题": ask.topic, "内容": answer if says else f"{ask.topic}：{answer}"}


def _row_of(draft: Draft, kind: SectionKind, number: int) -> int:
    plan = draft.plan.section(kind)
    return plan.items[number].row if plan and number < len(plan.items) else 0


def _of_row(values: dict[str, Any], row: Row, kind: SectionKind, answer: str) -> None:
    problems = values.setdefault("问题", [])
    number = next((int(id_.removeprefix("问题")) for id_ in row.facts if id_.startswith("问题")), 0)
    if not number:
        problems.append({"表现": row.statement} if row.statement else {"表现": _one_line(answer)})
        if not row.statement:
            return
        number = len(problems)
    problem = problems[number - 1]
    key = {SectionKind.PROBLEM: "表现", SectionKind.CAUSE: "原因", SectionKind.PLAN: "措施"}[kind]
    problem[key] = f"{str(problem[key]).rstrip('。；，')}，{_one_line(answer)}" if problem.get(key) else _one_line(answer)


def _rectified(draft: Draft, number: int) -> int:
    """Which entry of 上年整改 the item speaks of, 0 for none."""
    section = draft.report.section(SectionKind.RECTIFY)
    ids = section.items[number].facts if section else ()
    return next((int(id_.removeprefix("整改")) for id_ in ids if id_.startswith("整改")), 0)


def _of_rectification(values: dict[str, Any], number: int, answer: str) -> None:
    listed = values.setdefault("上年整改", [])
    if not number:
        listed += [_told(line) for line in _lines(answer)]
        return
    entry = listed[number - 1]
    key = "结果" if entry.get("做法") else "做法"
    entry[key] = f"{str(entry[key]).rstrip('。；，')}，{_one_line(answer)}" if entry.get(key) else _one_line(answer)


def _told(line: str) -> dict[str, str]:
    """One answer to three questions: what was found, what was done, what came of it, a sentence each."""
    problem, *more = (s.rstrip("。；") for s in sentences(line))
    told = {"问题": problem, "做法": "".join(more[:1]), "结果": "；".join(more[1:])}
    return {key: said for key, said in told.items() if said}


def _lines(answer: str) -> list[str]:
    return [line.strip() for line in answer.split("\n") if line.strip()]


def _one_line(answer: str) -> str:
    return "，".join(_lines(answer))
