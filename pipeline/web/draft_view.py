"""A draft as its page shows it: numbered headings, sentences with what they rest on, notes beside the item they speak of."""

from __future__ import annotations

from typing import Any

from pipeline.checks.catalogue import facts_rules
from pipeline.cli.choices import SECTION_NAMES
from pipeline.facts import Facts
from pipeline.findings import Finding, Level
from pipeline.flows.answering import todos
from pipeline.flows.oral import RULE, timed
from pipeline.layout import item_mark, printed_chars
from pipeline.rendering.findings import LEVELS
from pipeline.report import Item, Section, SentenceKind
from pipeline.result import Draft
from pipeline.texts.measure import to_chinese
from pipeline.web.drafts import Kept

_UNUSED = "F08"
"""Facts that no sentence uses have a list of their own."""


def view(kept: Kept, facts: Facts) -> dict[str, Any]:
    """Everything the template of a draft needs."""
    draft = kept.draft
    own = {rule.code for rule in facts_rules()}
    notes = [_note(f) for f in draft.findings if f.code not in own and f.code != _UNUSED]
    return {
        "id": kept.id,
        "number": kept.number,
        "file": kept.file,
        "title": draft.report.title,
        "salutation": draft.report.salutation,
        "signer": draft.report.signer,
        "date": draft.report.date,
        "chars": printed_chars(draft.report),
        "writer": "离线写法" if draft.writer == "offline" else draft.model,
        "blocked": draft.blocked,
        "oral": _oral(kept, facts),
        "errors": sum(f.level is Level.ERROR for f in draft.findings),
        "sections": _sections(kept, notes),
        "whole": [note for note in notes if not note["section"]],
        "of_facts": [_note(f) for f in draft.findings if f.code in own],
        "todos": [{"n": n, "question": t.question, "kind": t.kind.value, "item": t.item, "gap": t.gap} for n, t in enumerate(todos(draft))],
        "confirms": len(draft.confirm),
        "unused": [{"id": id_, "text": facts.by_id[id_].text} for id_ in draft.unused_facts if id_ in facts.by_id],
        "facts": {e.id: {"kind": e.kind.value, "text": e.text, "when": e.when or ""} for e in facts.evidence},
    }


def _oral(kept: Kept, facts: Facts) -> dict[str, Any]:
    """The version to be read out: whether one is wanted beside this draft, how long it takes, and what it has missed since."""
    made = kept.oral
    return {
        "wanted": facts.rule != RULE,
        "here": made is not None,
        "time": timed(printed_chars(made.report)) if made else "",
        "blocked": made is not None and made.blocked,
        "late": made is not None and kept.number != kept.oral_at,
        "by_hand": bool(kept.changed),
    }


def _sections(kept: Kept, notes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    shown, number = [], 0
    for section in kept.draft.report.sections:
        number += bool(section.heading)
        mine = [note for note in notes if note["section"] == section.kind.value]
        shown.append(
            {
                "kind": section.kind.value,
                "name": section.heading or SECTION_NAMES[section.kind],
                "heading": section.heading,
                "mark": f"{to_chinese(number)}、" if section.heading else "",
                "written": section.status == "written",
                "reason": section.reason,
                "chars": section.chars,
                "changed": section.kind in kept.changed,
                "items": _items(section, kept.draft, mine),
                "notes": [note for note in mine if not 0 <= note["item"] < len(section.items)],
            }
        )
    return shown


def _items(section: Section, draft: Draft, notes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    shown, headed = [], 0
    for index, item in enumerate(section.items):
        headed += bool(item.heading)
        mark = item_mark(draft.report.numbering, headed) if item.heading else ""
        mine = [note for note in notes if note["item"] == index]
        shown.append({"heading": item.heading, "mark": mark, "text": item.text, "paragraphs": _paragraphs(item, draft), "notes": mine})
    return shown


def _paragraphs(item: Item, draft: Draft) -> list[list[dict[str, Any]]]:
    asked = {confirm.excerpt: confirm.question for confirm in draft.confirm}
    paragraphs: list[list[dict[str, Any]]] = []
    for number, sentence in enumerate(item.sentences):
        if sentence.opens or not paragraphs:
            paragraphs.append([])
        gap = sentence.kind is SentenceKind.GAP
        question = "" if gap else asked.get(sentence.text, "")
        kind = "gap" if gap else "proposal" if question else sentence.kind.value
        paragraphs[-1].append({"n": number, "text": sentence.text, "kind": kind, "facts": list(sentence.facts), "question": question})
    return paragraphs


def _note(finding: Finding) -> dict[str, Any]:
    return finding.model_dump(mode="json") | {"word": LEVELS[finding.level]}
