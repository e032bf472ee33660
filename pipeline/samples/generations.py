"""The generations of the index in a folder: which one is finished, how the next is built, and that one process at a time builds.

In the folder lie ``index.json`` (the manifest), ``index.lock`` and one folder for each generation. A generation counts as finished when the
manifest names it, so a build that was interrupted leaves nothing but a folder that the next build removes.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import StoreBusyError, StoreError
from pipeline.events import IndexProgress, Listener, Notice
from pipeline.samples import manifest as manifests
from pipeline.samples.choosing import Choice, choose
from pipeline.samples.embedding import HashedNgrams
from pipeline.samples.endpoint_embedding import EndpointEmbedder
from pipeline.samples.manifest import Manifest
from pipeline.samples.records import Passage
from pipeline.samples.vectors import BrokenIndexError, Folder, Place, VectorIndex

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
    """A finished generation, opened. ``endpoint`` made its vectors, or where it is None ``embedder`` did, which is there in either case."""

    manifest: Manifest
    embedder: HashedNgrams
    index: VectorIndex
    endpoint: EndpointEmbedder | None = None


class Generations:
    """``folder`` belongs to the index alone. ``passages`` (at least one) are what it must hold, in an order that does not change."""

    def __init__(
        self,
        folder: Path,
        passages: Sequence[Passage],
        listen: Listener,
        wait_seconds: float,
        *,
        place: Place | None = None,
        endpoint: EndpointEmbedder | None = None,
    ) -> None:
        """``place`` keeps the generations, ``folder`` itself where it is None. ``endpoint`` embeds, where it can and is good enough."""
        self._folder = folder
        self._passages = passages
        self._place = place or Folder(folder)
        self._endpoint = endpoint
        self._listen = listen
        self._wait = wait_seconds
        self._plain = manifests.fingerprint(passages, self._place.name)
        self._fingerprint = manifests.fingerprint(passages, self._place.name, endpoint.name) if endpoint else self._plain

    def ready(self, *, broken: str = "") -> Ready:
        """Open the finished generation, or build a new one where none is of these passages, or it is damaged, or it is ``broken``.

        Raises StoreBusyError, StoreError.
        """
        with self._locked():
            return self._reopened(self._fingerprint, broken) or self._built(broken)

    def _reopened(self, fingerprint: str, broken: str) -> Ready | None:
        manifest = self._finished(fingerprint)
        if manifest is None or manifest.generation == broken:
            return None
        try:
            ready = self._opened(manifest)
        except BrokenIndexError:
            return None
        if manifest.notice:
            self._listen(Notice(manifest.notice))
        return ready

    def failure(self, error: Exception) -> StoreError:
        """What to tell the user when the index can be neither used nor built."""
        reason = next((meaning for pattern, meaning in _REASONS.items() if pattern.search(str(error))), str(error))
        hint = f"请检查 {self._folder} 所在磁盘的剩余空间和写入权限，或者用 SHUZHI_HOME 指定另一个文件夹。"
        return StoreError(f"样本索引建不起来：{reason}", hint=hint)

    def _finished(self, fingerprint: str) -> Manifest | None:
        manifest = manifests.read(self._folder)
        return manifest if manifest and manifest.fingerprint == fingerprint else None

    def _opened(self, manifest: Manifest) -> Ready:
        index = self._place.open(manifest.generation, manifest.content, manifest.count)
        return Ready(manifest, HashedNgrams(manifest.embedder), index, self._endpoint if manifest.dimensions else None)

    def _built(self, broken: str) -> Ready:
        texts = [passage.searchable for passage in self._passages]
        embedder = HashedNgrams.fit(texts)
        choice = choose(self._passages, embedder, self._endpoint, self._listen)
        if choice.failed and (ready := self._reopened(self._plain, broken)):
            return ready
        generation = uuid.uuid4().hex
        try:
            # Whoever waits must see that nothing is finished, even when the old manifest names these same passages.
            (self._folder / manifests.NAME).unlink(missing_ok=True)
            manifest = self._written(generation, embedder, choice)
            manifests.write(self._folder, manifest)
            ready = self._opened(manifest)
        except (BrokenIndexError, OSError) as error:
            self._place.remove(generation)
            raise self.failure(error) from error
        self._remove_all_but(generation)
        return ready

    def _written(self, generation: str, embedder: HashedNgrams, choice: Choice) -> Manifest:
        total = len(self._passages)
        self._listen(IndexProgress(0, total))
        content = self._place.write(generation, self._passages, choice.vectors, lambda done: self._listen(IndexProgress(done, total)))
        return Manifest(
            # An endpoint that failed is asked again when the index is opened next.
            fingerprint=self._plain if choice.failed else self._fingerprint,
            generation=generation,
            count=total,
            content=content,
            embedder=embedder.state,
            dimensions=choice.dimensions,
            notice=choice.notice,
        )

    def _remove_all_but(self, generation: str) -> None:
        for path in self._folder.iterdir():
            if path.name != generation and _GENERATION.fullmatch(path.name):
                self._place.remove(path.name)

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
            if self._finished(self._fingerprint) is None:
                self._listen(Notice("另一个 shuzhi 正在建立样本索引，等它完成……"))
        else:
            return
        try:
            lock.acquire(timeout=max(0.0, self._wait - patience))
        except Timeout:
            hint = "请等它做完再运行；样本很多时可能要几分钟。"
            raise StoreBusyError(f"样本索引正被另一个 shuzhi 占用，等了 {self._wait:g} 秒还没有完成", hint=hint) from None
