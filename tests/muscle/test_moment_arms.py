from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.detect import detect_profile
from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.profile import SIDES, Profile, SignedCoordinate
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.moment_arms import (
    JointMomentArms,
    flip_notes,
    flipped,
    muscle_moment_arms,
)

FROM_M = np.array([-0.06, 0.04, 0.0])  # behind the hip, on ground
TO_M = np.array([-0.03, -0.25, 0.0])  # behind the thigh


def arms_of(arm_m: list[float], expected: int) -> JointMomentArms:
    """One muscle, its hip arm over time."""
    both = np.zeros((len(arm_m), 1, 2))
    both[:, 0, 0] = arm_m
    return JointMomentArms(
        time_s=np.arange(len(arm_m)) / 10.0,
        names=("semimem_r",),
        groups=("semimembranosus",),
        sides=("r",),
        joints=("hip_flexion", "knee_flexion"),
        arm_m=both,
        expected=np.array([[expected, 0]]),
    )


def test_only_an_arm_against_anatomy_is_a_flip() -> None:
    arms = arms_of([-0.05, -0.01, 0.0, 0.0001, 0.004, 0.02, np.nan], expected=-1)
    np.testing.assert_array_equal(
        flipped(arms)[:, 0, 0], [False, False, False, False, True, True, False]
    )
    assert not flipped(arms)[:, 0, 1].any()
    np.testing.assert_array_equal(flipped(arms, least_m=0.01)[:, 0, 0].nonzero()[0], [5])


def test_nothing_expected_is_never_a_flip() -> None:
    assert not flipped(arms_of([-0.05, 0.05], expected=0)).any()


def test_a_flip_is_told_in_words() -> None:
    notes = flip_notes(arms_of([-0.05, 0.004, 0.02], expected=-1))
    assert notes == (
        "The model turns semimem_r into a flexor of the hip in 2 of 3 frames, "
        "first at 0.10 s, by up to 20.0 mm.",
    )
    assert flip_notes(arms_of([-0.05, -0.02], expected=-1)) == ()


def motion_of(names: tuple[str, ...], values: np.ndarray) -> Motion:
    frames = len(values)
    return Motion(
        name="made",
        time_s=np.arange(frames) / 100.0,
        coordinates=names,
        rotational=np.ones(len(names), dtype=bool),
        values=values,
        markers=(),
        marker_error_m=np.empty((frames, 0)),
        weights=np.empty(0),
        cost=np.full(frames, np.nan),
        converged=np.ones(frames, dtype=bool),
        solver="file",
    )


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_arms_are_told_in_the_clinical_direction(tmp_path: Path, sign: float) -> None:
    """A native coordinate that falls with flexion must not turn the muscle round."""
    osim = engine()
    model = osim.Model()
    model.setName("thigh")
    over, zero = osim.Vec3(0, 0 if sign > 0 else np.pi, 0), osim.Vec3(0)
    thigh = osim.Body("femur_r", 1.0, osim.Vec3(0), osim.Inertia(1, 1, 1))
    hip = osim.PinJoint("hip_r", model.getGround(), zero, over, thigh, zero, over)
    hip.updCoordinate().setName("hip_flexion_r")
    model.addBody(thigh)
    model.addJoint(hip)
    muscle = osim.Thelen2003Muscle("semimem_r", 100.0, 0.1, 0.2, 0.0)
    muscle.addNewPathPoint("from", model.getGround(), osim.Vec3(*FROM_M))
    muscle.addNewPathPoint("to", thigh, osim.Vec3(*TO_M))
    model.addForce(muscle)
    model.finalizeConnections()
    path = tmp_path / "thigh.osim"
    model.printToXML(str(path))
    profile = Profile(
        family="unknown",
        posterior_pelvic_tilt=SignedCoordinate("pelvis_tilt", 1.0),
        lumbar_flexion=(),
        lumbar_levels=0,
        hip_flexion={"r": SignedCoordinate("hip_flexion_r", sign)},
        knee_flexion={},
        ankle_dorsiflexion={},
        pelvis="pelvis",
        torso="",
        femur={"r": "femur_r"},
        tibia={},
        foot={},
        muscles={"semimembranosus": {"r": ("semimem_r",)}},
    )
    flexion = np.array([0.0, 0.5, 1.0])
    arms = muscle_moment_arms(path, motion_of(("hip_flexion_r",), sign * flexion[:, None]), profile)
    for angle, arm in zip(flexion, arms.arm_m[:, 0, 0], strict=True):
        c, s = np.cos(angle), np.sin(angle)
        point = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]) @ TO_M
        pull = (FROM_M - point) / np.linalg.norm(FROM_M - point)
        assert arm == pytest.approx(np.cross(point, pull)[2], abs=1e-6)
    assert np.isnan(arms.arm_m[:, 0, 1]).all()  # the model has no knee
    np.testing.assert_array_equal(arms.expected, [[-1, 1]])
    assert not flipped(arms).any()


def posture(profile: Profile, hip_deg: float, knee_deg: float) -> Motion:
    parts = [
        (joint[side], angle)
        for side in SIDES
        for joint, angle in ((profile.hip_flexion, hip_deg), (profile.knee_flexion, knee_deg))
    ]
    names = tuple(part.name for part, _ in parts)
    return motion_of(names, np.array([[part.sign * np.radians(angle) for part, angle in parts]]))


@pytest.mark.real
def test_hamstrings_of_the_lai_family_stay_sane_in_a_deep_squat(shared: Path) -> None:
    path = shared / "models" / "RajagopalLaiUhlrich2023.osim"
    profile = detect_profile(load_model(path), path)
    arms = muscle_moment_arms(path, posture(profile, 120, 130), profile)
    assert not flipped(arms).any()
    long = [k for k, group in enumerate(arms.groups) if group != "biceps_femoris_short"]
    hip_mm = 1000 * arms.arm_m[0, long, 0]
    assert ((hip_mm > -18.5) & (hip_mm < -10.5)).all()  # extensors by 11 to 18 mm
    frame = arms.to_frame()
    assert (
        frame["semimem_r", "hip_flexion"].iloc[0] == arms.arm_m[0, arms.names.index("semimem_r"), 0]
    )


@pytest.mark.real
def test_the_short_head_of_rajagopal2016_flips_past_knee_120(shared: Path) -> None:
    path = shared / "models" / "Rajagopal2016.osim"
    profile = detect_profile(load_model(path), path)
    sane = muscle_moment_arms(path, posture(profile, 90, 110), profile)
    deep = muscle_moment_arms(path, posture(profile, 120, 130), profile)
    knee = sane.names.index("bfsh_r"), 1
    assert not flipped(sane)[0][knee]
    assert flipped(deep)[0][knee]
    assert any("bfsh_r" in note and "knee" in note for note in flip_notes(deep))
    assert not flipped(replace(deep, expected=np.zeros_like(deep.expected))).any()
