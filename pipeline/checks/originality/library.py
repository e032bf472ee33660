"""The texts a report is held against: their 13-grams, looked up by number, so that a whole library costs next to nothing per report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from pipeline.texts.runs import RUN, compact

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BASE = 1_000_003
_BORDER = "\0"


class Index:
    """The 13-grams of several texts, given as (name, text). Built when first asked: some 20 ms and 3 MB for 60 reports."""

    def __init__(self, texts: tuple[tuple[str, str], ...]) -> None:
        self.names = tuple(name for name, _ in texts)
        self._texts = texts

    @cached_property
    def text(self) -> str:
        """All texts without white space, with a border between them that stands in no report."""
        return _BORDER.join(compact(text).replace(_BORDER, "") for _, text in self._texts)

    def found(self, text: str) -> Iterator[tuple[int, int, int]]:
        """(start in ``text``, number of the source, start in ``self.text``) of every 13-gram of ``text`` that stands in a source."""
        import numpy as np

        asked, (known, places, sources) = _hashes(text), self._grams
        if not len(asked) or not len(known):
            return
        low = np.searchsorted(known, asked, side="left")
        high = np.searchsorted(known, asked, side="right")
        for start in np.flatnonzero(high > low).tolist():
            for at in range(int(low[start]), int(high[start])):
                place = int(places[at])
                if self.text[place : place + RUN] == text[start : start + RUN]:
                    yield start, int(sources[at]), place

    def source_of(self, words: str) -> str:
        """The name of the first text that holds ``words``, "" where none does."""
        at = self.text.find(words)
        return self.names[self.text.count(_BORDER, 0, at)] if at >= 0 else ""

    @cached_property
    def _grams(self) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
        """Hashes in order, where each gram begins in ``text``, and the number of the source it stands in."""
        import numpy as np

        hashes = _hashes(self.text)
        order = np.argsort(hashes, kind="stable")
        borders = [i for i, c in enumerate(self.text) if c == _BORDER]
        return hashes[order], order, np.searchsorted(np.asarray(borders, dtype=np.int64), order, side="left")


def _hashes(text: str) -> NDArray[np.uint64]:
    """A number for each 13-gram of ``text``, in order."""
    import numpy as np

    count = len(text) - RUN + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    hashes = np.zeros(count, dtype=np.uint64)
    base = np.uint64(_BASE)
    for shift in range(RUN):
        hashes = hashes * base + codes[shift : shift + count]
    return hashes


@lru_cache(maxsize=8)
def index_of(texts: tuple[tuple[str, str], ...]) -> Index:
    """The index of ``texts``, kept: all reports of one call are held against the same library."""
    return Index(texts)
