"""The version to be read out: the same facts, rows, headings and thread as the written report, in the room of the rule 口头."""

from __future__ import annotations

from dataclasses import replace

from pipeline.events import Listener, Notice
from pipeline.flows.draft import Finder, Request, draft
from pipeline.result import Draft
from pipeline.writers.port import Writer

RULE = "口头"
SLOW, FAST = 200, 240
"""Characters a minute, read aloud to a meeting (experience, no source)."""


def oral(request: Request, written: Draft, writer: Writer, find: Finder, listen: Listener) -> Draft:
    """The spoken draft beside ``written``, which was made from ``request``. Raises ModelError as ``draft`` does."""
    if request.facts.rule == RULE:
        return written
    listen(Notice("再写一份现场念的稿子……"))
    facts = request.facts.model_copy(update={"rule": RULE, "chars": None})
    return draft(replace(request, facts=facts, like=written.plan), writer, find, listen)


def timed(chars: int) -> str:
    """How long the version to be read out is, in words for the user."""
    least, most = minutes(chars)
    return f"现场稿 {chars} 字，按每分钟 {SLOW}—{FAST} 字念，约需 {least:g}—{most:g} 分钟"


def minutes(chars: int) -> tuple[float, float]:
    """How long ``chars`` characters take to read out, in minutes: the least and the most, to half a minute."""
    return round(2 * chars / FAST) / 2, round(2 * chars / SLOW) / 2
