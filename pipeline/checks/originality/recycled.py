"""Sentences of last year's report in which nothing but years, sessions, campaigns and figures was changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from pipeline.checks.context import Context
from pipeline.checks.manuscript import Line, Manuscript
from pipeline.checks.originality.library import Index
from pipeline.checks.originality.prose import Prose, given_by, prose_of, telling
from pipeline.texts.measure import sentences
from pipeline.texts.runs import RUN, compact

_SHORTEST, _FEWEST_TELLING = 15, 8
_MOSTLY = 0.8
_GIVEN = 0.5
_CHANGING = re.compile(
    r"(?P<figure>(?:20)?[0-9０-９]+(?:[.．][0-9]+)?|[两三四五六七八九十百]+(?=[次名个场期户件堂篇项]))"
    r"|(?P<congress>党的[一二]十[一二三四五六七八九]?(?:大|届[一二三四五六七八九]中全会|届历次全会)|[一二]十[一二三四五六七八九]?(?:大|届[一二三四五六七八九]中全会))"
    r"|(?P<campaign>党史学习教育|党纪学习教育|(?:学习贯彻习近平新时代中国特色社会主义思想)?主题教育|“不忘初心、牢记使命”主题教育|“两学一做”学习教育"
    r"|(?:深入贯彻中央八项规定精神|树立和践行正确政绩观|“两学一做”)?学习教育)"
)
_SIGNS = {"figure": "\ue000", "congress": "\ue001", "campaign": "\ue002"}


@dataclass(frozen=True)
class Recycled:
    """``line`` says what ``old``, a sentence of last year's report, said; ``changed`` are its new figures, years and names."""

    line: Line
    old: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class _Leveled:
    """A text with a sign for whatever changes from year to year; ``place[i]`` is where character i stood, with one entry for the end."""

    text: str
    place: tuple[int, ...]


def recycled(manuscript: Manuscript, context: Context) -> tuple[Recycled, ...]:
    """The recycled sentences, in order; worked out once. What the user's facts say anew is none."""
    if "recycled" not in manuscript.memo:
        manuscript.memo["recycled"] = _recycled(prose_of(manuscript), context)
    return cast("tuple[Recycled, ...]", manuscript.memo["recycled"])


def _recycled(prose: Prose, context: Context) -> tuple[Recycled, ...]:
    old = compact(context.last_year)
    then, now = _leveled_once(old), _leveled(prose.text)
    index = _leveled_index(then.text)
    tells = telling(now.text)
    where: dict[int, int] = {}
    covered = bytearray(len(now.text))
    for start, _, place in index.found(now.text):
        where.setdefault(start, place)
        covered[start : start + RUN] = b"\x01" * RUN
    given = given_by(context.given)
    begins = {place: at for at, place in reversed(tuple(enumerate(now.place)))}
    found = []
    for line, start, end in prose.spans():
        first, last = begins.get(start), begins.get(end)
        if first is None or last is None or last - first < _SHORTEST or sum(tells[first:last]) < _FEWEST_TELLING:
            continue
        if sum(covered[first:last]) < _MOSTLY * (last - first) or prose.text[start:end] in old:
            continue
        changed = tuple(prose.text[now.place[i] : now.place[i + 1]] for i in range(first, last) if now.text[i] in _SIGNS.values())
        origin = next((where[i] for i in range(first, last) if i in where), None)
        if changed and origin is not None and given(line.text) < _GIVEN:
            found.append(Recycled(line, _sentence(old, then.place[origin]), changed))
    return tuple(found)


def _leveled(text: str) -> _Leveled:
    out: list[str] = []
    place: list[int] = []
    at = 0
    for match in _CHANGING.finditer(text):
        out.append(text[at : match.start()])
        place += range(at, match.start())
        out.append(_SIGNS[match.lastgroup or "figure"])
        place.append(match.start())
        at = match.end()
    out.append(text[at:])
    place += range(at, len(text) + 1)
    return _Leveled("".join(out), tuple(place))


@lru_cache(maxsize=2)
def _leveled_once(text: str) -> _Leveled:
    return _leveled(text)


@lru_cache(maxsize=2)
def _leveled_index(text: str) -> Index:
    return Index((("上年报告", text),))


def _sentence(text: str, place: int) -> str:
    """The sentence of ``text`` that stands at ``place``."""
    at = 0
    for sentence in sentences(text):
        at = text.find(sentence, at) + len(sentence)
        if place < at:
            return sentence
    return ""
