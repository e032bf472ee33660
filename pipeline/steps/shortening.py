"""A report brought within its rule by leaving out: what carries no figure goes first, what answers for something stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.layout import printed_chars
from pipeline.report import Report, Section, SectionKind, Sentence, SentenceKind
from pipeline.texts.quantities import quantities
from pipeline.units import LengthRule

_Place = tuple[int, int, int]
"""Section, item, sentence."""
_SHORTEST = 20
"""Characters a sentence keeps at least."""
_FEWEST_WORKS = 3
"""Items on work done that a speech keeps."""


def kept_to(rule: LengthRule, report: Report, most: int) -> Report:
    """``report`` with what the rule has no room for left out: a speech beyond ``most`` characters, and stances where problems lack their share."""
    if rule.spoken:
        report = shortened(report, most)
    return balanced(report, rule.problem_share) if rule.problem_share else report


def shortened(report: Report, most: int) -> Report:
    """``report`` in at most ``most`` characters, if leaving out can do it; no gap is dropped, and no item left without a sentence.

    First go the stances, in the part on work done before the rest, then readings, then the proposals that stand behind another measure, then
    in the part on work done the facts without a figure; then the last clauses (；) of the longest sentences; and last the facts with figures of
    the items on work done that have most, and the last of these items, down to three.
    """
    for told, kinds in _STAGES:
        report = _thinned(report, most, told, kinds)
    while printed_chars(report) > most and (place := _longest(report)) is not None:
        report = _changed(report, place, [_shorter(_at(report, place))])
    report = _thinned(report, most, _fact, (SectionKind.DUTY,))
    while printed_chars(report) > most and (fewer := _without_last_work(report)) is not None:
        report = fewer
    return report


def balanced(report: Report, share: float) -> Report:
    """``report`` with so few stances on work done that problems and causes make up ``share`` (0–1) of it; unchanged where that would not do."""
    shorter = report
    while _share(shorter) < share:
        place = _last(shorter, _stance, (SectionKind.DUTY,))
        if place is None:
            return report
        shorter = _changed(shorter, place, [])
    return shorter


def _share(report: Report) -> float:
    said = sum(section.chars for section in report.sections if section.kind in (SectionKind.PROBLEM, SectionKind.CAUSE))
    return said / printed_chars(report)


def _without_last_work(report: Report) -> Report | None:
    """``report`` without its last item on work done, which the unit type puts last; None where no more than the fewest are left."""
    for section in report.sections:
        free = [item for item in section.items if all(s.kind is not SentenceKind.GAP for s in item.sentences)]
        if section.kind is SectionKind.DUTY and free and len(section.items) > _FEWEST_WORKS:
            shorter = section.model_copy(update={"items": tuple(item for item in section.items if item is not free[-1])})
            return report.model_copy(update={"sections": tuple(shorter if s is section else s for s in report.sections)})
    return None


def _thinned(report: Report, most: int, told: Callable[[Sentence], bool], kinds: tuple[SectionKind, ...]) -> Report:
    while printed_chars(report) > most and (place := _last(report, told, kinds)) is not None:
        report = _changed(report, place, [])
    return report


def _longest(report: Report) -> _Place | None:
    """The longest sentence that can lose its last clause."""
    every = ((s, i, n) for s, section in enumerate(report.sections) for i, item in enumerate(section.items) for n in range(len(item.sentences)))
    return max((p for p in every if _clause_end(_at(report, p))), key=lambda p: (len(_at(report, p).text), p), default=None)


def _clause_end(sentence: Sentence) -> int:
    """Where the last clause that may go begins; 0 where none may. What stands in quotes or brackets is never cut in two."""
    if sentence.kind is not SentenceKind.FACT:
        return 0
    cut = sentence.text.rfind("；")
    kept = sentence.text[: max(cut, 0)]
    return cut if len(kept) >= _SHORTEST and all(kept.count(a) == kept.count(b) for a, b in ("“”", "（）", "《》")) else 0


def _shorter(sentence: Sentence) -> Sentence:
    return sentence.model_copy(update={"text": f"{sentence.text[: _clause_end(sentence)]}。"})


def _stance(sentence: Sentence) -> bool:
    return sentence.kind is SentenceKind.STANCE


def _proposal(sentence: Sentence) -> bool:
    return sentence.kind is SentenceKind.PROPOSAL


def _reading(sentence: Sentence) -> bool:
    return sentence.kind is SentenceKind.READING


def _fact_without_figure(sentence: Sentence) -> bool:
    return sentence.kind is SentenceKind.FACT and not quantities(sentence.text)


def _fact(sentence: Sentence) -> bool:
    return sentence.kind is SentenceKind.FACT


_DUTY = (SectionKind.DUTY, SectionKind.PROJECT, SectionKind.RECTIFY)
_STAGES: tuple[tuple[Callable[[Sentence], bool], tuple[SectionKind, ...]], ...] = (
    (_stance, _DUTY),
    (_stance, (SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN)),
    (_reading, (SectionKind.DUTY,)),
    (_proposal, (SectionKind.PLAN,)),
    (_fact_without_figure, (SectionKind.DUTY,)),
)


def _last(report: Report, told: Callable[[Sentence], bool], kinds: tuple[SectionKind, ...]) -> _Place | None:
    """The last such sentence of the item with most sentences, which is not the item's only one and opens no paragraph that others follow in."""
    places = [place for place in _places(report, kinds) if told(_at(report, place)) and not _carries(report, place)]
    return max(places, key=lambda p: (len(report.sections[p[0]].items[p[1]].sentences), p), default=None)


def _places(report: Report, kinds: tuple[SectionKind, ...]) -> Iterator[_Place]:
    for s, section in enumerate(report.sections):
        if section.kind in kinds:
            for i, item in enumerate(section.items):
                for n in range(len(item.sentences) if len(item.sentences) > 1 else 0):
                    yield s, i, n


def _at(report: Report, place: _Place) -> Sentence:
    return report.sections[place[0]].items[place[1]].sentences[place[2]]


def _carries(report: Report, place: _Place) -> bool:
    """Whether the next sentence leans on this one: 一是 opens a row, and a reading follows from the fact before it."""
    sentences = report.sections[place[0]].items[place[1]].sentences
    following = sentences[place[2] + 1 : place[2] + 2]
    leans = any(f.kind is SentenceKind.READING and set(f.facts) & set(sentences[place[2]].facts) for f in following)
    return leans or (sentences[place[2]].opens and any(not f.opens for f in following))


def _changed(report: Report, place: _Place, instead: list[Sentence]) -> Report:
    s, i, n = place
    section = report.sections[s]
    item = section.items[i]
    kept = item.model_copy(update={"sentences": (*item.sentences[:n], *instead, *item.sentences[n + 1 :])})
    changed: Section = section.model_copy(update={"items": (*section.items[:i], kept, *section.items[i + 1 :])})
    return report.model_copy(update={"sections": (*report.sections[:s], changed, *report.sections[s + 1 :])})
