"""Edits → the same file with tracked changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pipeline.errors import InputError
from pipeline.word.redlines.comments import Comments
from pipeline.word.redlines.package import Package
from pipeline.word.redlines.pen import Pen
from pipeline.word.redlines.records import AUTHOR, Edit, Paragraph
from pipeline.word.redlines.story import Block, blocks_of, record_of
from pipeline.word.redlines.writing import Writer


def paragraphs(data: bytes) -> list[Paragraph]:
    """The paragraphs of a .docx in reading order, those of tables among them.

    Their texts, joined by line breaks, are the text that ``documents.reading`` gives but for line breaks at its end.
    Raises zipfile.BadZipFile, KeyError, ValueError and lxml's XMLSyntaxError for a damaged package.
    """
    package = Package(data)
    return record_of(blocks_of(package.tree(package.main)))


def redline(data: bytes, edits: Sequence[Edit], when: dt.datetime, author: str = AUTHOR) -> bytes:
    """The .docx ``data`` with ``edits`` as tracked changes and comments of ``author``; ``data`` itself where nothing differs.

    Accepting all changes gives the new text; rejecting those of ``author`` gives the old text and formatting, and its comments go with it.
    What is no text (pictures, notes, bookmarks, others' changes and comments) stays where it is; a paragraph that holds a picture or
    ends a section keeps its end mark, empty where its text goes. All other parts of the package stay byte for byte.

    Raises ValueError for edits that overlap or lie outside the file, InputError for one that reaches over the edge of a table cell, and
    what ``paragraphs`` raises.
    """
    package = Package(data)
    root = package.tree(package.main)
    blocks = blocks_of(root)
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    _check(ordered, blocks)
    pen = Pen(author, when, [root, *package.stories()])
    comments = Comments(pen)
    writer = Writer(blocks, pen, comments)
    if not [edit for edit in ordered if writer.put(edit)]:
        return data
    writer.release()
    package.put(package.main, root)
    comments.write(package)
    return package.written()


def _check(edits: Sequence[Edit], blocks: Sequence[Block]) -> None:
    last = -1
    for edit in edits:
        if edit.start < last or (edit.start == edit.end == last) or edit.end > len(blocks):
            raise ValueError(f"the edit of paragraphs {edit.start} to {edit.end} overlaps another or lies outside the file")
        last = edit.end
        concerned = blocks[edit.start : edit.end]
        if any(block.container is not concerned[0].container for block in concerned):
            raise InputError(
                f"要改的这一段跨过了表格或控件的边界：{concerned[0].text[:20]}",
                hint="请在 Word 里把这一部分移出表格，或者分开放在同一个单元格里，再试。",
            )
