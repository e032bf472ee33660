"""What a filter or a refusal took away, tried again in smaller parts, by a second model, and last by rules.

A small part carries only its own facts, so that one word in one fact costs that part and nothing else. No word is ever disguised: what a
service refuses is given to it as it stands or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pipeline.errors import ModelError
from pipeline.llm.answers import AnswerError, read_answer
from pipeline.llm.ask import Outcome
from pipeline.llm.records import Stop
from pipeline.plan import SectionPlan
from pipeline.report import Item, Section, SectionKind, Sentence, SentenceKind
from pipeline.writers.by_model import material
from pipeline.writers.by_model.answers import Pieces, Prose, whole_parts
from pipeline.writers.by_model.jobs import Job, item_of, prompt_for, spec_of, wanted_of
from pipeline.writers.by_rules import RuleWriter
from pipeline.writers.port import Brief, Task, Usage, Written

REFUSALS = frozenset({Stop.CONTENT_FILTER, Stop.REFUSED})
_NAMES = {SectionKind.LEAD: "导语", SectionKind.CLOSING: "结尾", SectionKind.PROJECT: "书记项目"}
_OFFLINE = "offline"


@dataclass(frozen=True)
class Voice:
    """Somebody who can be asked for a part: a model by its ``name``, and how to ask it."""

    name: str
    ask: Callable[[Job], Outcome[Prose]]


@dataclass(frozen=True)
class _Piece:
    """One item of a section, asked for alone."""

    task: Task
    index: int
    job: Job

    @property
    def name(self) -> str:
        plan = self.task.section
        where = plan.heading or _NAMES.get(plan.kind, plan.kind)
        heading = plan.items[self.index].heading
        return f"“{where}”" + (f"第{self.index + 1}条“{heading}”" if heading else f"第{self.index + 1}条" if len(plan.items) > 1 else "")


def pieces_of(outcome: Outcome[Prose]) -> Pieces | None:
    """The parts of the last reply of an ask that found no valid answer; None where nothing can be read of it."""
    if outcome.stop is not Stop.SCHEMA or not outcome.raws:
        return None
    try:
        return read_answer(outcome.raws[-1], Pieces, outcome.rung, {}).answer
    except AnswerError:
        return None


def mostly_right(brief: Brief, job: Job, outcome: Outcome[Prose]) -> bool:
    """Whether at least half of what ``job`` asked for stands in the last reply with nothing wrong: a fault in one part loses no others."""
    pieces = pieces_of(outcome)
    places = [(task, index) for task in job.tasks for index in range(len(task.section.items))]
    right = sum(_kept(brief, task, index, pieces) is not None for task, index in places)
    return right * 2 >= len(places) > 0 and right > 0


def salvage(brief: Brief, job: Job, refused: Outcome[Prose], voices: tuple[Voice, ...]) -> list[Written]:
    """The tasks of ``job``, which its model refused or did not bring: what was right of its last reply is kept, the rest is written item by
    item by the first of ``voices`` that will, else by rules.

    What it cost is booked on the first; the notes say what was refused, in whose words, and who wrote instead.
    """
    usage, pieces = usage_of(refused), pieces_of(refused)
    written = []
    for task in job.tasks:
        items, notes = [], []
        for index in range(len(task.section.items)):
            kept = _kept(brief, task, index, pieces)
            item, note, cost = (kept, "", Usage()) if kept else _item(brief, _piece(brief, job, task, index), refused, voices)
            items.append(item)
            notes += [note] if note else []
            usage += cost
        section = Section(kind=task.section.kind, heading=task.section.heading, items=tuple(items))
        written.append(Written(section, notes=tuple(notes)))
    return [replace(written[0], usage=usage), *written[1:]]


def _kept(brief: Brief, task: Task, index: int, pieces: Pieces | None) -> Item | None:
    """The item as it stands in the reply, where nothing is wrong with it."""
    if pieces is None:
        return None
    years = {str(brief.facts.year + n) for n in (-1, 0, 1)}
    found = whole_parts(pieces, wanted_of(brief, task.section, only=index), {"ids": tuple(brief.facts.by_id), "years": years})
    return item_of(brief, task, index, found) if found else None


def usage_of(outcome: Outcome[Any]) -> Usage:
    """What an outcome cost, as the port counts it."""
    tokens = outcome.usage
    return Usage(outcome.calls, outcome.cached_calls, tokens.prompt_tokens, tokens.completion_tokens, tokens.cached_tokens)


def _item(brief: Brief, piece: _Piece, refused: Outcome[Prose], voices: tuple[Voice, ...]) -> tuple[Item, str, Usage]:
    usage, reasons = Usage(), []
    for place, voice in enumerate(voices):
        try:
            outcome = voice.ask(piece.job)
        except ModelError as error:  # the second model's endpoint may be unusable; the report does not depend on it
            reasons.append(f"{voice.name}：{error.message}")
            continue
        usage += usage_of(outcome)
        if outcome.answer:
            item = item_of(brief, piece.task, piece.index, outcome.answer)
            return (item, "", usage) if not place else (item.model_copy(update={"writer": voice.name}), _note(piece, reasons, voice.name), usage)
        reasons.append(f"{voice.name}：{'；'.join(outcome.problems) or outcome.stop}")
    item = _by_rules(brief, piece).model_copy(update={"writer": _OFFLINE})
    return item, _note(piece, reasons or list(refused.problems), "离线写法"), usage


def _note(piece: _Piece, reasons: list[str], writer: str) -> str:
    facts = "、".join(dict.fromkeys(id_ for w in piece.job.wanted for id_ in w.facts))
    used = f"（用到的事实：{facts}）" if facts else ""
    return f"{piece.name}没有由模型写成{used}：{'；'.join(reasons)}。这一条由{writer}写。"


def _piece(brief: Brief, job: Job, task: Task, index: int) -> _Piece:
    """The ask for one item: its own facts, its own line of the outline, and nothing of its neighbours."""
    section = task.section
    alone = section.model_copy(update={"items": (section.items[index],)})
    wanted = wanted_of(brief, section, only=index)
    row = brief.plan.row(section.items[index].row) if section.items[index].row else None
    ids = {id_ for w in wanted for id_ in w.facts} | ({*row.facts, *row.plan_facts} if row else set())
    small = brief.plan.model_copy(update={"sections": (alone,), "thread": ""})
    inputs = job.inputs | {
        "parts": spec_of(brief, section, index),
        "facts": material.facts_list(brief, only=ids) or "（这一部分不用材料）",
        "outline": material.outline(small),
    }
    return _Piece(task, index, replace(job, prompt=prompt_for(section.kind), inputs=inputs, wanted=wanted, tasks=(task,), ids=tuple(sorted(ids))))


def _by_rules(brief: Brief, piece: _Piece) -> Item:
    """The item as the offline writer writes it; where it has nothing to say, a visible gap."""
    plan, item = piece.task.section, piece.task.section.items[piece.index]
    sections = [_alone(plan, piece.index), plan]  # what rests on the whole section (上年整改) is found in the whole
    for section in sections if plan.kind is not SectionKind.RECTIFY else sections[1:]:
        (written,) = RuleWriter().write(brief, [Task(section)], lambda _: None)
        for found in written.section.items:
            if not item.facts or set(found.facts) & set(item.facts) or len(section.items) == 1:
                return found.model_copy(update={"heading": item.heading})
    asked = f"{piece.name}没有写成，请自己补写"
    return Item(heading=item.heading, sentences=(Sentence(text=f"【待补充：{asked}】", kind=SentenceKind.GAP, question=asked),))


def _alone(plan: SectionPlan, index: int) -> SectionPlan:
    item = plan.items[index]
    return plan.model_copy(update={"items": (item,), "chars": item.chars or plan.chars})
