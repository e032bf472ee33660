"""End marks of paragraphs: who holds the old one when paragraphs are typed behind another."""

from __future__ import annotations

from lxml import etree

from pipeline.word.redlines import looks, names
from pipeline.word.redlines.pen import Pen

_OF_THE_MARK = frozenset({names.RUN_PROPERTIES, names.SECTION})


def hand_over(before: etree._Element, last: etree._Element, pen: Pen) -> None:
    """As if all behind it had been typed at the end of ``before``: ``last`` takes over its end mark, and it gets a new, inserted one.

    With the mark go the end of a section and others' marks. Where ``last`` is to look different, that is a tracked change of its own, so
    that rejecting all gives ``before`` its old properties.
    """
    old, mine = before.find(names.PROPERTIES), last.find(names.PROPERTIES)
    if mine is not None:
        last.remove(mine)
    taken = names.element(names.PROPERTIES) if old is None else old
    fresh = looks.without_marks(taken)
    last.insert(0, taken)
    before.insert(0, fresh)
    pen.mark_end(before, names.INSERTED)
    _restyle(taken, mine, pen)


def _restyle(taken: etree._Element, wanted: etree._Element | None, pen: Pen) -> None:
    if taken.find(names.PROPERTIES_CHANGE) is not None:
        return
    old, new = _own(taken), [] if wanted is None else _own(wanted)
    if [etree.tostring(node) for node in old] != [etree.tostring(node) for node in new]:
        change = pen.mark(names.PROPERTIES_CHANGE, names.element(names.PROPERTIES, None, *old))
        taken[0:0] = new
        taken.append(change)


def _own(properties: etree._Element) -> list[etree._Element]:
    return [child for child in properties if child.tag not in _OF_THE_MARK]
