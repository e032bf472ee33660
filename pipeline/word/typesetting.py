"""How words are set in a Chinese document: full-width marks, half-width digits and letters, no typed spaces. The words stay what they are."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.layout import Line

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_MARKS = "，。；：！？、（）《》〈〉“”‘’【】—…"
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05)}
"""Full-width digits, letters and per cent sign → half-width."""
_SPACES = re.compile(r"[ \t\u00a0\u2002-\u200b\u3000\ufeff]+")
_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}{_MARKS}]) | (?=[{_HAN}{_MARKS}])")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF_MARK = re.compile(rf"(?<=[{_HAN}{_MARKS}%])[,;:?!]|(?<=\d)[,;:?!](?=[{_HAN}“（《]|$)")
_BRACKETS = re.compile(rf"\(([^()]*)\)(?=([{_HAN}{_MARKS}]?))")
_QUOTED = re.compile(r'"([^"\n]*)"')
_HAS_HAN = re.compile(f"[{_HAN}]")


def tidied(text: str) -> str:
    """``text`` as it is set. 1,200 and 9:00 and what stands between two Latin words stay; - between figures too: it may mean several things."""
    text = _SPACES.sub(" ", text.translate(_WIDE)).strip(" ")
    text = _BESIDE_HAN.sub("", text)
    text = _HALF_MARK.sub(lambda m: _FULL[m.group()], text)
    text = _QUOTED.sub(lambda m: f"“{m[1]}”" if _HAS_HAN.search(text) else m.group(), text)
    text = _BRACKETS.sub(lambda m: f"（{m[1]}）" if m[2] or _HAS_HAN.search(m[1]) else m.group(), text)
    return _BESIDE_HAN.sub("", text)


def tidied_line(line: Line) -> Line:
    """``line`` with its heading and each of its sentences as they are set."""
    run_in = tidied(line.run_in)
    sentences = tuple(s.model_copy(update={"text": tidied(s.text)}) for s in line.sentences)
    text = run_in + "".join(s.text for s in sentences) if sentences else tidied(line.text)
    return replace(line, text=text, run_in=run_in, sentences=sentences)
