"""How good the sections of a report are as models, by rules alone, so that a hollow part is never shown as one.

A reviewer asks three things of a problem: what happened, when, and where am I in it. A part that answers none of them is weak
(domain handbook §0.3-1, §8: anchors of evidence).
"""

from __future__ import annotations

import re

from pipeline.documents import Document
from pipeline.report import SectionKind
from pipeline.samples.records import Grading
from pipeline.texts.measure import chars, sentences
from pipeline.texts.quantities import quantities

_SELF = re.compile(r"(?<![自大忘])我(?!们?为群众|[国党市县区旗镇乡村街校院局省州军])|本人|我自己")
_EVENT = re.compile(
    r"\d{1,2}月|[一二三四]季度|[上下]半年|年[初中底末](?!.{0,4}(?:计划|打算))|去年|前年|有一次|[那这]次|排名|垫底|倒数|抽查|通报|[一二三四五六七八九十]+月(?:份|底|初|，|的)"
)
_DEMAND = re.compile(r"提出了?(?:更高|新|许多新)的?要求|(?:近期|今后|当前)[^，。；]{0,12}重点|如何[^，。；]{0,20}(?:学习|领会|转化|贯彻)")
_SLOT = re.compile(r"\{[数名年]\}")
_DENSE = 8.0
"""Quantities in a thousand characters of duty: our own good reports have 15 to 40, hollow ones fewer than 5."""


def grade(document: Document) -> dict[SectionKind, Grading]:
    """Gradings of duty, problem, cause and plan, as far as ``document`` has them. Problem and cause are judged together and graded alike."""
    texts = {kind: _text(document, kind) for kind in (SectionKind.DUTY, SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN)}
    found: dict[SectionKind, Grading] = {}
    if texts[SectionKind.DUTY]:
        found[SectionKind.DUTY] = _duty(texts[SectionKind.DUTY])
    problem = _problem(texts[SectionKind.PROBLEM] + "\n" + texts[SectionKind.CAUSE])
    for kind in (SectionKind.PROBLEM, SectionKind.CAUSE):
        if texts[kind]:
            found[kind] = problem
    if texts[SectionKind.PLAN]:
        found[SectionKind.PLAN] = _plan(texts[SectionKind.PLAN])
    return found


def _text(document: Document, kind: SectionKind) -> str:
    return "\n".join(f"{item.heading}。{item.text}" if item.heading else item.text for s in document.sections if s.kind is kind for item in s.items)


def _problem(text: str) -> Grading:
    told = [s for s in sentences(text) if not _DEMAND.search(s)]
    evidence = sum(1 for s in told if _anchored(s))
    self_ = len(_SELF.findall("".join(told)))
    if not evidence:
        return Grading(grade="weak", why="没有一个数字、日期、具体的事" + ("" if self_ else "，也没有“我”"))
    if evidence < 3 and not self_:
        return Grading(grade="weak", why=f"没有“我”，数字、日期或具体的事只有 {evidence} 处")
    if evidence >= 3 and self_ >= 2:
        return Grading(grade="good", why=f"有 {evidence} 处数字、日期或具体的事，{self_} 处“我”")
    return Grading(grade="fair", why=f"有 {evidence} 处数字、日期或具体的事，{self_} 处“我”")


def _plan(text: str) -> Grading:
    told = sentences(text)
    evidence = sum(1 for s in told if _anchored(s))
    if not evidence:
        return Grading(grade="weak", why="没有一个日期、次数")
    return Grading(grade="good" if evidence >= 3 else "fair", why=f"有 {evidence} 处日期、次数")


def _duty(text: str) -> Grading:
    counts = len(quantities(text))
    density = 1000 * counts / max(1, chars(text))
    if counts + len(_SLOT.findall(text)) < 3:
        return Grading(grade="weak", why="几乎没有数字")
    return Grading(grade="good" if density >= _DENSE and _SELF.search(text) else "fair", why=f"每千字 {density:.0f} 个数字")


def _anchored(sentence: str) -> bool:
    """Whether the sentence says what, when or how often."""
    return bool(quantities(sentence)) or _EVENT.search(sentence) is not None
