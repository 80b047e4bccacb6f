"""Where a tilt leaves its line: made knots, what moves them not, and what their errors cover."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.squat.onset.departure import find_departure
from opensim_wink.squat.signals import FloatArray

RATE_HZ = 100.0
DOWN_S = 1.8
TIME_S = np.arange(360) / RATE_HZ
BOTTOM = round(DOWN_S * RATE_HZ)
DEPTH = (1 - np.cos(np.pi * np.minimum(TIME_S, 2 * DOWN_S - TIME_S) / DOWN_S)) / 2


def left(onset: float, slope: float = 0.0, wink: float = 14.0) -> FloatArray:
    return np.asarray(slope * DEPTH + wink * np.maximum(0, DEPTH - onset) / (1 - onset))


def noise(sd_deg: float, n: int, seed: int) -> FloatArray:
    """Errors that stay alike for 0.2 s."""
    rng = np.random.default_rng(seed)
    keep = np.exp(-1 / (0.2 * RATE_HZ))
    out = np.empty((n, len(TIME_S)))
    out[:, 0] = rng.normal(size=n)
    for frame in range(1, len(TIME_S)):
        out[:, frame] = keep * out[:, frame - 1] + np.sqrt(1 - keep**2) * rng.normal(size=n)
    return sd_deg * out


@settings(max_examples=40, deadline=None)
@given(
    onset=st.floats(0.15, 0.9),
    slope=st.floats(-10.0, 6.0),
    start_deg=st.floats(-120.0, 20.0),
    later_s=st.floats(-100.0, 100.0),
)
def test_a_made_knot_is_found(onset, slope, start_deg, later_s) -> None:
    tilt = start_deg + left(onset, slope)
    found = find_departure(TIME_S + later_s, DEPTH, tilt, BOTTOM)
    assert found is not None
    where, interval = found
    assert interval is None
    assert where.shape == "two lines"
    assert where.depth_fraction == pytest.approx(onset, abs=0.006)
    when = np.interp(onset, DEPTH[: BOTTOM + 1], TIME_S[: BOTTOM + 1])
    assert where.time_s - later_s == pytest.approx(when, abs=0.01)


def test_a_tilt_that_turns_evenly_leaves_nothing() -> None:
    assert find_departure(TIME_S, DEPTH, 15.0 * DEPTH, BOTTOM) is None
    assert find_departure(TIME_S, DEPTH, 12.0 * DEPTH + left(0.6, wink=3.0), BOTTOM) is None
    assert find_departure(TIME_S, DEPTH, -left(0.6), BOTTOM) is None


def test_gaps_are_left_out_and_too_few_frames_tell_nothing() -> None:
    tilt = left(0.6, 2.0)
    tilt[40:60] = np.nan
    found = find_departure(TIME_S, DEPTH, tilt, BOTTOM)
    assert found is not None
    assert found[0].depth_fraction == pytest.approx(0.6, abs=0.006)
    tilt[6:BOTTOM] = np.nan
    assert find_departure(TIME_S, DEPTH, tilt, BOTTOM) is None


@pytest.mark.parametrize(("wink", "slope"), [(10.0, 0.0), (14.0, 2.0)])
def test_intervals_hold_the_truth_as_often_as_they_say(wink: float, slope: float) -> None:
    held, off = [], []
    true = left(0.6, slope, wink)
    for seed, error in enumerate(noise(0.7, 60, 11)):
        measured = true + error
        samples = measured + noise(0.7, 150, 1000 + seed)
        found = find_departure(TIME_S, DEPTH, measured, BOTTOM, tilt_samples_deg=samples)
        assert found is not None
        where, interval = found
        assert interval is not None
        assert interval.depth_fraction.low is not None
        assert interval.depth_fraction.high is not None
        held.append(interval.depth_fraction.low <= 0.6 <= interval.depth_fraction.high)
        off.append(where.depth_fraction - 0.6)
        assert len(interval.depth_draws) == len(interval.time_draws_s) == 150
    assert np.mean(held) >= 0.88
    assert abs(np.mean(off)) < 0.02


def test_few_samples_give_no_interval() -> None:
    tilt = left(0.6)
    found = find_departure(TIME_S, DEPTH, tilt, BOTTOM, tilt_samples_deg=tilt + noise(0.7, 10, 3))
    assert found is not None
    assert found[1] is None
