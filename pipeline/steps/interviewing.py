"""The interview that fills a facts file: which question comes next, why it is asked, where its answer goes, whether it is answered.

The state is the facts file itself. What the user passed over is a comment at its end, so that an interview broken off goes on where it stopped,
on another machine too. Pure: a sheet goes in, a sheet comes out; answers are judged by the rules of ``facts`` alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pipeline import units
from pipeline.facts.blanks import is_blank
from pipeline.facts.editing import FactsText, NotEditableError
from pipeline.facts.reading import examine
from pipeline.facts.template import template
from pipeline.facts.tree import Path
from pipeline.facts.values import count_from, date_from, month_from, year_from
from pipeline.texts.secrecy import mark_in
from pipeline.units.interview import Form, Wanted, interview

MOST = 5
"""Problems of this year and of last year that are asked for; a file may hold more."""

_SKIPPED = re.compile(r"^# 已跳过：(.*)\n?", re.MULTILINE)
_BETWEEN = "、"


class AnswerError(ValueError):
    """The answer cannot be taken; the message says in Chinese why."""


@dataclass(frozen=True)
class Question:
    """One question of an interview. ``id`` stays the same while the file grows.

    ``path`` is where the answer goes; ``entry`` are the other keys of a list entry that is made for it. ``answer`` is what the file holds, ""
    where nothing; a question may be answered elsewhere: by a fact that uses its words.
    """

    id: str
    group: str
    text: str
    why: str
    examples: tuple[str, ...]
    path: Path
    form: Form = "text"
    required: bool = False
    answered: bool = False
    answer: str = ""
    entry: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Progress:
    """How far an interview is. ``missing``: the required questions without an answer, by id."""

    answered: int
    total: int
    missing: tuple[str, ...]


def questions(sheet: FactsText) -> tuple[Question, ...]:
    """Every question that the file as it is gives rise to, in the order of asking. The unit types decide what must be asked."""
    value = sheet.value
    return (
        *_basics(value),
        *_must_asks(value),
        *_life(value),
        *_more(value),
        *_rectifications(value),
        *_project(value),
        *_problems(value),
        *_plans(value),
    )


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
        changed = FactsText(template(tuple(t.name for t in units.types_of(tuple(_types(changed.value))))))
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


def _told(value: Any) -> str:
    if isinstance(value, list):
        return "；".join(_told(v) for v in value if v is not None)
    return "" if value is None or isinstance(value, dict) else str(value)


def _basics(value: dict[str, Any]) -> Iterator[Question]:
    for basic in interview().basics:
        given = _told(_at(value, basic.path)).replace("；", "、")
        yield _question(
            basic, ".".join(basic.path), "基本情况", path=basic.path, form=basic.form, required=basic.required, answer=given, answered=bool(given)
        )


def _must_asks(value: dict[str, Any]) -> Iterator[Question]:
    names = _at(value, ("单位", "类型"))
    types = [found for name in (names if isinstance(names, list) else [names]) if (found := units.find_type(str(name or "")))]
    listed, whole = _listed(value, "事实"), _all_told(value)
    for ask in {a.topic: a for unit_type in types for a in unit_type.must_ask}.values():
        index = next((i for i, entry in enumerate(listed) if str(_at(entry, ("主题",)) or "").strip() == ask.topic), len(listed))
        given = _told(_at(listed[index], ("内容",))) if index < len(listed) else ""
        wanted = Wanted(question=ask.question, why=interview().themes[ask.theme], examples=(ask.example,))
        yield _question(
            wanted,
            f"必问.{ask.topic}",
            "必问的事",
            path=("事实", index, "内容"),
            answer=given,
            answered=bool(given) or any(word in whole for word in ask.words),
            entry=(("主题", ask.topic),),
        )


def _life(value: dict[str, Any]) -> Iterator[Question]:
    table = interview().life
    types = {t.name for name in _types(value) if (t := units.find_type(name))}
    given = value.get("组织生活")
    counts = given if isinstance(given, dict) else {}
    for life in table.names:
        norm = units.find_norm(life.name)
        if norm is None or (life.types and not types & set(life.types)):
            continue
        key = next((k for k in counts if k in {norm.name, *norm.aliases}), life.name)
        phrase = f"{norm.phrase}。" if norm.phrase and norm.verified else ""
        yield _question(
            table,
            f"组织生活.{life.name}",
            "组织生活",
            path=("组织生活", key),
            form="count",
            answer=_told(counts.get(key)),
            answered=counts.get(key) is not None,
            verb=norm.verb,
            name=life.name,
            phrase=phrase,
        )


def _more(value: dict[str, Any]) -> Iterator[Question]:
    listed = _listed(value, "事实")
    others = [i for i, e in enumerate(listed) if not (isinstance(e, dict) and units.is_topic(str(e.get("主题") or "")))]
    full = [i for i in others if not is_blank(listed[i])]
    blank = next((i for i in others if is_blank(listed[i])), len(listed))
    for number, index in enumerate([*full, blank], 1):
        given = _told(_at(listed[index], ("内容",))) if index < len(listed) else ""
        yield _question(interview().more, f"事实.其他{number}", "其他的事", path=("事实", index, "内容"), answer=given, answered=bool(given))


def _rectifications(value: dict[str, Any]) -> Iterator[Question]:
    table, listed = interview().rectify, _listed(value, "上年整改")
    keys = (("问题", "problem"), ("做法", "action"), ("结果", "result"))
    yield from _numbered("上年整改", "整改", listed, keys, table)


def _problems(value: dict[str, Any]) -> Iterator[Question]:
    table, listed = interview().problems, _listed(value, "问题")
    keys = (("表现", "statement"), ("原因", "cause"), ("措施", "measure"), ("来源", "source"))
    yield from _numbered("问题", "问题", listed, keys, table, group="存在问题")


def _numbered(
    key: str, prefix: str, listed: list[Any], keys: tuple[tuple[str, str], ...], table: dict[str, Wanted], group: str = ""
) -> Iterator[Question]:
    """The questions of every entry that says something, and the first question of one more."""
    full = [i for i, entry in enumerate(listed) if not is_blank(entry)]
    blank = next((i for i, entry in enumerate(listed) if is_blank(entry) and isinstance(entry, dict)), len(listed))
    for number, index in enumerate([*full, blank], 1):
        entry = listed[index] if index < len(listed) else {}
        said = _told(_at(entry, (keys[0][0],)))
        for inner, name in keys if said else keys[:1]:
            if number > MOST and not said:
                return
            given = _told(_at(entry, (inner,)))
            yield _question(
                table[name],
                f"{prefix}{number}.{inner}",
                group or key,
                path=(key, index, inner),
                answer=given,
                answered=bool(given),
                n=number,
                problem=said,
            )


def _project(value: dict[str, Any]) -> Iterator[Question]:
    table = interview().project
    name = _told(_at(value, ("书记项目", "名称")))
    yield _question(table["name"], "项目.名称", "书记项目", path=("书记项目", "名称"), answer=name, answered=bool(name))
    for key, inner in (("做法", "actions"), ("成效", "results")) if name else ():
        given = _told(_at(value, ("书记项目", key)))
        yield _question(table[inner], f"项目.{key}", "书记项目", path=("书记项目", key), form="texts", answer=given, answered=bool(given), name=name)


def _plans(value: dict[str, Any]) -> Iterator[Question]:
    given = value.get("打算")
    listed = given if isinstance(given, list) else [given] if given else []
    full = [i for i, entry in enumerate(listed) if entry is not None]
    blank = next((i for i, entry in enumerate(listed) if entry is None), len(listed))
    for number, index in enumerate([*full, blank], 1):
        said = _told(listed[index]) if index < len(listed) else ""
        yield _question(interview().plans, f"打算{number}", "打算", path=("打算", index), answer=said, answered=bool(said), n=number)


def _question(wanted: Wanted, id_: str, group: str, *, path: Path, **given: Any) -> Question:
    slots = {key: given.pop(key) for key in ("n", "problem", "name", "verb", "phrase") if key in given}
    made = Question(id_, group, wanted.question, wanted.why, tuple(e for e in wanted.examples if e), path, **given)
    return replace(made, text=wanted.question.format(**slots), why=wanted.why.format(**slots)) if slots else made


def _types(value: dict[str, Any]) -> list[str]:
    names = _at(value, ("单位", "类型"))
    return [str(name) for name in (names if isinstance(names, list) else [names]) if name is not None]


def _listed(value: dict[str, Any], key: str) -> list[Any]:
    given = value.get(key)
    return given if isinstance(given, list) else []


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _all_told(value: Any) -> str:
    """All the words of the file but for 主题, which the template fills in."""
    if isinstance(value, dict):
        return " ".join(
            f"{key if not isinstance(inner, dict | list) else ''} {_all_told(inner)}"
            for key, inner in value.items()
            if key != "主题" and inner is not None
        )
    if isinstance(value, list):
        return " ".join(_all_told(inner) for inner in value)
    return "" if value is None else str(value)
