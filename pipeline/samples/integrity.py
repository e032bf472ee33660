"""Whether a chromadb folder still holds what was written into it.

chromadb trusts its files: a damaged vector file or text column ends the process, which no ``except`` can catch. So the content is compared
before chromadb may open it; 12 ms for our own library.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

DATABASE = "chroma.sqlite3"

_SCHEMA = "SELECT type, name, coalesce(sql, '') FROM sqlite_master WHERE name != 'acquire_write' ORDER BY name"
"""Into acquire_write chromadb puts a row whenever it opens the folder."""


def content_digest(folder: Path) -> str:
    """Digest of the rows and the persisted vectors in ``folder``; raises sqlite3.DatabaseError or OSError where they cannot be read.

    UnicodeDecodeError too: SQLite quotes damaged names in its messages.
    """
    digest = hashlib.sha256()
    for part in (*_rows(folder / DATABASE), *_vectors(folder)):
        digest.update(part)
    return digest.hexdigest()


def _rows(path: Path) -> Iterator[bytes]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        # Damaged text need not be UTF-8.
        connection.text_factory = bytes
        schema = connection.execute(_SCHEMA).fetchall()
        yield repr((schema, connection.execute("PRAGMA integrity_check").fetchall())).encode()
        # A virtual table has its rows in others.
        for name in (name for kind, name, sql in schema if kind == b"table" and not sql.startswith(b"CREATE VIRTUAL")):
            for row in connection.execute(f'SELECT * FROM "{name.decode(errors="replace")}"'):  # noqa: S608 - a name out of the database itself
                yield repr(row).encode()


def _vectors(folder: Path) -> Iterator[bytes]:
    """Beyond a thousand vectors chromadb keeps them in files that it maps unchecked; below, its files are placeholders that it never reads."""
    for marker in sorted(folder.glob("*/index_metadata.pickle")):
        for path in sorted(marker.parent.iterdir()):
            yield f"{marker.parent.name}/{path.name}".encode()
            yield path.read_bytes()
