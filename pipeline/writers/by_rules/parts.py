"""Parts: sentences with how much they are needed, so that a section can be filled to its room and no further."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.report import Sentence, SentenceKind
from pipeline.texts.measure import chars

MUST = 0


@dataclass(frozen=True)
class Part:
    """A sentence and its rank: 0 must stand, the others are added in the order of their rank while there is room."""

    sentence: Sentence
    rank: int = MUST


def fact(text: str, *ids: str, opens: bool = False) -> Part:
    return Part(Sentence(text=text, kind=SentenceKind.FACT, facts=ids, opens=opens))


def reading(text: str, *ids: str, rank: int = MUST, question: str = "") -> Part:
    return Part(Sentence(text=text, kind=SentenceKind.READING, facts=ids, question=question), rank)


def stance(text: str, rank: int = MUST) -> Part:
    return Part(Sentence(text=text, kind=SentenceKind.STANCE), rank)


def proposal(text: str, question: str, rank: int = MUST) -> Part:
    return Part(Sentence(text=text, kind=SentenceKind.PROPOSAL, question=question), rank)


def gap(question: str, *ids: str, before: str = "", after: str = "。") -> Part:
    """A visible 【待补充：…】 with its question; ``before`` and ``after`` are the words around it, ``ids`` the facts those rest on."""
    asked = question.rstrip("？?。")
    return Part(Sentence(text=f"{before}【待补充：{asked}】{after}", kind=SentenceKind.GAP, facts=ids, question=f"{asked}？"))


def fitted(items: Sequence[Sequence[Part]], room: int) -> list[tuple[Sentence, ...]]:
    """Return the sentences of each item: all that must stand, and of the rest what fits into ``room`` characters, by rank, fairly by item."""
    used = sum(chars(p.sentence.text) for parts in items for p in parts if p.rank == MUST)
    kept = {(i, j) for i, parts in enumerate(items) for j, p in enumerate(parts) if p.rank == MUST}
    optional = sorted((p.rank, i, j) for i, parts in enumerate(items) for j, p in enumerate(parts) if p.rank != MUST)
    for _, i, j in optional:
        size = chars(items[i][j].sentence.text)
        if used + size <= room:
            used += size
            kept.add((i, j))
    return [tuple(p.sentence for j, p in enumerate(parts) if (i, j) in kept) for i, parts in enumerate(items)]
