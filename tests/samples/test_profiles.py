from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.samples.profiles import Timing, minimum_jerk, ramp, repeat


def test_minimum_jerk_rests_at_both_ends() -> None:
    share = np.linspace(0.0, 1.0, 2001)
    way = minimum_jerk(share)
    speed = np.gradient(way, share)
    push = np.gradient(speed, share)
    np.testing.assert_allclose(way[[0, 1000, 2000]], [0.0, 0.5, 1.0], atol=1e-15)
    assert speed.max() == pytest.approx(15.0 / 8.0, rel=1e-5)
    np.testing.assert_allclose([*speed[[0, -1]], *push[[0, -1]]], 0.0, atol=0.05)


@given(onset=st.floats(0.1, 0.9), rounding=st.floats(0.005, 0.05))
def test_ramp_rises_from_its_onset(onset: float, rounding: float) -> None:
    way = np.linspace(0.0, 1.0, 401)
    risen = ramp(way, onset, rounding)
    np.testing.assert_allclose(risen[[0, -1]], [0.0, 1.0], atol=1e-12)
    assert (np.diff(risen) > 0).all()
    before = way < onset - 6.0 * rounding
    assert (risen[before] < 0.005).all()


def test_repetitions_go_down_and_come_back() -> None:
    timings = (Timing(0.5, 1.0, 0.2, 0.8), Timing(0.4, 0.9, 0.1, 0.7))
    time_s = np.arange(500) / 100.0
    way, number, descents = repeat(time_s, timings)
    assert [(d.start, d.stop) for d in descents] == [(50, 170), (290, 390)]
    np.testing.assert_allclose(way[150:170], 1.0)
    np.testing.assert_allclose(way[250:290], 0.0, atol=1e-12)
    assert number[100] == 0
    assert number[300] == number[-1] == 1
    assert np.abs(np.diff(way)).max() < 0.03  # no jump anywhere
