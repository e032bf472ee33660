"""The generations of the index in a folder: which one is finished, how the next is built, and that one process at a time builds.

In the folder lie ``index.json`` (the manifest), ``index.lock`` and one folder for each generation. A generation counts as finished when the
manifest names it, so a build that was interrupted leaves nothing but a folder that the next build removes.
"""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import StoreBusyError, StoreError
from pipeline.events import IndexProgress, Listener, Notice
from pipeline.samples import manifest as manifests
from pipeline.samples.embedding import HashedNgrams
from pipeline.samples.manifest import Manifest
from pipeline.samples.records import Passage
from pipeline.samples.vectors import BrokenIndexError, VectorIndex, write_index

_LOCK = "index.lock"
_GENERATION = re.compile(r"[0-9a-f]{32}")
_PATIENCE = 0.5
"""Seconds to wait for the lock without a word: who only opens a finished index holds it for less."""

_REASONS = {
    re.compile(r"No space left|quota|disk is full|\(code: 13\)", re.IGNORECASE): "磁盘满了",
    re.compile(r"Permission denied|not permitted|Read-only|readonly|\(code: 8\)", re.IGNORECASE): "没有写入权限",
}
"""What the file system and SQLite say, by way of chromadb, and what it means."""


@dataclass(frozen=True)
class Ready:
    """A finished generation, opened, and the embedder it was built with."""

    generation: str
    embedder: HashedNgrams
    index: VectorIndex


class Generations:
    """``folder`` belongs to the index alone. ``passages`` (at least one) are what it must hold, in an order that does not change."""

    def __init__(self, folder: Path, passages: Sequence[Passage], listen: Listener, wait_seconds: float) -> None:
        self._folder = folder
        self._passages = passages
        self._fingerprint = manifests.fingerprint(passages)
        self._listen = listen
        self._wait = wait_seconds

    def ready(self, *, broken: str = "") -> Ready:
        """Open the finished generation, or build a new one where none is of these passages, or it is damaged, or it is ``broken``.

        Raises StoreBusyError, StoreError.
        """
        with self._locked():
            manifest = self._finished()
            if manifest is None or manifest.generation == broken:
                return self._built()
            try:
                return self._opened(manifest)
            except BrokenIndexError:
                return self._built()

    def failure(self, error: Exception) -> StoreError:
        """What to tell the user when the index can be neither used nor built."""
        reason = next((meaning for pattern, meaning in _REASONS.items() if pattern.search(str(error))), str(error))
        hint = f"请检查 {self._folder} 所在磁盘的剩余空间和写入权限，或者用 SHUZHI_HOME 指定另一个文件夹。"
        return StoreError(f"样本索引建不起来：{reason}", hint=hint)

    def _finished(self) -> Manifest | None:
        manifest = manifests.read(self._folder)
        return manifest if manifest and manifest.fingerprint == self._fingerprint else None

    def _opened(self, manifest: Manifest) -> Ready:
        index = VectorIndex(self._folder / manifest.generation, manifest.content, manifest.count)
        return Ready(manifest.generation, HashedNgrams(manifest.embedder), index)

    def _built(self) -> Ready:
        generation = uuid.uuid4().hex
        try:
            # Whoever waits must see that nothing is finished, even when the old manifest names these same passages.
            (self._folder / manifests.NAME).unlink(missing_ok=True)
            manifest = self._written(generation)
            manifests.write(self._folder, manifest)
            ready = self._opened(manifest)
        except (BrokenIndexError, OSError) as error:
            shutil.rmtree(self._folder / generation, ignore_errors=True)
            raise self.failure(error) from error
        self._remove_all_but(generation)
        return ready

    def _written(self, generation: str) -> Manifest:
        total = len(self._passages)
        self._listen(IndexProgress(0, total))
        texts = [passage.searchable for passage in self._passages]
        embedder = HashedNgrams.fit(texts)
        vectors = embedder.embed(texts)
        content = write_index(self._folder / generation, self._passages, vectors, lambda done: self._listen(IndexProgress(done, total)))
        return Manifest(fingerprint=self._fingerprint, generation=generation, count=total, content=content, embedder=embedder.state)

    def _remove_all_but(self, generation: str) -> None:
        """Windows keeps files that somebody has open; they go with a later build."""
        for path in self._folder.iterdir():
            if path.name != generation and _GENERATION.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock, for opening too: chromadb writes when it opens."""
        path = self._folder / _LOCK
        lock = FileLock(path)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            # filelock waits for a file that may not be written as if it were held.
            path.touch()
            self._acquire(lock)
        except OSError as error:
            raise self.failure(error) from error
        try:
            yield
        finally:
            lock.release()

    def _acquire(self, lock: FileLock) -> None:
        patience = min(_PATIENCE, self._wait)
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            if self._finished() is None:
                self._listen(Notice("另一个 shuzhi 正在建立样本索引，等它完成……"))
        else:
            return
        try:
            lock.acquire(timeout=max(0.0, self._wait - patience))
        except Timeout:
            hint = "请等它做完再运行；样本很多时可能要几分钟。"
            raise StoreBusyError(f"样本索引正被另一个 shuzhi 占用，等了 {self._wait:g} 秒还没有完成", hint=hint) from None
