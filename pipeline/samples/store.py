"""The sample store: the passages of the library, and a vector index over them that is derived data and repairs itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.events import Listener, Notice, silent
from pipeline.report import SectionKind
from pipeline.samples.choosing import failure
from pipeline.samples.chunking import chunk
from pipeline.samples.demands import Demands
from pipeline.samples.embedding import Vectors
from pipeline.samples.endpoint_embedding import EmbeddingEndpoint, EmbeddingError, EndpointEmbedder
from pipeline.samples.generations import Generations, Ready
from pipeline.samples.in_memory import InMemory
from pipeline.samples.records import Grade, Passage, SampleReport
from pipeline.samples.server import Server
from pipeline.samples.vectors import BrokenIndexError, where

_MORE = 8
"""How many more than wanted are asked for, to see whether the last one wanted ties."""


class SampleStore:
    """Passages, and the nearest of them to a text. Several processes and threads may use one folder at the same time."""

    def __init__(self, passages: Sequence[Passage], generations: Generations, listen: Listener = silent) -> None:
        """``generations`` index exactly ``passages``; ``listen`` hears a Notice when the embedding endpoint fails under a query."""
        self._passages = {passage.id: passage for passage in passages}
        self._generations = generations
        self._ready = generations.ready() if passages else None
        self._listen = listen
        self._repairing = threading.Lock()
        self._substitute: InMemory | None = None

    @classmethod
    def open(
        cls,
        folder: Path,
        reports: Sequence[SampleReport],
        listen: Listener,
        wait_seconds: float = 60,
        *,
        server: str | None = None,
        embedding: EmbeddingEndpoint | None = None,
    ) -> SampleStore:
        """Open the store in ``folder`` over ``reports``; where its index is missing, broken or of other reports, build it first.

        ``listen`` hears IndexProgress while this process builds, and one Notice where another does. With ``server``, the URL of a chromadb
        server, the index lies there. With ``embedding`` its vectors are that endpoint's, unless they do worse than our own or it fails, which
        is a Notice. Raises StoreBusyError where another takes longer than ``wait_seconds``, StoreError where the folder cannot be written or
        the server cannot be used.
        """
        passages = {passage.id: passage for report in reports for passage in chunk(report)}
        # Sorted: the same reports in another order are the same index.
        indexed = [passages[id_] for id_ in sorted(passages)]
        place = Server(server, folder) if server else None
        endpoint = EndpointEmbedder(embedding, folder) if embedding else None
        generations = Generations(folder, indexed, listen, wait_seconds, place=place, endpoint=endpoint)
        return cls(tuple(passages.values()), generations, listen)

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

        An index that breaks under the query is built anew, once. An endpoint that fails is asked no more: the hashed vectors answer from
        memory. Raises StoreBusyError and StoreError as ``open`` does.
        """
        ready = self._ready
        if ready is None or k < 1:
            return []
        demands = Demands(sections, grades, unit_types, not_reports)
        if self._substitute is None:
            try:
                return self._by_index(ready, text, k, demands)
            except EmbeddingError as error:
                self._substitute = self._substituted(ready, error)
        return self._substitute.nearest(text, k, demands)

    def _by_index(self, ready: Ready, text: str, k: int, demands: Demands) -> list[tuple[Passage, float]]:
        try:
            return self._nearest(ready, text, k, demands)
        except BrokenIndexError:
            try:
                return self._nearest(self._repaired(ready), text, k, demands)
            except BrokenIndexError as error:
                raise self._generations.failure(error) from error

    def _nearest(self, ready: Ready, text: str, k: int, demands: Demands) -> list[tuple[Passage, float]]:
        vector = _embedded(ready, text)
        if not vector.any():
            return []
        wanted = where(demands)
        found = _with_ties(lambda asked: ready.index.nearest(vector, asked, wanted), k, len(self._passages))
        if any(id_ not in self._passages for id_, _ in found):
            raise BrokenIndexError("the index holds a passage that the library does not")
        return [(self._passages[id_], score) for id_, score in sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]]

    def _substituted(self, ready: Ready, error: EmbeddingError) -> InMemory:
        with self._repairing:
            if self._substitute is None:
                if ready.endpoint:
                    self._listen(Notice(failure(ready.endpoint, error)))
                self._substitute = InMemory(self.all(), ready.embedder)
            return self._substitute

    def _repaired(self, broken: Ready) -> Ready:
        """A generation in place of ``broken``; of several threads that find it broken, one builds. Others may still hold it: it stays open."""
        with self._repairing:
            if self._ready is None or self._ready is broken:
                self._ready = self._generations.ready(broken=broken.manifest.generation)
            return self._ready


def _embedded(ready: Ready, text: str) -> Vectors:
    """``text`` as the vectors of ``ready`` are made; raises EmbeddingError."""
    if ready.endpoint is None or not text.strip():
        return ready.embedder.embed([text])
    vector = ready.endpoint.embed([text])
    if vector.shape[1] != ready.manifest.dimensions:
        raise EmbeddingError("向量的长度前后不一样")
    return vector


def _with_ties(nearest: Callable[[int], list[tuple[str, float]]], k: int, total: int) -> list[tuple[str, float]]:
    """At least the ``k`` nearest and all that tie with the last of them: chromadb gives ties in the order of the day."""
    asked = k
    while True:
        asked = min(asked + _MORE, total)
        found = nearest(asked)
        if asked == total or len(found) < asked or found[-1][1] < found[k - 1][1]:
            return found
        asked *= 2
