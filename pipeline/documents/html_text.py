"""The visible text of a web page: blocks on lines of their own, without scripts, navigation and what the page hides."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

_UNSEEN = frozenset("script style noscript head nav header footer aside form button select iframe svg template textarea".split())
_INLINE = frozenset("a abbr b bdi bdo big cite code del em font i ins kbd label mark q s small span strong sub sup tt u var wbr".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.IGNORECASE)


def text_of(page: str) -> str:
    """The text of ``page``; "" where it has none. Any string is a page: the parser mends what is broken."""
    if not page.strip():
        return ""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = cast("etree._Element | None", etree.HTML(page.encode(), parser))  # noqa: SLF001 - the stubs know of no page without a root
    if root is None:  # nothing but a broken declaration or a comment
        return ""
    parts: list[str] = []
    depth = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        unseen = node.tag in _UNSEEN or _HIDDEN.search(node.get("style") or "") is not None or node.get("hidden") is not None
        if event == "start":
            depth += unseen
            if not depth:
                parts += ["" if node.tag in _INLINE else "\n", _flowing(node.text)]
        else:
            depth -= unseen
            if not depth:
                parts += ["" if node.tag in _INLINE else "\n", _flowing(node.tail)]
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _flowing(text: str | None) -> str:
    """Line breaks of the source mean nothing in a page."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")
