"""The pen that marks changes: who, when, and ids that nobody else in the file has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.word.redlines import names

_MOST = 2**31 - 1
_BEFORE_MARK = frozenset({names.INSERTED, names.DELETED, names.MOVED_FROM, names.MOVED_TO})
_BEHIND_PROPERTIES = frozenset({names.SECTION, names.PROPERTIES_CHANGE})


class Pen:
    """Makes and places the marks of one author at one moment.

    ``when`` is written as its wall clock says, followed by Z, as Word itself does with local time.
    """

    def __init__(self, author: str, when: dt.datetime, roots: Iterable[etree._Element]) -> None:
        self.author = author
        self.date = when.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._ids = _free_ids(roots)

    def next_id(self) -> str:
        """An id that is not in the file yet."""
        return str(next(self._ids))

    def mark(self, tag: str, *children: etree._Element) -> etree._Element:
        """A ``w:ins``, ``w:del`` or ``w:comment`` with id, author and date."""
        return names.element(tag, {names.ID: self.next_id(), names.AUTHOR: self.author, names.DATE: self.date}, *children)

    def mark_end(self, paragraph: etree._Element, tag: str) -> None:
        """Mark the end mark of ``paragraph`` as inserted or deleted."""
        properties = paragraph.find(names.PROPERTIES)
        if properties is None:
            properties = names.element(names.PROPERTIES)
            paragraph.insert(0, properties)
        looks = properties.find(names.RUN_PROPERTIES)
        if looks is None:
            looks = names.element(names.RUN_PROPERTIES)
            later = next((child for child in properties if child.tag in _BEHIND_PROPERTIES), None)
            properties.insert(len(properties) if later is None else properties.index(later), looks)
        place = next((n for n, child in enumerate(looks) if child.tag not in _BEFORE_MARK or tag == names.INSERTED), len(looks))
        looks.insert(place, self.mark(tag))


def _free_ids(roots: Iterable[etree._Element]) -> Iterator[int]:
    taken = {int(value) for root in roots for node in root.iter() for value in (node.get(names.ID, ""),) if value.lstrip("-").isdecimal()}
    most = max(taken, default=0)
    candidates = range(most + 1, _MOST) if most < _MOST // 2 else range(1, _MOST)
    return (number for number in candidates if number not in taken)
