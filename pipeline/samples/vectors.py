"""One finished generation of the vector index: a collection of chromadb that is written once and then only read.

A ``Place`` keeps generations: ``Folder`` beside the manifest, by chromadb embedded; ``server.Server`` on a chromadb server. These two modules
alone know chromadb, and import it where it is used: that takes 0.4 s.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from pipeline.errors import StoreError
from pipeline.samples.demands import Demands
from pipeline.samples.embedding import Vectors
from pipeline.samples.integrity import content_digest
from pipeline.samples.records import Passage

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Metadata, Where

BATCH = 64
SERVER_MARK = "server"
"""The file in a generation's folder that says on which server its collection lies; without it the folder itself is the index."""

_COLLECTION = "passages"
_EXACT_UP_TO = 2000

Guard = Callable[[], AbstractContextManager[None]]
"""Turns what chromadb raises into BrokenIndexError or StoreError."""


class BrokenIndexError(Exception):
    """The index cannot be used as it lies there; it can be built anew."""


class VectorIndex:
    """Passage ids by nearness to a vector. Close it when done: it holds files or connections open."""

    def __init__(self, client: Client, collection: Collection, guard: Guard) -> None:
        self._client = client
        self._collection = collection
        self._guard = guard

    def nearest(self, vector: Vectors, k: int, where: Where | None) -> list[tuple[str, float]]:
        """Ids and cosines of at most ``k`` passages that meet ``where``, best first. Raises BrokenIndexError, StoreError."""
        with self._guard():
            found = self._collection.query(query_embeddings=vector, n_results=k, where=where, include=["distances"])
        distances = cast("list[list[float]]", found["distances"])
        # Rounded: beyond that it depends on the processor.
        return [(id_, round(1 - distance, 6)) for id_, distance in zip(found["ids"][0], distances[0], strict=True)]

    def close(self) -> None:
        let_go(self._client)


class Place(Protocol):
    """Where generations are kept. ``name`` is "" for the folder, else what tells one server from another."""

    @property
    def name(self) -> str: ...

    def write(self, generation: str, passages: Sequence[Passage], vectors: Vectors, done: Callable[[int], None]) -> str:
        """Write a new generation and return the digest of its content; ``done`` hears how many passages are in.

        Raises BrokenIndexError, StoreError.
        """

    def open(self, generation: str, content: str, count: int) -> VectorIndex:
        """Raises BrokenIndexError where it is not there or not as it was written, StoreError where the place cannot be reached."""

    def remove(self, generation: str) -> None:
        """Remove a generation of this place, as far as that is possible."""


class Folder:
    """Generations as folders of ``folder``, one for each, by chromadb embedded."""

    name = ""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, generation: str, passages: Sequence[Passage], vectors: Vectors, done: Callable[[int], None]) -> str:
        folder = self._folder / generation
        with _broken_when_chromadb_fails():
            client = _client(folder)
            try:
                collection = client.create_collection(_COLLECTION, embedding_function=None, configuration=exact(len(passages)))
                fill(collection, passages, vectors, done)
            finally:
                client.close()
            return content_digest(folder)

    def open(self, generation: str, content: str, count: int) -> VectorIndex:
        folder = self._folder / generation
        with _broken_when_chromadb_fails():
            if content_digest(folder) != content:
                raise BrokenIndexError("the content has changed")
            client = _client(folder)
            collection = client.get_collection(_COLLECTION, embedding_function=None)
            found = collection.count()
        if found != count:
            client.close()
            raise BrokenIndexError(f"{found} passages in place of {count}")
        return VectorIndex(client, collection, _broken_when_chromadb_fails)

    def remove(self, generation: str) -> None:
        """Windows keeps files that somebody has open: they go with a later build. A mark of a server is left for the next build there."""
        if not (self._folder / generation / SERVER_MARK).exists():
            shutil.rmtree(self._folder / generation, ignore_errors=True)


def fill(collection: Collection, passages: Sequence[Passage], vectors: Vectors, done: Callable[[int], None]) -> None:
    """Add ``passages`` with their ``vectors`` in batches; ``done`` hears how many are in after each."""
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


def exact(count: int) -> CreateCollectionConfiguration:
    """One thread and a wide search make a small index exact, and the same for the same passages."""
    wide = min(max(count, 100), _EXACT_UP_TO)
    return {"hnsw": {"space": "cosine", "num_threads": 1, "max_neighbors": 64, "ef_construction": 400, "ef_search": wide}}


def where(demands: Demands) -> Where | None:
    """``demands`` as the filter of chromadb."""
    conditions: list[dict[str, object]] = []
    if demands.sections:
        conditions.append({"section": {"$in": list(demands.sections)}})
    if demands.grades:
        conditions.append({"grade": {"$in": list(demands.grades)}})
    if demands.not_reports:
        conditions.append({"report": {"$nin": list(demands.not_reports)}})
    units: list[dict[str, object]] = [{f"unit_{name}": True} for name in demands.unit_types]
    if units:
        conditions.append({"$or": units} if len(units) > 1 else units[0])
    if not conditions:
        return None
    return cast("Where", {"$and": conditions} if len(conditions) > 1 else conditions[0])


@contextmanager
def readable_dotenv() -> Iterator[None]:
    """While it is imported, chromadb reads .env, as UTF-8 and for settings of its own. Raises StoreError where that fails."""
    try:
        yield
    except ValueError as error:
        hint = "请把 .env 另存为 UTF-8 编码，或者换一个文件夹运行。"
        raise StoreError(f"样本库用的 chromadb 读不了当前文件夹里的 .env 文件：{error}", hint=hint) from error


def let_go(client: Client) -> None:
    """Close ``client``. Of a server's, chromadb leaves the connections open for the garbage collector to find."""
    client.close()
    for owner in (client, getattr(client, "_admin_client", None)):
        session = getattr(getattr(owner, "_server", None), "_session", None)
        if session is not None:
            session.close()


def _client(folder: Path) -> Client:
    import chromadb
    from chromadb.config import Settings

    # Given here, so that neither environment nor .env can make the local store a client of some server.
    settings = Settings(_env_file=None, anonymized_telemetry=False, chroma_api_impl="chromadb.api.rust.RustBindingsAPI")
    # The declared type is an interface that lacks ``close``.
    return cast("Client", chromadb.PersistentClient(path=str(folder), settings=settings))


def _metadata(passage: Passage) -> Metadata:
    """What ``where`` filters by; a passage of two unit types bears two flags."""
    flags = {f"unit_{name}": True for name in passage.unit_types}
    return {"report": passage.report, "section": passage.section.value, "grade": passage.grade, "theme": passage.theme, "year": passage.year, **flags}


@contextmanager
def _broken_when_chromadb_fails() -> Iterator[None]:
    """What is raised for damaged, missing and locked files: chromadb's own error, that of SQLite, of the file system, or a panic in Rust."""
    with readable_dotenv():
        from chromadb.errors import ChromaError
    try:
        yield
    except (ChromaError, sqlite3.DatabaseError, UnicodeDecodeError, OSError) as error:
        raise BrokenIndexError(str(error)) from error
    except BaseException as error:
        # The class of a Rust panic can be imported from nowhere.
        if type(error).__name__ != "PanicException":
            raise
        raise BrokenIndexError(str(error)) from error
