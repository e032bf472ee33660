"""The interview that fills a facts file: which question comes next, why it is asked, where its answer goes, whether it is answered.

The state is the facts file itself. What the user passed over is a comment at its end, so that an interview broken off goes on where it stopped,
on another machine too. Pure: a sheet goes in, a sheet comes out; answers are judged by the rules of ``facts`` alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from pipeline import units
from pipeline.facts.editing import FactsText
from pipeline.facts.reading import examine
from pipeline.facts.splicing import NotEditableError
from pipeline.facts.template import template
from pipeline.facts.values import count_from, date_from, month_from, year_from
from pipeline.steps.questions import Question, questions, types_in
from pipeline.texts.secrecy import mark_in
from pipeline.units.interview import Form

_SKIPPED = re.compile(r"^# 已跳过：(.*)\n?", re.MULTILINE)
_BETWEEN = "、"


__all__ = ["AnswerError", "Progress", "Question", "answer", "find", "next_question", "progress", "questions", "skip", "skipped_in", "unskipped"]


class AnswerError(ValueError):
    """The answer cannot be taken; the message says in Chinese why."""


@dataclass(frozen=True)
class Progress:
    """How far an interview is. ``missing``: the required questions without an answer, by id."""

    answered: int
    total: int
    missing: tuple[str, ...]


def next_question(sheet: FactsText, skipped: Collection[str] | None = None) -> Question | None:
    """The first question that is neither answered nor in ``skipped`` (those of the file where None); None where the interview is over."""
    passed = skipped_in(sheet) if skipped is None else skipped
    return next((q for q in questions(sheet) if not q.answered and q.id not in passed), None)


def find(sheet: FactsText, id_: str) -> Question | None:
    """The question called ``id_``, as it stands now."""
    return next((q for q in questions(sheet) if q.id == id_), None)


def progress(sheet: FactsText) -> Progress:
    """How many questions are answered; the open-ended ones that only ask for more are left out."""
    asked = [q for q in questions(sheet) if q.answered or not _asks_for_more(q)]
    missing = tuple(q.id for q in asked if q.required and not q.answered)
    return Progress(sum(q.answered for q in asked), len(asked), missing)


def answer(sheet: FactsText, question: Question, text: str) -> FactsText:
    """The file with ``text`` as the answer to ``question``, which is no longer passed over.

    Raises AnswerError where the answer is empty, bears a secrecy mark, or would make the file wrong in a way in which it was not before.
    """
    said = text.strip()
    if not said:
        raise AnswerError("没有写内容")
    if mark := mark_in(said):
        raise AnswerError(f"这句话带有“{mark}”标志，不能写进事实文件")
    try:
        value = _value(question.form, said)
        changed = _put(sheet, question, value)
    except NotEditableError:
        raise AnswerError(f"事实文件里“{question.path[0]}”的写法不对，先改好再填") from None
    except ValueError as error:
        raise AnswerError(str(error)) from None
    if new := _new_mistakes(sheet, changed):
        raise AnswerError("；".join(new))
    if question.form == "types" and sheet.text == template():  # nothing is in it yet: take the file made for these types
        changed = FactsText(template(tuple(t.name for t in units.types_of(tuple(types_in(changed.value))))))
    return _with_skipped(changed, tuple(id_ for id_ in skipped_in(changed) if id_ != question.id))


def skip(sheet: FactsText, question: Question) -> FactsText:
    """The file with ``question`` noted as passed over."""
    return _with_skipped(sheet, tuple(dict.fromkeys((*skipped_in(sheet), question.id))))


def skipped_in(sheet: FactsText) -> tuple[str, ...]:
    """The questions that the file says were passed over."""
    return tuple(id_ for m in _SKIPPED.finditer(sheet.text) for id_ in m.group(1).strip().split(_BETWEEN) if id_)


def unskipped(sheet: FactsText) -> FactsText:
    """The file with nothing passed over: all open questions are asked again."""
    return _with_skipped(sheet, ())


def _with_skipped(sheet: FactsText, ids: tuple[str, ...]) -> FactsText:
    noted = _SKIPPED.search(sheet.text) is not None
    if sheet.text.lstrip().startswith("{") or not (ids or noted):  # JSON has no comments: there the interview asks again
        return sheet
    text = _SKIPPED.sub("", sheet.text).rstrip() + "\n"
    return FactsText(f"{text}\n# 已跳过：{_BETWEEN.join(ids)}\n" if ids else text)


def _asks_for_more(question: Question) -> bool:
    """Whether the question only asks for one entry more than there are."""
    return question.id.startswith(("事实.", "整改", "打算", "项目")) or (question.id.startswith("问题") and question.id > "问题3")


def _put(sheet: FactsText, question: Question, value: Any) -> FactsText:
    path = question.path
    listed = sheet.get(path[:1]) if len(path) > 1 and isinstance(path[1], int) else None
    index = path[1] if len(path) > 1 else None
    if isinstance(index, int) and index >= len(listed or ()):
        entry = dict(question.entry) | {str(path[2]): value} if len(path) > 2 else value
        return sheet.append(path[:1], entry)
    return sheet.set(path, value)


def _new_mistakes(before: FactsText, after: FactsText) -> list[str]:
    """What is wrong now and was not before; what only remains to be filled in is no mistake of this answer."""
    known = Counter(m.text for m in examine(before.text)[1]) if before.text.strip() else Counter[str]()
    now = Counter(m.text for m in examine(after.text)[1] if not m.unfilled)
    return list(now - known)


def _value(form: Form, text: str) -> Any:
    match form:
        case "types":
            names = [part for part in re.split(r"[、，,；;\s]+", text) if part]
            return names if len(names) > 1 else names[0]
        case "year":
            return year_from(text)
        case "month":
            return month_from(text)
        case "date":
            return date_from(text).isoformat()
        case "count" | "chars":
            return count_from(text.removesuffix("字"))
        case "texts":
            return [part.strip() for part in re.split(r"[；;]", text) if part.strip()]
        case _:
            return text
