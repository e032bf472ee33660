"""For all tests: no network beyond this machine, no settings of whoever runs them, a home of their own."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openai_stub import Stub

_SCRUBBED = ("OPENAI_", "SHUZHI_", "LANGCHAIN_", "LANGSMITH_")
_PROXIES = {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}


class NetworkError(RuntimeError):
    """A test tried to leave this machine. Not an OSError: nothing may take it for a bad connection and go on."""


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Scrub the environment and return the home folder of this test, where SHUZHI_HOME points."""
    for name in list(os.environ):
        if name.upper().startswith(_SCRUBBED) or name.lower() in _PROXIES:
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SHUZHI_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every connection to another machine an error."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def checked_connect(self: socket.socket, address: Any) -> None:
        _check(self.family, address)
        connect(self, address)

    def checked_connect_ex(self: socket.socket, address: Any) -> int:
        _check(self.family, address)
        return connect_ex(self, address)

    def checked_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        _check(socket.AF_INET, (host,))
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", checked_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", checked_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", checked_look_up)


def _check(family: int, address: Any) -> None:
    if family in {socket.AF_INET, socket.AF_INET6} and not _is_local(address[0]):
        raise NetworkError(f"a test tried to connect to {address[0]}")


def _is_local(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture
def openai_stub() -> Iterator[Stub]:
    """A loopback chat endpoint; see ``openai_stub.py``."""
    with Stub() as stub:
        yield stub
