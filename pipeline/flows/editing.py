"""The flow of filling in a facts file: what stands there so far → what is wrong, doubtful and still missing, each beside its field.

A file that is being written is mostly incomplete. Its values are read as they are; what the format or the checks say to them comes as remarks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from pipeline import units
from pipeline.errors import FactsError
from pipeline.facts import Facts, mistakes, saving
from pipeline.facts.norms import months_in_office
from pipeline.facts.reading import loads
from pipeline.facts.records import EvidenceKind
from pipeline.facts.tree import Mark, Path, Tree, TreeError, parse
from pipeline.flows.checking import CheckRequest, check_facts
from pipeline.texts.secrecy import mark_in

RemarkLevel = Literal["missing", "error", "warning", "info"]

_LISTS = {EvidenceKind.RECTIFICATION: "上年整改", EvidenceKind.PROBLEM: "问题", EvidenceKind.PLAN: "打算"}


@dataclass(frozen=True)
class Remark:
    """Something said to the field at ``path`` (事实.0.内容; "" for the whole). ``missing``: nothing is wrong yet, but it must be filled in."""

    path: str
    level: RemarkLevel
    message: str
    advice: str = ""


@dataclass(frozen=True)
class Ask:
    """A thing the reviewers of this unit type expect to hear, and whether the facts tell it."""

    topic: str
    question: str
    theme: str
    answered: bool


@dataclass(frozen=True)
class Editing:
    """``values`` as the file holds them. ``facts`` is None as long as the file is not complete and right. ``due`` is how often each form
    of organisational life is asked for in the months in office, where a rule says so.
    """

    values: dict[str, Any]
    facts: Facts | None
    remarks: tuple[Remark, ...]
    asks: tuple[Ask, ...]
    due: dict[str, int]

    @property
    def ready(self) -> bool:
        """Whether a report can be drafted from it."""
        return self.facts is not None


def opened(text: str, request: CheckRequest, today: dt.date) -> Editing:
    """The state of a facts file with the words ``text``. Raises FactsError where it is no YAML, SecrecyError where it bears a mark."""
    try:
        tree = parse(text)
    except TreeError:
        loads(text)  # says where and why
        raise
    if not isinstance(tree.value, dict | None):
        loads(text)
    if mark_in(text):
        loads(text)  # says which
    values = pruned(tree.value or {})
    if values != tree.value:
        # Empty places are no fields: what is said is said of the file as the form would save it.
        text = saving.as_yaml(values)
        tree = parse(text)
    facts, remarks = _read(text, tree)
    if facts:
        remarks += _doubts(facts, request, today)
    return Editing(values, facts, tuple(remarks), tuple(_asks(values)), _due(facts))


def written(values: dict[str, Any], before: str, ending: str) -> str:
    """The text of the file ``before`` with ``values`` in it. Raises FactsError where ``before`` is no facts file."""
    try:
        return saving.as_json(values, before) if ending == ".json" else saving.as_yaml(values, before)
    except ValueError:
        raise FactsError("原来的文件", ("原来的文件读不懂，没有动它",), hint="请先用记事本改好它，或者新建一份。") from None


def pruned(value: Any) -> Any:
    """``value`` without what is empty: texts, maps and lists with nothing in them, at any depth."""
    if isinstance(value, dict):
        kept = {key: pruned(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in (None, "", {}, [])}
    if isinstance(value, list):
        return [inner for inner in map(pruned, value) if inner not in (None, "", {}, [])]
    return value.strip() if isinstance(value, str) else value


def _read(text: str, tree: Tree) -> tuple[Facts | None, list[Remark]]:
    paths = _paths(tree)
    remarks = [Remark(_dotted(paths.get(m.mark, ())), "error", m.text) for m in mistakes.of_tree(tree)]
    try:
        facts = Facts.model_validate(tree.value or {})
    except ValidationError as error:
        for raw, mistake in zip(error.errors(), mistakes.of_validation(error, tree), strict=True):
            missing = raw["type"] == "missing"
            path = raw["loc"] if missing else paths.get(mistake.mark, raw["loc"])
            remarks.append(Remark(_dotted(path), "missing" if missing else "error", mistake.text))
        return None, remarks
    return (None if remarks or not text.strip() else facts), remarks


def _paths(tree: Tree) -> dict[Mark, Path]:
    """Where each mark is; of several that begin at one place, the innermost."""
    found: dict[Mark, Path] = {}
    for path, mark in (*tree.values.items(), *tree.keys.items()):
        if len(path) >= len(found.get(mark, ())):
            found[mark] = path
    return found


def _dotted(path: Path) -> str:
    return ".".join(str(part) for part in path)


def _doubts(facts: Facts, request: CheckRequest, today: dt.date) -> list[Remark]:
    """What the checks say to the facts, at the field of the fact."""
    found = check_facts(facts, request, today).findings
    return [Remark(_place(facts, f.section), f.level.value, f.message, f.advice) for f in found]


def _place(facts: Facts, id_: str) -> str:
    evidence = facts.by_id.get(id_)
    if evidence is None:
        return ""
    match evidence.kind:
        case EvidenceKind.FACT:
            return f"事实.{next(i for i in range(len(facts.facts)) if facts.fact_id(i) == id_)}"
        case EvidenceKind.PROJECT:
            return "书记项目"
        case EvidenceKind.LIFE:
            return id_
        case kind:
            return f"{_LISTS[kind]}.{int(id_.removeprefix(kind)) - 1}"


def _asks(values: dict[str, Any]) -> Iterator[Ask]:
    given = "\n".join(_texts(values))
    unit = values.get("单位")
    named = unit.get("类型") if isinstance(unit, dict) else None
    names = named if isinstance(named, list) else [named]
    for unit_type in dict.fromkeys(filter(None, (units.find_type(str(name)) for name in names if name))):
        for ask in unit_type.must_ask:
            yield Ask(ask.topic, ask.question, ask.theme, any(word in given for word in ask.words))


def _texts(value: Any) -> Iterator[str]:
    """Every text in ``value``, keys too: a count of 党课 tells of 党课."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)


def _due(facts: Facts | None) -> dict[str, int]:
    months = months_in_office(facts) if facts else 12
    return {norm.name: norm.per_year * months // 12 for norm in units.norms() if norm.verified and norm.per_year is not None}
