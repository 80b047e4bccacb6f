"""Intervals of smooth numbers and of means over repetitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.squat.uncertainty.intervals import (
    combine_reps,
    interval,
    minimal_detectable_change,
    standard_error_of_mean,
)


def test_interval_of_a_smooth_number() -> None:
    draws = np.random.default_rng(0).standard_normal(20000)
    found = interval(3.0, 3.0 + 2.0 * draws)
    assert (found.low, found.high) == pytest.approx((3 - 3.92, 3 + 3.92), abs=0.1)


def test_interval_mirrors_a_skewed_error() -> None:
    # Measured values tend to be too large here, so that the truth lies below.
    draws = np.random.default_rng(0).exponential(1.0, 20000)
    found = interval(0.0, draws)
    assert found.low == pytest.approx(-np.log(40), abs=0.15)
    assert found.high == pytest.approx(-np.log(1 / 0.975), abs=0.01) or found.high == 0.0


def test_too_few_samples_give_no_interval() -> None:
    found = interval(1.0, np.full(29, 1.0))
    assert (found.value, found.low, found.high) == (1.0, None, None)
    assert interval(1.0, np.full(100, np.nan)).low is None


@pytest.mark.parametrize("reps", [2, 3, 5])
@pytest.mark.parametrize(("person", "own", "skin"), [(1.0, 0.3, 0.0), (1.0, 0.5, 2.0)])
def test_interval_of_the_mean_holds_the_truth(reps, person, own, skin) -> None:
    rng = np.random.default_rng(reps)
    trials, held = 400, 0
    for _ in range(trials):
        spread = np.hypot(person, own)
        values = 10 + spread * rng.standard_normal(reps) + skin * rng.standard_normal()
        samples = values + own * rng.standard_normal((100, reps))
        samples += skin * rng.standard_normal((100, 1))
        found = combine_reps(values, samples)
        held += found.low <= 10 <= found.high
    # Of two repetitions the spread is hardly known: 90 % is what t quantiles reach there.
    assert held >= (0.86 if reps == 2 else 0.91) * trials


def test_skin_does_not_shrink_with_repetitions() -> None:
    rng = np.random.default_rng(0)
    values = 10 + rng.standard_normal(50)
    own = values + rng.standard_normal((1000, 50))
    locked = own + 3 * rng.standard_normal((1000, 1))
    assert standard_error_of_mean(values, own)[0] == pytest.approx(1 / np.sqrt(50), rel=0.25)
    assert standard_error_of_mean(values, locked)[0] == pytest.approx(3.0, rel=0.1)


def test_mean_of_one_or_no_repetition() -> None:
    rng = np.random.default_rng(0)
    one = combine_reps(np.array([4.0, np.nan]), 4 + rng.standard_normal((1000, 2)), floor=3.0)
    assert (one.value, one.low) == (4.0, 3.0)
    assert one.high == pytest.approx(5.96, abs=0.15)
    assert np.isnan(combine_reps(np.array([np.nan]), np.zeros((100, 1))).value)
    assert combine_reps(np.array([4.0]), np.empty((0, 1))).low is None


def test_mean_without_samples_is_students() -> None:
    found = combine_reps(np.array([1.0, 2.0, 3.0]), np.empty((0, 3)))
    assert found.high - found.value == pytest.approx(4.3027 / np.sqrt(3), rel=1e-3)


@given(error=st.floats(0, 100))
def test_minimal_detectable_change(error) -> None:
    assert minimal_detectable_change(error) == pytest.approx(2.77 * error, rel=2e-3)
