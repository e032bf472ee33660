"""The numbers Word and WPS put before paragraphs by themselves: they are in no run, but every reader sees them.

A paragraph names a list (``w:num``), itself or through its style; the list names nine levels (``w:abstractNum``), some changed for it. The
counters belong to the levels, not to the list, so that two lists of one origin count on unless one of them starts anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from pipeline.documents.docx_numerals import numeral

_PLACE = re.compile(r"%([1-9])")
_VAL = qn("w:val")
_LEVELS = 9
_BULLET = "bullet"


@dataclass(frozen=True)
class Level:
    """``text`` is like 第%1条 or （%2）; ``apart`` says that a space stands between number and text. ``restart``: 0 never, else after which level."""

    start: int
    format: str
    text: str
    apart: bool
    restart: int
    legal: bool
    style: str = ""


@dataclass
class _List:
    """A ``w:num``: the levels it counts with, whose counters it shares, and where it starts anew."""

    origin: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Gives each paragraph of a document its number; ask for every paragraph once, in the order of the text."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        """Take the roots of ``numbering.xml`` and ``styles.xml``, None where the document has none."""
        self._lists = _lists(numbering) if numbering is not None else {}
        self._styles = {s.get(qn("w:styleId"), ""): s for s in styles.iter(qn("w:style"))} if styles is not None else {}
        self._default = next((id_ for id_, s in self._styles.items() if s.get(qn("w:type")) == "paragraph" and _on(s.get(qn("w:default"), "0"))), "")
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> str:
        """What stands before the paragraph's text: 一、, （二）, 3. ; "" for none. Bullets are left out: they say nothing."""
        found = self._place(paragraph)
        if found is None:
            return ""
        number, depth = found
        chosen = self._lists[number]
        self._count(chosen, number, depth)
        level = chosen.levels[depth]
        if level.format == _BULLET:
            return ""
        shown = _PLACE.sub(lambda m: self._shown(chosen, int(m[1]) - 1, level), level.text)
        # After 一、 and 1. a clerk types no space; 1 and 1.2 alone would run into the text.
        return f"{shown} " if level.apart and shown[-1:].isdecimal() else shown

    def _count(self, chosen: _List, number: str, depth: int) -> None:
        counts = self._counts.setdefault(chosen.origin, {})
        if depth in chosen.starts and (number, depth) not in self._begun:
            self._begun.add((number, depth))
            counts[depth] = chosen.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else chosen.levels[depth].start
        for deeper in [d for d in counts if d > depth]:
            restart = chosen.levels[deeper].restart if deeper in chosen.levels else deeper
            if restart and depth < restart:
                del counts[deeper]

    def _shown(self, chosen: _List, depth: int, level: Level) -> str:
        if depth not in chosen.levels:
            return ""
        own = chosen.levels[depth]
        count = self._counts[chosen.origin].get(depth, own.start)
        return numeral(count, "decimal" if level.legal else own.format)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """(list, level) of a paragraph: its own, or those of its style; number 0 takes a style's away."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        number, depth = _named(own)
        if number is None or depth is None:
            of_style = self._of_style(style.get(_VAL, "") if style is not None else self._default)
            number = number if number is not None else of_style[0]
            depth = depth if depth is not None else of_style[1]
        depth = depth or 0
        known = number in self._lists and depth in self._lists[number].levels
        return (number, depth) if number is not None and known else None

    def _of_style(self, style: str) -> tuple[str | None, int | None]:
        for id_ in self._lineage(style):
            number, depth = _named(self._styles[id_].find(f"{qn('w:pPr')}/{qn('w:numPr')}"))
            if number is not None:
                levels = self._lists[number].levels if number in self._lists else {}
                tied = next((d for d, level in levels.items() if level.style == id_), None)
                return number, tied if tied is not None else depth
        return None, None

    def _lineage(self, style: str) -> Iterator[str]:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield style
            base = self._styles[style].find(qn("w:basedOn"))
            style = base.get(_VAL, "") if base is not None else ""


def _named(properties: Any | None) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    number, depth = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
    return (number.get(_VAL) if number is not None else None), (_int(depth.get(_VAL), 0) if depth is not None else None)


def _lists(root: Any) -> dict[str, _List]:
    origins = {a.get(qn("w:abstractNumId"), ""): a for a in root.findall(qn("w:abstractNum"))}
    named = {link.get(_VAL): id_ for id_, a in origins.items() if (link := a.find(qn("w:styleLink"))) is not None}
    found = {}
    for num in root.findall(qn("w:num")):
        pointer = num.find(qn("w:abstractNumId"))
        origin = pointer.get(_VAL, "") if pointer is not None else ""
        if origin in origins and (link := origins[origin].find(qn("w:numStyleLink"))) is not None:
            origin = named.get(link.get(_VAL), origin)
        if origin in origins:
            found[num.get(qn("w:numId"), "")] = _changed(num, _List(origin, _levels(origins[origin])))
    return found


def _changed(num: Any, chosen: _List) -> _List:
    """``chosen`` with what the list overrides."""
    for override in num.findall(qn("w:lvlOverride")):
        depth = _int(override.get(qn("w:ilvl")), 0)
        chosen.levels.update(_levels(override))
        start = override.find(qn("w:startOverride"))
        if start is not None:
            chosen.starts[depth] = _int(start.get(_VAL), 1)
    return chosen


def _levels(parent: Any) -> dict[int, Level]:
    return {depth: _level(one, depth) for one in parent.findall(qn("w:lvl")) if (depth := _int(one.get(qn("w:ilvl")), 0)) < _LEVELS}


def _level(one: Any, depth: int) -> Level:
    def of(tag: str, default: str) -> str:
        found = one.find(f".//{qn(tag)}")
        return default if found is None else found.get(_VAL, default)

    legal = one.find(qn("w:isLgl"))
    return Level(
        start=_int(of("w:start", "0"), 0),
        format=of("w:numFmt", "decimal"),
        text=of("w:lvlText", ""),
        apart=of("w:suff", "tab") != "nothing",
        restart=_int(of("w:lvlRestart", str(depth)), depth),
        legal=legal is not None and _on(legal.get(_VAL, "1")),
        style=of("w:pStyle", ""),
    )


def _on(value: str) -> bool:
    return value not in ("0", "false", "off")


def _int(value: str | None, default: int) -> int:
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,9}", value) else default
