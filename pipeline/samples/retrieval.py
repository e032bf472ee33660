"""Search over the library: BM25 and vectors combined by reciprocal rank, the fitting unit type and theme preferred, reports mixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict

from pipeline.report import SectionKind
from pipeline.samples.grams import grams, query_grams
from pipeline.samples.records import Grade, Passage
from pipeline.samples.store import SampleStore

_RRF = 60
"""The usual constant of reciprocal rank fusion: how little the first ranks differ."""

_SAME_UNIT = 1.25
_SAME_THEME = 1.25
"""A passage of the same unit type or theme passes those up to about twenty ranks above it."""

_DEPTH = 100
"""How far down each ranking counts, where no more are asked for."""

_MODELS: tuple[Grade, ...] = ("good", "fair")
_PER_REPORT = 2


class Hit(BaseModel):
    """A passage found; scores compare within one search only."""

    model_config = ConfigDict(frozen=True)

    passage: Passage
    score: float


class Retriever:
    """Searches ``store``; the lexical index lives in memory and is built with the first search."""

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
        passages, depth = self._store.all(), max(k, _DEPTH)
        eligible = {
            p.id
            for p in passages
            if section in (None, p.section) and (p.grade in _MODELS or not models_only) and exclude.isdisjoint((p.id, p.report))
        }
        nearest = self._store.vector_query(
            query,
            depth,
            [section] if section else [],
            grades=_MODELS if models_only else (),
            not_reports=sorted(exclude & {p.report for p in passages}),
        )
        by_vector = [p for p, score in nearest if score > 0 and p.id in eligible]
        by_words = [p for p in self._by_words(query) if p.id in eligible][:depth]
        hits = [Hit(passage=p, score=score * _preference(p, unit_types, theme)) for p, score in _fused(by_words, by_vector)]
        return sorted(_spread(sorted(hits, key=_order), k), key=_order)

    def _by_words(self, query: str) -> list[Passage]:
        """The passages that share a term with ``query``, best first, ties by id."""
        terms = [self._words.vocabulary[gram] for gram in query_grams(query) if gram in self._words.vocabulary]
        if not terms:
            return []
        scores: list[float] = self._words.bm25.get_scores(terms).tolist()
        found = [(-score, passage.id, passage) for score, passage in zip(scores, self._words.passages, strict=True) if score > 0]
        return [passage for *_, passage in sorted(found, key=lambda entry: entry[:2])]

    @cached_property
    def _words(self) -> _Words:
        return _Words(self._store.all())


class _Words:
    """BM25 over the characters and pairs of ``passages``."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        import bm25s

        self.passages = passages
        self.vocabulary: dict[str, int] = {}
        ids = [[self.vocabulary.setdefault(gram, len(self.vocabulary)) for gram in grams(passage.searchable)] for passage in passages]
        self.bm25: Any = bm25s.BM25()
        if self.vocabulary:
            self.bm25.index((ids, self.vocabulary), create_empty_token=False, show_progress=False)


def _fused(*rankings: Sequence[Passage]) -> list[tuple[Passage, float]]:
    """Reciprocal rank fusion: for each passage the sum of 1 / (60 + rank) over ``rankings``."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, passage in enumerate(ranking, start=1):
            scores[passage.id] = scores.get(passage.id, 0.0) + 1 / (_RRF + rank)
    passages = {passage.id: passage for ranking in rankings for passage in ranking}
    return [(passages[id_], score) for id_, score in scores.items()]


def _preference(passage: Passage, unit_types: tuple[str, ...], theme: str) -> float:
    unit = 1.0 if set(unit_types).isdisjoint(passage.unit_types) else _SAME_UNIT
    return unit * (_SAME_THEME if theme and passage.theme == theme else 1.0)


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
