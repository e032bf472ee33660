"""Charts as SVG, drawn by hand: a row a contestant, a dot for the mean, a bar for its interval. No script, no font of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pipeline.evaluation.scores import Metric
from pipeline.evaluation.statistics import Summary

_WIDTH, _LEFT, _RIGHT, _ROW, _TOP = 460, 108, 62, 24, 30
COLOURS = {"offline": "#1d5fa8", "model": "#0b7a5c", "one-prompt": "#b3591b", "plain-chain": "#7a4fb0", "last-year": "#8a8f98"}
_OTHER = "#5b6470"


@dataclass(frozen=True)
class Mark:
    """One row of a chart: who, in which colour, how much."""

    name: str
    colour: str
    summary: Summary


def chart(metric: Metric, marks: Sequence[Mark]) -> str:
    """The means of ``marks`` on one scale, which begins at 0 unless a value lies below it."""
    low, high = _scale(marks)
    height = _TOP + _ROW * len(marks) + 22
    arrow = {"high": "越大越好", "low": "越小越好", "": "只报"}[metric.better]
    title = f'<text x="0" y="14" class="t">{escape(metric.name)}</text><text x="{_WIDTH}" y="14" class="d" text-anchor="end">{arrow}</text>'
    rows = "".join(_row(mark, _TOP + _ROW * i + _ROW // 2, low, high, metric) for i, mark in enumerate(marks))
    label = escape(f"{metric.name}：" + "，".join(f"{m.name} {m.summary.mean:.{metric.digits}f}" for m in marks))
    axis = _axis(low, high, _TOP + _ROW * len(marks), metric)
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{label}">{title}{axis}{rows}</svg>'


def _scale(marks: Sequence[Mark]) -> tuple[float, float]:
    values = [bound for m in marks for bound in (m.summary.mean, *(m.summary.interval or ()))]
    low, high = min(0.0, *values), max(values)
    return low, high if high > low else low + 1


def _x(value: float, low: float, high: float) -> float:
    return round(_LEFT + (value - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT), 1)


def _row(mark: Mark, y: int, low: float, high: float, metric: Metric) -> str:
    x, found = _x(mark.summary.mean, low, high), mark.summary.interval
    bar = ""
    if found:
        a, b = _x(found.low, low, high), _x(found.high, low, high)
        bar = f'<line x1="{a}" x2="{b}" y1="{y}" y2="{y}" stroke="{mark.colour}" stroke-width="5" stroke-opacity=".3" stroke-linecap="round"/>'
    end = _x(found.high, low, high) if found else x
    value = f'<text x="{max(x, end) + 9}" y="{y + 4}" class="v">{mark.summary.mean:.{metric.digits}f}</text>'
    name = f'<text x="{_LEFT - 10}" y="{y + 4}" class="n" text-anchor="end">{escape(mark.name)}</text>'
    return f'{name}{bar}<circle cx="{x}" cy="{y}" r="4.5" fill="{mark.colour}"/>{value}'


def _axis(low: float, high: float, bottom: int, metric: Metric) -> str:
    ticks = [low, (low + high) / 2, high]
    lines = "".join(f'<line x1="{_x(t, low, high)}" x2="{_x(t, low, high)}" y1="{_TOP - 4}" y2="{bottom}" class="g"/>' for t in ticks)
    words = "".join(f'<text x="{_x(t, low, high)}" y="{bottom + 14}" class="d" text-anchor="middle">{t:.{metric.digits}f}</text>' for t in ticks)
    return lines + words


def colour_of(contestant: str) -> str:
    return COLOURS.get(contestant, _OTHER)
