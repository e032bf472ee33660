"""Near-duplicates: which reports share text beyond fixed wording, and the clusters they form.

Calibrated on real samples (two different units share a run of 78 characters of 存在问题; the others share slogans alone): 13-grams over text
with fixed wordings and titles in 《》 masked; alike from a run of 30 characters, or from 1.5 % of either text on. What stands in a cluster
is never parted between training and evaluation, and a copy is not shown beside its original.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from pipeline import units
from pipeline.texts.runs import compact, coverage, grams, mask, shared_runs

LONG_RUN = 30
SHARE = 0.015
COPY = 0.5

_SHORTEST_LINE, _OPENING = 20, 80
_MOST = 20
_SCHEMA = """
CREATE TABLE IF NOT EXISTS reports (id TEXT PRIMARY KEY, number INTEGER UNIQUE);
CREATE TABLE IF NOT EXISTS grams (hash INTEGER, number INTEGER, PRIMARY KEY (hash, number)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS asked (hash INTEGER PRIMARY KEY);
"""


@dataclass(frozen=True)
class Likeness:
    """What two texts share beyond fixed wording: the ``longest`` run in characters and the greater ``share`` of either text (0–1)."""

    longest: int
    share: float

    @property
    def alike(self) -> bool:
        return self.longest >= LONG_RUN or self.share >= SHARE

    @property
    def copy(self) -> bool:
        """Whether one is little more than the other."""
        return self.share >= COPY


def comparable(text: str) -> str:
    """``text`` as it is compared: headings, titles, openings and signatures left out, white space gone, fixed wording blanked."""
    lines = (line for line in text.split("\n") if len(line) > _SHORTEST_LINE and not (len(line) < _OPENING and "述职" in line))
    return mask("\0".join(map(compact, lines)), units.fixed_wordings())


def likeness(one: str, other: str) -> Likeness:
    """Compare two texts as ``comparable`` gave them."""
    in_one, in_other = grams(one), grams(other)
    longest = max((end - start for start, end in shared_runs(one, in_other & in_one)), default=0)
    return Likeness(longest, max(coverage(one, in_other & in_one), coverage(other, in_other & in_one)))


def clusters(kin: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Id → cluster, for every id of ``kin``: those joined by any chain of kinship (ids that are not keys join nothing). Named by its first id."""
    above = {id_: id_ for id_ in kin}

    def top(id_: str) -> str:
        while above[id_] != id_:
            above[id_] = above[above[id_]]
            id_ = above[id_]
        return id_

    for id_, others in kin.items():
        for other in others:
            if other in above:
                low, high = sorted((top(id_), top(other)))
                above[high] = low
    return {id_: top(id_) for id_ in kin}


class GramIndex:
    """The 13-grams of every report of the library, in an SQLite file: memory does not grow with the library. Derived data.

    Nothing is kept until ``commit``. Methods raise sqlite3.Error where the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript(_SCHEMA)
        self._connection.execute("BEGIN IMMEDIATE")

    def ids(self) -> set[str]:
        with closing(self._connection.execute("SELECT id FROM reports")) as rows:
            return {str(id_) for (id_,) in rows}

    def add(self, id_: str, text: str) -> None:
        """Take in a report, ``text`` as ``comparable`` gave it."""
        (last,) = self._connection.execute("SELECT coalesce(max(number), 0) FROM reports").fetchone()
        self._connection.execute("INSERT INTO reports VALUES (?, ?)", (id_, last + 1))
        self._connection.executemany("INSERT OR IGNORE INTO grams VALUES (?, ?)", ((hash_, last + 1) for hash_ in _hashes(text)))

    def remove(self, id_: str) -> None:
        self._connection.execute("DELETE FROM grams WHERE number = (SELECT number FROM reports WHERE id = ?)", (id_,))
        self._connection.execute("DELETE FROM reports WHERE id = ?", (id_,))

    def sharing(self, text: str) -> list[str]:
        """Ids of reports that share any 13-gram with ``text``, most first; the twenty that share most."""
        self._connection.execute("DELETE FROM asked")
        self._connection.executemany("INSERT OR IGNORE INTO asked VALUES (?)", ((hash_,) for hash_ in _hashes(text)))
        query = "SELECT id FROM asked CROSS JOIN grams USING (hash) JOIN reports USING (number) GROUP BY number ORDER BY count(*) DESC, id LIMIT ?"
        with closing(self._connection.execute(query, (_MOST,))) as rows:
            return [str(id_) for (id_,) in rows]

    def commit(self) -> None:
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Let go of the file; what was not committed is forgotten."""
        self._connection.close()


def _hashes(text: str) -> Iterator[int]:
    for gram in grams(text):
        yield int.from_bytes(blake2b(gram.encode(), digest_size=8).digest(), "big", signed=True)
