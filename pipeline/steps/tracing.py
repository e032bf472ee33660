"""Where every number and every problem of a draft comes from, so that whoever signs it can answer for it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.facts.matching import bearings
from pipeline.facts import Facts
from pipeline.facts.records import EvidenceKind
from pipeline.plan import Row
from pipeline.report import Item, Report, SectionKind, Sentence, SentenceKind
from pipeline.result import Draft, Trace, Traced, TracedRow
from pipeline.texts.quantities import quantities

_NAMES = {SectionKind.LEAD: "导语", SectionKind.CLOSING: "结尾"}
_HOW = {
    "said": "照事实里的数",
    "time": "事情发生的时间",
    "follows": "由事实里的数算出",
    "rule": "按规定的次数算出",
    "other": "请核对：像是另一件事的数",
    "measure": "请核对：量词和事实不同",
}
_YEAR = "报告年度或下一年"
_NOWHERE = "行文里自己数的或没有事实依据，请核对"
_PROPOSED = "（替拟）"


def trace(draft: Draft, facts: Facts) -> Trace:
    """The trace of ``draft``, which was made from ``facts``."""
    report = draft.report
    return Trace(
        title=report.title,
        numbers=tuple(_numbers(report, facts)),
        rows=tuple(_row(report, row, facts) for row in draft.plan.rows),
        confirm=draft.confirm,
    )


def _numbers(report: Report, facts: Facts) -> Iterator[Traced]:
    for section in report.sections:
        name = section.heading or _NAMES.get(section.kind, "")
        for item in section.items:
            if item.heading:
                yield from _of(item.heading, item.facts, "", name, report.year, facts)
            for sentence in item.sentences:
                if sentence.kind is not SentenceKind.GAP:
                    yield from _of(sentence.text, sentence.facts, item.heading, name, report.year, facts)


def _of(text: str, ids: tuple[str, ...], about: str, section: str, year: int, facts: Facts) -> Iterator[Traced]:
    found = quantities(text)
    known = tuple(id_ for id_ in ids if id_ in facts.by_id)
    for bearing in bearings(text, facts, known, about, found):
        of_the_year = not known and bearing.quantity.unit in ("年", "年度") and bearing.quantity.value in (year, year + 1)
        bearers = () if of_the_year else bearing.facts[: 2 if bearing.how == "follows" else 1]
        how = _YEAR if of_the_year else _HOW.get(bearing.how, _NOWHERE)
        if missed := _missed(text, bearing.quantity.start, known):
            bearers, how = (missed,), _HOW["rule"]
        source = "；".join(facts.by_id[id_].text for id_ in bearers)
        yield Traced(section=section, sentence=text, value=bearing.quantity.text, facts=bearers, source=source, how=how)


def _missed(text: str, at: int, ids: tuple[str, ...]) -> str:
    """Of 支委会少1次 the id of the count that falls short, where the sentence rests on it; else ""."""
    if text[at - 1 : at] != "少":
        return ""
    return next((id_ for id_ in ids if id_.startswith(EvidenceKind.LIFE) and text[: at - 1].endswith(id_.partition(".")[2])), "")


def _row(report: Report, row: Row, facts: Facts) -> TracedRow:
    """The row's three texts as they stand; in 合并 and 配因 the cause is in the problem's own paragraph."""
    problem, cause, plan = (_at(report, kind, row.number - 1) for kind in (SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN))
    found = f"（{row.found_by}）" if row.found_by else ""
    source = "；".join(f"{id_}：{facts.by_id[id_].text}" for id_ in row.facts if id_ in facts.by_id)
    derived = "从数字看出，你没有写" if row.derived else ""
    return TracedRow(
        number=row.number,
        problem=_text(problem) or row.statement,
        cause=_text(cause) or row.cause or "见问题一栏",
        measures=_text(plan) or "；".join(row.measures),
        source="。".join(part for part in (f"{derived}{found}", source) if part),
    )


def _at(report: Report, kind: SectionKind, index: int) -> Item | None:
    section = report.section(kind)
    return section.items[index] if section and index < len(section.items) else None


def _text(item: Item | None) -> str:
    if item is None:
        return ""
    head = f"{item.heading}。" if item.heading else ""
    return head + "".join(_marked(sentence) for sentence in item.sentences)


def _marked(sentence: Sentence) -> str:
    return sentence.text + (_PROPOSED if sentence.kind is SentenceKind.PROPOSAL else "")
