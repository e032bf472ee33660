"""Generations of the vector index on a chromadb server, one collection for each.

In the folder of the index a generation leaves a mark that says where it lies, so that whoever builds the next one removes those this folder
made and no others: several users may share a server.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from pipeline.errors import StoreError
from pipeline.samples.embedding import Vectors
from pipeline.samples.records import Passage
from pipeline.samples.vectors import SERVER_MARK, BrokenIndexError, VectorIndex, exact, fill, let_go, readable_dotenv

if TYPE_CHECKING:
    from chromadb.api.client import Client

_HINT = "请确认服务器已经启动、地址写对了；取消 SHUZHI_CHROMA_URL 就改用本机的索引。"
_PREFIX = "shuzhi-"


class Server:
    """Generations at ``url`` (http or https, host and port). Raises StoreError for any other address."""

    def __init__(self, url: str, folder: Path) -> None:
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            parts, port = urlsplit(""), None
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.username or parts.query:
            shown = url.rpartition("@")[2]  # without a password
            raise StoreError(f"样本索引服务器的地址不对：{shown}", hint="写成 http://127.0.0.1:8000 这样：协议、主机和端口，没有别的。")
        self._ssl = parts.scheme == "https"
        self._host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        self._port = port or (443 if self._ssl else 8000)
        self._folder = folder

    @property
    def name(self) -> str:
        return f"{'https' if self._ssl else 'http'}://{self._host}:{self._port}"

    def write(self, generation: str, passages: Sequence[Passage], vectors: Vectors, done: Callable[[int], None]) -> str:
        mark = self._folder / generation / SERVER_MARK
        mark.parent.mkdir()
        mark.write_text(self.name, encoding="utf-8")
        content = _digest(passages, vectors)
        with self._guard():
            client = self._client()
            try:
                collection = client.create_collection(
                    _PREFIX + generation, embedding_function=None, configuration=exact(len(passages)), metadata={"content": content}
                )
                fill(collection, passages, vectors, done)
            finally:
                let_go(client)
        return content

    def open(self, generation: str, content: str, count: int) -> VectorIndex:
        with self._guard():
            client = self._client()
            with ExitStack() as closing:
                closing.callback(let_go, client)
                collection = client.get_collection(_PREFIX + generation, embedding_function=None)
                found, written = collection.count(), (collection.metadata or {}).get("content")
                if found == count and written == content:
                    closing.pop_all()
                    return VectorIndex(client, collection, self._guard)
        raise BrokenIndexError(f"{found} passages in place of {count}, or others")

    def remove(self, generation: str) -> None:
        """A collection that cannot be removed now goes with a later build; one of another server is left to that server's next build."""
        folder = self._folder / generation
        try:
            where = (folder / SERVER_MARK).read_text(encoding="utf-8")
        except FileNotFoundError:
            where = ""
        if where not in {"", self.name}:
            return
        if where:
            try:
                self._drop(_PREFIX + generation)
            except (BrokenIndexError, StoreError):
                return
        shutil.rmtree(folder, ignore_errors=True)

    def _drop(self, name: str) -> None:
        with self._guard():
            from chromadb.errors import NotFoundError

            client = self._client()
            try:
                client.delete_collection(name)
            except NotFoundError:
                pass
            finally:
                let_go(client)

    def _client(self) -> Client:
        import chromadb
        from chromadb.config import Settings

        # The declared type is an interface that lacks ``close``.
        settings = Settings(_env_file=None, anonymized_telemetry=False, chroma_server_host=None, chroma_server_http_port=None)
        return cast("Client", chromadb.HttpClient(host=self._host, port=self._port, ssl=self._ssl, settings=settings))

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """A server that does not answer or is none of chromadb's is StoreError; anything it complains about is BrokenIndexError."""
        with readable_dotenv():
            import httpx
            from chromadb.errors import ChromaError
        try:
            yield
        except ChromaError as error:
            raise BrokenIndexError(str(error)) from error
        except (httpx.HTTPError, ValueError, KeyError) as error:
            raise StoreError(f"样本索引服务器 {self.name} 用不了：{error}", hint=_HINT) from error
        except Exception as error:
            # chromadb raises the bare class for any answer that it does not know.
            if type(error) is not Exception:
                raise
            raise StoreError(f"样本索引服务器 {self.name} 用不了：{str(error)[:200]}", hint=_HINT) from error


def _digest(passages: Sequence[Passage], vectors: Vectors) -> str:
    digest = hashlib.sha256(vectors.tobytes())
    for passage in passages:
        digest.update(passage.model_dump_json().encode())
    return digest.hexdigest()
