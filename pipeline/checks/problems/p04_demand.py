from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.rows import rows
from pipeline.checks.problems.words import DEMAND, anchors
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for row in rows(manuscript):
        place = next(((line, m) for line in row.statement[:2] if (m := DEMAND.search(line.text))), None)
        headed = DEMAND.search(row.block.heading)
        if headed is None and place is None:
            continue
        opens = place is not None and place[0] is row.statement[0] and not anchors(place[0].text)
        if headed is None and not opens and len(row.evidence) >= _ENOUGH:
            continue
        advice = "要求和打算不是问题。问题是按这个要求，你今年哪件事没做、做差了；没做过的工作放到打算里。"
        message = f"第 {row.number} 个问题说的是上面的要求，或还没开始的工作"
        yield row.hit(message, advice) if headed else place[0].hit(place[1].span(), message, advice) if place else row.hit(message, advice)


_ENOUGH = 3
"""Figures enough to show that something really went wrong."""

RULE = Rule(
    code="P04",
    name="拿要求当问题",
    level=Level.WARNING,
    about="“新时代提出新要求”“如何贯彻是近期重点”说的是任务，不是你的毛病。这样写等于没有查问题。",
    source="领域手册 §1.3 Q1、Q2，§8 K07",
    bad=Example("新修订的条例对党员教育提出了更高要求，如何贯彻是今后的重点。", section=SectionKind.PROBLEM),
    good=Example("条例要求每季度讲1次党课，我全年只讲了2次。", section=SectionKind.PROBLEM),
    check=check,
)
