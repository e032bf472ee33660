"""F05 a document, place or organisation that no fact names; F06 a quoted name that no fact gives."""

from __future__ import annotations

import re

from pipeline import units
from pipeline.checks.context import Context, Place, at, places
from pipeline.findings import Finding, Level
from pipeline.report import Report, SentenceKind
from pipeline.texts.names import names

_TITLE = re.compile(r"《([^》]{2,60})》")
_QUOTED = re.compile(r"“([^”]{2,30})”")


def check(report: Report, context: Context) -> list[Finding]:
    known = context.given + "\n" + "\n".join(units.fixed_wordings()) + "\n" + _of_types(context)
    return [f for place in places(report) if place.sentence.kind is not SentenceKind.GAP for f in _of_sentence(place, known)]


def _of_sentence(place: Place, known: str) -> list[Finding]:
    text = place.sentence.text
    found = [
        at(place, "F05", Level.ERROR, m.span(), f"事实里没有提到《{m.group(1)}》", "没有学过、用过的文件不要写；确有其事请补进事实文件。")
        for m in _TITLE.finditer(text)
        if m.group(1) not in known
    ]
    found += [
        at(place, "F05", Level.ERROR, (n.start, n.end), f"事实里没有“{n.text}”", "单位、地方的名称只能来自你的事实，请删去或补进事实文件。")
        for n in names(text)
        if n.text not in known
    ]
    return found + [
        at(
            place,
            "F06",
            Level.WARNING,
            m.span(),
            f"引号里的“{m.group(1)}”事实里没有",
            "如果是活动、品牌、荣誉的名称，请核对；如果只是说法，请去掉引号。",
        )
        for m in _QUOTED.finditer(text)
        if m.group(1) not in known and not _own_words(place, m.group(1))
    ]


def _own_words(place: Place, quoted: str) -> bool:
    """A proposal or a plan may quote the heading it answers, or a state of mind in the writer's own words."""
    headings = "".join(item.heading for item in place.section.items)
    return place.sentence.kind is SentenceKind.PROPOSAL or quoted in headings or place.section.kind == "plan"


def _of_types(context: Context) -> str:
    return "\n".join(f"{t.stance.text} {' '.join(w for ut in t.themes for w in ut.words)}" for t in context.unit_types)
