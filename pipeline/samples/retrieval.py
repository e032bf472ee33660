"""Search over the library: two lexical scores and one of vectors added up, the fitting unit type and theme preferred, reports mixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from pydantic import BaseModel, ConfigDict

from pipeline.report import SectionKind
from pipeline.samples.lexical import Bm25, Scores, by_characters, by_words
from pipeline.samples.records import Grade, Passage
from pipeline.samples.store import SampleStore

_SAME_UNIT = 1.0
_SAME_THEME = 0.3
"""Added to the mean of the three scores, each between 0 and 1, for a passage of the same unit type or theme: the unit type outweighs words.

Measured by eval/retrieval.py: with 0.6 words still won over the unit type now and then, and a village was shown a hospital's ways.
"""

_DEPTH = 100
"""How many of the nearest vectors count, where no more are asked for."""

_MODELS: tuple[Grade, ...] = ("good", "fair")
_PER_REPORT = 2
_LEAST = 1e-3
"""What the farthest of the vectors that count is worth: it was found, so it is not nothing."""


class Hit(BaseModel):
    """A passage found; scores compare within one search only."""

    model_config = ConfigDict(frozen=True)

    passage: Passage
    score: float


class Retriever:
    """Searches ``store``; the lexical indexes live in memory and are built with the first search."""

    def __init__(self, store: SampleStore) -> None:
        self._store = store

    def search(  # noqa: PLR0913 - a query and six wishes, each optional and named
        self,
        query: str,
        *,
        unit_types: tuple[str, ...] = (),
        section: SectionKind | None = None,
        theme: str = "",
        k: int = 5,
        models_only: bool = False,
        exclude: frozenset[str] = frozenset(),
    ) -> list[Hit]:
        """At most ``k`` passages that have anything in common with ``query``, best first, ties by id.

        ``section`` is a demand, ``unit_types`` and ``theme`` are preferences. ``models_only`` leaves out weak passages; ``exclude`` holds ids
        of passages and reports to leave out. No report gives more than two passages as long as others have any.
        """
        passages = self._passages
        eligible = np.array(
            [section in (None, p.section) and (p.grade in _MODELS or not models_only) and exclude.isdisjoint((p.id, p.report)) for p in passages],
            dtype=bool,
        )
        if not eligible.any():
            return []
        scores = [_to_top(index.scores(query), eligible) for index in self._lexical]
        nearest = self._store.vector_query(
            query,
            max(k, _DEPTH),
            [section] if section else [],
            grades=_MODELS if models_only else (),
            not_reports=sorted(exclude & {p.report for p in passages}),
        )
        scores.append(self._stretched((p, score) for p, score in nearest if score > 0))
        sum_ = np.where(eligible, np.mean(scores, axis=0), 0.0)
        hits = [
            Hit(passage=passages[i], score=round(float(sum_[i]) + _preference(passages[i], unit_types, theme), 6)) for i in np.flatnonzero(sum_ > 0)
        ]
        return sorted(_spread(sorted(hits, key=_order), k), key=_order)

    def _stretched(self, nearest: Iterable[tuple[Passage, float]]) -> Scores:
        """Cosines spread over 0 to 1, the farthest above 0: models of embedding differ in the band that theirs fill."""
        found = list(nearest)
        scores = np.zeros(len(self._passages))
        if not found:
            return scores
        top, bottom = max(score for _, score in found), min(score for _, score in found)
        for passage, score in found:
            scores[self._places[passage.id]] = max((score - bottom) / (top - bottom) if top > bottom else 1.0, _LEAST)
        return scores

    @cached_property
    def _passages(self) -> list[Passage]:
        return self._store.all()

    @cached_property
    def _places(self) -> dict[str, int]:
        return {passage.id: place for place, passage in enumerate(self._passages)}

    @cached_property
    def _lexical(self) -> tuple[Bm25, ...]:
        texts = [passage.searchable for passage in self._passages]
        return by_characters(texts), by_words(texts)


def _to_top(scores: Scores, eligible: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Scores:
    """``scores`` of the eligible as shares of the best among them."""
    scores = np.where(eligible, scores, 0.0)
    top = scores.max()
    return scores / top if top > 0 else scores


def _preference(passage: Passage, unit_types: tuple[str, ...], theme: str) -> float:
    unit = 0.0 if set(unit_types).isdisjoint(passage.unit_types) else _SAME_UNIT
    return unit + (_SAME_THEME if theme and passage.theme == theme else 0.0)


def _order(hit: Hit) -> tuple[float, str]:
    return (-hit.score, hit.passage.id)


def _spread(hits: Sequence[Hit], k: int) -> list[Hit]:
    """The first ``k`` of ``hits`` (best first) with at most two of a report, made up with the others where that is too few."""
    taken: Counter[str] = Counter()
    first: list[Hit] = []
    others: list[Hit] = []
    for hit in hits:
        taken[hit.passage.report] += 1
        (first if taken[hit.passage.report] <= _PER_REPORT else others).append(hit)
    return (first + others)[: max(k, 0)]
