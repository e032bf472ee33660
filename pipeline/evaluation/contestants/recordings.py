"""Recorded replies: ``recordings/<contestant>/<case>/<nn>-<task>.json`` with ``task``, ``request``, ``reply`` and, where known, ``usage``.

``request`` is the body that was sent, ``reply`` the text that came back, ``usage`` the service's own count of tokens. Conversations that
lie elsewhere are listed in ``recordings/elsewhere.yaml``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.evaluation.cases import Bench


@dataclass(frozen=True)
class Recorded:
    """One request and its reply. ``asked`` is the text of the last user message that was sent."""

    task: str
    asked: str
    reply: str
    tokens: int = 0


def recorded(contestant: str, case: str, bench: Bench) -> tuple[Recorded, ...]:
    """The conversation of ``contestant`` about ``case`` in the order it was recorded, empty where there is none. Raises InputError."""
    folder = bench.root / "recordings" / contestant / case
    elsewhere = bench.elsewhere.get(contestant, {}).get(case)
    if not folder.is_dir() and elsewhere:
        folder = bench.root / elsewhere["replies"]
    return tuple(_read(path) for path in sorted(folder.glob("*.json")))


def _read(path: Path) -> Recorded:
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        messages = record.get("request", {}).get("messages", [])
        asked = next((m["content"] for m in reversed(messages) if m.get("role") == "user"), "")
        usage = record.get("usage") or {}
        return Recorded(record["task"], asked, record["reply"], int(usage.get("total_tokens", 0)))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InputError(f"录下的回答读不了：{path}（{error}）", hint="写法见 eval/README.md：task、request、reply 三项。") from None
