"""A parsed document: title, sections, items. Numbering (一、 （一） 1. 一是) is layout and no part of any heading or text here."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from pipeline.report import SectionKind


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DocItem(_Record):
    """What stands under one second-level heading, paragraphs parted by line breaks; heading "" for prose before the first or without any."""

    heading: str
    text: str


class DocSection(_Record):
    """A first-level section; ``heading`` is "" for lead and closing. A section whose heading is all there is has no items."""

    kind: SectionKind
    heading: str
    items: tuple[DocItem, ...]


class Document(_Record):
    """``title`` is "" and ``year`` None where the text does not say."""

    title: str
    year: int | None
    sections: tuple[DocSection, ...]
