"""Weak problems through a model: one ask for all of them, because they must not sound alike, and the answer as records again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pipeline.report import Sentence, SentenceKind
from pipeline.rewriting import Given, Rework, Reworked
from pipeline.texts.measure import to_chinese
from pipeline.texts.quantities import quantities
from pipeline.writers.by_model import material
from pipeline.writers.by_model.answers import Prose, Wanted
from pipeline.writers.by_model.marks import sentences
from pipeline.writers.port import Again, Brief

PROMPT = "rewrite"
_AROUND = "。，；：“”《》〔〕 \n"
_SPACE = re.compile(r"\s+")


def inputs_of(brief: Brief, reworks: Sequence[Rework], again: Again) -> dict[str, str]:
    """The inputs of the prompt but for its form."""
    return {
        "profile": material.profile(brief),
        "facts": material.facts_list(brief),
        "parts": "\n".join(line for row in reworks for line in _specs(row)),
        "notes": _notes(again),
    }


def wanted_of(reworks: Sequence[Rework]) -> tuple[Wanted, ...]:
    """The parts an answer must have, with the ids that must be cited: what the user said is never dropped."""
    found = []
    for row in reworks:
        if row.vague:
            found.append(Wanted(f"标题{row.number}", heading=True))
        if not row.stands:
            found += [Wanted(f"问题{row.number}", _ids(row.said)), Wanted(f"原因{row.number}", _ids(row.cause))]
        if _has_measure(row):
            found.append(Wanted(f"措施{row.number}", _ids(row.measure)))
    return tuple(found)


def context_of(brief: Brief, reworks: Sequence[Rework]) -> dict[str, Any]:
    """What the validation of an answer knows."""
    years = {str(brief.facts.year + n) for n in (-1, 0, 1)}
    told = {id_ for row in reworks for id_ in (*_ids(row.said), *_ids(row.cause), *_ids(row.measure))}
    ids = tuple(id_ for id_ in brief.facts.by_id if id_ in told or not id_.startswith("原文"))
    return {"wanted": wanted_of(reworks), "ids": ids, "years": years}


def reworked(brief: Brief, reworks: Sequence[Rework], answer: Prose) -> tuple[Reworked, ...]:
    """The records of an answer that has its parts. A gap that was forgotten is put back: nothing that is missing may go unseen."""
    numbers = {q.value for e in brief.facts.evidence for q in quantities(f"{e.text} {e.when or ''}")}
    return tuple(_one(row, answer, numbers) for row in reworks)


def _one(row: Rework, answer: Prose, numbers: set[float]) -> Reworked:
    nth = to_chinese(row.number)
    ask_cause = f"第{nth}个问题的原因是替你拟的，是这样吗？{row.cause_question}"
    ask_measure = f"第{nth}个问题的措施是替你拟的，做得到吗？{row.measure_question}"
    statement: tuple[Sentence, ...] = ()
    cause: tuple[Sentence, ...] = ()
    if not row.stands:
        statement = _asked(row.said, sentences(answer.text_of(f"问题{row.number}"), numbers, ask_cause))
        cause = _asked(row.cause, sentences(answer.text_of(f"原因{row.number}"), numbers, ask_cause))
        if row.gap and not any(s.kind is SentenceKind.GAP for s in statement):
            statement = (*statement, _gap(row.gap))
        if not row.cause and not row.sure and not any(s.kind is SentenceKind.GAP for s in cause):
            cause = (_gap(row.cause_question),)
    measure = (
        _asked(row.measure, _promised(sentences(answer.text_of(f"措施{row.number}"), numbers, ask_measure), ask_measure)) if _has_measure(row) else ()
    )
    heading = answer.text_of(f"标题{row.number}").strip(_AROUND) if row.vague else row.heading
    return Reworked(number=row.number, heading=heading or row.heading, statement=statement, cause=cause, measure=measure)


def _promised(read: tuple[Sentence, ...], question: str) -> tuple[Sentence, ...]:
    """In a measure whatever rests on nothing is a promise in the user's name, marked or not."""
    bare = (SentenceKind.STANCE, SentenceKind.READING)
    return tuple(s.model_copy(update={"kind": SentenceKind.PROPOSAL, "question": question}) if s.kind in bare and not s.facts else s for s in read)


def _asked(given: Sequence[Given], read: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Sentences on facts that we chose, and the user has not said belong here, bear the question."""
    chosen = {id_: g.question for g in given if g.question for id_ in g.ids}
    return tuple(
        s.model_copy(update={"question": next(chosen[i] for i in s.facts if i in chosen)}) if chosen.keys() & set(s.facts) else s for s in read
    )


def _gap(question: str) -> Sentence:
    asked = question.rstrip("？?。")
    return Sentence(text=f"【待补充：{asked}】。", kind=SentenceKind.GAP, question=f"{asked}？")


def _has_measure(row: Rework) -> bool:
    return bool(row.measure) or not row.linked


def _specs(row: Rework) -> list[str]:
    name = f"“{row.heading or row.name}”"
    lines = []
    if row.vague:
        lines.append(f"标题{row.number}：现在是{name}，说得空，照材料换一个")
    if not row.stands:
        gap = f"；其中留一处【待补充：{row.gap.rstrip('？?。')}】" if row.gap else ""
        lines.append(f"问题{row.number}：小标题{name}；用这些材料：{_listed(row.said)}{gap}；约 120 字")
        lines.append(f"原因{row.number}（{_where(row)}）：{_cause(row)}；约 60 字")
    if _has_measure(row):
        own = f"书记定的措施：{_listed(row.measure)}" if row.measure else "书记没有定措施：替他拟两句，标〔拟〕"
        lines.append(f"措施{row.number}：对应问题{name}，开头点明是第{to_chinese(row.number)}个问题；{own}；约 70 字")
    return lines


def _where(row: Rework) -> str:
    return f"另起一节，开头用半句点明是“{row.heading or row.name}”" if row.apart else f"接在问题{row.number}后面念"


def _cause(row: Rework) -> str:
    if row.cause:
        return f"书记自己说的原因：{_listed(row.cause)}"
    if not row.sure:
        return f"书记没有说，只写一句【待补充：{row.cause_question.rstrip('？?。')}】"
    return "书记没有说原因，替他拟，标〔拟〕"


def _ids(given: Sequence[Given]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for g in given for id_ in g.ids))


def _listed(given: Sequence[Given]) -> str:
    """Each sentence with its mark, as data: on one line, without brackets of ours."""
    plain = [(_SPACE.sub(" ", g.text).replace("〔", "（").replace("〕", "）"), g.ids) for g in given]
    return "；".join(f"〔{'、'.join(ids)}〕{text}" for text, ids in plain) or "（没有）"


def _notes(again: Again) -> str:
    if not again.turn:
        return "（第一遍，没有意见）"
    lines = [f"第{to_chinese(number)}个问题：{note}" for number, notes in sorted(again.notes.items()) for note in dict.fromkeys(notes)]
    drafts = [
        f"标题{m.number}：{m.heading}\n问题{m.number}：{_text(m.statement)}\n原因{m.number}：{_text(m.cause)}\n措施{m.number}：{_text(m.measure)}"
        for m in again.last
    ]
    return "\n".join([*lines, "上一遍写的是：", *drafts])


def _text(read: Sequence[Sentence]) -> str:
    return (
        "".join(s.text + (f"〔{'、'.join(s.facts)}〕" if s.facts else "〔拟〕" if s.kind is SentenceKind.PROPOSAL else "") for s in read)
        or "（不用写）"
    )
