"""Depth axes on a figure whose geometry is known."""

from __future__ import annotations

import numpy as np
import pytest

from opensim_wink.squat.depth import depth_axes, relative_depth
from opensim_wink.squat.finding.repetitions import find_repetitions
from opensim_wink.squat.settings import SquatSettings


def one_squat(figure, thigh_deg=95.0):
    time_s, level, _ = figure.squat_level(1, 1.0, 0.2)
    signals = figure.squatting(time_s, level, thigh_deg=thigh_deg).signals()
    return signals, level, find_repetitions(signals).accepted[0]


def test_relative_depth_runs_from_standing_to_bottom(figure) -> None:
    signals, level, rep = one_squat(figure)
    depth = relative_depth(signals, rep)
    assert depth.shape == (rep.end - rep.start + 1,)
    assert depth[rep.bottom - rep.start] == pytest.approx(1.0)
    assert depth == pytest.approx(figure.depth_of_level(level)[rep.start : rep.end + 1], abs=1e-3)


def test_axes_against_the_geometry_of_the_figure(figure) -> None:
    signals, _, rep = one_squat(figure)
    axes = depth_axes(signals, rep.standing_height_m)
    drop = 0.38 * (1 - np.cos(np.deg2rad(30))) + 0.42 * (1 - np.cos(np.deg2rad(95)))
    at = rep.bottom
    assert axes.depth_m[at] == pytest.approx(drop, abs=1e-3)
    assert axes.depth_per_leg[at] == pytest.approx(drop / 0.8, abs=1e-3)
    assert axes.thigh_inclination_deg[at] == pytest.approx(-5)
    assert axes.knee_flexion_deg[at] == pytest.approx(125)
    assert axes.hip_above_knee_m[at] == pytest.approx(0.42 * np.cos(np.deg2rad(95)))
    seat_cm = 100 * (0.08 + 0.8 - drop) - 11 * 0.8
    assert axes.box_height_cm[at] == pytest.approx(seat_cm, abs=0.1)
    higher = depth_axes(
        signals, rep.standing_height_m, settings=SquatSettings(hip_above_seat_per_leg=0.0)
    )
    assert higher.box_height_cm - axes.box_height_cm == pytest.approx(11 * 0.8)


@pytest.mark.parametrize(("thigh_deg", "below"), [(80.0, False), (100.0, True)])
def test_crease_below_knee(figure, thigh_deg, below) -> None:
    signals, _, rep = one_squat(figure, thigh_deg)
    axes = depth_axes(signals, rep.standing_height_m)
    assert (axes.hip_above_knee_m[rep.bottom] < 0) == below


def test_one_unseen_side_and_unseen_frames(figure) -> None:
    signals, _, rep = one_squat(figure)
    signals.thigh_inclination_deg[:, 1] = np.nan
    signals.hip_height_m[rep.start + 5] = np.nan
    axes = depth_axes(signals, rep.standing_height_m)
    assert axes.thigh_inclination_deg[rep.bottom] == pytest.approx(-5)
    assert np.isnan(axes.depth_m[rep.start + 5])
    assert np.isnan(relative_depth(signals, rep)[5])
