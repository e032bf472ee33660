"""Last year's report → the problems it admits, as questions of 上年整改: what was done, and what came of it, only the user knows."""

from __future__ import annotations

import re

from pipeline.documents import DocSection, Document, parse
from pipeline.documents.cleaning import clean
from pipeline.documents.material import Line, Material
from pipeline.facts.proposals import Proposal, Source
from pipeline.report import SectionKind
from pipeline.texts.measure import sentences

_MARK = re.compile(r"^(?:[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[.．、]|第[一二三四五六七八九十]，?)\s*")
_OWN_WORDS = 4
"""Pairs of characters that a plan must share with a problem to have been meant for it."""


def report_in(material: Material) -> Document | None:
    """The report that ``material`` is, or None for anything else: notes and ledgers have no part of problems and no part of duty or plans."""
    document = parse(clean("\n".join(line.text for line in material.lines)).text)
    kinds = {section.kind for section in document.sections if section.heading}
    titled = "述职" in document.title or any("述职" in line.text for line in material.lines[:3])
    return document if SectionKind.PROBLEM in kinds and (titled or kinds & {SectionKind.DUTY, SectionKind.PLAN}) else None


def problems_of(material: Material, document: Document) -> list[Proposal]:
    """A rectification for each problem, 问题 filled in; a plan of that year that was meant for it is called to mind in the note."""
    plans = [text for item in _items(document, SectionKind.PLAN) if (text := item[1] or item[0])]
    return [p for heading, text in _items(document, SectionKind.PROBLEM) if (p := _rectification(material, heading, text, plans))]


def _rectification(material: Material, heading: str, text: str, plans: list[str]) -> Proposal | None:
    first = next(iter(sentences(text)), "")
    told = heading or _MARK.sub("", first)
    quote = first or heading
    line = _where(material, quote)
    if not told or line is None:
        return None
    plan = max(plans, key=lambda p: _shared(p, heading + text), default="")
    meant = sentences(plan)[0] if plan and _shared(plan, heading + text) >= _OWN_WORDS else ""
    note = "做法和结果只有你知道，请补上。" + (f"去年说过要这样改：“{meant}”" if meant else "")
    return Proposal("上年整改", (("问题", told.rstrip("。；：")),), (Source(material.file, line.place, quote),), note)


def _where(material: Material, quote: str) -> Line | None:
    """The line that holds ``quote`` word for word."""
    return next((line for line in material.lines if quote in line.text), None)


def _items(document: Document, kind: SectionKind) -> list[tuple[str, str]]:
    sections: list[DocSection] = [section for section in document.sections if section.kind is kind]
    items = [item for section in sections for item in section.items]
    headed = any(item.heading for item in items)
    return [(item.heading, item.text) for item in items if item.heading or not headed]


def _shared(a: str, b: str) -> int:
    pairs = {a[i : i + 2] for i in range(len(a) - 1)}
    return sum(1 for pair in pairs if re.fullmatch(r"[\u4e00-\u9fff]{2}", pair) and pair in b)
