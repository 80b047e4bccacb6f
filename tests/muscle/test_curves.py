from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.engine import load_model
from opensim_wink.body.paths import path_lengths
from opensim_wink.body.profile import SIDES, SignedCoordinate
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.errors import ModelError, MotionError, SettingError
from opensim_wink.motion.from_file import read_motion
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.curves import muscle_curves
from opensim_wink.muscle.selection import HAMSTRINGS

HIP = np.linspace(0.0, 1.8, 40)
KNEE = np.linspace(0.0, 2.0, 40)

# Muscle–tendon lengths (mm) of the generic RajagopalLaiUhlrich2023 at hip/knee flexion (°),
# evaluated with OpenSim 4.6.
POSTURES = ((0, 0), (60, 70), (90, 100), (110, 120), (120, 130), (90, 0))
TABLE_MM = {
    "bflh": (421.5, 447.7, 458.0, 460.1, 459.3, 508.9),
    "semimem": (413.1, 424.3, 430.0, 430.9, 430.3, 490.9),
    "semiten": (455.8, 465.8, 472.6, 474.3, 474.3, 550.1),
    "recfem": (512.7, 518.2, 508.3, 503.9, 504.4, 440.5),
    "addmagIsch": (339.3, 397.3, 425.6, 439.3, 444.1, 425.6),
    "glmax3": (218.9, 293.7, 320.6, 335.0, 341.2, 320.6),
    "piri": (138.1, 149.2, 153.0, 154.2, 154.4, 153.0),
}


def test_lengths_and_arms_of_a_straight_muscle(
    legs: Subject, posed: Callable[..., Motion], analytic: Callable[..., tuple[float, ...]]
) -> None:
    curves = muscle_curves(legs, posed(HIP, KNEE), ["semimembranosus"])
    expected = np.array([analytic(h, k) for h, k in zip(HIP, KNEE, strict=True)])
    assert curves.names == ("semimem_r", "semimem_l")
    assert curves.sides == ("r", "l")
    for k in range(2):
        np.testing.assert_allclose(curves.length_m[:, k], expected[:, 0], atol=1e-12)
        np.testing.assert_allclose(curves.arm_m[:, k, :2], expected[:, 1:], atol=1e-12)
    np.testing.assert_array_equal(curves.arm_m, curves.contact_arm_m)
    np.testing.assert_array_equal(curves.expected, [[-1, 1, 0]] * 2)
    assert np.isnan(curves.arm_m[:, :, 2]).all()  # the model has no lumbar joint


