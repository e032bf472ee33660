"""Opening the door: a port of this machine alone, a key of its own, and the server behind it."""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import uvicorn

from pipeline.errors import InputError
from pipeline.web import facts_pages
from pipeline.web.app import make_app
from pipeline.web.asked import Asked
from pipeline.web.desk import Desk
from pipeline.web.guard import Key

_HERE = "127.0.0.1"


def serve(folder: Path, port: int, opened: Callable[[Key], None]) -> None:
    """Serve the facts files of ``folder`` until interrupted; ``port`` 0 takes any that is free. ``opened`` is told once visitors can come.

    Raises InputError where the port cannot be had.
    """
    with _listening(port) as listening:
        key = Key(secrets.token_urlsafe(32), listening.getsockname()[1])
        desk = Desk(folder)
        # Made once before anybody asks: what the first page needs is in memory then, and it paints at once.
        facts_pages.home(desk, Asked({}, {}))
        # No access log: addresses hold the key, and names of files are nobody's business. Nothing but plain HTTP is spoken.
        config = uvicorn.Config(
            make_app(desk, key), log_level="error", access_log=False, server_header=False, ws="none", lifespan="off", timeout_graceful_shutdown=2
        )
        server = uvicorn.Server(config)
        threading.Thread(target=_tell, args=(server, key, opened), daemon=True).start()
        try:
            server.run(sockets=[listening])
        finally:
            desk.close()


def _tell(server: uvicorn.Server, key: Key, opened: Callable[[Key], None]) -> None:
    waited = threading.Event()
    while not server.started:
        if server.should_exit:
            return
        waited.wait(0.01)
    opened(key)


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind((_HERE, port))
        listening.listen(64)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or "没有这个端口"
        raise InputError(f"端口 {port} 用不了（{reason}）", hint="换一个，例如 --port 8790；或者不写 --port，由程序自己找一个。") from None
    return listening
