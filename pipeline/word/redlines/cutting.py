"""Cut runs, wrap them as deleted, and find the place for what is inserted, whatever they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import groupby

from lxml import etree

from pipeline.documents import docx_text
from pipeline.word.redlines import names
from pipeline.word.redlines.pen import Pen
from pipeline.word.redlines.story import Piece, is_plain, parent_of

_DELETED_NAMES = {names.TEXT: names.DELETED_TEXT, names.INSTRUCTION: names.DELETED_INSTRUCTION}
_OTHERS = frozenset({names.INSERTED, names.MOVED_TO})


def cut_at(pieces: Sequence[Piece], places: set[int]) -> list[Piece]:
    """The pieces with their runs parted at ``places``; a whole piece is never cut."""
    made: list[Piece] = []
    for piece in pieces:
        rest = piece
        for place in sorted(place for place in places if piece.start < place < piece.end and not piece.whole):
            right = _cut(rest.runs[0], place - rest.start)
            made.append(Piece(rest.start, place, rest.runs, whole=False))
            rest = Piece(place, rest.end, (right,), whole=False)
        made.append(rest)
    return made


def delete(pieces: Sequence[Piece], pen: Pen) -> list[etree._Element]:
    """Wrap all text of ``pieces`` in ``w:del``; return the wrappers in order."""
    wrappers: list[etree._Element] = []
    for piece in pieces:
        for run in piece.runs if piece.whole else _text_only(piece.runs[0]):
            if not wrappers or run.getprevious() is not wrappers[-1]:
                wrappers.append(pen.mark(names.DELETED))
                run.addprevious(wrappers[-1])
            wrappers[-1].append(run)
            run.tail = None
            for node in list(run.iter(*_DELETED_NAMES)):
                node.tag = _DELETED_NAMES[str(node.tag)]
    return wrappers


def put_behind(node: etree._Element, new: etree._Element, following: etree._Element | None, pen: Pen) -> None:
    """Put ``new`` behind ``node``: inside a link or control only where the text ``following`` stands there too, never inside others' changes."""
    parent = parent_of(node)
    while parent.tag != names.PARAGRAPH:
        if parent.tag in _OTHERS:
            _part_behind(parent, node, pen)
        elif following is not None and parent in following.iterancestors():
            break
        node, parent = parent, parent_of(parent)
    _next_to(node, new)


def put_before(node: etree._Element, new: etree._Element) -> None:
    """Put ``new`` in front of ``node`` and of everything that it stands in."""
    top_of(node).addprevious(new)


def top_of(node: etree._Element) -> etree._Element:
    """``node``, or what of its ancestors stands right in the paragraph."""
    while parent_of(node).tag != names.PARAGRAPH:
        node = parent_of(node)
    return node


def _next_to(node: etree._Element, new: etree._Element) -> None:
    parent = parent_of(node)
    parent.insert(parent.index(node) + 1, new)


def _part_behind(change: etree._Element, node: etree._Element, pen: Pen) -> None:
    later = list(node.itersiblings())
    if later:
        rest = names.element(str(change.tag), {str(name): str(value) for name, value in change.attrib.items()}, *later)
        rest.set(names.ID, pen.next_id())
        _next_to(change, rest)


def _cut(run: etree._Element, at: int) -> etree._Element:
    """Part ``run`` behind its first ``at`` characters; return the right part, which follows it."""
    right = _twin(run)
    place = 0
    for child in list(run):
        length = len("".join(docx_text.shown(child)))
        if child.tag == names.RUN_PROPERTIES or (place + length <= at and place < at):
            place += length
            continue
        if place < at:
            right.append(_cut_text(child, at - place))
        else:
            right.append(child)
        place += length
    _next_to(run, right)
    return right


def _cut_text(text: etree._Element, at: int) -> etree._Element:
    content = text.text or ""
    right = deepcopy(text)
    for node, part in ((text, content[:at]), (right, content[at:])):
        node.text = part
        if part != part.strip():
            node.set(names.SPACE, "preserve")
    return right


def _text_only(run: etree._Element) -> list[etree._Element]:
    """``run``, parted so that pictures, notes and marks in it stand in runs of their own; those with text."""
    if all(is_plain(child) for child in run):
        return [run]
    made = [run]
    groups = [list(group) for _, group in groupby((child for child in list(run) if child.tag != names.RUN_PROPERTIES), key=is_plain)]
    for group in groups[1:]:
        twin = _twin(run)
        twin.extend(group)
        _next_to(made[-1], twin)
        made.append(twin)
    return [one for one in made if "".join(docx_text.runs(one))]


def _twin(run: etree._Element) -> etree._Element:
    """An empty run that looks like ``run``."""
    twin = names.element(str(run.tag), {str(key): str(value) for key, value in run.attrib.items()})
    looks = run.find(names.RUN_PROPERTIES)
    if looks is not None:
        twin.append(deepcopy(looks))
    return twin
