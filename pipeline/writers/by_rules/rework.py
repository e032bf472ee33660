"""A weak problem, written anew from its row: the user's sentences as they stand, and around them only what grammar asks for.

What is missing is a gap with its question; a cause or measure that nobody gave is a proposal.
"""

from __future__ import annotations

import re

from pipeline import units
from pipeline.checks.problems.words import CAUSE_CUE, EMPTY, anchors
from pipeline.report import Sentence
from pipeline.rewriting import Given, Rework, Reworked
from pipeline.texts.measure import chars, to_chinese
from pipeline.texts.quoting import quoted
from pipeline.units import ProblemKind
from pipeline.units.rewriting import wordings_for
from pipeline.writers.by_rules.parts import fact, gap, proposal, reading, stance
from pipeline.writers.by_rules.rows import CHECKED, STARTS, as_promise, says_the_same
from pipeline.writers.by_rules.slots import filled
from pipeline.writers.by_rules.voice import in_first_person, tidy
from pipeline.writers.port import Brief

_ROOM = 120
"""Characters from which a problem says enough without a word on why it matters."""
_GAP_OPENINGS = ("实际情况是", "具体说，", "查下来，", "摆出来看，")
_OWN_GAPS = ("原因要从我自己身上找：", "说到我自己，", "根子在我：", "往我自己身上找，")
_FRAMES = ("主要原因在我自己：{}。", "说到底，是我{}。", "责任首先在我：{}。", "往深里找，是我{}。")
_COLONS = ("主要原因在我自己：{}。", "根子在我这里：{}。", "责任首先在我：{}。", "往我自己身上找：{}。")
_RUNS_ON = 40
_NAMING = ("{}这一条，", "{}，", "出现{}的问题，", "至于{}，")
_BECAUSE = re.compile(r"^(?:主要)?(?:是)?(?:因为|由于)|^(?:主要)?原因(?:是|在于)[：，]?|^主要是")
_PLACES = re.compile("阵地|年轻党员|台上")
_STANDS = re.compile(r"^(?:主要|主观|根本|深层)?(?:原因|是)|^说到底|^根子|^究其|^归根|^责任")


def reworked(brief: Brief, row: Rework, place: int, turn: int) -> Reworked:
    """Render ``row``, the ``place``-th of those to be rendered (proposals take turns by it)."""
    kind = next(k for k in units.problem_kinds() if k.name == row.kind)
    if row.stands:
        return Reworked(number=row.number, heading=row.heading, statement=(), cause=(), measure=_measure(brief, row, kind, place + turn))
    return Reworked(
        number=row.number,
        heading=row.heading,
        statement=_statement(brief, row, kind, place + turn),
        cause=_cause(row, place, turn),
        measure=_measure(brief, row, kind, place + turn),
    )


def _statement(brief: Brief, row: Rework, kind: ProblemKind, turn: int) -> tuple[Sentence, ...]:
    said = [_said(given) for given in row.said]
    if row.gap:
        said.append(gap(row.gap, before=_GAP_OPENINGS[(row.number - 1) % len(_GAP_OPENINGS)]).sentence)
    told_anew = not any(given.own and anchors(given.text) for given in row.said)
    if row.sure and told_anew and sum(chars(s.text) for s in said) < _ROOM:
        effects = [e for e in (filled(brief, e) for e in kind.effects) if _fits(e, row)]
        said += [stance(effects[turn % len(effects)]).sentence] if effects else []
    return tuple(said)


def _fits(effect: str, row: Rework) -> bool:
    """Not what the heading says already (four characters in a row), no degree, and of no place that the problem does not speak of."""
    echoed = any(row.heading[i : i + 4] in effect for i in range(len(row.heading) - 3))
    place = _PLACES.search(effect)
    told = row.old + "".join(g.text for g in row.said)
    return not echoed and not EMPTY.search(effect) and (place is None or place.group() in told)


def _said(given: Given) -> Sentence:
    if given.own:
        return fact(given.text, *given.ids).sentence
    text = f"{in_first_person(tidy(given.text))}。"
    return reading(text, *given.ids, question=given.question).sentence if given.question else fact(text, *given.ids).sentence


def _cause(row: Rework, place: int, turn: int) -> tuple[Sentence, ...]:
    if row.cause:
        return tuple(_reason(row, given, place, first=i == 0) for i, given in enumerate(row.cause))
    if not row.sure:
        opening = _OWN_GAPS[place % len(_OWN_GAPS)]
        return (gap(row.cause_question, before=_named(row, opening, place)).sentence,)
    options = wordings_for(row.kind).causes
    ask = f"第{to_chinese(row.number)}个问题的原因是替你拟的，是这样吗？{row.cause_question}"
    return (proposal(_named(row, _framed(options[(place + turn) % len(options)], place), place), ask).sentence,)


def _reason(row: Rework, given: Given, place: int, *, first: bool) -> Sentence:
    """Old words that already speak as a cause stand as they are; the first of new ones is put as the secretary would say it."""
    said = tidy(given.text)
    own = in_first_person(said if given.own else _BECAUSE.sub("", said))
    as_it_is = not first or _STANDS.search(own) or (given.own and CAUSE_CUE.search(own) is not None and not row.apart)
    text = f"{own}。" if as_it_is else _framed(own, place)
    text = _named(row, text, place) if first else text
    return reading(text, *given.ids, question=given.question).sentence if given.question else fact(text, *given.ids).sentence


def _framed(cause: str, place: int) -> str:
    """A cause as one sentence of the secretary's; the frames take turns, and what does not begin with 我 or has a break in it gets a colon."""
    runs_on = cause.startswith("我") and len(cause) <= _RUNS_ON and not set("“；：") & set(cause)
    frame = (_FRAMES if runs_on else _COLONS)[place % len(_FRAMES)]
    return frame.format(cause.removeprefix("我") if "是我{}" in frame else cause)


def _named(row: Rework, text: str, place: int) -> str:
    """In a section of causes each says which problem it belongs to."""
    return _NAMING[place % len(_NAMING)].format(quoted(row.name if "【" in row.heading else row.heading or row.name)) + text if row.apart else text


def _measure(brief: Brief, row: Rework, kind: ProblemKind, turn: int) -> tuple[Sentence, ...]:
    start = (
        STARTS[(row.number - 1) % len(STARTS)].format(quoted(row.heading))
        if row.headed and "【" not in row.heading
        else f"针对第{to_chinese(row.number)}个问题，"
    )
    nth = to_chinese(row.number)
    options = kind.measures if row.sure else units.problem_kinds()[-1].measures
    chosen = options[turn % len(options)]
    check = filled(brief, chosen.check)
    if row.measure:
        said = "".join(g.text for g in row.measure)
        parts = [_promised(given, start if i == 0 else "") for i, given in enumerate(row.measure)]
        if not CHECKED.search(said) and not says_the_same(check, said):
            parts.append(proposal(f"{check}。", f"第{nth}条措施怎么检查，是替你拟的（“{check}”），做得到吗？").sentence)
        return tuple(parts)
    if row.linked:
        return ()
    action = filled(brief, chosen.action)
    return (
        proposal(f"{start}{action}。", f"第{nth}个问题的措施是替你拟的，做得到吗？{row.measure_question}").sentence,
        proposal(f"{check}。", f"“{check}”做得到吗？做不到请改成你的查法。").sentence,
    )


def _promised(given: Given, start: str) -> Sentence:
    own = in_first_person(tidy(given.text))
    text = f"{start}{own if '我' in own or '由' in own else as_promise(own)}。"
    return reading(text, *given.ids, question=given.question).sentence if given.question else fact(text, *given.ids).sentence
