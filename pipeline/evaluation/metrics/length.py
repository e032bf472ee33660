"""Length against the rule, of the whole and of its parts."""

from __future__ import annotations

from pipeline.evaluation.metrics.subject import Subject
from pipeline.report import SectionKind
from pipeline.units import LengthRule

_WORK = (SectionKind.BASIC, SectionKind.DUTY, SectionKind.RECTIFY, SectionKind.PROJECT)
_PROBLEMS = (SectionKind.PROBLEM, SectionKind.CAUSE)


def size(subject: Subject) -> float:
    """Characters without white space."""
    return float(subject.manuscript.chars)


def off(subject: Subject) -> float:
    """How far the whole is outside its bounds, as a share of the bound it misses; 0 inside."""
    return outside(subject.manuscript.chars, *subject.context.bounds)


def outside(count: int, low: int, high: int) -> float:
    """(low − count) / low below, (count − high) / high above, else 0."""
    return max(0.0, (low - count) / low, (count - high) / high)


def parts_kept(subject: Subject) -> float:
    """The share of what the rule says that is kept: the whole, the work, the problems."""
    manuscript = subject.manuscript
    work, problems = (sum(part.chars for part in manuscript.of(*kinds)) for kinds in (_WORK, _PROBLEMS))
    demands = kept(subject.context.length, subject.context.bounds, manuscript.chars, work, problems)
    return sum(demands) / len(demands)


def kept(rule: LengthRule, bounds: tuple[int, int], whole: int, work: int, problems: int) -> list[bool]:
    """For each demand of ``rule`` whether it is kept. ``work`` and ``problems`` are characters of those parts."""
    found = [bounds[0] <= whole <= bounds[1]]
    found += [work <= rule.duty_high] if rule.duty_high else []
    found += [problems >= rule.problem_low] if rule.problem_low else []
    return found + ([problems >= rule.problem_share * whole] if rule.problem_share else [])
