"""What a facts file leaves empty: places to be filled in later, which are no facts and, but for what is required, no mistakes either.

An empty place is a key with nothing behind it. Empty text in quotation marks is something the user wrote, and stays a mistake.
"""

from __future__ import annotations

from typing import Any

from pipeline import units
from pipeline.facts.tree import Mark, Path, Tree

_REQUIRED = frozenset({"单位", "述职人", "年度", "事实"})
_REQUIRED_INSIDE = frozenset({("单位", "名称"), ("单位", "类型"), ("述职人", "职务")})
_LISTS = frozenset({"事实", "上年整改", "问题", "打算"})


def filled(tree: Tree) -> Tree:
    """``tree`` without its empty places: optional keys, counts and list entries; marks still point into the file.

    An entry of 事实 that has only 主题 is passed over where that names a thing to be asked of some unit type: so the template writes it.
    """
    if not isinstance(tree.value, dict):
        return tree
    places: dict[Path, dict[int, int]] = {}
    value = {key: _pruned(key, given, places) for key, given in tree.value.items() if given is not None or key in _REQUIRED}
    value = {key: given for key, given in value.items() if key in _REQUIRED or given not in ({}, []) or tree.value[key] == given}
    return Tree(value, _moved(tree.keys, places), _moved(tree.values, places), tree.repeated)


def is_blank(entry: Any) -> bool:
    """Whether an entry of a list holds nothing yet."""
    if isinstance(entry, dict):
        return all(value is None or value == [None] for value in entry.values())
    return entry is None


def _pruned(key: str, given: Any, places: dict[Path, dict[int, int]]) -> Any:
    if key in _LISTS and isinstance(given, list):
        return _entries(key, given, places)
    if isinstance(given, dict):
        if key not in _REQUIRED and is_blank(given):
            return {}
        return {k: _list(v) for k, v in given.items() if v is not None or (key, k) in _REQUIRED_INSIDE}
    return given


def _entries(key: str, given: list[Any], places: dict[Path, dict[int, int]]) -> list[Any]:
    kept: list[Any] = []
    moved = places.setdefault((key,), {})
    for index, entry in enumerate(given):
        if is_blank(entry) or (key == "事实" and _is_question(entry)):
            continue
        moved[index] = len(kept)
        # A 内容 left empty in an entry that says something else is a mistake to be named, not to be passed over.
        kept.append({k: v for k, v in entry.items() if v is not None or k in {"内容", "表现", "问题"}} if isinstance(entry, dict) else entry)
    return kept


def _is_question(entry: Any) -> bool:
    if not isinstance(entry, dict) or any(value is not None for key, value in entry.items() if key != "主题"):
        return False
    return units.is_topic(str(entry.get("主题", "")))


def _list(value: Any) -> Any:
    return [item for item in value if item is not None] if isinstance(value, list) else value


def _moved(marks: dict[Path, Mark], places: dict[Path, dict[int, int]]) -> dict[Path, Mark]:
    found: dict[Path, Mark] = {}
    for path, mark in marks.items():
        index = path[1] if len(path) > 1 else None
        if isinstance(index, int) and path[:1] in places:
            new = places[path[:1]].get(index)
            if new is not None:
                found[(path[0], new, *path[2:])] = mark
        else:
            found[path] = mark
    return found
