"""Hip angles and room over motions of real models, whatever their coordinates are called."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.profile import SIDES
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.body.tree import KinematicTree, Placement
from opensim_wink.errors import ModelError
from opensim_wink.hip.band import HipBand, hip_band
from opensim_wink.hip.contact import clearance, flexion_limits
from opensim_wink.hip.from_motion import HipAngles, hip_angles, hip_clearance, rep_contacts
from opensim_wink.hip.shape import HipShape, HipShapes
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.from_motion import squat_signals

ROOT = Path(__file__).resolve().parents[2]
PACKAGED = ROOT / "models" / "opensim_wink_body.osim"


@lru_cache
def subject(path: Path = PACKAGED) -> Subject:
    return load_subject(path)


def motion(tree: KinematicTree, degrees: dict[str, np.ndarray | float], n: int = 60) -> Motion:
    values = np.where(tree.locked, tree.default, 0.0) * np.ones((n, 1))
    for name, angle in degrees.items():
        values[:, tree.coordinate(name)] = np.deg2rad(angle)
    return Motion(
        "made", np.arange(n) / 100, tree.coordinates, tree.rotational, values, (),
        np.zeros((n, 0)), np.zeros(0), np.zeros(n), np.ones(n, dtype=bool), "file",
    )  # fmt: skip


POSTURE = {
    "hip_flexion_r": 95.0, "hip_adduction_r": -20.0, "hip_rotation_r": -12.0,
    "hip_flexion_l": 80.0, "hip_adduction_l": 6.0, "hip_rotation_l": 14.0,
}  # fmt: skip


def check_posture(found: HipAngles, posture: dict[str, float]) -> None:
    for column, side in enumerate(SIDES):
        for stem, curve in (
            ("flexion", found.flexion_deg),
            ("adduction", found.adduction_deg),
            ("rotation", found.internal_rotation_deg),
        ):
            np.testing.assert_allclose(curve[:, column], posture[f"hip_{stem}_{side}"], atol=1e-6)


def test_angles_of_the_packaged_model() -> None:
    tree = subject().tree
    pelvis = {"pelvis_tilt": -35.0, "pelvis_list": 8.0, "pelvis_rotation": 70.0}
    check_posture(hip_angles(subject(), motion(tree, POSTURE | pelvis)), POSTURE)


def test_which_way_is_which() -> None:
    """Where the knee goes says what flexion, adduction and internal rotation are."""
    tree = subject().tree
    kinematics = Kinematics(tree)

    def knee(side: str, **degrees: float) -> np.ndarray:
        """Knee centre, and a point ahead of it, from the hip."""
        values = np.where(tree.locked, tree.default, 0.0)[None].copy()
        for name, angle in degrees.items():
            values[0, tree.coordinate(name)] = np.deg2rad(angle)
        poses = kinematics.poses(tree.follow_couplers(values).T)
        femur = subject().profile.femur[side]
        at = [
            kinematics.points(poses, femur, np.array(p))[0] for p in ((0, -0.4, 0), (0.1, -0.4, 0))
        ]
        hip = kinematics.points(poses, femur, np.zeros(3))[0]
        return np.array(at) - hip

    for side, out in (("r", 1.0), ("l", -1.0)):
        for stem in ("flexion", "adduction", "rotation"):
            found = hip_angles(subject(), motion(tree, {f"hip_{stem}_{side}": 20.0}))
            angles = found.at(0.1, side)
            assert angles == pytest.approx(
                [20.0 * (stem == s) for s in ("flexion", "adduction", "rotation")], abs=1e-6
            )
        assert knee(side, **{f"hip_flexion_{side}": 20.0})[0, 0] > 0.1  # forward
        assert knee(side, **{f"hip_adduction_{side}": 20.0})[0, 2] * out < -0.1  # inward
        front = knee(side, **{f"hip_rotation_{side}": 20.0})
        assert (front[1] - front[0])[2] * out < -0.02  # the front of the thigh turns inward


def test_names_and_signs_of_coordinates_do_not_matter() -> None:
    """The hip joints with every axis and every coordinate's name turned around."""
    tree = subject().tree
    renamed = tuple(
        f"q{index}" if name.startswith("hip_") else name
        for index, name in enumerate(tree.coordinates)
    )
    hips = [tree.coordinate(name) for name in POSTURE]
    joints = []
    for joint in tree.joints:
        axes = tuple(
            replace(axis, direction=-axis.direction)
            if axis.rotation and set(axis.coordinates) & set(hips)
            else axis
            for axis in joint.axes
        )
        joints.append(replace(joint, axes=axes))
    other = replace(tree, joints=tuple(joints), coordinates=renamed)
    turned = replace(subject(), tree=other)
    posed = motion(tree, {name: -angle for name, angle in POSTURE.items()})
    found = hip_angles(turned, replace(posed, coordinates=renamed))
    check_posture(found, POSTURE)


