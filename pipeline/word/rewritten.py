"""A rewriting → the user's own Word file with tracked changes: paragraph by paragraph, each with its reason in a comment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipeline.rewriting import Replacement, Rewrite
from pipeline.word.redlines import Edit, NewParagraph, Note, Paragraph, Place, Role, edit_at, paragraphs, place_of_span, place_of_text, redline


def redlined(data: bytes, text: str, result: Rewrite, when: dt.datetime) -> bytes:
    """The .docx ``data``, of which ``text`` was read, with the replacements of ``result`` as tracked changes; as it is where nothing changed.

    Raises InputError where a change cannot be made in the file (over the edge of a table cell, or the file is another by now).
    """
    old = paragraphs(data)
    edits = [_edit(old, text, result, change) for change in result.replacements]
    return redline(data, edits, when) if edits else data


def _edit(old: Sequence[Paragraph], text: str, result: Rewrite, change: Replacement) -> Edit:
    new = [NewParagraph(text=p.text, role=Role(p.role)) for p in change.new]
    note = Note(reason=change.reason or "改写存在问题", facts=change.facts)
    if change.old:
        return edit_at(old, _place(old, text, result, change.first, change.last), new, note)
    before = _last_line_before(result.source, change.first)
    place = _place(old, text, result, before, before + 1)
    if place.tail.strip():
        # The line before is one of several in its paragraph (soft breaks): the new ones become lines of it, too.
        kept = NewParagraph(text=result.source.split("\n")[before])
        return edit_at(old, place, [kept, *new], note)
    return Edit(start=place.end, end=place.end, paragraphs=tuple(new), note=note)


def _last_line_before(source: str, line: int) -> int:
    lines = source.split("\n")
    return next(n for n in range(line - 1, -1, -1) if lines[n].strip())


def _place(old: Sequence[Paragraph], text: str, result: Rewrite, first: int, last: int) -> Place:
    """Where lines ``first`` to ``last`` of the source stand in the file."""
    lines = result.source.split("\n")
    if result.source != text:
        return place_of_text(old, lines[first:last])
    start = sum(len(line) + 1 for line in lines[:first])
    return place_of_span(old, start, start + len("\n".join(lines[first:last])))
