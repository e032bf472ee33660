"""The problems of a report one by one, each with its words, its points and what the checks say to it: what the diagnosis shows in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.checks.manuscript import Manuscript
from pipeline.checks.problems import rubric
from pipeline.checks.problems.rows import Row
from pipeline.checks.problems.rubric import Point
from pipeline.findings import Finding
from pipeline.flows.rewrite import Examined, RewriteRequest, examine
from pipeline.rewriting import Diagnosis
from pipeline.steps.rewriting.judging import diagnose
from pipeline.steps.rewriting.locating import locate


@dataclass(frozen=True)
class Passage:
    """Words of the report that follow on each other, as they are read; findings on them count from ``start``."""

    text: str
    start: int


@dataclass(frozen=True)
class Weighed:
    """One problem: ``passages`` are its own words and, where the report has its causes apart, those of its cause."""

    number: int
    heading: str
    score: int
    points: tuple[Point, ...]
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Section:
    """``findings`` and ``points`` are those that belong to no one problem."""

    diagnosis: Diagnosis
    problems: tuple[Weighed, ...]
    points: tuple[Point, ...]
    findings: tuple[Finding, ...]


def weigh(request: RewriteRequest, text: str = "") -> tuple[Examined, Section]:
    """The problems of the report of ``request``, or of ``text``, which was made of it. Raises InputError where it has none."""
    found = examine(request)
    located = locate(text, request.name) if text else found.located
    diagnosis = diagnose(located.manuscript, found.context) if text else found.diagnosis
    scored = rubric.score(located.manuscript, found.context)
    problems, placed = [], set()
    for row, points in zip(located.rows, scored.problems, strict=True):
        passages = tuple(_passages(row, located.manuscript))
        mine = [n for n, f in enumerate(diagnosis.findings) if n not in placed and any(_within(f, p) for p in passages)]
        placed |= set(mine)
        told = tuple(diagnosis.findings[n] for n in mine)
        problems.append(Weighed(row.number, row.block.heading, points.score, points.points, passages, told))
    rest = tuple(f for n, f in enumerate(diagnosis.findings) if n not in placed)
    return found, Section(diagnosis, tuple(problems), scored.points, rest)


def _passages(row: Row, manuscript: Manuscript) -> Iterator[Passage]:
    block = row.block
    yield Passage(manuscript.text[block.start : block.end], block.start)
    apart = [line for line in row.cause if not block.start <= line.start < block.end]
    if apart:
        start, end = min(line.start for line in apart), max(line.end for line in apart)
        yield Passage(manuscript.text[start:end], start)


def _within(finding: Finding, passage: Passage) -> bool:
    return passage.start <= finding.start < passage.start + len(passage.text)
