"""Judged queries for retrieval: how they are derived from labels, and how relevant a passage is to one.

Two parts. *Draft* queries ask what the draft flow asks, from fact sheets of held-out reports that no index holds; relevance follows from
labels: unit types, section, and the subjects of problems (labelled by hand in ``labels.yaml``) or the themes the sheet's author gave.
*Known-item* queries put words of an indexed report's fact sheet, for which one passage of that report is the answer.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pipeline import units
from pipeline.evaluation.cases import Bench
from pipeline.facts import Facts, load
from pipeline.flows.draft import _query as draft_query
from pipeline.report import SectionKind
from pipeline.resources import folder
from pipeline.samples import Passage, chunk
from pipeline.steps.planning import make_plan

RELEVANT = 2
"""The grade from which a passage counts as relevant in hit@k and MRR."""

Kind = Literal["section", "fact", "problem", "plan", "item", "thread", "heading"]
DRAFT: tuple[Kind, ...] = ("section", "fact", "problem", "plan")
KNOWN: tuple[Kind, ...] = ("item", "thread")
_TAUGHT = {SectionKind.DUTY, SectionKind.RECTIFY, SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN}
_FACTS_A_CASE = 4


@dataclass(frozen=True)
class Query:
    """``report`` is where the words come from. ``labels`` are the subjects or themes it is about; ``target`` the id of a known item or ""."""

    id: str
    kind: Kind
    report: str
    section: SectionKind
    units: tuple[str, ...]
    labels: frozenset[str]
    target: str
    text: str


@dataclass(frozen=True)
class Labels:
    """``subjects``: report → for each problem, in order, what it is about. ``themes``: what authors wrote as 主题 → theme."""

    subjects: Mapping[str, tuple[frozenset[str], ...]]
    themes: Mapping[str, str]

    def theme(self, given: str | None) -> str:
        """The theme an author's word stands for, "" where it stands for none."""
        named = (given or "").strip()
        known = {alias: theme.name for theme in units.themes() for alias in (theme.name, *theme.aliases)}
        return known.get(named) or self.themes.get(named, "")


class Judge:
    """Grades passages for queries, by labels alone: what a method thinks of a passage plays no part."""

    def __init__(self, labels: Labels, passages: Sequence[Passage]) -> None:
        self._labels = labels
        self.passages = {p.id: p for p in passages}

    def grade(self, query: Query, passage: Passage) -> int:
        """0 to 3. A known item is 3 and all else 0; else 3 is the unit type and a label shared in a good passage, 2 one of both, 1 the section alone.

        A weak passage is never more than 1. For a whole section, which has nearly all labels, a shared label alone is 1.
        """
        if query.target:
            return 3 if passage.id == query.target else 0
        if passage.section is not query.section:
            return 0
        same_unit = not set(query.units).isdisjoint(passage.unit_types)
        same_label = not query.labels.isdisjoint(self.labels_of.get(passage.id, frozenset()))
        if passage.grade == "weak" or not (same_unit or same_label):
            return 1
        if same_unit and (same_label or not query.labels):
            return 3 if passage.grade == "good" else 2
        return 2 if same_unit or query.kind != "section" else 1

    @cached_property
    def labels_of(self) -> dict[str, frozenset[str]]:
        """Labels of each passage that has any: themes of the facts a duty passage tells, the subjects of its problem for the others."""
        found: dict[str, frozenset[str]] = {}
        for report, sheet in indexed_sheets():
            for id_, given in facts_told(sheet, report, list(self.passages.values())):
                if theme := self._labels.theme(given.theme):
                    found[id_] = found.get(id_, frozenset()) | {theme}
            for number, subjects in enumerate(self._labels.subjects.get(report, ())):
                for row in rows(sheet, report, list(self.passages.values())).values():
                    found[row[number].id] = found.get(row[number].id, frozenset()) | subjects
        return found


def indexed_sheets() -> Iterator[tuple[str, Facts]]:
    """The sheets from which the reports that come with shuzhi were written, by report."""
    for path in sorted((folder("corpus") / "facts").glob("*.yaml")):
        yield path.stem, load(path)


def rows(sheet: Facts, report: str, passages: Sequence[Passage]) -> dict[SectionKind, list[Passage]]:
    """Sections whose passages answer the sheet's problems one by one: as many as there are problems, in the same order."""
    found = {}
    for kind in (SectionKind.PROBLEM, SectionKind.CAUSE, SectionKind.PLAN):
        items = [p for p in passages if p.report == report and p.section is kind]
        if len(items) == len(sheet.problems):
            found[kind] = items
    return found


