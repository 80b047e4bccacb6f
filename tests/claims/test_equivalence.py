"""Intervals and two one-sided tests against SciPy, and their error rates against chance."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from opensim_wink.claims.equivalence import MeanInterval, below, mean_interval, tost
from opensim_wink.errors import SettingError

VALUES = st.lists(st.floats(-10, 10), min_size=2, max_size=12)


@given(VALUES, st.floats(0.01, 5))
def test_without_a_common_error_it_is_students_t(values: list[float], bound: float) -> None:
    sample = np.array(values)
    assume(sample.std() > 1e-6)
    mean = mean_interval(sample)
    expected = stats.ttest_1samp(sample, 0.0)
    interval = expected.confidence_interval(0.95)
    np.testing.assert_allclose(mean.interval(0.95), (interval.low, interval.high), rtol=1e-7)
    lower = stats.ttest_1samp(sample, -bound, alternative="greater").pvalue
    upper = stats.ttest_1samp(sample, bound, alternative="less").pvalue
    assert tost(mean, bound).p == pytest.approx(max(lower, upper), rel=1e-6, abs=1e-12)


@given(VALUES, st.floats(0, 3), st.floats(0.01, 5), st.sampled_from([0.01, 0.05, 0.1]))
def test_verdict_and_interval_agree(
    values: list[float], common: float, bound: float, alpha: float
) -> None:
    mean = mean_interval(np.array(values), common)
    assume(mean.standard_error > 1e-6)
    low, high = mean.interval(1 - 2 * alpha)
    assume(min(abs(abs(low) - bound), abs(abs(high) - bound)) > 1e-6)
    inside = -bound < low and high < bound
    outside = low > bound or high < -bound
    expected = "supported" if inside else "contradicted" if outside else "inconclusive"
    assert tost(mean, bound, alpha).verdict == expected
    one_sided = "supported" if high < bound else "contradicted" if low > bound else "inconclusive"
    assert below(mean, bound, alpha) == one_sided


def test_a_common_error_does_not_shrink_with_repetitions() -> None:
    rng = np.random.default_rng(1)
    few, many = (mean_interval(0.01 * rng.standard_normal(n), 1.0) for n in (3, 3000))
    for mean in (few, many):
        low, high = mean.interval(0.95)
        assert (high - low) / 2 == pytest.approx(1.0, rel=0.01)


def test_a_common_error_alone_is_normal() -> None:
    mean = mean_interval(np.array([2.0, 2.0, 2.0]), 1.0)
    assert math.isinf(mean.degrees_of_freedom)
    assert mean.interval(0.95) == pytest.approx((1.0, 3.0))
    assert mean.p_below(3.0) == pytest.approx(0.025)


def test_no_error_at_all_decides_by_the_value() -> None:
    mean = mean_interval(np.array([0.01, 0.01]))
    assert mean.interval() == (0.01, 0.01)
    assert tost(mean, 0.02).verdict == "supported"
    assert tost(mean, 0.005).verdict == "contradicted"
    assert tost(mean, 0.01).verdict == "inconclusive"


@pytest.mark.parametrize("values", [[], [np.nan], [0.3], [0.3, np.nan]])
def test_less_than_two_values_say_nothing(values: list[float]) -> None:
    mean = mean_interval(np.array(values, dtype=float), 0.1)
    assert np.isnan(mean.interval()).all()
    assert tost(mean, 1.0).verdict == "inconclusive"
    assert below(mean, 1.0) == "inconclusive"


@pytest.mark.parametrize("true", [0.02, -0.02])
def test_at_the_margin_equivalence_is_claimed_by_alpha_at_most(true: float) -> None:
    rng = np.random.default_rng(7)
    samples = true + 0.003 * rng.standard_normal((2000, 5))
    claimed = [tost(mean_interval(sample), 0.02).verdict == "supported" for sample in samples]
    assert 0.03 < np.mean(claimed) < 0.07


def test_what_cannot_be_is_refused() -> None:
    mean = MeanInterval(0.0, 3, 0.1, 2)
    with pytest.raises(SettingError, match="positive"):
        tost(mean, 0.0)
    with pytest.raises(SettingError, match="between 0 and 1"):
        mean.interval(1.0)
