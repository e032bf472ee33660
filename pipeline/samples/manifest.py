"""The manifest: one small file, written last and whole, that says which generation of the index is finished and what it was built from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.samples.embedding import DIMENSIONS
from pipeline.samples.records import Passage

NAME = "index.json"
_VERSION = f"2/hashed-ngrams-{DIMENSIONS}"
"""Raise the number when what is stored, or how it is embedded, changes in a way that the passages do not show."""


class Manifest(BaseModel):
    """``generation`` names the finished index, ``content`` is the digest of what it holds, ``embedder`` the learned state of the hashed vectors.

    ``dimensions`` is 0 where the index holds hashed vectors, else how long those of the endpoint are. ``notice`` says why an endpoint that
    is configured got no weight.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fingerprint: str
    generation: str
    count: int
    content: str
    embedder: tuple[float, ...] = Field(min_length=DIMENSIONS, max_length=DIMENSIONS)
    dimensions: int = 0
    notice: str = ""


def fingerprint(passages: Iterable[Passage], place: str = "", endpoint: str = "") -> str:
    """What an index of ``passages`` is built from: their whole content, hence reports, parser and chunking too, and the way of embedding.

    ``place`` and ``endpoint`` are the names of the server it lies on and of the embedding endpoint, "" for none.
    """
    digest = hashlib.sha256(f"{_VERSION}\0{place}\0{endpoint}\0".encode())
    for passage in passages:
        digest.update(passage.model_dump_json().encode())
    return digest.hexdigest()


def read(folder: Path) -> Manifest | None:
    """The manifest of ``folder``, or None where there is none that can be read: then no index is finished."""
    try:
        return Manifest.model_validate_json((folder / NAME).read_bytes())
    except (OSError, ValidationError):
        return None


def write(folder: Path, manifest: Manifest) -> None:
    """Put ``manifest`` in place at once. Raises OSError."""
    temporary = folder / f"{NAME}.tmp"
    with temporary.open("wb") as file:
        file.write(manifest.model_dump_json().encode())
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / NAME)
