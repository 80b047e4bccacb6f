"""The same trial in another model's coordinates, and by the regression."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.profile import SignedCoordinate
from opensim_wink.body.subject import load_subject
from opensim_wink.claims.hamstrings.alternatives import carry_over
from opensim_wink.claims.hamstrings.moments import Moments
from opensim_wink.claims.hamstrings.regression import by_regression, leg_angles
from opensim_wink.claims.hamstrings.settings import LombardSettings
from opensim_wink.motion.motion import Motion


def motion_of(coordinates: tuple[str, ...], values: np.ndarray) -> Motion:
    n = len(values)
    return Motion(
        name="made", time_s=np.arange(n) / 100, coordinates=coordinates,
        rotational=np.ones(len(coordinates), bool), values=values, markers=(),
        marker_error_m=np.empty((n, 0)), weights=np.empty(0), cost=np.full(n, np.nan),
        converged=np.ones(n, bool), solver="file",
    )  # fmt: skip


def test_angles_go_over_with_their_clinical_sign_and_name() -> None:
    subject = load_subject(packaged_model_path())
    profile = subject.profile
    turned = replace(
        profile,
        knee_flexion={"r": SignedCoordinate("knee_angle_l", -1.0)},
        hip_flexion=profile.hip_flexion,
    )
    motion = motion_of(
        ("knee_angle_r", "hip_flexion_r", "hip_adduction_r", "no_such_coordinate"),
        np.array([[1.0, 2.0, 0.1, 7.0]]),
    )
    found = carry_over(motion, subject, replace(subject, profile=turned))
    assert found.coordinates == ("knee_angle_l", "hip_flexion_r", "hip_adduction_r")
    np.testing.assert_allclose(found.values, [[-1.0, 2.0, 0.1]])
    assert found.rotational.all()


def test_the_same_model_gets_the_same_motion() -> None:
    subject = load_subject(packaged_model_path())
    names = subject.tree.coordinates
    motion = motion_of(names, np.arange(2.0 * len(names)).reshape(2, -1))
    found = carry_over(motion, subject, subject)
    assert found.coordinates == names
    np.testing.assert_array_equal(found.values, motion.values)


def test_regression_at_known_angles(evidence) -> None:
    """Biceps femoris at 90/100 and with 10° of wink undone, written out by hand."""
    hip, knee = np.array([0.0, 0.0, 90.0]), np.array([0.0, 0.0, 100.0])
    signals = SimpleNamespace(
        time_s=np.array([0.0, 0.1, 0.2]),
        hip_flexion_deg=np.stack([hip, hip], axis=1), knee_flexion_deg=np.stack([knee, knee], 1),
    )  # fmt: skip
    moments = Moments(
        reps=(1, 2), winked=np.array([True, True]), doubtful=np.zeros(2, bool),
        usable=np.array([True, True]),
        onset_s=np.array([0.15, 0.15]), bottom=np.array([2, 2]), wink_deg=np.array([10.0, 10.0]),
        standing=np.array([True, True, False]),
    )  # fmt: skip
    base = evidence(n_reps=2, wink_deg=moments.wink_deg)
    found = by_regression(base, leg_angles(moments, signals), LombardSettings(hip_error_deg=2.0))
    bottom = 1.048 + 2.09e-3 * 90 - 1.60e-3 * 100
    np.testing.assert_allclose(found.standing_m[0], 1.048)
    np.testing.assert_allclose(found.bottom_m[:, 0], bottom)
    np.testing.assert_allclose(found.without_m[:, 0], bottom + 2.09e-2)
    np.testing.assert_allclose(found.moment_m[:, 0], (1.048 + bottom) / 2)
    np.testing.assert_allclose(found.raised_m[0], 1.048 + 2.09e-3 * 90)
    np.testing.assert_allclose(found.bottom_error_m[:, 0], 2 * 2.09e-3, rtol=1e-6)
    assert np.isnan(found.passive_nm).all()


def test_muscles_that_the_regression_does_not_know_stay_unknown(evidence) -> None:
    base = evidence(n_reps=2, groups=("hamstrings_lumped",) * 6)
    angles = np.zeros((3, 2))
    signals = SimpleNamespace(
        time_s=np.arange(3) / 10, hip_flexion_deg=angles, knee_flexion_deg=angles
    )
    moments = Moments(
        (1, 2), np.zeros(2, bool), np.zeros(2, bool), np.ones(2, bool),
        np.full(2, np.nan), np.array([1, 2]),
        np.zeros(2), np.array([True, False, False]),
    )  # fmt: skip
    found = by_regression(base, leg_angles(moments, signals), LombardSettings())
    assert np.isnan(found.moment_m).all()
    assert np.isnan(found.raised_m).all()
