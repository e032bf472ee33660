"""The draft as JSON, to the letter of the contract."""

from __future__ import annotations

import json
from typing import Any

from pipeline.findings import Finding
from pipeline.report import Item, Section
from pipeline.result import Draft


def as_json(draft: Draft) -> str:
    """The contract's JSON, keys in its order, Chinese unescaped, a line end at the end."""
    report = draft.report
    record: dict[str, Any] = {
        "title": report.title,
        "unit": {"name": report.unit, "types": list(report.unit_types)},
        "year": report.year,
        "writer": draft.writer,
        "model": draft.model,
        "prompts": list(draft.prompts),
        "sections": [_section(s) for s in report.sections],
        "findings": [_finding(f) for f in draft.findings],
        "todo": list(draft.todo),
        "confirm": [c.model_dump() for c in draft.confirm],
        "unused_facts": list(draft.unused_facts),
        "stats": draft.stats.model_dump(exclude=set() if draft.stats.cached_tokens else {"cached_tokens"}),
    }
    if draft.notes:
        record["notes"] = list(draft.notes)
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _section(section: Section) -> dict[str, Any]:
    shown: dict[str, Any] = {"kind": section.kind.value, "heading": section.heading, "status": section.status}
    if section.reason:
        shown["reason"] = section.reason
    return shown | {"items": [_item(i) for i in section.items]}


def _item(item: Item) -> dict[str, Any]:
    shown: dict[str, Any] = {"heading": item.heading, "text": item.text, "facts": list(item.facts), "sources": list(item.sources)}
    return shown | ({"writer": item.writer} if item.writer else {})


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "level": finding.level.value,
        "section": finding.section,
        "excerpt": finding.excerpt,
        "message": finding.message,
        "advice": finding.advice,
    }
