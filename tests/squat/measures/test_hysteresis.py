"""Loops of known width and area."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.squat.measures.hysteresis import hysteresis


def loop(figure, width_deg):
    """Straight line down; up it lies above by ``width · sin(π · depth)``."""
    _, rep, depth = figure.one_squat()
    up = figure.going_up(depth.size, rep)
    return 20 * depth + np.where(up, width_deg * np.sin(np.pi * depth), 0.0), depth, rep


@pytest.mark.parametrize("width_deg", [-8.0, 0.0, 3.0, 10.0])
def test_a_loop_of_known_area(figure, width_deg) -> None:
    angle, depth, rep = loop(figure, width_deg)
    found = hysteresis(depth, angle, rep)
    # Integral of sin(π d) from 0.1 to 1.
    integral = width_deg * (np.cos(0.1 * np.pi) + 1) / np.pi
    assert found.mean_deg == pytest.approx(integral / 0.9, abs=0.02)
    assert found.largest_deg == pytest.approx(abs(width_deg), abs=0.02)
    assert found.area_deg == pytest.approx(abs(integral), abs=0.02)


def test_a_loop_that_crosses_has_area_but_no_direction(figure) -> None:
    _, rep, depth = figure.one_squat()
    up = figure.going_up(depth.size, rep)
    crossing = np.where(up, np.sin(2 * np.pi * (depth - 0.1) / 0.9), 0.0)
    found = hysteresis(depth, crossing, rep)
    assert found.mean_deg == pytest.approx(0.0, abs=0.01)
    assert found.area_deg == pytest.approx(0.9 * 2 / np.pi, abs=0.01)


@given(slope=st.floats(-100, 100), offset=st.floats(-50, 50), pause_s=st.floats(0, 1.5))
def test_what_both_ways_share_is_no_hysteresis(figure, slope, offset, pause_s) -> None:
    _, rep, depth = figure.one_squat(pause_s=pause_s)
    found = hysteresis(depth, offset + slope * depth, rep)
    for value in (found.mean_deg, found.largest_deg, found.area_deg):
        assert value == pytest.approx(0, abs=1e-6)


def test_swapping_the_ways_turns_the_sign(figure) -> None:
    _, rep, depth = figure.one_squat()
    up = figure.going_up(depth.size, rep)
    bump = 4 * np.sin(np.pi * depth) ** 2
    above = hysteresis(depth, np.where(up, bump, 0), rep)
    below = hysteresis(depth, np.where(up, 0, bump), rep)
    assert above.mean_deg == pytest.approx(-below.mean_deg, abs=0.02)
    assert above.area_deg == pytest.approx(below.area_deg, abs=0.02)


def test_samples_and_unsolved_frames(figure) -> None:
    angle, depth, rep = loop(figure, 5.0)
    many = np.stack([angle, -angle, 2 * angle])
    found = hysteresis(depth, many, rep)
    one = hysteresis(depth, angle, rep)
    assert found.mean_deg == pytest.approx(np.array([1, -1, 2]) * one.mean_deg)
    hidden = angle.copy()
    hidden[(depth > 0.3) & (depth < 0.4)] = np.nan
    assert hysteresis(depth, hidden, rep).mean_deg == pytest.approx(one.mean_deg, rel=0.1)
    hidden[(depth > 0.3) & (depth < 0.7)] = np.nan
    assert np.isnan(hysteresis(depth, hidden, rep).mean_deg)