def facts_told(sheet: Facts, report: str, passages: Sequence[Passage]) -> Iterator[tuple[str, Any]]:
    """Duty passages with the fact each tells: it holds half the fact's pairs of characters, and twice as many as any other passage of the report."""
    duty = [p for p in passages if p.report == report and p.section is SectionKind.DUTY]
    for fact in sheet.facts:
        pairs = _pairs(fact.text)
        shares = sorted(((len(pairs & _pairs(p.searchable)) / len(pairs), p.id) for p in duty), reverse=True)
        if shares and shares[0][0] >= 0.5 and (len(shares) == 1 or shares[0][0] >= 2 * shares[1][0]):
            yield shares[0][1], fact


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def read_labels(bench: Bench) -> Labels:
    """The labels of the bench; cases without any are judged by section and unit type alone."""
    data = bench.data("labels.yaml") or {"subjects": {}, "themes": {}}
    subjects = {report: tuple(frozenset(entry.split()) for entry in entries) for report, entries in data["subjects"].items()}
    return Labels(subjects=subjects, themes=data["themes"])


def derive(labels: Labels, bench: Bench) -> Iterator[Query]:
    """All queries, from the sheets and labels as they are now."""
    for case in bench.held_out:
        yield from _draft_queries(case.id, case.facts, labels)
    passages = [p for r in bench.library for p in chunk(r)]
    indexed = {r.id for r in bench.library}
    for report, sheet in indexed_sheets():
        if report in indexed:
            yield from _known_items(report, sheet, passages)


def _draft_queries(report: str, sheet: Facts, labels: Labels) -> Iterator[Query]:
    def query(id_: str, kind: Kind, section: SectionKind, about: frozenset[str], text: str) -> Query:
        return Query(f"{report}/{id_}", kind, report, section, sheet.unit.types, about, "", text)

    plan = make_plan(sheet, sheet.written_on or dt.date(sheet.year + 1, 1, 12))
    themes = frozenset(filter(None, (labels.theme(f.theme) for f in sheet.facts)))
    subjects = labels.subjects.get(report, ())
    every = frozenset().union(*subjects)
    for section in plan.sections:
        if section.kind in _TAUGHT:
            about = themes if section.kind is SectionKind.DUTY else every if section.kind is not SectionKind.RECTIFY else frozenset()
            yield query(section.kind.value, "section", section.kind, about, draft_query(sheet, plan, section))
    themed = [(n, f) for n, f in enumerate(sheet.facts, 1) if labels.theme(f.theme)]
    for n, fact in themed[:: max(1, len(themed) // _FACTS_A_CASE)][:_FACTS_A_CASE]:
        yield query(f"fact{n}", "fact", SectionKind.DUTY, frozenset({labels.theme(fact.theme)}), fact.text)
    for n, (problem, about) in enumerate(zip(sheet.problems, subjects, strict=bool(subjects)), 1):
        yield query(f"problem{n}", "problem", SectionKind.PROBLEM, about, problem.statement)
        if problem.measure:
            yield query(f"plan{n}", "plan", SectionKind.PLAN, about, problem.measure)


def _known_items(report: str, sheet: Facts, passages: Sequence[Passage]) -> Iterator[Query]:
    """For each report one fact, one problem, its cause, its measure, the problem again for its plan, and one heading."""

    def query(id_: str, kind: Kind, target: Passage, text: str) -> Query:
        return Query(f"{report}/{id_}", kind, report, target.section, (), frozenset(), target.id, text)

    by_id = {p.id: p for p in passages}
    told = list(facts_told(sheet, report, passages))
    if told:
        id_, fact = told[_pick(report, len(told))]
        yield query("fact", "item", by_id[id_], fact.text)
        yield query("heading", "heading", by_id[id_], by_id[id_].heading)
    found = rows(sheet, report, passages)
    n = _pick(report, len(sheet.problems))
    problem = sheet.problems[n]
    for kind, text in ((SectionKind.PROBLEM, problem.statement), (SectionKind.CAUSE, problem.cause), (SectionKind.PLAN, problem.measure)):
        if kind in found and text:
            yield query(kind.value, "item", found[kind][n], text)
            yield query(f"heading-{kind.value}", "heading", found[kind][n], found[kind][n].heading)
            if kind is not SectionKind.PROBLEM:
                yield query(f"problem-{kind.value}", "thread", found[kind][n], problem.statement)


def _pick(report: str, count: int) -> int:
    return hashlib.sha256(report.encode()).digest()[0] % count