def test_pelvis_frames_that_lean_do_not_matter() -> None:
    """The same joints seen from pelvis and femur frames that are turned in their bodies."""
    tree = subject().tree
    c, s = np.cos(0.4), np.sin(0.4)
    lean = Placement(np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]), np.array([0.02, -0.01, 0.0]))
    pelvis = tree.body(subject().profile.pelvis)
    joints = []
    for joint in tree.joints:
        if joint.child == pelvis:
            joint = replace(joint, child_frame=lean.inverse() @ joint.child_frame)
        if joint.parent == pelvis:
            joint = replace(joint, parent_frame=lean.inverse() @ joint.parent_frame)
        joints.append(joint)
    leaning = replace(subject(), tree=replace(tree, joints=tuple(joints)))
    check_posture(hip_angles(leaning, motion(tree, POSTURE | {"pelvis_tilt": 20.0})), POSTURE)


def test_model_whose_zero_is_no_standing() -> None:
    tree = subject().tree
    pelvis = tree.body(subject().profile.pelvis)
    turn = Placement(np.array([[0.0, 0, 1], [0, 1, 0], [-1, 0, 0]]), np.zeros(3))
    joints = tuple(
        replace(joint, parent_frame=turn @ joint.parent_frame) if joint.child == pelvis else joint
        for joint in tree.joints
    )
    sideways = replace(subject(), tree=replace(tree, joints=joints))
    with pytest.raises(ModelError, match="does not stand upright facing X"):
        hip_angles(sideways, motion(tree, POSTURE))


@pytest.mark.real
@pytest.mark.parametrize(
    "name",
    [
        "Rajagopal2016",
        "RajagopalLaiUhlrich2023",
        "LaiUhlrich2022",
        "gait2392_thelen2003muscle",
        "FBLSmodel",
    ],
)
def test_angles_of_public_models(shared: Path, name: str) -> None:
    other = subject(shared / "models" / f"{name}.osim")
    check_posture(hip_angles(other, motion(other.tree, POSTURE | {"pelvis_tilt": -30.0})), POSTURE)


def test_room_is_that_of_the_posture_and_of_the_pelvis_not_twice() -> None:
    tree = subject().tree
    shape = {"r": HipShape(), "l": HipShape(lcea_deg=38)}
    level = hip_clearance(subject(), motion(tree, POSTURE), shape)
    tilted = hip_clearance(subject(), motion(tree, POSTURE | {"pelvis_tilt": 25.0}), shape)
    for name in ("flexion_limit_deg", "flexion_left_deg", "gap_deg", "rim_clock_h"):
        np.testing.assert_allclose(getattr(level, name), getattr(tilted, name), atol=1e-6)
    for column, side in enumerate(SIDES):
        at = [POSTURE[f"hip_{stem}_{side}"] for stem in ("flexion", "adduction", "rotation")]
        expected = clearance(shape[side], *at)
        np.testing.assert_allclose(level.gap_deg[:, column], expected.gap_deg[0], atol=1e-6)
    leaning = hip_clearance(subject(), motion(tree, POSTURE), shape, posterior_plane_tilt_deg=-6)
    np.testing.assert_allclose(leaning.flexion_left_deg, level.flexion_left_deg - 6, atol=1e-6)
    assert "lean 6° forward" in leaning.notes[-1]
    assert "diagnosis" in level.notes[0]
    frame = level.to_frame()
    np.testing.assert_array_equal(frame["flexion_left_l_deg"], level.flexion_left_deg[:, 1])


