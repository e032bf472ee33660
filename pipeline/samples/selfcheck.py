"""Whether an endpoint's vectors are worth their weight: how well they find a passage by its heading, beside the hashed ones.

Measured on the library itself, before the endpoint gets a say: a model for English or a wrong address must not spoil the search.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.samples.embedding import Vectors
from pipeline.samples.records import Passage

PAIRS = 60
FEWEST = 8
"""Pairs below which nothing can be said, so that the endpoint gets no weight."""

Embed = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True)
class SelfCheck:
    """Mean reciprocal rank of the body belonging to a heading, among ``pairs`` bodies."""

    pairs: int
    hashed: float
    endpoint: float

    @property
    def passed(self) -> bool:
        return self.pairs >= FEWEST and self.endpoint >= self.hashed


def compare(passages: Sequence[Passage], hashed: Embed, endpoint: Embed) -> SelfCheck:
    """Compare on at most PAIRS headings, evenly spread over ``passages``. Raises what ``endpoint`` raises."""
    pairs = _pairs(passages)
    if len(pairs) < FEWEST:
        return SelfCheck(len(pairs), 0.0, 0.0)
    return SelfCheck(len(pairs), reciprocal_rank(hashed, pairs), reciprocal_rank(endpoint, pairs))


def reciprocal_rank(embed: Embed, pairs: Sequence[tuple[str, str]]) -> float:
    """Mean reciprocal rank of each heading's own body; bodies as near as it count as nearer: equal vectors tell nothing."""
    headings, bodies = embed([heading for heading, _ in pairs]), embed([body for _, body in pairs])
    cosines = headings @ bodies.T
    own = cosines.diagonal()[:, None]
    ranks = (cosines >= own - 1e-6).sum(axis=1)
    return float((1 / ranks).mean())


def _pairs(passages: Sequence[Passage]) -> list[tuple[str, str]]:
    """Headings that only one passage bears, with its text."""
    borne = Counter(p.heading for p in passages)
    single = [(p.heading, p.text) for p in passages if p.heading and borne[p.heading] == 1]
    count = min(PAIRS, len(single))
    return [single[i * len(single) // count] for i in range(count)]
