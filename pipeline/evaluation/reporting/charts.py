"""Charts as SVG, drawn by hand: a row a contestant, a dot for the mean, a bar for its interval. No script, no font of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pipeline.evaluation.scores import Metric
from pipeline.evaluation.statistics import Summary

_WIDTH, _RIGHT, _ROW, _TOP = 460, 62, 24, 30
_CHARACTER = 13
COLOURS = {"shuzhi": "#1d5fa8", "offline": "#1d5fa8", "model": "#0b7a5c", "one-prompt": "#b3591b", "plain-chain": "#7a4fb0", "last-year": "#8a8f98"}
_OTHER = "#5b6470"


@dataclass(frozen=True)
class Mark:
    """One row of a chart: who, in which colour, how much."""

    name: str
    colour: str
    summary: Summary


def chart(metric: Metric, marks: Sequence[Mark]) -> str:
    """The means of ``marks`` on one scale, which begins at 0 unless a value lies below it."""
    scale = _Scale.of(marks)
    height = _TOP + _ROW * len(marks) + 22
    arrow = {"high": "越大越好", "low": "越小越好", "": "只报"}[metric.better]
    title = f'<text x="0" y="14" class="t">{escape(metric.name)}</text><text x="{_WIDTH}" y="14" class="d" text-anchor="end">{arrow}</text>'
    rows = "".join(_row(mark, _TOP + _ROW * i + _ROW // 2, scale, metric) for i, mark in enumerate(marks))
    label = escape(f"{metric.name}：" + "，".join(f"{m.name} {m.summary.mean:.{metric.digits}f}" for m in marks))
    axis = _axis(scale, _TOP + _ROW * len(marks), metric)
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{label}">{title}{axis}{rows}</svg>'


@dataclass(frozen=True)
class _Scale:
    """Values ``low`` to ``high`` from ``left``, behind the longest name, to the right."""

    low: float
    high: float
    left: int

    @classmethod
    def of(cls, marks: Sequence[Mark]) -> _Scale:
        values = [bound for m in marks for bound in (m.summary.mean, *(m.summary.interval or ()))]
        low, high = min(0.0, *values), max(values)
        return cls(low, high if high > low else low + 1, 14 + _CHARACTER * max(len(m.name) for m in marks))

    def x(self, value: float) -> float:
        return round(self.left + (value - self.low) / (self.high - self.low) * (_WIDTH - self.left - _RIGHT), 1)


def _row(mark: Mark, y: int, scale: _Scale, metric: Metric) -> str:
    x, found = scale.x(mark.summary.mean), mark.summary.interval
    bar = ""
    if found:
        a, b = scale.x(found.low), scale.x(found.high)
        bar = f'<line x1="{a}" x2="{b}" y1="{y}" y2="{y}" stroke="{mark.colour}" stroke-width="5" stroke-opacity=".3" stroke-linecap="round"/>'
    end = scale.x(found.high) if found else x
    value = f'<text x="{max(x, end) + 9}" y="{y + 4}" class="v">{mark.summary.mean:.{metric.digits}f}</text>'
    name = f'<text x="{scale.left - 10}" y="{y + 4}" class="n" text-anchor="end">{escape(mark.name)}</text>'
    return f'{name}{bar}<circle cx="{x}" cy="{y}" r="4.5" fill="{mark.colour}"/>{value}'


def _axis(scale: _Scale, bottom: int, metric: Metric) -> str:
    ticks = [(t, scale.x(t)) for t in (scale.low, (scale.low + scale.high) / 2, scale.high)]
    lines = "".join(f'<line x1="{x}" x2="{x}" y1="{_TOP - 4}" y2="{bottom}" class="g"/>' for _, x in ticks)
    words = "".join(f'<text x="{x}" y="{bottom + 14}" class="d" text-anchor="middle">{t:.{metric.digits}f}</text>' for t, x in ticks)
    return lines + words


def colour_of(contestant: str) -> str:
    return COLOURS.get(contestant, _OTHER)
