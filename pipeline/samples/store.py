"""The sample store: the passages of the library, and a vector index over them that is derived data and repairs itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.events import Listener
from pipeline.report import SectionKind
from pipeline.samples.chunking import chunk
from pipeline.samples.generations import Generations, Ready
from pipeline.samples.records import Grade, Passage, SampleReport
from pipeline.samples.vectors import BrokenIndexError, where

if TYPE_CHECKING:
    from chromadb.api.types import Where

_MORE = 8
"""How many more than wanted are asked for, to see whether the last one wanted ties."""


class SampleStore:
    """Passages, and the nearest of them to a text. Several processes and threads may use one folder at the same time."""

    def __init__(self, passages: Sequence[Passage], generations: Generations) -> None:
        """``generations`` index exactly ``passages``."""
        self._passages = {passage.id: passage for passage in passages}
        self._generations = generations
        self._ready = generations.ready() if passages else None
        self._repairing = threading.Lock()

    @classmethod
    def open(cls, folder: Path, reports: Sequence[SampleReport], listen: Listener, wait_seconds: float = 60) -> SampleStore:
        """Open the store in ``folder`` over ``reports``; where its index is missing, broken or of other reports, build it first.

        ``listen`` hears IndexProgress while this process builds, and one Notice where another does. Raises StoreBusyError where that takes
        longer than ``wait_seconds``, StoreError where the folder cannot be written.
        """
        passages = {passage.id: passage for report in reports for passage in chunk(report)}
        # Sorted: the same reports in another order are the same index.
        indexed = [passages[id_] for id_ in sorted(passages)]
        return cls(tuple(passages.values()), Generations(folder, indexed, listen, wait_seconds))

    def close(self) -> None:
        """Let go of the files; nothing can be asked afterwards."""
        if self._ready:
            self._ready.index.close()

    def all(self) -> list[Passage]:
        """Every passage, in the order of the reports."""
        return list(self._passages.values())

    def vector_query(
        self,
        text: str,
        k: int,
        sections: Sequence[SectionKind] = (),
        *,
        grades: Sequence[Grade] = (),
        unit_types: Sequence[str] = (),
        not_reports: Sequence[str] = (),
    ) -> list[tuple[Passage, float]]:
        """At most ``k`` passages with their cosine to ``text``, best first, ties by id. An empty demand is none; one unit type of several is enough.

        An index that breaks under the query is built anew, once. Raises StoreBusyError and StoreError as ``open`` does.
        """
        ready = self._ready
        if ready is None or k < 1:
            return []
        demands = where(sections, grades, unit_types, not_reports)
        try:
            found = self._nearest(ready, text, k, demands)
        except BrokenIndexError:
            try:
                found = self._nearest(self._repaired(ready), text, k, demands)
            except BrokenIndexError as error:
                raise self._generations.failure(error) from error
        return found

    def _nearest(self, ready: Ready, text: str, k: int, demands: Where | None) -> list[tuple[Passage, float]]:
        vector = ready.embedder.embed([text])
        if not vector.any():
            return []
        found = _with_ties(lambda asked: ready.index.nearest(vector, asked, demands), k, len(self._passages))
        if any(id_ not in self._passages for id_, _ in found):
            raise BrokenIndexError("the index holds a passage that the library does not")
        return [(self._passages[id_], score) for id_, score in sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]]

    def _repaired(self, broken: Ready) -> Ready:
        """A generation in place of ``broken``; of several threads that find it broken, one builds. Others may still hold it: it stays open."""
        with self._repairing:
            if self._ready is None or self._ready is broken:
                self._ready = self._generations.ready(broken=broken.generation)
            return self._ready


def _with_ties(nearest: Callable[[int], list[tuple[str, float]]], k: int, total: int) -> list[tuple[str, float]]:
    """At least the ``k`` nearest and all that tie with the last of them: chromadb gives ties in the order of the day."""
    asked = k
    while True:
        asked = min(asked + _MORE, total)
        found = nearest(asked)
        if asked == total or len(found) < asked or found[-1][1] < found[k - 1][1]:
            return found
        asked *= 2
