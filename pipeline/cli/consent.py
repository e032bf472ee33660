"""Where what the user wrote will go: this machine, a private network, or a host on the Internet, which needs a yes the first time.

The yes is remembered for each host in the home folder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline.errors import InputError
from pipeline.events import Listener, Notice

if TYPE_CHECKING:
    from pipeline.wiring import Destination

FILE_NAME = "consents.json"


def agree(destinations: Sequence[Destination], home: Path, listen: Listener, *, yes: bool = False) -> None:
    """Name every destination; raise InputError unless each remote one was agreed to: before, now at the terminal, or by ``yes``."""
    from pipeline.llm.hosts import Reach, host_of, reach

    known = _known(home)
    for host, purpose, where in dict.fromkeys((host_of(d.address), d.purpose, reach(d.address)) for d in destinations):
        if where is Reach.LOOPBACK:
            listen(Notice(f"{purpose}在本机（{host}）：内容不离开这台机器。"))
        elif where is Reach.PRIVATE:
            listen(Notice(f"{purpose}在内网（{host}）：内容会离开这台机器，不上互联网。"))
        elif host in known:
            listen(Notice(f"{purpose}在 {host}：内容会发到那里（你同意过）。"))
        else:
            _ask(purpose, host, yes=yes)
            known[host] = datetime.now(UTC).isoformat(timespec="seconds")
            _remember(home, known)


def unagreed(destinations: Sequence[Destination], home: Path) -> tuple[str, ...]:
    """The hosts on the Internet among ``destinations`` that have no yes yet, each once."""
    from pipeline.llm.hosts import Reach, host_of, reach

    known = _known(home)
    return tuple(dict.fromkeys(host_of(d.address) for d in destinations if reach(d.address) is Reach.REMOTE and host_of(d.address) not in known))


def remember(hosts: Sequence[str], home: Path) -> None:
    """Take down the yes to ``hosts``. Raises InputError where it cannot be written."""
    _remember(home, _known(home) | dict.fromkeys(hosts, datetime.now(UTC).isoformat(timespec="seconds")))


def _ask(purpose: str, host: str, *, yes: bool) -> None:
    what = f"{purpose}在互联网上的 {host}：你给的内容会发到那里（人名、电话、证件号等先换成记号）。涉密、内部和未公开的内容不要发。"
    if yes:
        typer.echo(f"{what}\n已用 --yes 同意，以后不再问。", err=True)
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise InputError(
            f"还没有同意把内容发到 {host}，什么也没有发送",
            hint=f"{what}同意就加 --yes 再运行一次（记住这个地址，以后不再问）；不同意就加 --offline。",
        )
    if not typer.confirm(f"{what}\n同意吗？", err=True):
        raise InputError(f"没有同意把内容发到 {host}，什么也没有发送", hint="可以加 --offline 用离线写法，或换一个本机、内网的模型。")


def _known(home: Path) -> dict[str, str]:
    """Host → when it was agreed to; a file that cannot be read holds no yes."""
    try:
        held = json.loads((home / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    hosts = held.get("hosts") if isinstance(held, dict) else None
    return {str(host): str(when) for host, when in hosts.items()} if isinstance(hosts, dict) else {}


def _remember(home: Path, known: dict[str, str]) -> None:
    from pipeline.cli.outputs import write_bytes

    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"建不了数据文件夹 {home}：{error.strerror}", hint="用环境变量 SHUZHI_HOME 换一个能写的文件夹。") from None
    write_bytes(home / FILE_NAME, json.dumps({"hosts": known}, ensure_ascii=False, indent=2).encode() + b"\n")
