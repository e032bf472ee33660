"""Running jobs: several processes, every finished job kept on disk under what it depends on, so that a run that was stopped goes on.

What a job gives depends on the program, the data that comes with it and the bench: their hash names the folder of kept records, and a
change in any of them begins a new one.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.evaluation.cases import Bench
from pipeline.evaluation.scores import Job, Record
from pipeline.evaluation.suites import SUITES
from pipeline.events import silent
from pipeline.resources import folder
from pipeline.samples import own_reports
from pipeline.samples.library import Library

_KEPT = 4
"""Folders of records that stay: going back and forth between two versions costs nothing."""
_NO_DATA = frozenset((".pyc", ".json.tmp"))

OnDone = Callable[[int, int, str], None]
"""Called with how many jobs are done, of how many, and the one just done."""


@dataclass(frozen=True)
class Place:
    """Where a bench is: what a worker needs to open it. ``library`` is the folder of the user's own samples, None to leave them out."""

    root: Path
    home: Path
    library: Path | None = None


@cache
def bench_at(place: Place) -> Bench:
    """The bench, opened once in a process."""
    own = tuple(Library(place.library).models(silent)) if place.library else ()
    return Bench(place.root, place.home, (*own_reports(), *own))


def run(jobs: Sequence[Job], place: Place, workers: int, guard: Callable[[], None], on_done: OnDone) -> dict[Job, Record]:
    """Do all ``jobs`` that no earlier run has done; records in the order of ``jobs``. ``guard`` is called first in every worker."""
    kept = _Kept(place)
    found = {job: record for job in jobs if (record := kept.find(job)) is not None}
    on_done(len(found), len(jobs), "")
    left = [job for job in jobs if job not in found]
    for job, record in _done(left, place, workers, guard):
        kept.keep(job, record)
        found[job] = record
        on_done(len(found), len(jobs), job.id)
    return {job: found[job] for job in jobs}


def _done(jobs: Sequence[Job], place: Place, workers: int, guard: Callable[[], None]) -> Iterator[tuple[Job, Record]]:
    if workers < 2 or len(jobs) < 2:
        yield from ((job, _do(job, place)) for job in jobs)
        return
    # Spawned, not forked: the store has threads of its own, and Windows knows nothing else.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=guard) as pool:
        waiting = {pool.submit(_do, job, place): job for job in jobs}
        try:
            for future in as_completed(waiting):
                yield waiting[future], future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _do(job: Job, place: Place) -> Record:
    return SUITES[job.suite].run(job, bench_at(place))


class _Kept:
    """Records on disk, under the hash of everything they depend on."""

    def __init__(self, place: Place) -> None:
        above = place.home / "records"
        self._folder = above / digest(_program() + _sources(place))[:20]
        self._folder.mkdir(parents=True, exist_ok=True)
        self._folder.touch()
        for old in sorted(above.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT:]:
            shutil.rmtree(old, ignore_errors=True)

    def find(self, job: Job) -> Record | None:
        """What an earlier run kept; a damaged file counts for nothing."""
        with suppress(OSError, ValueError):
            return dict(json.loads(self._path(job).read_text(encoding="utf-8")))
        return None

    def keep(self, job: Job, record: Record) -> None:
        path = self._path(job)
        draft = path.with_suffix(".tmp")
        draft.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)

    def _path(self, job: Job) -> Path:
        return self._folder / f"{hashlib.sha256(job.id.encode()).hexdigest()[:20]}.json"


def digest(paths: Sequence[tuple[str, Path]]) -> str:
    """A hash over names and contents, line ends aside."""
    whole = hashlib.sha256()
    for name, path in paths:
        whole.update(f"{name}\0".encode())
        whole.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return whole.hexdigest()


def files(root: Path, name: str) -> list[tuple[str, Path]]:
    """The file ``name`` under ``root``, or all files of that folder, with their names; none where there is nothing."""
    path = root / name
    if path.is_file():
        return [(name, path)]
    every = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix not in _NO_DATA and "__pycache__" not in p.parts)
    return [(p.relative_to(root).as_posix(), p) for p in every]


def _program() -> list[tuple[str, Path]]:
    package = Path(__file__).resolve().parent.parent
    code = [("code/" + p.relative_to(package).as_posix(), p) for p in sorted(package.rglob("*.py"))]
    return code + files(folder("corpus").parent, "corpus") + files(folder("prompts").parent, "prompts")


def data_of(root: Path, name: str) -> list[tuple[str, Path]]:
    """The files of one part of the bench. ``cases`` may lie at its top."""
    if name == "cases" and not (root / "cases").is_dir():
        return [(p.relative_to(root).as_posix(), p) for p in sorted((*root.glob("*/facts.yaml"), *root.glob("*/report.md")))]
    return files(root, name)


def _sources(place: Place) -> list[tuple[str, Path]]:
    names = dict.fromkeys(name for suite in SUITES.values() for name in suite.data)
    found = [entry for name in names for entry in data_of(place.root, name)]
    found += [(where, place.root / where) for where in _elsewhere(place)]
    return found + (files(place.library, ".") if place.library and place.library.is_dir() else [])


def _elsewhere(place: Place) -> list[str]:
    """Files of recordings and facts that lie outside the bench, relative to it."""
    entries = [entry for cases in bench_at(place).elsewhere.values() for entry in cases.values()]
    replies = [path.name for entry in entries for path in sorted((place.root / entry["replies"]).glob("*.json"))]
    folders = [f"{entry['replies']}/{name}" for entry in entries for name in replies if (place.root / entry["replies"] / name).is_file()]
    return [*(entry["facts"] for entry in entries), *dict.fromkeys(folders)]
