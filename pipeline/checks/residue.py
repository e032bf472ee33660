"""T01 leftovers that must not stand in a report: masks (XX, 202X, **), braces, the model's remarks about itself, stray fact marks."""

from __future__ import annotations

import re

from pipeline.checks.context import Context, at, places
from pipeline.findings import Finding, Level
from pipeline.report import Report

_RESIDUE = re.compile(
    r"[Xx×]{2,}|\d{2,3}[Xx]年|\*{2,}|_{2,}|#{2,}|[{}]|（注：|作为(?:一个|一名)?(?:AI|人工智能|语言模型)|网页\d|以下是|```|〔[^〕]*〕|根据您提供|待填|\{待"
)


def check(report: Report, context: Context) -> list[Finding]:
    return [
        at(place, "T01", Level.ERROR, m.span(), f"这里有不该留下的“{m.group()}”", "请删去，或换成真实的内容。")
        for place in places(report)
        for m in _RESIDUE.finditer(place.sentence.text)
    ]