def test_unsolved_frames_stay_unknown() -> None:
    tree = subject().tree
    posed = motion(tree, POSTURE)
    posed.values[20:30] = np.nan
    found = hip_clearance(subject(), posed, HipShape())
    assert np.isnan(found.gap_deg[20:30]).all()
    assert np.isfinite(found.gap_deg[:20]).all()


def squat(deepest_hip_deg: float, wink_deg: float) -> Motion:
    """One squat of the packaged model, feet planted, with a wink in the last part of the way."""
    tree = subject().tree
    time_s = np.arange(420) / 100
    level = np.zeros_like(time_s)
    for begin, way in ((0.8, 1), (2.6, -1)):
        share = np.clip((time_s - begin) / 1.4, 0, 1)
        level += way * (1 - np.cos(np.pi * share)) / 2
    late = np.maximum(0, level - 0.6) / 0.4
    tilt = -25 * np.minimum(level / 0.6, 1) + wink_deg * late
    hip = deepest_hip_deg * np.minimum(level / 0.6, 1)
    degrees: dict[str, np.ndarray | float] = {"pelvis_tilt": tilt}
    for side in SIDES:
        degrees |= {
            f"hip_flexion_{side}": hip,
            f"hip_adduction_{side}": -8.0 * level,
            f"knee_angle_{side}": 130.0 * level,
            f"ankle_angle_{side}": 30.0 * level,
        }
    made = motion(tree, degrees, len(time_s))
    ankle = squat_signals(subject(), made).foot_m.mean(axis=1)
    made.values[:, tree.coordinate("pelvis_ty")] = 0.95 + ankle[0, 1] - ankle[:, 1]
    made.values[:, tree.coordinate("pelvis_tx")] = ankle[0, 0] - ankle[:, 0]
    return made


def test_repetitions_are_held_against_contact() -> None:
    made = squat(95.0, 18.0)
    signals = squat_signals(subject(), made)
    reps = analyze_squats(signals, reps=[(0.5, 4.1)]).reps
    assert len(reps) == 1
    assert reps[0].onset is not None
    found = hip_clearance(subject(), made, HipShape())
    held = rep_contacts(found, reps, hip_band({}))
    assert [(one.rep, one.side) for one in held] == [(1, "r"), (1, "l")]
    for column, one in enumerate(held):
        frames = slice(reps[0].repetition.start, reps[0].repetition.end + 1)
        assert one.least_left_deg == np.nanmin(found.flexion_left_deg[frames, column])
        assert one.least_gap_deg == np.nanmin(found.gap_deg[frames, column])
        assert one.onset is not None
        assert one.onset.coincides + one.onset.earlier + one.onset.not_yet == pytest.approx(1)
        assert one.onset.verdict in ("against", "cannot tell")
    right, left = held
    assert right.onset.left_deg == pytest.approx(left.onset.left_deg, abs=0.2)


def test_hip_that_stops_where_bone_meets_is_consistent_with_it() -> None:
    """A hip whose contact lies just where its flexion stopped, and a shallower one."""
    made = squat(100.0, 18.0)
    reps = analyze_squats(squat_signals(subject(), made), reps=[(0.5, 4.1)]).reps
    onset = reps[0].onset
    assert onset is not None
    found = hip_clearance(subject(), made, HipShape())
    at = found.angles.at(onset.time_s.value, "r")
    sockets = np.arange(0.0, 60.0, 0.25)
    shapes = [HipShape(lcea_deg=edge) for edge in sockets]
    limits = flexion_limits(HipShapes.of(shapes), at[1], at[2]).flexion_deg
    stops = shapes[int(np.nanargmin(np.abs(limits - at[0])))]
    goes_on = replace(stops, lcea_deg=stops.lcea_deg - 12)
    for shape, verdict in ((stops, "consistent with"), (goes_on, "against")):
        band = HipBand(HipShapes.of([shape] * 16), np.zeros(16))
        held = rep_contacts(found, reps, {"r": band, "l": band})
        assert {one.onset.verdict for one in held} == {verdict}


def test_repetition_without_onset() -> None:
    made = squat(95.0, 0.0)
    reps = analyze_squats(squat_signals(subject(), made), reps=[(0.5, 4.1)]).reps
    held = rep_contacts(hip_clearance(subject(), made, HipShape()), reps, hip_band({}))
    assert [one.onset for one in held] == [None, None]
    assert np.isfinite(held[0].bottom.left_deg)
