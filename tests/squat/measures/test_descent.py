"""Curves of the way down at depths that all trials share."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from opensim_wink.squat.analysis import SquatAnalysis, analyze_squats
from opensim_wink.squat.measures.descent import DEFINITIONS, DRAWN, descent_curves
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples

STANDING_TILT_DEG, STANDING_LUMBAR_DEG = -8.0, -20.0


def squats(deepest: tuple[float, ...], leg_m: float = 0.85) -> SquatSignals:
    """Squats to given depths per leg whose angles are straight lines over depth, 4 s each."""
    phase = np.clip((np.arange(0.0, 4.0, 0.01) - 0.5) / 3.0, 0.0, 1.0)
    down = np.concatenate([top * np.sin(np.pi * phase) ** 2 for top in deepest])
    both = np.stack([down, down], axis=1)
    feet = np.zeros((len(down), 2, 3))
    feet[:, :, 1] = 0.08
    return SquatSignals(
        time_s=np.arange(len(down)) / 100,
        hip_height_m=0.9 - leg_m * down,
        hip_forward_m=0.0 * down,
        hip_right_m=0.0 * down,
        knee_height_m=0.48 - 0.05 * both,
        foot_m=feet,
        posterior_pelvic_tilt_deg=STANDING_TILT_DEG - 20.0 * down,
        lumbar_flexion_deg=STANDING_LUMBAR_DEG + 50.0 * down,
        hip_flexion_deg=180.0 * both,
        knee_flexion_deg=200.0 * both + [0.0, 4.0],
        ankle_dorsiflexion_deg=50.0 * both,
        trunk_lean_deg=60.0 * down,
        thigh_inclination_deg=90.0 - 160.0 * both,
        leg_length_m=leg_m,
        pelvic_list_deg=0.0 * down,
        pelvic_rotation_deg=0.0 * down,
    )


def sampled(signals: SquatSignals, n: int, **errors: np.ndarray) -> SignalSamples:
    """Samples that are the signals plus given errors, (n,) or (n, T)."""
    drawn = {}
    for field in fields(SignalSamples):
        values = getattr(signals, field.name)
        error = np.asarray(errors.get(field.name, np.zeros(n)))
        error = error.reshape(*error.shape, *[1] * (values.ndim + 1 - error.ndim))
        drawn[field.name] = (values[None] + error).astype(np.float32)
    return SignalSamples(**drawn)


def found_in(signals: SquatSignals) -> SquatAnalysis:
    squat = analyze_squats(signals)
    assert squat.standing is not None
    return squat


def test_straight_lines_are_read_at_hundredths_of_leg_length() -> None:
    signals = squats((0.5, 0.415))
    squat = found_in(signals)
    found = descent_curves(signals, None, squat)
    assert found.depth == pytest.approx(np.arange(51) / 100)
    assert set(found.curves) == set(DEFINITIONS)
    assert found.draws == {}
    per_leg = {
        "pelvis_change_deg": -20.0, "lumbar_change_deg": 50.0, "hip_flexion_deg": 180.0,
        "ankle_dorsiflexion_deg": 50.0, "trunk_lean_deg": 60.0,
    }  # fmt: skip
    for name, slope in per_leg.items():
        assert found.curves[name][0] == pytest.approx(slope * found.depth, abs=0.02), name
    assert found.curves["knee_flexion_deg"][0] == pytest.approx(200 * found.depth + 2, abs=0.02)


def test_nothing_is_told_below_the_depth_of_a_repetition() -> None:
    signals = squats((0.5, 0.415))
    found = descent_curves(signals, None, found_in(signals))
    for curve in found.curves.values():
        assert np.isfinite(curve[0]).all()
        assert np.isfinite(curve[1]).tolist() == (found.depth < 0.4151).tolist()


def test_draws_hold_the_truth_of_angle_and_depth() -> None:
    """The samples' errors are taken off, in depth as well: the angle is read at the true depth."""
    signals = squats((0.5,))
    squat = found_in(signals)
    tilt, height = np.array([0.0, 3.0, 0.0]), np.array([0.0, 0.0, 0.01])
    samples = sampled(signals, 3, posterior_pelvic_tilt_deg=tilt, hip_height_m=height)
    found = descent_curves(signals, samples, squat)
    assert set(found.draws) == set(DRAWN)
    draws = found.draws["pelvis_change_deg"][0]
    middle = slice(5, 45)
    measured = found.curves["pelvis_change_deg"][0]
    assert draws[:, 0] == pytest.approx(measured, abs=1e-3)
    assert draws[:, 1] == pytest.approx(measured - 3.0, abs=1e-3)
    # A sample that stands too high: the truth is lower and so deeper, by 0.01 / 0.85 of leg length.
    deeper = -20.0 * (found.depth - 0.01 / 0.85)
    assert draws[middle, 2] == pytest.approx(deeper[middle], abs=0.03)


def test_draws_are_known_wherever_the_curve_is() -> None:
    signals = squats((0.5, 0.415))
    squat = found_in(signals)
    heights = np.random.default_rng(2).normal(0, 0.003, 40)
    found = descent_curves(signals, sampled(signals, 40, hip_height_m=heights), squat)
    for name, draws in found.draws.items():
        assert draws.dtype == np.float32
        known = np.isfinite(found.curves[name])
        assert (np.isfinite(draws) == known[:, :, None]).all()


def test_what_was_not_solved_is_not_told() -> None:
    signals = squats((0.5,))
    hole = np.where(np.abs(np.arange(400) - 110) < 25, np.nan, 1.0)
    squat = found_in(signals)
    found = descent_curves(
        replace(signals, lumbar_flexion_deg=signals.lumbar_flexion_deg * hole), None, squat
    )
    lumbar = found.curves["lumbar_change_deg"][0]
    assert np.isnan(lumbar[15:25]).all()
    assert np.isfinite(lumbar[[0, 50]]).all()
    assert np.isfinite(found.curves["hip_flexion_deg"]).all()


def test_without_a_repetition_there_is_no_depth() -> None:
    signals = squats((0.0,))
    found = descent_curves(signals, sampled(signals, 3), analyze_squats(signals))
    assert found.depth.shape == (0,)
    assert all(curve.shape == (0, 0) for curve in found.curves.values())
    assert all(draw.shape == (0, 0, 3) for draw in found.draws.values())
