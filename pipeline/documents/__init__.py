"""Any document as its reader sees it, and the sections and items of a duty report in it."""

from pipeline.documents.parsing import parse
from pipeline.documents.reading import read_text
from pipeline.documents.records import DocItem, DocSection, Document

__all__ = ["DocItem", "DocSection", "Document", "parse", "read_text"]
