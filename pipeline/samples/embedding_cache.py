"""Vectors that were paid for once, on disk: text of a model → vector. Losing it costs calls and nothing else, so no failure of it is told."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import numpy.typing as npt

NAME = "embeddings.sqlite3"
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"

Row = npt.NDArray[np.float32]


class EmbeddingCache:
    """Vectors in ``folder``, for texts as ``model`` (which names the endpoint too) reads them. Keys are hashes: no text lies in the file."""

    def __init__(self, folder: Path, model: str) -> None:
        self._folder = folder
        self._model = model

    def get(self, texts: Iterable[str]) -> dict[str, Row]:
        """The vectors that are known, by text."""
        if not (self._folder / NAME).is_file():
            return {}
        found = {}
        try:
            with closing(self._connected()) as connection:
                for text in texts:
                    row = connection.execute("SELECT vector FROM vectors WHERE key = ?", (self._key(text),)).fetchone()
                    if row and len(row[0]) % 4 == 0:
                        found[text] = np.frombuffer(row[0], dtype="<f4")
        except (sqlite3.Error, OSError):
            return {}
        return found

    def put(self, vectors: Mapping[str, Row] | Sequence[tuple[str, Row]]) -> None:
        """Keep ``vectors`` by text; where the disk does not take them they are not kept."""
        rows = [(self._key(text), row.astype("<f4").tobytes()) for text, row in dict(vectors).items()]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with closing(self._connected()) as connection, connection:
                connection.execute(_TABLE)
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        except (sqlite3.Error, OSError):
            return

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self._folder / NAME, timeout=5)

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._model}\0{text}".encode()).hexdigest()
