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
    """What stands for the space at ``start``–``end``: a comma between two phrases outside brackets, nothing in a word or beside a figure."""
    before, behind = text[:start], text[end:]
    if before[-1].isascii() and behind[0].isascii():
        return " "
    inside = any(before.count(a) > before.count(b) for a, b in ("（）", "“”", "《》"))
    phrase, right = re.search(r"[^，。；：、（“《\s]*$", before), re.match(rf"[{_HAN}]+", behind)
    if inside or right is None or len(right[0]) < _PHRASE or phrase is None or len(phrase[0]) < _PHRASE:
        return ""
    if re.search(r"[A-Za-z][0-9.]*$", before):
        return ""
    if before[-1].isdigit():
        return "" if behind[0] in _UNITS else "，"
    return "" if _one_word(before[-_AROUND:], behind[:_AROUND]) else "，"


def _one_word(left: str, right: str) -> bool:
    """Whether a word runs from ``left`` into ``right``."""
    import rjieba

    at = 0
    for word in rjieba.cut(left + right):
        if at < len(left) < at + len(word):
            return True
        at += len(word)
    return False


_UNITS = frozenset("年月日号时分次名人个位份件篇场期堂节户条项家所张页本册公里元万亿余多岁周天届批")
_AROUND = 6
