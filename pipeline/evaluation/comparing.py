"""A run held against an earlier one: what changed, by how much, and whether it is worse beyond doubt.

Worse is only what falls behind in its point and in its whole interval. What cannot be compared – no baseline, another form, other data,
a metric that the baseline lacks – is an error and no pass.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import InputError
from pipeline.evaluation.results import FORMAT, Results
from pipeline.evaluation.scores import Key, Metric, Score, by_key
from pipeline.evaluation.statistics import Pair, pair

Status = Literal["better", "worse", "unclear", "told"]
_SAME = 1e-6
RENEW = "shuzhi eval -o 新结果，再把 新结果/results.json 复制成这个基线"


@dataclass(frozen=True)
class Change:
    """``now`` − ``before`` on the cases of both. ``told``: a metric without a better side."""

    key: Key
    metric: Metric
    before: float
    now: float
    pair: Pair
    status: Status


@dataclass(frozen=True)
class Comparison:
    """``changes``: the worse first. ``same`` counts what did not change; ``around`` (Chinese) what is otherwise different."""

    baseline: str
    changes: tuple[Change, ...]
    same: int
    around: tuple[str, ...]

    @property
    def worse(self) -> bool:
        return any(change.status == "worse" for change in self.changes)


def read_baseline(path: Path) -> dict[str, Any]:
    """The earlier results. Raises InputError where there are none or they are of another form."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"没有基线 {path}", hint=f"先做一份：{RENEW}。") from None
    except (OSError, ValueError) as error:
        raise InputError(f"基线 {path} 读不了：{error}", hint="它应当是 shuzhi eval 写出的 results.json。") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT or not {"about", "scores", "metrics"} <= set(found):
        raise InputError(f"基线 {path} 的格式不是现在的第 {FORMAT} 版", hint=f"重新做一份：{RENEW}。")
    return found


def compare(results: Results, baseline: dict[str, Any], name: str) -> Comparison:
    """Raises InputError where the baseline is stale for what was run."""
    refuse_stale(results.about, baseline, name)
    before = by_key(Score(*entry) for entry in baseline["scores"])
    now = by_key(results.scores)
    missing = [key for key in (*now, *before) if key.suite in results.metrics and (key not in before or key not in now)]
    if missing:
        names = "、".join("/".join(key) for key in missing[:5])
        raise InputError(f"基线 {name} 过期了：{len(missing)} 项只有一边有（{names}…）", hint=f"重新做一份：{RENEW}。")
    changes = [change for key, scores in now.items() if (change := _change(key, scores, before[key], results))]
    order: dict[Status, int] = {"worse": 0, "better": 1, "unclear": 2, "told": 3}
    changes.sort(key=lambda c: order[c.status])
    return Comparison(name, tuple(changes), len(now) - len(changes), tuple(_around(results.about, baseline["about"])))


def _change(key: Key, now: Sequence[Score], before: Sequence[Score], results: Results) -> Change | None:
    metric = results.metric(key)
    made = pair(now, before, results.clusters, metric.better)
    values = {s.case: s.value for s in before}
    moved = any(abs(s.value - values.get(s.case, s.value)) > _SAME for s in now)
    if made is None or not moved:
        return None
    means = [sum(s.value * s.weight for s in scores) / sum(s.weight for s in scores) for scores in (before, now)]
    return Change(key, metric, means[0], means[1], made, status(made, metric))


def status(made: Pair, metric: Metric) -> Status:
    """Better or worse only where the point and the whole interval lie on one side of 0."""
    if not metric.better:
        return "told"
    if made.interval is None:
        return "unclear"
    sign = 1 if metric.better == "high" else -1
    low, high = sorted(sign * bound for bound in made.interval)
    if sign * made.difference < 0 and high < 0:
        return "worse"
    return "better" if sign * made.difference > 0 and low > 0 else "unclear"


def refuse_stale(about: dict[str, Any], baseline: dict[str, Any], name: str) -> None:
    """Raise InputError where ``baseline`` lacks a suite of what is run, or was measured on other data."""
    lacking = [suite for suite in about["suites"] if suite not in baseline["about"].get("suites", [])]
    if lacking:
        raise InputError(f"基线 {name} 里没有 {'、'.join(lacking)}", hint=f"重新做一份：{RENEW}。")
    there = baseline["about"].get("data", {})
    changed = [part for part, found in about["data"].items() if there.get(part) != found]
    if changed:
        raise InputError(f"基线 {name} 过期了：{'、'.join(changed)} 已经变了，前后的数不能比", hint=f"核对过再重新做一份：{RENEW}。")


def _around(now: dict[str, Any], before: dict[str, Any]) -> list[str]:
    """What is different besides the data: prompts, samples, libraries."""
    found = []
    if now["corpus"] != before.get("corpus"):
        found.append("样本和数据（corpus）变了")
    if now["prompts"] != before.get("prompts"):
        new = [p for p in now["prompts"] if p not in before.get("prompts", [])]
        found.append(f"提示词变了：{'、'.join(new) or '少了几个'}")
    packages = [f"{n} {before.get('packages', {}).get(n)} → {v}" for n, v in now["packages"].items() if before.get("packages", {}).get(n) != v]
    return found + ([f"程序库变了：{'，'.join(packages)}"] if packages else [])
