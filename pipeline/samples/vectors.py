"""One finished generation of the vector index: a chromadb folder that is written once and then only read.

The only module that knows chromadb, and it imports it where it is used: that takes 0.4 s.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pipeline.errors import StoreError
from pipeline.samples.embedding import Vectors
from pipeline.samples.integrity import content_digest
from pipeline.samples.records import Passage

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.types import Metadata, Where

BATCH = 64
_COLLECTION = "passages"
_EXACT_UP_TO = 2000


class BrokenIndexError(Exception):
    """The index cannot be used as it lies there; it can be built anew."""


def write_index(folder: Path, passages: Sequence[Passage], vectors: Vectors, done: Callable[[int], None]) -> str:
    """Write a new index into the new ``folder`` and return the digest of its content, which ``VectorIndex`` asks for.

    ``done`` hears how many passages are in, after each batch. Raises BrokenIndexError where it cannot be written.
    """
    with _broken_when_chromadb_fails():
        client = _client(folder)
        try:
            collection = client.create_collection(_COLLECTION, embedding_function=None, configuration=_exact(len(passages)))
            for start in range(0, len(passages), BATCH):
                batch = passages[start : start + BATCH]
                collection.add(
                    ids=[p.id for p in batch],
                    embeddings=vectors[start : start + BATCH],
                    metadatas=[_metadata(p) for p in batch],
                    documents=[p.text for p in batch],
                )
                done(start + len(batch))
            # Only with the first query chromadb works off what was added; afterwards nothing changes any more.
            collection.query(query_embeddings=vectors[:1], n_results=1)
        finally:
            client.close()
        return content_digest(folder)


class VectorIndex:
    """Passage ids by nearness to a vector, from a folder that ``write_index`` wrote. Close it when done: it holds files open."""

    def __init__(self, folder: Path, digest: str, count: int) -> None:
        """Raises BrokenIndexError where anything in ``folder`` is not as it was written."""
        with _broken_when_chromadb_fails():
            if content_digest(folder) != digest:
                raise BrokenIndexError("the content has changed")
            self._client = _client(folder)
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
            found = self._collection.count()
        if found != count:
            self.close()
            raise BrokenIndexError(f"{found} passages in place of {count}")

    def nearest(self, vector: Vectors, k: int, where: Where | None) -> list[tuple[str, float]]:
        """Ids and cosines of at most ``k`` passages that meet ``where``, best first. Raises BrokenIndexError."""
        with _broken_when_chromadb_fails():
            found = self._collection.query(query_embeddings=vector, n_results=k, where=where, include=["distances"])
        distances = cast("list[list[float]]", found["distances"])
        # Rounded: beyond that it depends on the processor.
        return [(id_, round(1 - distance, 6)) for id_, distance in zip(found["ids"][0], distances[0], strict=True)]

    def close(self) -> None:
        self._client.close()


def where(sections: Sequence[str] = (), grades: Sequence[str] = (), unit_types: Sequence[str] = (), not_reports: Sequence[str] = ()) -> Where | None:
    """The filter of chromadb for the given demands, an empty one is none; a passage needs one of ``unit_types``."""
    conditions: list[dict[str, object]] = []
    if sections:
        conditions.append({"section": {"$in": list(sections)}})
    if grades:
        conditions.append({"grade": {"$in": list(grades)}})
    if not_reports:
        conditions.append({"report": {"$nin": list(not_reports)}})
    units: list[dict[str, object]] = [{f"unit_{name}": True} for name in unit_types]
    if units:
        conditions.append({"$or": units} if len(units) > 1 else units[0])
    if not conditions:
        return None
    return cast("Where", {"$and": conditions} if len(conditions) > 1 else conditions[0])


def _client(folder: Path) -> Client:
    import chromadb
    from chromadb.config import Settings

    # Given here, so that neither environment nor .env can make the local store a client of some server.
    settings = Settings(_env_file=None, anonymized_telemetry=False, chroma_api_impl="chromadb.api.rust.RustBindingsAPI")
    # The declared type is an interface that lacks ``close``.
    return cast("Client", chromadb.PersistentClient(path=str(folder), settings=settings))


def _exact(count: int) -> CreateCollectionConfiguration:
    """One thread and a wide search make a small index exact, and the same for the same passages."""
    reach = min(max(count, 100), _EXACT_UP_TO)
    return {"hnsw": {"space": "cosine", "num_threads": 1, "ef_search": reach, "ef_construction": min(reach, 400), "max_neighbors": 64}}


def _metadata(passage: Passage) -> Metadata:
    """What ``where`` filters by; a passage of two unit types bears two flags."""
    flags = {f"unit_{name}": True for name in passage.unit_types}
    return {"report": passage.report, "section": passage.section.value, "grade": passage.grade, "theme": passage.theme, "year": passage.year, **flags}


@contextmanager
def _broken_when_chromadb_fails() -> Iterator[None]:
    """What is raised for damaged, missing and locked files: chromadb's own error, that of SQLite, of the file system, or a panic in Rust."""
    try:
        from chromadb.errors import ChromaError
    except ValueError as error:
        # chromadb reads .env while it is imported, as UTF-8 and for settings of its own.
        hint = "请把 .env 另存为 UTF-8 编码，或者换一个文件夹运行。"
        raise StoreError(f"样本库用的 chromadb 读不了当前文件夹里的 .env 文件：{error}", hint=hint) from error
    try:
        yield
    except (ChromaError, sqlite3.DatabaseError, UnicodeDecodeError, OSError) as error:
        raise BrokenIndexError(str(error)) from error
    except BaseException as error:
        # The class of a Rust panic can be imported from nowhere.
        if type(error).__name__ != "PanicException":
            raise
        raise BrokenIndexError(str(error)) from error
