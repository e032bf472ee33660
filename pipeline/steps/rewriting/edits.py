"""Edits: spans of the source and what stands in their place, and from them whole paragraphs old and new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.rewriting import Paragraph, Replacement


@dataclass(frozen=True)
class Edit:
    """``start``–``end`` of the source becomes ``text``; equal bounds insert. ``headings`` are lines of ``text`` that are headings."""

    start: int
    end: int
    text: str
    reason: str
    facts: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def applied(source: str, edits: Iterable[Edit]) -> str:
    """``source`` with all ``edits``, which do not overlap."""
    made, place = [], 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        made += [source[place : edit.start], edit.text]
        place = edit.end
    return "".join((*made, source[place:]))


def replacements(source: str, edits: Iterable[Edit]) -> tuple[Replacement, ...]:
    """Paragraph by paragraph, edits that touch one paragraph together; what an edit leaves as it is gives none.

    Taken from the last to the first they turn the lines of ``source`` into those of ``applied(source, edits)``.
    """
    lines = source.split("\n")
    found = []
    for group in _grouped(source, [e for e in edits if source[e.start : e.end] != e.text]):
        first, last = _line_of(source, group[0].start), _line_of(source, max(e.end for e in group)) + 1
        begin = sum(len(line) + 1 for line in lines[:first])
        old = "\n".join(lines[first:last])
        new = applied(old, [Edit(e.start - begin, e.end - begin, e.text, e.reason, e.facts, e.headings) for e in group])
        found.append(_replacement(first, lines[first:last], new.split("\n"), group))
    return tuple(found)


def _replacement(first: int, old: list[str], new: list[str], group: Sequence[Edit]) -> Replacement:
    """Paragraphs that are the same before and after at either end are no part of it."""
    while old and new and old[0] == new[0]:
        first, old, new = first + 1, old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    headings = {h for e in group for h in e.headings if h}
    paragraphs = tuple(Paragraph(text=t, role="heading" if any(t.strip("*# 　").endswith(h) for h in headings) else "body") for t in new)
    reason = "；".join(dict.fromkeys(e.reason for e in group if e.reason))
    facts = tuple(dict.fromkeys(f for e in group for f in e.facts))
    return Replacement(first=first, last=first + len(old), old=tuple(old), new=paragraphs, reason=reason, facts=facts)


def _grouped(source: str, edits: Sequence[Edit]) -> list[list[Edit]]:
    groups: list[list[Edit]] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if groups and _line_of(source, edit.start) <= _line_of(source, max(e.end for e in groups[-1])):
            groups[-1].append(edit)
        else:
            groups.append([edit])
    return groups


def _line_of(source: str, place: int) -> int:
    return source.count("\n", 0, place)
