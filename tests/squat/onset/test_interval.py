"""Intervals of onset and amplitude on curves of known truth."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import butter, lfilter, sosfiltfilt

from opensim_wink.squat.onset.amplitude import amplitude_interval
from opensim_wink.squat.onset.interval import draws_at_onset, onset_interval, values_at_onset

RATE_HZ, SECONDS, ONSET = 100, 2.0, 0.75
TIME_S = np.arange(301) / RATE_HZ
DEPTH = (1 - np.cos(np.pi * np.minimum(TIME_S, 2 * SECONDS - TIME_S) / SECONDS)) / 2
BOTTOM = 200
SOS = butter(2, 6, fs=RATE_HZ, output="sos")


def noise(curves, sd_deg, rng):
    kicks = rng.standard_normal((curves, 700)) * sd_deg * np.sqrt(1 - 0.95**2)
    return sosfiltfilt(SOS, lfilter([1], [1, -0.95], kicks, axis=1), axis=1)[:, 300:601]


def tilt(wink_deg):
    past = np.maximum(0, DEPTH - ONSET) / (1 - ONSET)
    return sosfiltfilt(SOS, wink_deg * past - 30 * np.minimum(DEPTH / ONSET, 1))


def trials(wink_deg, n, sd_deg=0.7, samples=100):
    rng = np.random.default_rng(5)
    for error in noise(n, sd_deg, rng):
        measured = tilt(wink_deg) + error
        yield measured, measured + noise(samples, sd_deg, rng)


def test_intervals_hold_the_truth() -> None:
    onset_held = wink_held = 0
    for measured, samples in trials(10.0, 60):
        onset = onset_interval(TIME_S, DEPTH, measured, samples, BOTTOM)
        depth, time_s = onset.depth_fraction, onset.time_s
        assert 0 <= depth.low <= depth.value <= depth.high <= 1
        assert time_s.low <= time_s.value <= time_s.high
        onset_held += depth.low <= ONSET <= depth.high
        low, high = amplitude_interval(TIME_S, DEPTH, measured, samples, BOTTOM)
        wink_held += low <= 10.0 <= high
    # Nominal 57 of 60, give or take 1.7.
    assert onset_held >= 53
    assert wink_held >= 53


def test_less_noise_narrows_the_intervals() -> None:
    widths = []
    for sd_deg in (0.1, 0.7):
        ((measured, samples),) = trials(10.0, 1, sd_deg)
        onset = onset_interval(TIME_S, DEPTH, measured, samples, BOTTOM)
        low, high = amplitude_interval(TIME_S, DEPTH, measured, samples, BOTTOM)
        widths.append((onset.depth_fraction.high - onset.depth_fraction.low, high - low))
    assert widths[0][0] < 0.6 * widths[1][0]
    assert widths[0][1] < 0.4 * widths[1][1]


def test_a_flat_tilt_is_no_sure_wink() -> None:
    rng = np.random.default_rng(3)
    for error in noise(20, 1.0, rng):
        low, high = amplitude_interval(TIME_S, DEPTH, error, error + noise(100, 1.0, rng), BOTTOM)
        assert 0 <= low < 5
        assert high >= error[BOTTOM] - error[: BOTTOM + 1].min()


def test_nothing_turns_back() -> None:
    falling = -20 * DEPTH
    samples = falling + noise(100, 0.3, np.random.default_rng(0))
    assert onset_interval(TIME_S, DEPTH, falling, samples, BOTTOM) is None
    assert amplitude_interval(TIME_S, DEPTH, falling, samples, BOTTOM)[0] == 0
    unknown = np.full_like(falling, np.nan)
    assert onset_interval(TIME_S, DEPTH, unknown, samples, BOTTOM) is None
    assert np.isnan(amplitude_interval(TIME_S, DEPTH, unknown, samples, BOTTOM)).all()


def test_other_curves_at_the_onset() -> None:
    ((measured, samples),) = trials(10.0, 1)
    onset = onset_interval(TIME_S, DEPTH, measured, samples, BOTTOM)
    hip = 110 * DEPTH
    # A curve without noise of its own has the onset's uncertainty alone.
    exact = values_at_onset(TIME_S, hip, np.tile(hip, (100, 1)), onset)
    share = onset.depth_fraction
    for name in ("value", "low", "high"):
        assert getattr(exact, name) == pytest.approx(110 * getattr(share, name), abs=0.5)
    shaken = hip + 5 * np.random.default_rng(1).standard_normal((100, 1))
    wide = values_at_onset(TIME_S, hip, shaken, onset)
    assert wide.high - wide.low > 15
    assert np.isnan(values_at_onset(TIME_S, np.full(301, np.nan), shaken, onset).value)
    assert draws_at_onset(TIME_S, hip, shaken, onset).shape == (100,)


def test_second_opinion_and_its_distance() -> None:
    ((measured, samples),) = trials(10.0, 1)
    onset = onset_interval(TIME_S, DEPTH, measured, samples, BOTTOM)
    knot, apart = onset.segmented_depth_fraction, onset.disagreement
    assert knot.low < 0.75 < knot.high
    assert apart.value == pytest.approx(knot.value - onset.depth_fraction.value)
    assert apart.low < 0 < apart.high
