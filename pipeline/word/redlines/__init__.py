"""Redlines: a user's own Word file, changed by tracked insertions and deletions with comments, and nothing else in it touched."""

from pipeline.word.redlines.records import AUTHOR, Edit, NewParagraph, Note, Paragraph, Place, Role, RunSpan
from pipeline.word.redlines.redlining import paragraphs, redline

__all__ = ["AUTHOR", "Edit", "NewParagraph", "Note", "Paragraph", "Place", "Role", "RunSpan", "paragraphs", "redline"]
