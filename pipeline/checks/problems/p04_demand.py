from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems.rows import Row, rows
from pipeline.checks.problems.words import DEMAND, anchors
from pipeline.checks.rule import Example, Rule
from pipeline.findings import Level
from pipeline.report import SectionKind


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for row in rows(manuscript):
        place = next(((line, m) for line in row.statement[:2] if (m := DEMAND.search(line.text))), None)
        headed = DEMAND.search(row.block.heading)
        if headed is None and place is None:
            if _nothing_wrong(row):
                yield row.hit(f"第 {row.number} 个问题没有说出哪里不好", _ADVICE)
            continue
        opens = place is not None and place[0] is row.statement[0] and not anchors(place[0].text)
        if headed is None and not opens and len(row.evidence) >= _ENOUGH:
            continue
        message = f"第 {row.number} 个问题说的是上面的要求，或还没开始的工作"
        yield row.hit(message, _ADVICE) if headed or place is None else place[0].hit(place[1].span(), message, _ADVICE)


def _nothing_wrong(row: Row) -> bool:
    """Whether no sentence below the heading has a number, or a word for what is missing, late, weak or feared."""
    text = "".join(line.text for line in row.block.lines)
    return bool(text) and not _AMISS.search(text) and not any(anchors(line.text) for line in row.block.lines) and "【待补充" not in text


_ADVICE = "要求和打算不是问题。问题是按这个要求，你今年哪件事没做、做差了；没做过的工作放到打算里。"
_AMISS = re.compile(
    r"不|没|未|无|少|差|缺|难|慢|迟|晚|虚|空|弱|低|浅|软|散|松|乱|旧|滞后|偏|欠|忘|怕|嫌|懒|漏|错|失|停|拖|压|躲|推|替|代|浮|粗|窄|生硬|应付|敷衍|形式|过场|一般|单一|脱节|两张皮|流于|畏|责怪|批评|投诉|只|仅|才|图"
)
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
