"""How it reads: length of sentences, 四六句, repeated openings. Numbers that tell a form from prose, not good prose from bad."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipeline.evaluation.metrics.subject import Subject
from pipeline.texts.measure import chars, clauses

_PARALLEL = (4, 6)
_FEWEST = 3
_OPENING = 2
_NEAR = 3
_MARKS = "“”‘’《》（）〔〕"


def _sentences(subject: Subject) -> list[str]:
    return [line.text for line in subject.manuscript.lines()]


def sentence_length(subject: Subject) -> float:
    """Characters of a sentence, on the mean."""
    found = _sentences(subject)
    return sum(chars(s) for s in found) / len(found) if found else 0.0


def parallel_share(subject: Subject) -> float:
    return parallel(_sentences(subject))


def parallel(sentences: Sequence[str]) -> float:
    """Which share of the clauses stands in a row of three or more, all of four characters or all of six, within a sentence."""
    total = rowed = 0
    for sentence in sentences:
        sizes = [len(clause.strip(_MARKS)) for clause in clauses(sentence.replace("、", "，"))]
        total += len(sizes)
        for size, group in groupby(sizes):
            count = len(list(group))
            rowed += count if size in _PARALLEL and count >= _FEWEST else 0
    return rowed / total if total else 0.0


def repeated_share(subject: Subject) -> float:
    return repeated(_sentences(subject))


def repeated(sentences: Sequence[str]) -> float:
    """Which share of the sentences begins with the same two characters as one of the three before it."""
    openings = [sentence.lstrip(_MARKS)[:_OPENING] for sentence in sentences]
    again = sum(opening in openings[max(0, i - _NEAR) : i] for i, opening in enumerate(openings))
    return again / len(openings) if openings else 0.0
