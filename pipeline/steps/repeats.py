"""What users write down twice: a shortcoming among the facts and again as a problem, a measure and again as a plan."""

from __future__ import annotations

import re

from pipeline.checks.facts.matching import pairs
from pipeline.facts import Facts
from pipeline.facts.records import EvidenceKind
from pipeline.texts.quantities import quantities

FAULT = re.compile(r"只|仅|没|未|漏|缺|不|少|才|都由|超|(?<!每)(?<!夜)晚(?!上)|迟|补[签写开]|拖(?:延|欠|了)|空着|错|包办|代[签写]|念到底")
"""Words by which a sentence says that something went wrong."""
_SAME_PLAN = 0.7
_SAME_FACT = 0.5
"""Of the pairs of characters of what repeats so many stand in what it repeats."""
_FEWEST = 8
"""Pairs of characters: fewer say too little to tell."""


def told_in_problems(facts: Facts) -> frozenset[str]:
    """Ids of the facts that tell of a fault and say no more of it than a problem says: they are no work done."""
    said = [f"{p.statement}{p.cause or ''}" for p in facts.problems]
    stated = [e for e in facts.evidence if e.kind is EvidenceKind.FACT and FAULT.search(e.text)]
    return frozenset(e.id for e in stated if any(_values(e.text) <= _values(s) and repeats(e.text, s, _SAME_FACT) for s in said))


def told_in_measure(planned: str, measure: str) -> bool:
    """Whether a plan says what the measure of its problem says."""
    return repeats(planned, measure, _SAME_PLAN)


def repeats(text: str, other: str, share: float) -> bool:
    """Whether ``share`` (0–1) of the pairs of characters of ``text`` stand in ``other``, whatever their order."""
    mine, theirs = pairs(text), pairs(other)
    return len(mine) >= _FEWEST and len(mine & theirs) >= share * len(mine)


def _values(text: str) -> set[float]:
    return {q.value for q in quantities(text)}
