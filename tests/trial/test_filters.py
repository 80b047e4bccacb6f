"""The zero-lag filter against what its formula says, and derivatives against known curves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.errors import MotionError, SettingError
from opensim_wink.trial.filters import (
    derivative,
    frame_rate,
    lowpass,
    pass_cutoff_hz,
    shortest_run,
)

SECONDS = 40.0


def gain_and_phase(rate_hz: float, frequency_hz: float, cutoff_hz: float, order: int):
    """Complex amplitude after filtering, from the middle of a long sine."""
    time_s = np.arange(int(SECONDS * rate_hz)) / rate_hz
    middle = (time_s > 10.0) & (time_s < 30.0 - 0.5 / rate_hz)
    filtered = lowpass(np.sin(2 * np.pi * frequency_hz * time_s), rate_hz, cutoff_hz, order)
    wave = np.exp(-2j * np.pi * frequency_hz * time_s[middle])
    basis = np.stack([wave.real, wave.imag, np.ones(middle.sum())], axis=1)
    cosine, minus_sine, _ = np.linalg.lstsq(basis, filtered[middle], rcond=None)[0]
    return np.hypot(cosine, minus_sine), np.arctan2(cosine, -minus_sine)


@pytest.mark.parametrize("order", [2, 4, 6, 8])
@pytest.mark.parametrize(("rate_hz", "cutoff_hz"), [(100.0, 6.0), (200.0, 12.0), (50.0, 20.0)])
def test_minus_three_decibels_at_the_cutoff_after_both_passes(rate_hz, cutoff_hz, order):
    gain, phase = gain_and_phase(rate_hz, cutoff_hz, cutoff_hz, order)
    assert gain == pytest.approx(np.sqrt(0.5), abs=1e-6)
    assert phase == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("frequency_hz", [1.0, 3.0, 10.0, 20.0])
def test_gain_follows_the_butterworth_formula(frequency_hz):
    rate_hz, cutoff_hz, order = 100.0, 6.0, 4
    gain, phase = gain_and_phase(rate_hz, frequency_hz, cutoff_hz, order)
    ratio = np.tan(np.pi * frequency_hz / rate_hz) / np.tan(np.pi * cutoff_hz / rate_hz)
    expected = 1.0 / (1.0 + (np.sqrt(2.0) - 1.0) * ratio**order)
    assert gain == pytest.approx(expected, abs=1e-6)
    assert phase == pytest.approx(0.0, abs=1e-5)


def test_second_order_twice_has_winters_correction():
    design = np.tan(np.pi * pass_cutoff_hz(100.0, 6.0, 4) / 100.0)
    assert np.tan(np.pi * 6.0 / 100.0) / design == pytest.approx(0.802, abs=5e-4)


@given(st.floats(-1e3, 1e3), st.floats(-10, 10), st.integers(60, 200))
@settings(max_examples=30, deadline=None)
def test_a_level_and_a_straight_line_stay(level, slope, n):
    ones = np.ones(n)
    np.testing.assert_allclose(lowpass(level * ones, 100.0, 6.0), level * ones, atol=1e-9)
    line = slope * np.arange(n) / 100.0
    np.testing.assert_allclose(lowpass(line, 100.0, 6.0), line, atol=1e-6 * abs(slope) + 1e-12)


@given(st.integers(0, 2**32 - 1), st.floats(-5, 5), st.floats(-5, 5))
@settings(max_examples=30, deadline=None)
def test_linear_and_alike_in_both_directions_of_time(seed, a, b):
    x, y = np.random.default_rng(seed).normal(size=(2, 120))
    both = lowpass(a * x + b * y, 100.0, 8.0)
    np.testing.assert_allclose(both, a * lowpass(x, 100.0, 8.0) + b * lowpass(y, 100.0, 8.0),
                               atol=1e-10)  # fmt: skip
    inner = slice(50, 70)
    np.testing.assert_allclose(
        lowpass(x[::-1], 100.0, 8.0)[::-1][inner], lowpass(x, 100.0, 8.0)[inner], atol=1e-4
    )


def test_each_column_and_each_run_by_itself():
    x = np.random.default_rng(2).normal(size=(300, 4, 3)).cumsum(axis=0)
    x[100:130, 1] = np.nan
    x[[0, 299], 2, 0] = np.nan
    got = lowpass(x, 100.0, 6.0)
    assert got.shape == x.shape
    np.testing.assert_array_equal(np.isnan(got), np.isnan(x))
    np.testing.assert_allclose(got[:, 0, 1], lowpass(x[:, 0, 1], 100.0, 6.0))
    np.testing.assert_allclose(got[:100, 1], lowpass(x[:100, 1], 100.0, 6.0))
    np.testing.assert_allclose(got[130:, 1], lowpass(x[130:, 1], 100.0, 6.0))
    np.testing.assert_allclose(got[1:299, 2, 0], lowpass(x[1:299, 2, 0], 100.0, 6.0))


def test_input_is_left_alone_and_infinite_is_missing():
    x = np.random.default_rng(3).normal(size=100)
    x[50] = np.inf
    before = x.copy()
    got = lowpass(x, 100.0, 6.0)
    np.testing.assert_array_equal(x, before)
    assert np.isnan(got[50])
    assert np.isfinite(np.delete(got, 50)).all()


def test_the_frame_rate_is_that_of_most_steps():
    time_s = 7.0 + np.arange(50) / 120.0
    assert frame_rate(time_s) == pytest.approx(120.0)
    assert frame_rate(np.delete(time_s, [10, 11, 30])) == pytest.approx(120.0)


@pytest.mark.parametrize(
    ("time_s", "words"),
    [
        ([0.0], "1 frames; at least 2"),
        ([0.0, 0.1, 0.1], r"frame 2: time 0\.1 s does not follow"),
        ([0.0, np.nan, 0.2], "frame 1"),
    ],
)
def test_times_without_a_rate_are_refused(time_s, words):
    with pytest.raises(MotionError, match=words):
        frame_rate(np.array(time_s))


def test_short_runs_stay():
    shortest = shortest_run(100.0, 6.0)
    x = np.random.default_rng(4).normal(size=(200, 1))
    x[shortest - 1] = np.nan
    x[2 * shortest] = np.nan
    got = lowpass(x, 100.0, 6.0)
    np.testing.assert_array_equal(got[: shortest - 1], x[: shortest - 1])
    rest = np.isfinite(x)
    rest[: shortest - 1] = False
    assert (got[rest] != x[rest]).all()


@pytest.mark.parametrize("shape", [(0,), (0, 3), (10, 0), (10, 0, 3), (1, 2)])
def test_empty_and_tiny(shape):
    assert lowpass(np.ones(shape), 100.0, 6.0).shape == shape
    assert derivative(np.ones(shape), 100.0).shape == shape


@pytest.mark.parametrize(
    ("rate_hz", "cutoff_hz", "order", "word"),
    [
        (100.0, 50.0, 4, "below 50 Hz"),
        (100.0, 0.0, 4, "above 0"),
        (100.0, -6.0, 4, "above 0"),
        (100.0, np.nan, 4, "cutoff nan"),
        (0.0, 6.0, 4, "rate 0 Hz"),
        (np.nan, 6.0, 4, "rate nan"),
        (100.0, 6.0, 3, "order 3"),
        (100.0, 6.0, 0, "order 0"),
    ],
)
def test_impossible_settings_are_refused(rate_hz, cutoff_hz, order, word):
    with pytest.raises(SettingError, match=word):
        lowpass(np.ones(100), rate_hz, cutoff_hz, order)


def test_derivative_is_exact_for_a_parabola_in_each_run():
    time_s = np.arange(30) / 50.0
    x = 1.0 + 2.0 * time_s - 3.0 * time_s**2
    x[10] = x[17] = x[19] = x[22] = np.nan
    expected = 2.0 - 6.0 * time_s
    got = derivative(x, 50.0)
    known = np.isfinite(x)
    known[18] = False
    assert np.isnan(got[~known]).all()
    exact = known.copy()
    exact[[20, 21]] = False
    np.testing.assert_allclose(got[exact], expected[exact], atol=1e-12)
    np.testing.assert_allclose(got[[20, 21]], (x[21] - x[20]) * 50.0, atol=1e-12)
    with pytest.raises(SettingError):
        derivative(x, -1.0)
