"""Comments: the part that holds them and their anchors in the text."""

from __future__ import annotations

from lxml import etree

from pipeline.word.redlines import looks, names
from pipeline.word.redlines.package import Package
from pipeline.word.redlines.pen import Pen
from pipeline.word.redlines.records import Note

_INITIALS = names.qualified("w:initials")


class Comments:
    """The comments of one redline; written only where there is one."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self._made: list[etree._Element] = []

    def open(self, note: Note) -> tuple[etree._Element, etree._Element, etree._Element]:
        """A new comment: the marks of its start and its end, and the run that refers to it.

        The run is an insertion of ours, so that rejecting the change takes the comment with it.
        """
        comment = self._pen.mark(names.COMMENT)
        comment.set(_INITIALS, self._pen.author[:1])
        for number, line in enumerate(note.lines):
            paragraph = names.element(names.PARAGRAPH)
            if not number:
                paragraph.append(names.element(names.RUN, None, names.element(names.qualified("w:annotationRef"))))
            paragraph.append(looks.run(line, None))
            comment.append(paragraph)
        self._made.append(comment)
        number_of = {names.ID: str(comment.get(names.ID))}
        reference = self._pen.mark(names.INSERTED, names.element(names.RUN, None, names.element(names.COMMENT_REFERENCE, number_of)))
        return names.element(names.COMMENT_START, number_of), names.element(names.COMMENT_END, number_of), reference

    def write(self, package: Package) -> None:
        """Add the comments to the package."""
        if self._made:
            name, root = package.comments()
            root.extend(self._made)
            package.put(name, root)
