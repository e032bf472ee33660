"""Every question that a facts file gives rise to, with the place of its answer: what the interview asks and a form shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pipeline import units
from pipeline.facts.blanks import is_blank
from pipeline.facts.editing import FactsText
from pipeline.facts.tree import Path
from pipeline.units.interview import Form, Wanted, interview

MOST = 5
"""Problems of this year and of last year that are asked for; a file may hold more."""


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
    types = {t.name for name in types_in(value) if (t := units.find_type(name))}
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


def types_in(value: dict[str, Any]) -> list[str]:
    """The unit types the file names, right or wrong."""
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
