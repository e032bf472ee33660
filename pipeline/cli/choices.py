"""Words on the command line → what they name; a wrong one is answered in Chinese with the nearest right one."""

from __future__ import annotations

import difflib
import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import typer

from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.report import SectionKind

SECTION_NAMES = {
    "lead": "导语",
    "basic": "基本情况",
    "duty": "履职",
    "rectify": "整改",
    "project": "书记项目",
    "problem": "问题",
    "cause": "原因",
    "plan": "打算",
    "integrity": "廉政",
    "closing": "结尾",
}


class Format(StrEnum):
    """How data goes to stdout."""

    TEXT = "text"
    JSON = "json"


class CheckFormat(StrEnum):
    """How findings are told."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def unit_types(names: list[str] | None) -> tuple[str, ...]:
    """The catalogue's names for ``names``; several may stand in one, parted by commas. Raises InputError."""
    from pipeline.units import find_type, type_names

    found: dict[str, None] = {}
    for name in (part.strip() for word in names or () for part in word.replace("，", ",").replace("、", ",").split(",")):
        unit_type = find_type(name)
        if unit_type is None:
            raise InputError(f"没有“{name}”这种单位类型{_nearest(name, type_names())}", hint=f"可以写：{'、'.join(type_names())}。")
        found[unit_type.name] = None
    return tuple(found)


def section(name: str | None) -> SectionKind | None:
    """The kind called ``name``, in English as in the contract or in Chinese. Raises InputError."""
    from pipeline.report import SectionKind

    if name is None:
        return None
    kinds = {chinese: kind for kind, chinese in SECTION_NAMES.items()} | {kind: kind for kind in SECTION_NAMES}
    if name not in kinds:
        raise InputError(f"没有“{name}”这种部分{_nearest(name, list(kinds))}", hint=f"可以写：{'、'.join(SECTION_NAMES.values())}。")
    return SectionKind(kinds[name])


def print_json(value: Any) -> None:
    """``value`` on stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _nearest(name: str, names: list[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    return f"，是不是“{near[0]}”？" if near else ""
