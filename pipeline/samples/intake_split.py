"""An anthology (篇一…, 范文一…, one title after the other) → the texts in it."""

from __future__ import annotations

import re

_NUM = r"[一二三四五六七八九十\d]{1,3}"
_MARKER = re.compile(
    rf"^\W{{0,4}}(?:(?:[^。，；\n]{{0,30}}?(?:报告|范文|材料))?\s*(?:篇|范文|例文|样本){_NUM}|第\s*{_NUM}\s*篇|[^。，；\n]{{2,30}}?(?:述职报告|范文)\s*[（(]?{_NUM}[）)]?)"
    r"\s*(?:[：:、】].{0,60}|)\W{0,2}$"
)
_TITLE = re.compile(r"^.{0,45}(?:述职(?:评议)?报告|述职述廉(?:述党建)?报告|述职发言|情况报告)(?:[（(][^）)]{1,12}[）)])?$")
_LEAST = 400
"""Characters between two titles: what is shorter is a list of contents, or a title that is set twice."""


def split(text: str) -> list[str]:
    """The texts in ``text``, each with its own title; ``text`` itself where it is one. What stands before the first marker is a text too."""
    lines = text.split("\n")
    marks = [i for i, line in enumerate(lines) if _MARKER.match(line.strip())]
    if len(marks) < 2:
        marks = [i for i, line in enumerate(lines) if _is_title(line)]
    marks = _apart(lines, marks)
    if len(marks) < 2:
        return [text]
    parts = ["\n".join(lines[: marks[0]]), *("\n".join(lines[a:b]) for a, b in zip(marks, [*marks[1:], len(lines)], strict=True))]
    return [_without_marker(part) for part in parts if part.strip()]


def _is_title(line: str) -> bool:
    line = line.strip().lstrip("#").strip(" *　")
    return bool(_TITLE.match(line)) and not re.search(r"[。；，]", line)


def _apart(lines: list[str], marks: list[int]) -> list[int]:
    """Of marks with next to nothing between them the last: the others are a list of contents."""
    kept: list[int] = []
    for mark in marks:
        if kept and sum(map(len, lines[kept[-1] : mark])) < _LEAST:
            kept.pop()
        kept.append(mark)
    return kept


def _without_marker(part: str) -> str:
    """A bare 篇一 is no title; 篇一：某某述职报告 is one without its number."""
    first, _, rest = part.lstrip("\n").partition("\n")
    if not _MARKER.match(first.strip()):
        return part
    after = re.split(r"[：:、】]", first.strip(), maxsplit=1)
    title = after[1].strip() if len(after) > 1 else ""
    return f"{title}\n{rest}" if title else rest
