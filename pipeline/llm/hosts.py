"""Where an endpoint stands, told by its address alone: looking a name up would already be a connection."""

from __future__ import annotations

import ipaddress
from enum import StrEnum
from urllib.parse import urlsplit

_LOCAL_ENDINGS = (".local", ".lan", ".internal", ".intranet", ".home.arpa", ".localdomain")


class Reach(StrEnum):
    """``loopback``: this machine. ``private``: a network that is not the Internet. ``remote``: everything else, and whatever is in doubt."""

    LOOPBACK = "loopback"
    PRIVATE = "private"
    REMOTE = "remote"


def host_of(address: str) -> str:
    """The host of a URL in lower case, "" where it has none."""
    try:
        return (urlsplit(address.strip()).hostname or "").rstrip(".")
    except ValueError:
        return ""


def reach(address: str) -> Reach:
    """Tell where ``address``, a URL, leads. A name without dots, or with an ending that no public name has, counts as private."""
    host = host_of(address)
    if host == "localhost" or host.endswith(".localhost"):
        return Reach.LOOPBACK
    try:
        ip = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return Reach.PRIVATE if host and ("." not in host or host.endswith(_LOCAL_ENDINGS)) else Reach.REMOTE
    if ip.is_loopback:
        return Reach.LOOPBACK
    return Reach.PRIVATE if ip.is_private and not ip.is_unspecified else Reach.REMOTE
