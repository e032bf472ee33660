"""The bodies of responses, bounded: the HTTP client's own timeout is reset by every byte, so a service that drips could hold a draft for ever.

Import it only where a call is really made: it loads the openai client.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator
from typing import Any

import openai

# openai 2 speaks through httpx, openai 3 through httpx2; a stream must be of the client's own kind.
_http: Any = importlib.import_module(openai.DefaultHttpxClient.__mro__[1].__module__.partition(".")[0])
WHOLE = 3
"""How many timeouts a whole body may take. More than one: DeepSeek sends empty lines while a request waits its turn (api-docs.deepseek.com,
Rate Limit)."""

MOST = 64 * 1024 * 1024
"""Bytes of a body; nothing a model says comes near it."""


class BodyError(Exception):
    """The body came too slowly (``slow``) or grew too long; reading was given up, and the connection is closed."""

    def __init__(self, *, slow: bool) -> None:
        super().__init__("too slow" if slow else "too long")
        self.slow = slow


class _Body(_http.SyncByteStream):  # type: ignore[misc]
    """A body that gives up after ``seconds`` or ``MOST`` bytes, and hands what had come to whoever asks why it broke off."""

    def __init__(self, inner: Any, seconds: float) -> None:
        self._inner = inner
        self._until = time.monotonic() + seconds

    def __iter__(self) -> Iterator[bytes]:
        came = bytearray()
        try:
            for chunk in self._inner:
                came += chunk
                self._check(len(came))
                yield chunk
        except (BodyError, _http.TransportError) as error:
            error.__dict__["came"] = bytes(came)
            raise

    def _check(self, size: int) -> None:
        if time.monotonic() > self._until or size > MOST:
            raise BodyError(slow=size <= MOST)

    def close(self) -> None:
        self._inner.close()


def client(timeout: float, *, direct: bool) -> Any:
    """Return an HTTP client for the openai client whose bodies are bounded; ``direct`` passes by any proxy of the environment."""

    def bound(response: Any) -> None:
        response.stream = _Body(response.stream, WHOLE * timeout)

    return openai.DefaultHttpxClient(event_hooks={"response": [bound]}, timeout=timeout, trust_env=not direct)


def came(error: BaseException) -> str:
    """Return as text what had come of a body before it broke off, "" where nothing had."""
    link: BaseException | None = error
    while link is not None:
        if data := vars(link).get("came"):
            return bytes(data).decode("utf-8", "replace")
        link = link.__cause__ or link.__context__
    return ""