def test_lengths_of_wrapping_and_jumping_muscles_are_opensims(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    motion = posed(HIP, KNEE)
    curves = muscle_curves(legs, motion, ["gluteus_maximus", "rectus_femoris"])
    reference = path_lengths(
        load_model(legs.model_path), motion.coordinates, motion.values, curves.names
    )
    np.testing.assert_allclose(curves.length_m, reference, atol=1e-12)
    assert curves.parts == ("superior", "superior", "", "")


def test_arms_of_a_wrapping_muscle_are_the_slope_of_its_length(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    step = 1e-5
    curves = muscle_curves(legs, posed(HIP, KNEE), ["gluteus_maximus"])
    ends = [
        muscle_curves(legs, posed(HIP + way, KNEE), ["gluteus_maximus"]).length_m
        for way in (-step, step)
    ]
    slope = (ends[0] - ends[1]) / (2 * step)
    np.testing.assert_allclose(curves.arm_m[:, :, 0], slope, atol=1e-5)
    np.testing.assert_array_equal(curves.arm_m[:, :, 1], 0.0)


def test_velocity_is_the_rate_of_length(
    legs: Subject, posed: Callable[..., Motion], analytic: Callable[..., tuple[float, ...]]
) -> None:
    time = np.arange(300) / 100.0
    swing = 0.6 - 0.6 * np.cos(2 * np.pi * 0.5 * time)
    rate = 0.6 * np.pi * np.sin(2 * np.pi * 0.5 * time)
    curves = muscle_curves(legs, posed(swing, swing), ["semimembranosus"])
    arms = np.array([analytic(a, a)[1:] for a in swing])
    expected = -(arms.sum(axis=1)) * rate
    middle = slice(40, -40)
    np.testing.assert_allclose(curves.velocity_m_s[middle, 0], expected[middle], atol=2e-4)
    assert np.abs(expected).max() > 0.05


def test_frames_that_were_not_solved_or_not_asked_for_are_nan(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    motion = posed(HIP, KNEE)
    motion.values[5] = np.nan
    wanted = np.arange(40) >= 3
    curves = muscle_curves(legs, motion, frames=wanted)
    unknown = ~wanted
    unknown[5] = True
    for array in (curves.length_m, curves.velocity_m_s, curves.arm_m[:, :, 0]):
        np.testing.assert_array_equal(np.isnan(array).all(axis=1), unknown)
        np.testing.assert_array_equal(np.isnan(array).any(axis=1), unknown)


def test_a_single_pose_has_lengths_but_no_velocity(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    curves = muscle_curves(legs, posed(HIP[:1], KNEE[:1]))
    assert np.isfinite(curves.length_m).all()
    assert np.isnan(curves.velocity_m_s).all()


def test_a_leg_that_the_motion_does_not_move_is_unknown(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    whole = posed(HIP, KNEE)
    right = replace(
        whole,
        coordinates=whole.coordinates[:2],
        rotational=whole.rotational[:2],
        values=whole.values[:, :2],
    )
    curves = muscle_curves(legs, right, ["semimembranosus"])
    assert np.isfinite(curves.length_m[:, 0]).all()
    for array in (curves.length_m, curves.velocity_m_s, curves.arm_m):
        assert np.isnan(array[:, 1]).all()
    assert any("left leg" in note for note in curves.notes)


def test_lumbar_flexion_is_shared_by_its_coordinates_in_proportion(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    """Hip and knee stand in for two lumbar levels: φ = 2·hip + knee, so dq = (2, 1)/5·dφ."""
    shared = (SignedCoordinate("hip_flexion_r", 2.0), SignedCoordinate("knee_angle_r", 1.0))
    odd = replace(legs, profile=replace(legs.profile, lumbar_flexion=shared))
    arms = muscle_curves(odd, posed(HIP, KNEE), ["semimembranosus"]).arm_m[:, 0]
    np.testing.assert_allclose(arms[:, 2], (2 * arms[:, 0] + arms[:, 1]) / 5, atol=1e-15)


def test_bad_requests_are_refused(legs: Subject, posed: Callable[..., Motion]) -> None:
    motion = posed(HIP, KNEE)
    with pytest.raises(SettingError, match="mean 'semimembranosus'"):
        muscle_curves(legs, motion, ["semimembranosis"])
    with pytest.raises(ModelError, match="none of the muscles piriformis"):
        muscle_curves(legs, motion, ["piriformis"])
    elbow = replace(
        motion, coordinates=("elbow",), rotational=np.ones(1, bool), values=motion.values[:, :1]
    )
    with pytest.raises(MotionError, match="moves no leg"):
        muscle_curves(legs, elbow)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_arms_are_told_in_the_clinical_direction(
    legs: Subject,
    posed: Callable[..., Motion],
    analytic: Callable[..., tuple[float, ...]],
    sign: float,
) -> None:
    """A native coordinate that falls with flexion must not turn the muscle round."""
    hips = {side: SignedCoordinate(f"hip_flexion_{side}", sign) for side in SIDES}
    other = replace(legs, profile=replace(legs.profile, hip_flexion=hips))
    arms = muscle_curves(other, posed(HIP, KNEE), ["semimembranosus"]).arm_m[:, :, 0]
    expected = [sign * analytic(h, k)[1] for h, k in zip(HIP, KNEE, strict=True)]
    np.testing.assert_allclose(arms[:, 0], expected, atol=1e-12)
    np.testing.assert_allclose(arms[:, 1], expected, atol=1e-12)


@pytest.fixture(scope="module")
def lai(shared: Path) -> Subject:
    return load_subject(shared / "models" / "RajagopalLaiUhlrich2023.osim")


@pytest.mark.real
def test_lengths_of_the_reference_model_are_reproduced(
    lai: Subject, posed: Callable[..., Motion]
) -> None:
    angles = np.radians(np.array(POSTURES, dtype=float))
    curves = muscle_curves(lai, posed(angles[:, 0], angles[:, 1]))
    for stem, expected in TABLE_MM.items():
        for side in SIDES:
            found = 1000 * curves.length_m[:, curves.names.index(f"{stem}_{side}")]
            np.testing.assert_allclose(found, expected, atol=0.2, err_msg=f"{stem}_{side}")


@pytest.mark.real
def test_hamstrings_of_the_lai_family_stay_sane_in_a_deep_squat(
    lai: Subject, posed: Callable[..., Motion]
) -> None:
    curves = muscle_curves(lai, posed(np.radians([120.0]), np.radians([130.0])), HAMSTRINGS)
    assert not (curves.arm_m * curves.expected < 0).any()
    crossing = [k for k, group in enumerate(curves.groups) if group != "biceps_femoris_short"]
    hip_mm = 1000 * curves.arm_m[0, crossing, 0]
    assert ((hip_mm > -18.5) & (hip_mm < -10.5)).all()  # extensors by 11 to 18 mm


@pytest.mark.real
def test_the_short_head_of_rajagopal2016_turns_round_past_knee_120(
    shared: Path, posed: Callable[..., Motion]
) -> None:
    subject = load_subject(shared / "models" / "Rajagopal2016.osim")
    curves = muscle_curves(subject, posed(*np.radians([[90.0, 120.0], [110.0, 130.0]])), HAMSTRINGS)
    knee = curves.arm_m[:, curves.names.index("bfsh_r"), 1]
    assert knee[0] > 0 > knee[1]


@pytest.mark.real
def test_change_of_length_over_a_real_squat_is_what_velocity_and_arms_say(shared: Path) -> None:
    folder = shared / "real" / "opencap_subject4"
    subject = load_subject(folder / "manually_scaled.osim")
    motion = read_motion(folder / "squats1_converged_ik.mot", subject.tree)
    curves = muscle_curves(subject, motion)
    assert {"biceps_femoris_long", "gluteus_medius", "piriformis"} <= set(curves.groups)
    assert np.isfinite(curves.length_m).all()
    np.testing.assert_array_equal(curves.arm_m[:, :, 2], 0.0)  # none of them crosses the spine
    moved = np.cumsum(curves.velocity_m_s[:-1] + curves.velocity_m_s[1:], axis=0) / 200.0
    change = curves.length_m[1:] - curves.length_m[0]
    np.testing.assert_allclose(moved - moved[300], change - change[300], atol=1e-3)
