"""Likeness to the reference: chrF over characters. Told, never a goal: a report may be told well in other words."""

from __future__ import annotations

from functools import cache
from typing import Any

from pipeline.evaluation.metrics.subject import Subject


def chrf(subject: Subject) -> float | None:
    """0–100; None without a reference."""
    return chrf_of(subject.manuscript.text, subject.reference.text) if subject.reference else None


def chrf_of(text: str, reference: str) -> float:
    """chrF2 (Popović 2015: n-grams of 1 to 6 characters, recall counts twice) as sacrebleu has it, white space left out."""
    return float(_scorer().sentence_score("".join(text.split()), ["".join(reference.split())]).score)


@cache
def _scorer() -> Any:
    from sacrebleu.metrics.chrf import CHRF

    return CHRF(char_order=6, word_order=0, beta=2)
