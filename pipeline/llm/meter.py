"""The meter of a run: what was asked and what it cost, live, and the limits the user set."""

from __future__ import annotations

import threading
from dataclasses import replace

from pipeline.events import CallsCounted, Listener, silent
from pipeline.llm.records import Usage

TOKENS_PER_CHAR = 0.7
"""Of Chinese text, on the safe side; only for services that count nothing, and for what is still to come."""


class Meter:
    """Counts the requests and tokens of one run, over all its endpoints; safe for threads.

    ``max_calls`` limits requests, those that failed included; ``max_tokens`` what went in and came out. The room a request will need is
    set aside before it goes out, so that requests at the same time do not overrun the limit together.
    """

    def __init__(self, max_calls: int | None = None, max_tokens: int | None = None, listen: Listener = silent) -> None:
        self._max_calls = max_calls
        self._max_tokens = max_tokens
        self._listen = listen
        self._lock = threading.Lock()
        self._counted = CallsCounted()
        self._requests = 0
        self._reserved = 0

    @property
    def counted(self) -> CallsCounted:
        """What was counted so far."""
        return self._counted

    def admit(self, chars: int) -> str:
        """Set room aside for a request of ``chars`` characters and return ""; or return in Chinese which limit forbids it."""
        need = round(chars * TOKENS_PER_CHAR)
        with self._lock:
            if self._max_calls is not None and self._requests >= self._max_calls:
                return f"已到请求次数的上限 {self._max_calls} 次（--max-calls）"
            counted = self._counted
            used = counted.prompt_tokens + counted.completion_tokens + self._reserved
            if self._max_tokens is not None and used + need > self._max_tokens:
                return f"已用约 {used} tokens，再问一次要超过上限 {self._max_tokens}（--max-tokens）"
            self._requests += 1
            self._reserved += need
        return ""

    def book(self, chars: int, usage: Usage | None, said: str = "") -> None:
        """Book a request that was admitted: ``usage`` None where no reply came; where the service counts nothing, by what was ``said``."""
        with self._lock:
            self._reserved -= round(chars * TOKENS_PER_CHAR)
            if usage is None:
                return
            counts = usage.prompt_tokens + usage.completion_tokens > 0
            prompt = usage.prompt_tokens if counts else round(chars * TOKENS_PER_CHAR)
            completion = usage.completion_tokens if counts else round(len(said) * TOKENS_PER_CHAR)
            before = self._counted
            self._counted = CallsCounted(
                before.calls + 1,
                before.cached_calls,
                before.prompt_tokens + prompt,
                before.completion_tokens + completion,
                before.cached_tokens + usage.cached_tokens,
                before.estimated or not counts,
            )
        self._listen(self._counted)

    def book_cached(self) -> None:
        """Book a reply that the ledger gave."""
        with self._lock:
            self._counted = replace(self._counted, cached_calls=self._counted.cached_calls + 1)
        self._listen(self._counted)
