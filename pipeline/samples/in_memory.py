"""Exact search by hashed vectors in memory: what is left when the endpoint whose vectors are indexed gives none for a query."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.samples.demands import Demands
from pipeline.samples.embedding import HashedNgrams
from pipeline.samples.records import Passage


class InMemory:
    """Passages by nearness under ``embedder``."""

    def __init__(self, passages: Sequence[Passage], embedder: HashedNgrams) -> None:
        self._passages = passages
        self._embedder = embedder
        self._vectors = embedder.embed([passage.searchable for passage in passages])

    def nearest(self, text: str, k: int, demands: Demands) -> list[tuple[Passage, float]]:
        """At most ``k`` passages that meet ``demands`` with their cosine to ``text``, best first, ties by id."""
        vector = self._embedder.embed([text])[0]
        if not vector.any():
            return []
        cosines = np.round(self._vectors @ vector, 6).tolist()
        met = [(passage, cosine) for passage, cosine in zip(self._passages, cosines, strict=True) if demands.met_by(passage)]
        return sorted(met, key=lambda hit: (-hit[1], hit[0].id))[:k]
