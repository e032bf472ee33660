"""O01 a run of 13 characters or more copied from a sample; O02 the same from last year's report.

Fixed wordings and the user's own facts are no copies.
"""

from __future__ import annotations

from pipeline import units
from pipeline.checks.context import Context, Place, at, places
from pipeline.findings import Finding, Level
from pipeline.report import Report
from pipeline.texts.runs import compact, grams, mask, shared_runs


def check(report: Report, context: Context) -> list[Finding]:
    fixed = units.fixed_wordings()
    known = [(name, grams(mask(compact(text), fixed))) for name, text in context.samples]
    own = tuple(e.text for e in context.facts.evidence)
    last = grams(mask(compact(context.last_year), (*fixed, *own)))
    found = []
    for place in places(report):
        for name, their in known:
            found += _runs(place, their, "O01", Level.ERROR, f"与样本《{name}》连续相同", "样本只教写法，句子要用自己的话和自己的事实。")
        advice = "上年的话不能照抄；如果今年确有其事，换成今年的说法和数字。"
        found += _runs(place, last, "O02", Level.WARNING, "与上年报告连续相同", advice)
    return found


def _runs(place: Place, known: set[str], code: str, level: Level, message: str, advice: str) -> list[Finding]:
    text = place.sentence.text
    return [at(place, code, level, span, f"{message} {span[1] - span[0]} 个字", advice) for span in shared_runs(text, known)]
