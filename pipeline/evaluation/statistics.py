"""Statistics for few cases: means and paired differences with intervals by resampling whole clusters, and the exact sign test.

Intervals are percentile intervals of the bootstrap, widened as Hesterberg advises for small n ("What Teachers Should Know About the
Bootstrap", The American Statistician 69, 2015, §4.1.2): plain percentiles are as narrow as a normal interval with the n−1 of the sample
forgotten. Below FEWEST clusters no interval is given at all. Everything is seeded: the same values give the same numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.evaluation.scores import Better, Score

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROUNDS = 4000
SEED = 7
FEWEST = 5
"""Clusters below which an interval would say more than is known."""
LEVEL = 0.95
_POWER = 0.8
_NORMAL = NormalDist()
_SAME = 1e-9

Verdict = Literal["ahead", "behind", "same", "unclear"]


class Interval(NamedTuple):
    low: float
    high: float


@dataclass(frozen=True)
class Summary:
    """The weighted mean over ``cases`` cases in ``clusters`` clusters; ``interval`` None where those are too few."""

    mean: float
    interval: Interval | None
    cases: int
    clusters: int


@dataclass(frozen=True)
class Pair:
    """``difference`` = one − other over the cases that both have. ``wins``: cases where one is better in the metric's own direction.

    ``p``: the exact two-sided sign test over cases that differ; ``floor``: the least p that so many could ever give. ``detectable``: the
    difference that so many clusters would show four times in five, None without an interval.
    """

    difference: float
    interval: Interval | None
    cases: int
    clusters: int
    wins: int
    losses: int
    p: float
    floor: float
    detectable: float | None
    verdict: Verdict


def mean(scores: Sequence[Score]) -> float:
    """The weighted mean. Raises ZeroDivisionError without any weight."""
    return sum(s.value * s.weight for s in scores) / sum(s.weight for s in scores)


def summarise(scores: Sequence[Score], clusters: Mapping[str, str]) -> Summary | None:
    """The mean with its interval, None where nothing was scored."""
    if not scores or not sum(s.weight for s in scores):
        return None
    groups = _grouped([(clusters.get(s.case, s.case), s.value, s.weight) for s in scores])
    return Summary(mean(scores), interval(groups), len({s.case for s in scores}), len(groups))


def pair(one: Sequence[Score], other: Sequence[Score], clusters: Mapping[str, str], better: Better) -> Pair | None:
    """Compare two on the cases that both have, weights of ``one``; None where they share none."""
    known = {s.case: s.value for s in other}
    both = [(s.case, s.value - known[s.case], s.weight) for s in one if s.case in known and s.weight]
    if not both:
        return None
    groups = _grouped([(clusters.get(case, case), d, w) for case, d, w in both])
    difference = sum(d * w for _, d, w in both) / sum(w for *_, w in both)
    sign = -1 if better == "low" else 1
    wins = sum(sign * d > _SAME for _, d, _ in both)
    losses = sum(sign * d < -_SAME for _, d, _ in both)
    found = interval(groups)
    p = sign_test(wins, losses)
    spread = standard_error(groups)
    detectable = (_NORMAL.inv_cdf((1 + LEVEL) / 2) + _NORMAL.inv_cdf(_POWER)) * spread if found else None
    verdict = _verdict(found, sign, p, wins + losses)
    return Pair(difference, found, len(both), len(groups), wins, losses, p, sign_test(wins + losses, 0), detectable, verdict)


def _verdict(found: Interval | None, sign: int, p: float, differing: int) -> Verdict:
    """Ahead or behind only where the interval leaves out 0 and the sign test agrees; else it cannot be told."""
    if not differing:
        return "same"
    if found is None or p > 1 - LEVEL:
        return "unclear"
    if found.low > 0:
        return "ahead" if sign > 0 else "behind"
    if found.high < 0:
        return "behind" if sign > 0 else "ahead"
    return "unclear"


def sign_test(wins: int, losses: int) -> float:
    """The exact two-sided p of ``wins`` against ``losses`` where both are as likely; 1 where there are none."""
    n = wins + losses
    if not n:
        return 1.0
    return min(1.0, 2 * sum(math.comb(n, k) for k in range(min(wins, losses) + 1)) / float(2**n))


Groups = dict[str, tuple[float, float]]
"""Cluster → (sum of weighted values, sum of weights)."""


def _grouped(values: Sequence[tuple[str, float, float]]) -> Groups:
    found: Groups = {}
    for cluster, value, weight in values:
        total, weights = found.get(cluster, (0.0, 0.0))
        found[cluster] = (total + value * weight, weights + weight)
    return found


def interval(groups: Groups) -> Interval | None:
    """The 95% interval of the weighted mean, clusters drawn with replacement."""
    if len(groups) < FEWEST:
        return None
    import numpy as np

    tail = _tail(len(groups))
    low, high = np.quantile(_resampled(groups), [tail, 1 - tail])
    return Interval(float(low), float(high))


def standard_error(groups: Groups) -> float:
    """The standard deviation of the resampled means, as for a sample: n−1 for n."""
    n = len(groups)
    return float(_resampled(groups).std()) * math.sqrt(n / (n - 1)) if n > 1 else 0.0


def _resampled(groups: Groups) -> NDArray[np.float64]:
    import numpy as np

    sums = np.array([total for total, _ in groups.values()])
    weights = np.array([weight for _, weight in groups.values()])
    counts = _draws(len(groups))
    drawn = counts @ weights
    means: NDArray[np.float64] = np.divide(counts @ sums, drawn, out=np.zeros(len(drawn)), where=drawn > 0)
    return means


@lru_cache(maxsize=32)
def _draws(n: int) -> NDArray[np.float64]:
    """ROUNDS rows: how often each of ``n`` clusters is drawn in n draws with replacement."""
    import numpy as np

    return np.random.default_rng(SEED).multinomial(n, [1 / n] * n, size=ROUNDS).astype(np.float64)


def _tail(n: int) -> float:
    """The share to cut off on either side for ``n`` clusters: Φ(−t·√(n/(n−1))) instead of 2.5%."""
    return _NORMAL.cdf(-student((1 + LEVEL) / 2, n - 1) * math.sqrt(n / (n - 1)))


def student(share: float, df: int) -> float:
    """The quantile of Student's t by the expansion of Abramowitz & Stegun 26.7.5; good to 1% from 4 degrees of freedom on."""
    z = _NORMAL.inv_cdf(share)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return float(z + sum(term / df**power for power, term in enumerate(terms, 1)))
