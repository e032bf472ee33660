"""The lexical halves of retrieval: BM25 over characters and their pairs, and BM25 over words. Both live in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.samples.grams import grams, query_grams

Scores = npt.NDArray[np.float64]
Terms = Callable[[str], list[str]]


class Bm25:
    """BM25 over ``texts``, cut into terms by ``terms``; queries are cut by ``query_terms``."""

    def __init__(self, texts: Sequence[str], terms: Terms, query_terms: Terms) -> None:
        import bm25s

        self._query_terms = query_terms
        self._count = len(texts)
        self._vocabulary: dict[str, int] = {}
        ids = [[self._vocabulary.setdefault(term, len(self._vocabulary)) for term in terms(text)] for text in texts]
        self._bm25: Any = bm25s.BM25()
        if self._vocabulary:
            self._bm25.index((ids, self._vocabulary), create_empty_token=False, show_progress=False)

    def scores(self, query: str) -> Scores:
        """One score for each text, in their order; 0 where nothing is shared."""
        terms = [self._vocabulary[term] for term in self._query_terms(query) if term in self._vocabulary]
        if not terms:
            return np.zeros(self._count)
        return np.asarray(self._bm25.get_scores(terms), dtype=np.float64)


def by_characters(texts: Sequence[str]) -> Bm25:
    """BM25 that finds any two neighbouring characters, whatever word they are of."""
    return Bm25(texts, grams, query_grams)


def by_words(texts: Sequence[str]) -> Bm25:
    """BM25 over words: what is one word to a reader counts once, however many characters it has."""
    return Bm25(texts, words, words)


def words(text: str) -> list[str]:
    """The words of ``text``, without punctuation and signs."""
    import rjieba

    return [word.lower() for word in rjieba.cut(text) if word.isalnum()]
