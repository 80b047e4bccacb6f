"""How spreads of several conditions help each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import polygamma

from opensim_wink.claims.contrasts.spread import _inverse_trigamma, moderated


@given(st.floats(-5, 5))
def test_trigamma_is_turned_round(power: float) -> None:
    value = 10.0**power
    assert float(polygamma(1, _inverse_trigamma(value))) == pytest.approx(value, rel=1e-6)


def test_two_conditions_keep_their_own() -> None:
    one, other = moderated(np.array([1.0, 9.0]), np.array([2.0, 4.0]))
    assert (one.variance, one.freedom) == (1.0, 2.0)
    assert (other.variance, other.freedom) == (9.0, 4.0)


def test_alike_ones_are_one_and_the_higher_keep_their_own() -> None:
    variances = np.array([1.0, 1.1, 0.9, 1.2])
    found = moderated(variances, np.full(4, 2.0))
    # The mean logarithm of a variance with two degrees of freedom lies below that of the truth.
    common = np.exp(np.log(variances).mean() + np.euler_gamma)
    np.testing.assert_allclose([s.variance for s in found], np.maximum(variances, common))
    assert {s.freedom for s in found} == {8.0}


def test_very_different_ones_are_hardly_drawn() -> None:
    variances = np.array([1e-4, 1.0, 1e4])
    found = moderated(variances, np.full(3, 20.0))
    np.testing.assert_allclose([s.variance for s in found], variances, rtol=0.1)
    assert all(s.freedom < 21 for s in found)


def test_one_wild_condition_leaves_the_others_alone() -> None:
    found = moderated(np.array([1.0, 1.1, 0.9, 1.2, 200.0]), np.full(5, 2.0))
    assert all(s.variance < 2.0 for s in found[:4])
    assert found[4].variance == 200.0


def test_the_common_value_is_found_again() -> None:
    rng = np.random.default_rng(7)
    true = 3.0 * 8.0 / rng.chisquare(8.0, 4000)
    low = moderated(true * rng.chisquare(3.0, 4000) / 3.0, np.full(4000, 3.0))
    freedom = np.median([s.freedom for s in low])
    assert freedom == pytest.approx(3.0 + 8.0, rel=0.1)
    # What a variance near zero is drawn up to: 8/11 of the common one.
    assert min(s.variance for s in low) == pytest.approx(3.0 * 8 / 11, rel=0.1)


def test_a_single_repetition_takes_the_others_spread() -> None:
    alone, _ = moderated(np.array([0.0, 4.0]), np.array([0.0, 2.0]))
    assert (alone.variance, alone.freedom) == (4.0, 2.0)
    alone = moderated(np.array([0.0, 4.0, 5.0, 3.0]), np.array([0.0, 2.0, 2.0, 2.0]))[0]
    assert (alone.variance, alone.freedom) == (4.0, 6.0)


def test_nothing_is_told_by_single_repetitions_and_no_spread_by_equal_ones() -> None:
    assert all(np.isnan(s.variance) for s in moderated(np.zeros(3), np.zeros(3)))
    assert [s.variance for s in moderated(np.zeros(2), np.full(2, 2.0))] == [0.0, 0.0]


@given(
    st.lists(st.tuples(st.floats(0.01, 100), st.integers(1, 9)), min_size=1, max_size=8),
    st.floats(0.01, 100),
)
def test_never_drawn_down_and_scaled_as_the_unit(
    groups: list[tuple[float, int]], unit: float
) -> None:
    variances = np.array([v for v, _ in groups])
    freedoms = np.array([float(f) for _, f in groups])
    found = moderated(variances, freedoms)
    scaled = moderated(variances * unit, freedoms)
    for own, free, spread, other in zip(variances, freedoms, found, scaled, strict=True):
        assert spread.variance >= own * (1 - 1e-9)
        assert free * (1 - 1e-9) <= spread.freedom <= freedoms.sum() * (1 + 1e-9)
        assert other.variance == pytest.approx(spread.variance * unit, rel=1e-6)
