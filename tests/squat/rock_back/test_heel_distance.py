"""The way of the hips towards the heels: its geometry, and how errors of the knee move it."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from opensim_wink.squat.rock_back.heel_distance import (
    hip_ankle_distance,
    rock_back_samples,
    rock_back_signals,
)
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples


def samples_of(signals, **errors: float) -> SignalSamples:
    """Three samples off the signals by −1, 0 and 1 times an error of some curves."""
    drawn = {}
    for field in fields(SignalSamples):
        values = getattr(signals, field.name)
        off = errors.get(field.name, 0.0) * np.array([-1.0, 0.0, 1.0])
        drawn[field.name] = np.stack([values + one for one in off]).astype(np.float32)
    return SignalSamples(**drawn)


def test_distance_follows_the_law_of_cosines(figure, on_floor) -> None:
    signals = on_floor.rocking(1)
    thigh = 90.0 - signals.thigh_inclination_deg[:, 0]
    expected = np.hypot(on_floor.distance_m(thigh), 0.0)
    np.testing.assert_allclose(hip_ankle_distance(signals), expected, atol=1e-12)


def test_in_a_squat_it_falls_nearly_as_the_hips_do(figure) -> None:
    signals, rep, depth = figure.one_squat()
    distance = hip_ankle_distance(signals)
    top, low = distance[rep.start], distance[rep.bottom]
    share = (top - distance) / (top - low)
    assert np.abs(share - depth)[rep.start : rep.end].max() < 0.06


def test_it_hangs_on_no_turn_of_the_laboratory(on_floor) -> None:
    signals = on_floor.rocking(1)
    rise = rock_back_signals(signals)
    assert rise.hip_height_m is not signals.hip_height_m
    assert rock_back_signals(rise) is rise
    table = rise.to_frame()
    assert "hip_ankle_distance_m" in table
    assert "hip_height_m" not in table
    assert "hip_height_m" in signals.to_frame()


@pytest.mark.parametrize("error_deg", [0.5, 2.0])
def test_errors_of_the_knee_move_it_as_geometry_says(on_floor, error_deg: float) -> None:
    signals = rock_back_signals(on_floor.rocking(1))
    drawn = rock_back_samples(samples_of(signals, knee_flexion_deg=error_deg), signals)
    thigh = 90.0 - signals.thigh_inclination_deg[:, 0]
    for row, sign in enumerate((-1.0, 0.0, 1.0)):
        expected = on_floor.distance_m(thigh + sign * error_deg)
        np.testing.assert_allclose(drawn.hip_height_m[row], expected, atol=2e-4 * error_deg)


def test_errors_of_the_pelvis_height_do_not(on_floor) -> None:
    signals = rock_back_signals(on_floor.rocking(1))
    drawn = rock_back_samples(samples_of(signals, hip_height_m=0.05), signals)
    np.testing.assert_allclose(drawn.hip_height_m[2], signals.hip_height_m, atol=1e-6)
