"""Right against left."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.squat.measures.asymmetry import side_difference, sideways_pelvis


@given(right=st.floats(-60, 60), left=st.floats(-60, 60))
def test_difference_and_its_mirror(right, left) -> None:
    time_s = np.linspace(0, 1, 101)
    sides = np.stack([right * time_s, left * time_s], axis=-1)
    found = side_difference(time_s, sides, 0.505)
    assert found == pytest.approx(0.505 * (right - left), abs=1e-9)
    assert side_difference(time_s, sides[:, ::-1], 0.505) == pytest.approx(-found, abs=1e-9)
    samples = np.stack([sides, 2 * sides])
    assert side_difference(time_s, samples, np.array([0.5, 0.25])) == pytest.approx(
        0.5 * (right - left) * np.ones(2), abs=1e-9
    )


def test_an_unknown_side(figure) -> None:
    time_s = np.linspace(0, 1, 101)
    sides = np.stack([time_s, np.full(101, np.nan)], axis=-1)
    assert np.isnan(side_difference(time_s, sides, 0.5))


def test_a_pelvis_that_leaves_the_middle(figure) -> None:
    signals, rep, depth = figure.one_squat()
    standing_m = 0.01
    moved = replace(
        signals,
        hip_right_m=standing_m + 0.04 * depth,
        foot_m=signals.foot_m + np.array([0.0, 0.0, 0.3]),
        pelvic_list_deg=2 - 5 * depth,
        pelvic_rotation_deg=-1 + 3 * depth,
    )
    found = sideways_pelvis(moved, rep, rep.bottom_s)
    first = depth[rep.start]
    assert found.hip_shift_m == pytest.approx(0.04 * (1 - first))
    assert found.pelvic_list_change_deg == pytest.approx(-5 * (1 - first))
    assert found.pelvic_rotation_change_deg == pytest.approx(3 * (1 - first))
    stepping = replace(moved, foot_m=moved.foot_m + np.array([0, 0, 1]) * depth[:, None, None])
    assert sideways_pelvis(stepping, rep, rep.bottom_s).hip_shift_m < 0
