"""Any document as its reader sees it, and the sections and items of a duty report in it."""

from pipeline.documents.parsing import parse, printed_chars
from pipeline.documents.reading import read_text
from pipeline.documents.records import DocItem, DocSection, Document

__all__ = ["DocItem", "DocSection", "Document", "parse", "printed_chars", "read_text"]
