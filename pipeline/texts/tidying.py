"""Words typed in haste, with the marks of Chinese prose: nothing is added and no word changed."""

from __future__ import annotations

import re

_HAN = "一-鿿"
_FULL = {":": "：", ";": "；", ",": "，", "?": "？", "!": "！"}
_MARK = re.compile(rf"(?<=[{_HAN}”）》])\s*([:;,?!])\s*")
_BRACKETS = re.compile(rf"\((?=[^()]*[{_HAN}])([^()]*)\)")
_DOUBLED = re.compile(r"([，。；：、])(?:\s*[，。；：、])+")
_QUOTES = re.compile(r'"([^"\n]{1,60})"')
_ASIDE = re.compile(r"\s*[—–-]{1,2}\s*(?:记一下|记下来?|备忘|待核|待查|再核|待补|注意)\s*[。！!]?$")
_GAP = re.compile(r"(?<=\S)[ \t\u3000\u00a0]+(?=\S)")
_PHRASE = 2
"""Characters on both sides that make a space between them a pause."""


def tidied(text: str) -> str:
    """``text`` with full-width marks, no doubled ones, and no spaces: one between two phrases is a pause."""
    text = _ASIDE.sub("", text.strip())
    text = _QUOTES.sub(r"“\1”", text)
    text = _BRACKETS.sub(r"（\1）", text)
    text = _MARK.sub(lambda m: _FULL[m[1]], text)
    text = _DOUBLED.sub(lambda m: m[1] if m[1] != "，" else m[0].rstrip()[-1], text)
    return _GAP.sub(lambda m: _between(text, *m.span()), text)


def _between(text: str, start: int, end: int) -> str:
    """What stands for the space at ``start``–``end``: a comma between two phrases outside brackets, nothing beside a figure or a mark."""
    before, behind = text[:start], text[end:]
    if before[-1].isascii() and behind[0].isascii():
        return " "
    inside = before.count("（") > before.count("）") or before.count("“") > before.count("”") or before.count("《") > before.count("》")
    left = re.search(rf"[{_HAN}]+$", before)
    right = re.match(rf"[{_HAN}]+", behind)
    phrases = left is not None and right is not None and len(left[0]) >= _PHRASE and len(right[0]) >= _PHRASE
    return "，" if phrases and not inside else ""
