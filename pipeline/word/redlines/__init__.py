"""Redlines: a user's own Word file, changed by tracked insertions and deletions with comments, and nothing else in it touched."""

from pipeline.word.redlines.locating import edit_at, place_of_span, place_of_text
from pipeline.word.redlines.records import AUTHOR, Edit, NewParagraph, Note, Paragraph, Place, Role, RunSpan
from pipeline.word.redlines.redlining import paragraphs, redline

__all__ = [
    "AUTHOR",
    "Edit",
    "NewParagraph",
    "Note",
    "Paragraph",
    "Place",
    "Role",
    "RunSpan",
    "edit_at",
    "paragraphs",
    "place_of_span",
    "place_of_text",
    "redline",
]
