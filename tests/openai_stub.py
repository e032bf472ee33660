"""A loopback OpenAI-compatible chat endpoint for tests: driven by the real client, scripted by the test.

    stub.then(stub.say("你好"), stub.fail(429, "slow down"), stub.reset())      # a queue, one for each request
    stub.answer(lambda request: stub.say(request.messages[-1]["content"]))      # or a function of the request

Every request is kept in ``stub.requests``. A request beyond the script fails the test when the stub closes.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(frozen=True)
class Request:
    """One request as it came; names of headers in lower case."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def messages(self) -> list[dict[str, Any]]:
        return self.body["messages"]

    @property
    def form(self) -> str:
        """The type of the response_format asked for, "tools" where functions are offered, "" where neither is."""
        if self.body.get("tools"):
            return "tools"
        return (self.body.get("response_format") or {}).get("type", "")


@dataclass(frozen=True)
class Response:
    """What to send back. ``body`` is JSON, or bytes sent as they are; ``wait`` seconds come first; ``reset`` breaks the connection instead.

    ``half`` stops in the middle of the body: "reset" breaks the connection, "close" ends it. ``drip`` sends ten bytes, waits so long, and so on.
    """

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    reset: bool = False
    half: str = ""
    drip: float = 0.0


Script = Callable[[Request], Response]


class Stub:
    """The endpoint; a context manager. ``url`` is what goes into base_url."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.unscripted = 0
        self._queue: deque[Response] = deque()
        self._script: Script | None = None
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def then(self, *responses: Response) -> Self:
        """Answer the next requests with these, in order."""
        self._queue.extend(responses)
        return self

    def answer(self, script: Script) -> Self:
        """Answer every request that the queue has nothing for with what ``script`` makes of it."""
        self._script = script
        return self

    @staticmethod
    def say(text: str | None, *, finish: str = "stop", usage: dict[str, Any] | str | None = "counted", wait: float = 0.0, **message: Any) -> Response:
        """Make a chat completion; ``message`` adds fields such as refusal or reasoning_content; usage None leaves it out."""
        counted = {"prompt_tokens": 10, "completion_tokens": len(text or ""), "total_tokens": 10 + len(text or "")}
        body: dict[str, Any] = {
            "id": "chatcmpl-stub",
            "object": "chat.completion",
            "created": 0,
            "model": "stub",
            "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text} | message}],
        }
        if usage is not None:
            body["usage"] = counted if usage == "counted" else usage
        return Response(body=body, wait=wait)

    @staticmethod
    def call(*arguments: str, text: str | None = None, **more: Any) -> Response:
        """Make a completion that calls the function offered, once for each of ``arguments``."""
        calls = [{"id": str(n), "type": "function", "function": {"name": "answer", "arguments": a}} for n, a in enumerate(arguments)]
        return Stub.say(text, finish="tool_calls", tool_calls=calls, **more)

    @staticmethod
    def fail(status: int, message: str, *, code: str | None = None, headers: dict[str, str] | None = None, **more: Any) -> Response:
        """Make an error in the form of OpenAI."""
        return Response(status, {"error": {"message": message, "code": code} | more}, headers or {})

    @staticmethod
    def raw(body: bytes, *, status: int = 200, kind: str = "application/json") -> Response:
        """Send these bytes."""
        return Response(status, body, {"Content-Type": kind})

    @staticmethod
    def reset() -> Response:
        """Break the connection without a word."""
        return Response(reset=True)

    def respond(self, request: Request) -> Response:
        """Record the request and choose its response."""
        with self._lock:
            self.requests.append(request)
            if self._queue:
                return self._queue.popleft()
            if self._script is None:
                self.unscripted += 1
                return self.fail(418, "the test has no reply for this request")
            script = self._script
        return script(request)

    def pause(self, seconds: float) -> None:
        """Wait, but not beyond the end of the test."""
        self._closing.wait(seconds)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        if kind is None:
            assert not self.unscripted, f"{self.unscripted} requests beyond the script"


def _pieces(response: Response, body: bytes) -> list[bytes]:
    """What is written at once."""
    if response.drip:
        return [body[start : start + 10] for start in range(0, len(body), 10)]
    return [body[: len(body) // 2] if response.half else body]


def _handler_for(stub: Stub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):  # HTTP/1.0: every connection ends with its response
        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = json.loads(data) if headers.get("content-type") == "application/json" else {}
            response = stub.respond(Request(self.path, headers, body))
            stub.pause(response.wait)
            if response.reset:
                self._break()
                return
            body = response.body if isinstance(response.body, bytes) else json.dumps(response.body, ensure_ascii=False).encode()
            try:
                self._send(response, body)
            except (BrokenPipeError, ConnectionResetError):  # the client gave up waiting
                self.close_connection = True

        def _break(self) -> None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True

        def _send(self, response: Response, body: bytes) -> None:
            self.send_response(response.status)
            for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **response.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for piece in _pieces(response, body):
                self.wfile.write(piece)
                stub.pause(response.drip)
            if response.half == "reset":
                stub.pause(0.05)  # what was written before a reset must have left first
                self._break()

    return Handler
