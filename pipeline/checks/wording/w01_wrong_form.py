from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.hits import Hit
from pipeline.checks.manuscript import Manuscript
from pipeline.checks.rule import Example, Rule
from pipeline.checks.wording.lexicon import wrong_forms
from pipeline.checks.wording.nearly import nearly
from pipeline.findings import Level


def check(manuscript: Manuscript, context: Context) -> Iterator[Hit]:
    for match, term in wrong_forms(manuscript.text, documents=False):
        level = None if term.verified else Level.INFO
        doubt = "" if term.verified else "（这一条没有查到依据，请自己核对）"
        yield manuscript.hit(match.span(), f"“{match.group()}”写得不规范，规范写法是“{term.name}”{doubt}", _ADVICE, level)
    for match in _PLENUM.finditer(manuscript.text):
        right = f"{match[1]}届{match[2]}中全会"
        yield manuscript.hit(match.span(), f"“{match.group()}”写得不规范，中央全会按届说：“{right}”", _ADVICE)
    for match in _FULL.finditer(manuscript.text):
        right = f"{match[1]}届{match[2]}中全会”或“第{match[1]}届中央委员会第{match[2]}次全体会议"
        yield manuscript.hit(match.span(), f"“{match.group()}”是简称和全称混着写，应是“{right}”", _ADVICE)
    for match in _NO_TERM.finditer(manuscript.text):
        right = f"{match[1]}届{match[2]}中全会"
        yield manuscript.hit(match.span(), f"“{match.group()}”写得不规范，少了一个“届”：“{right}”", _ADVICE)
    told = [match.span() for match, _ in wrong_forms(manuscript.text, documents=False)]
    for start, end, term in nearly(manuscript.text):
        if not any(start < b and a < end for a, b in told):
            message = f"“{manuscript.text[start:end]}”与固定写法“{term.name}”差一两个字"
            yield manuscript.hit((start, end), message, _ADVICE, Level.WARNING)


_ADVICE = "请核对后自己改；程序不会替你改。"
_PLENUM = re.compile(r"(十[五六七八九]|二十)大([一二三四五六七])中全会")
_FULL = re.compile(r"(十[五六七八九]|二十)届([一二三四五六七])中(?:全体会议|全会会(?!议))")
_NO_TERM = re.compile(r"(十[五六七八九]|二十)([一二三四五六七])中全会")
"""A plenum is of a Central Committee (届), not of a congress (大)."""


RULE = Rule(
    code="W01",
    name="错误的提法",
    level=Level.ERROR,
    about="政治性提法有固定写法，少一字、多一字、次序颠倒都是差错，念出来全场都听得见。",
    source="领域手册 §4.5、§4.6；逐条出处见 corpus/terms.yaml",
    bad=Example("认真落实习总书记系列重要讲话精神。"),
    good=Example("认真学习总书记重要讲话，落实习近平总书记重要讲话精神。"),
    check=check,
)
