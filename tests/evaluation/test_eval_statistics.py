"""Statistics against values worked out by hand or printed in tables."""

from __future__ import annotations

import pytest

from pipeline.evaluation.scores import Score
from pipeline.evaluation.statistics import FEWEST, _grouped, interval, mean, pair, sign_test, student, summarise


def scores(values, weights=None):
    return [Score("draft", "甲", "m", f"c{i}", v, w) for i, (v, w) in enumerate(zip(values, weights or [1.0] * len(values), strict=True))]


OWN = {f"c{i}": f"c{i}" for i in range(40)}


def test_the_mean_counts_weights():
    assert mean(scores([1.0, 0.0], [3, 1])) == 0.75


@pytest.mark.parametrize(("wins", "losses", "p"), [(0, 0, 1.0), (5, 0, 0.0625), (6, 0, 0.03125), (8, 2, 0.109375), (5, 5, 1.0)])
def test_sign_test_by_hand(wins, losses, p):
    assert sign_test(wins, losses) == pytest.approx(p)
    assert sign_test(losses, wins) == pytest.approx(p)


@pytest.mark.parametrize(("df", "printed"), [(4, 2.776), (9, 2.262), (19, 2.093), (30, 2.042)])
def test_students_quantile_as_printed(df, printed):
    assert student(0.975, df) == pytest.approx(printed, rel=0.01)


def test_the_interval_is_near_the_t_interval_of_a_plain_sample():
    values = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]
    low, high = interval(_grouped([(str(i), v, 1.0) for i, v in enumerate(values)]))
    # mean 4.5, s = 3.0277, s/√10 = 0.9574, t = 2.262 → 4.5 ± 2.17
    assert (low, high) == pytest.approx((2.33, 6.67), abs=0.2)


def test_equal_runs_give_equal_numbers_and_few_clusters_none():
    groups = _grouped([(str(i), float(i % 3), 1.0) for i in range(8)])
    assert interval(groups) == interval(groups)
    assert interval(_grouped([(str(i), 1.0, 1.0) for i in range(FEWEST - 1)])) is None


def test_clusters_are_drawn_whole():
    together = summarise(scores([1.0, 1.0, 0.0, 0.0] * 5), {f"c{i}": f"g{i // 4 if i % 4 < 2 else 10 + i // 4}" for i in range(20)})
    apart = summarise(scores([1.0, 1.0, 0.0, 0.0] * 5), OWN)
    assert together.clusters == 10
    assert apart.clusters == 20
    assert together.interval.high - together.interval.low > apart.interval.high - apart.interval.low


def test_a_pair_is_won_only_where_interval_and_sign_test_agree():
    one, other = scores([0.9, 0.8, 0.9, 0.7, 0.9, 0.8]), scores([0.5, 0.5, 0.6, 0.4, 0.5, 0.5])
    found = pair(one, other, OWN, "high")
    assert (found.wins, found.losses, found.verdict) == (6, 0, "ahead")
    assert found.floor == found.p == 0.03125
    assert pair(one, other, OWN, "low").verdict == "behind"
    assert pair(one[:5], other[:5], OWN, "high").verdict == "unclear"  # 5 pairs cannot pass: the floor is 0.0625
    assert pair(one[:2], other[:2], OWN, "high").interval is None


def test_equal_values_are_the_same_and_no_shared_case_is_no_pair():
    one = scores([0.5] * 8)
    found = pair(one, one, OWN, "high")
    assert (found.verdict, found.difference, found.p, found.detectable) == ("same", 0, 1.0, 0)
    assert pair(one, [], OWN, "high") is None


def test_the_detectable_difference_by_hand():
    one = scores([0.0, 1.0] * 10)
    found = pair(one, scores([0.5] * 20), OWN, "high")
    # differences ±0.5: s = 0.513, s/√20 = 0.1147, times 1.96 + 0.8416
    assert found.detectable == pytest.approx(0.1147 * 2.8016, rel=0.04)
    assert found.verdict == "unclear"
