"""O03 a place, unit, person or brand of a sample that the user's facts do not know."""

from __future__ import annotations

from pipeline.checks.context import Context, at, places
from pipeline.findings import Finding, Level
from pipeline.report import Report


def check(report: Report, context: Context) -> list[Finding]:
    strangers = [name for name in context.strangers if len(name) > 1 and name not in context.given]
    return [
        at(place, "O03", Level.ERROR, (start, start + len(name)), f"“{name}”是样本里别的单位的名称", "请删去，换成自己的事实。")
        for place in places(report)
        for name in strangers
        if (start := place.sentence.text.find(name)) >= 0
    ]
