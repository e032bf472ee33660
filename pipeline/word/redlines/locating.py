"""Where a stretch of text that was read, and perhaps cleaned, stands among the paragraphs of the file; and the edit that replaces it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.errors import InputError
from pipeline.word.redlines.records import Edit, NewParagraph, Note, Paragraph, Place, Role

_SURE = 85.0


def place_of_span(old: Sequence[Paragraph], start: int, end: int) -> Place:
    """The place of characters [start, end) of the text that ``documents.reading`` gives of the same file.

    White space at both ends belongs to no place. Raises ValueError for a span that holds nothing else.
    """
    text = "\n".join(paragraph.text for paragraph in old)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise ValueError("the span holds no text")
    starts = [paragraph.start for paragraph in old]
    first, last = (old[bisect_right(starts, place) - 1] for place in (start, end - 1))
    return Place(start=first.index, end=last.index + 1, head=first.text[: start - first.start], tail=last.text[end - last.start :])


def place_of_text(old: Sequence[Paragraph], lines: Sequence[str], behind: int = 0) -> Place:
    """The place of ``lines``, the first one from paragraph ``behind`` on.

    White space, width of characters and the division into lines need not agree with the file; up to about a seventh of the characters
    may differ, as after cleaning. Raises InputError where nothing is alike enough.
    """
    text = "\n".join(paragraph.text for paragraph in old)
    offset = old[behind].start if behind < len(old) else len(text)
    shown, places = _squeezed(text, offset)
    wanted, _ = _squeezed("\n".join(lines), 0)
    if not wanted:
        raise ValueError("there is no text to look for")
    start = shown.find(wanted)
    end = start + len(wanted)
    if start < 0:
        found = fuzz.partial_ratio_alignment(wanted, shown, score_cutoff=_SURE) if len(wanted) <= len(shown) else None
        if found is None:
            raise InputError(
                f"在 Word 文件里找不到要改的这一段：{wanted[:20]}……",
                hint="文件可能在读取之后改动过；请保存、关闭后再试，或者改用 .md 输出。",
            )
        start, end = found.dest_start, found.dest_end
    return _whole(old, place_of_span(old, places[start], places[end - 1] + 1), exact=shown[start:end] == wanted)


def edit_at(old: Sequence[Paragraph], place: Place, new: Sequence[NewParagraph], note: Note | None = None) -> Edit:
    """The edit that puts ``new`` at ``place`` and keeps what else stands in its first and last paragraph.

    Where the place lies in one paragraph of several lines (soft breaks), the new ones become lines of it, too.
    """
    if not new:
        kept = (NewParagraph(text=place.head.rstrip("\n") + place.tail),) if (place.head + place.tail).strip() else ()
        return Edit(start=place.start, end=place.end, paragraphs=kept, note=note)
    if place.end == place.start + 1 and (place.head or place.tail) and "\n" in old[place.start].text:
        joined = "\n".join(paragraph.text for paragraph in new)
        notes = next((paragraph.note for paragraph in new if paragraph.note), None)
        lines = NewParagraph(text=place.head + joined + place.tail, role=Role.BODY, note=notes)
        return Edit(start=place.start, end=place.end, paragraphs=(lines,), note=note)
    made = list(new)
    made[0] = made[0].model_copy(update={"text": place.head + made[0].text})
    made[-1] = made[-1].model_copy(update={"text": made[-1].text + place.tail})
    return Edit(start=place.start, end=place.end, paragraphs=tuple(made), note=note)


def _squeezed(text: str, offset: int) -> tuple[str, list[int]]:
    """``text`` from ``offset`` on without white space, widths made equal, and where each character of that comes from."""
    shown: list[str] = []
    places: list[int] = []
    for place in range(offset, len(text)):
        for character in unicodedata.normalize("NFKC", text[place]):
            if not character.isspace():
                shown.append(character)
                places.append(place)
    return "".join(shown), places


def _whole(old: Sequence[Paragraph], place: Place, *, exact: bool) -> Place:
    """What was found by likeness only is taken to the ends of its lines: its edges are not to be trusted to the character."""
    if exact:
        return place
    head, tail = place.head.rpartition("\n"), place.tail.partition("\n")
    near = max(len(head[2]), len(tail[0])) * 4 <= sum(len(paragraph.text) for paragraph in old[place.start : place.end])
    return place.model_copy(update={"head": head[0] + head[1], "tail": tail[1] + tail[2]}) if near else place
