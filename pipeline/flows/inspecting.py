"""The flow of ``corpus inspect``: one text → what cleaning and parsing make of it. Nothing is stored, nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.documents import DocItem, DocSection, Document, parse
from pipeline.documents.cleaning import Dirt, clean, without_front_matter
from pipeline.samples.intake_types import guess_types
from pipeline.texts.measure import chars
from pipeline.texts.secrecy import refuse_marked


@dataclass(frozen=True)
class Inspection:
    """``text`` is cleaned, ``document`` its structure; ``unit_types`` are guessed, likeliest first, and may be empty.

    ``unusable`` says in Chinese why the text would teach nothing, "" where it may.
    """

    document: Document
    unit_types: tuple[str, ...]
    dirt: tuple[Dirt, ...]
    text: str
    unusable: str

    def as_dict(self) -> dict[str, Any]:
        """The JSON of the contract."""
        return {
            "title": self.document.title,
            "year": self.document.year,
            "unit_types": list(self.unit_types),
            "sections": [_section(section) for section in self.document.sections],
            "dirt": [{"code": d.code, "excerpt": d.excerpt, "action": d.action} for d in self.dirt],
            "text": self.text,
        }


def inspect(text: str, source: str = "") -> Inspection:
    """Clean and parse ``text``, read from ``source``; front matter is left out. Raises SecrecyError where it bears a secrecy mark."""
    body = without_front_matter(text)
    refuse_marked(body, source or "这份文件")
    cleaned = clean(body)
    return Inspection(
        document=parse(cleaned.text),
        unit_types=guess_types(cleaned.text, source),
        dirt=cleaned.dirt,
        text=cleaned.text,
        unusable=cleaned.unusable,
    )


def section_chars(section: DocSection) -> int:
    """Characters of a section without white space and numbers: its heading, and headings and texts of its items."""
    return chars(section.heading) + sum(item_chars(item) for item in section.items)


def item_chars(item: DocItem) -> int:
    """Characters of an item without white space: heading and text."""
    return chars(item.heading) + chars(item.text)


def _section(section: DocSection) -> dict[str, Any]:
    return {
        "kind": section.kind.value,
        "heading": section.heading,
        "chars": section_chars(section),
        "items": [{"heading": item.heading, "chars": item_chars(item)} for item in section.items],
    }
