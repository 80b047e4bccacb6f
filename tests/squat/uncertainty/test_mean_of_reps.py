"""Mean over repetitions, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t

from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.mean_of_reps import mean_of_reps


def estimates(*values):
    return [None if value is None else Estimate(value) for value in values]


def test_the_spread_alone_gives_students_interval() -> None:
    found = mean_of_reps(estimates(4.0, 7.0, 10.0), [None] * 3)
    error = 3.0 / np.sqrt(3)
    assert (found.mean.value, found.sd, found.n) == (7.0, 3.0, 3)
    assert found.mean.high - 7.0 == pytest.approx(t.ppf(0.975, 2) * error)
    assert 7.0 - found.mean.low == pytest.approx(t.ppf(0.975, 2) * error)
    assert found.detectable_change == pytest.approx(1.96 * np.sqrt(2) * error)


def test_what_repetitions_share_does_not_shrink_with_their_number() -> None:
    shared = 2.0 * np.random.default_rng(0).standard_normal(4000)
    same = mean_of_reps(estimates(5.0, 5.0, 5.0, 5.0), [5.0 + shared] * 4)
    assert same.mean.high - 5.0 == pytest.approx(1.96 * 2.0, rel=0.05)
    assert same.detectable_change == pytest.approx(1.96 * np.sqrt(2) * 2.0, rel=0.05)
    own = 2.0 * np.random.default_rng(1).standard_normal((4, 4000))
    each = mean_of_reps(estimates(5.0, 5.0, 5.0, 5.0), list(5.0 + own))
    assert each.mean.high - 5.0 == pytest.approx(1.96 * 2.0 / np.sqrt(4), rel=0.05)


def test_repetitions_without_the_number_are_left_out() -> None:
    draws = [np.zeros(50), None, np.ones(50), np.ones(50)]
    found = mean_of_reps(estimates(1.0, None, np.nan, 3.0), draws)
    assert (found.mean.value, found.n) == (2.0, 2)
    alone = mean_of_reps(estimates(None, 3.0), [None, None])
    assert (alone.mean, alone.n) == (Estimate(3.0), 1)
    assert np.isnan(alone.sd)
    assert np.isnan(alone.detectable_change)
    for nothing in ([], estimates(None, np.nan)):
        none = mean_of_reps(nothing, [None] * len(nothing))
        assert none.n == 0
        assert np.isnan(none.mean.value)
        assert none.mean.low is None


def test_without_draws_a_number_that_has_them_elsewhere_has_no_interval() -> None:
    found = mean_of_reps(estimates(4.0, 7.0, 10.0), [None] * 3, spread_alone=False)
    assert (found.mean, found.sd, found.n) == (Estimate(7.0), 3.0, 3)
    assert np.isnan(found.detectable_change)
    draws = [np.zeros(50), np.ones(50), np.ones(50)]
    with_draws = [mean_of_reps(estimates(4.0, 7.0, 10.0), draws, spread_alone=s) for s in (0, 1)]
    assert with_draws[0] == with_draws[1]
    assert with_draws[0].mean.low is not None


def test_the_mean_of_what_is_never_negative_is_not_either() -> None:
    draws = list(np.random.default_rng(0).standard_normal((3, 200)))
    found = mean_of_reps(estimates(0.0, 0.1, 0.1), draws, floor=0.0)
    free = mean_of_reps(estimates(0.0, 0.1, 0.1), draws)
    assert free.mean.low < 0
    assert found.mean.low == 0
    assert (found.mean.high, found.detectable_change) == (free.mean.high, free.detectable_change)
