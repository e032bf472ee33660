"""What the figures themselves admit: forms of organisational life held less often than the rules ask, and tasks not wholly done.

Each shortfall is a reading of facts, nothing more: candidates for 存在问题 that the user must confirm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.facts import Evidence, Facts
from pipeline.facts.norms import life_records
from pipeline.facts.records import EvidenceKind
from pipeline.texts.measure import clauses
from pipeline.texts.quantities import Quantity, quantities

_DONE = re.compile(
    r"(解决|完成|整改|办结|办成|落实|销号|见效|达标|化解|转化)[了到成]?\s*\d+|有\s*\d+\s*\S{1,2}?(成绩)?(进步|提高|达标|转化|脱困|上岗)|(其中|已)[^，；。]{0,6}\d+"
)


@dataclass(frozen=True)
class Shortfall:
    """``text`` states it in one clause; ``facts`` are the ids it is read from; ``topic`` is the name to recognise it by; ``below_norm``
    tells a count below the rules from a task not wholly done.
    """

    text: str
    facts: tuple[str, ...]
    topic: str
    below_norm: bool = False


def shortfalls(facts: Facts) -> list[Shortfall]:
    """All shortfalls the figures show, against the rules first; what the user's own problems already name is left out."""
    stated = " ".join(p.statement for p in facts.problems)
    return [s for s in (*_below_norm(facts), *_left_undone(facts)) if s.topic not in stated]


def _below_norm(facts: Facts) -> list[Shortfall]:
    return [
        Shortfall(f"{life.name}按规定应开{life.due}次，实开{life.count}次，少了{life.missing}次", (life.id,), life.name, below_norm=True)
        for life in life_records(facts)
        if life.missing
    ]


def _left_undone(facts: Facts) -> list[Shortfall]:
    used = (EvidenceKind.FACT, EvidenceKind.PROJECT)
    return [s for e in facts.evidence if e.kind in used for s in _residues(e)]


def _residues(evidence: Evidence) -> list[Shortfall]:
    """Pairs “14名 … 有11名成绩进步” in neighbouring clauses of one fact, or “11个难题解决10个” in one clause: the rest was not done."""
    parts = clauses(evidence.text)
    found = []
    for i, part in enumerate(parts):
        done = _DONE.search(part)
        if not done:
            continue
        inside = [q for q in quantities(part) if done.start() <= q.start < done.end()]
        before = [q for q in quantities(part) if q.end <= done.start()] or (quantities(parts[i - 1])[-1:] if i else [])
        if not inside or not before:
            continue
        whole, part_done = before[-1], inside[-1]
        if _is_part(whole, part_done):
            rest = f"{int(whole.value - part_done.value)}{whole.unit}"
            context = part if whole in quantities(part) else f"{parts[i - 1]}，{part}"
            found.append(Shortfall(f"{context}，{_rest(done, rest)}", (evidence.id,), evidence.text[:6]))
    return found


def _is_part(whole: Quantity, part: Quantity) -> bool:
    return bool(whole.unit) and whole.unit == part.unit and whole.value > part.value > 0 and whole.value == int(whole.value)


def _rest(done: re.Match[str], rest: str) -> str:
    """解决10个 of 11个 leaves 1个 unsolved; of 有11名成绩进步 the figures say only that the others are not among them."""
    return f"还有{rest}没有{done.group(1)}" if done.group(1) else f"其余{rest}不在其中"
