"""The made squats keep what they promise: planted feet, balance, the angles asked for."""

from __future__ import annotations

import numpy as np
import pytest

from opensim_wink.errors import MotionError
from opensim_wink.samples.floor_work import rock_back
from opensim_wink.samples.person import BO, Body, make_body
from opensim_wink.samples.profiles import Timing
from opensim_wink.samples.squats import Squat, centre_of_mass, squat_course
from opensim_wink.samples.truth import describe_reps

ONE = (Timing(0.5, 1.3, 0.1, 1.1),)
WINK = Squat(
    116.0, 36.0, wink_deg=15.0, onset=0.72, lumbar_deg=14.0, rep_change=(1.0,), rep_depth_deg=(0.0,)
)


def test_feet_stay_and_the_body_is_balanced(ida: Body) -> None:
    course = squat_course(ida, WINK, ONE, 50.0, 0.3)
    poses = ida.poses(course.values)
    for foot in course.feet:
        for point, at in ((foot.near_m, foot.near_at_m), (foot.far_m, foot.far_at_m)):
            found = ida.kinematics.points(poses, foot.body, point)
            np.testing.assert_allclose(found, np.tile(at, (len(found), 1)), atol=1e-9)
    centre = centre_of_mass(ida, poses)
    soles = np.array([[foot.near_at_m, foot.far_at_m] for foot in course.feet])
    assert (centre[:, 0] > soles[..., 0].min()).all()
    assert (centre[:, 0] < soles[..., 0].max()).all()
    assert (np.abs(centre[:, 2]) < 0.02).all()


def test_angles_are_those_asked_for(ida: Body) -> None:
    course = squat_course(ida, WINK, ONE, 100.0, 0.3)
    (rep,) = describe_reps(ida, course, np.zeros(len(course.time_s)), 0.0)
    assert np.mean(rep["bottom"]["knee_flexion_deg"]) == pytest.approx(116.0, abs=1e-3)
    # The corner is rounded, so that a little less than the wink asked for is turned back.
    assert 13.0 < rep["pelvis_wink_deg"] < 15.0
    assert rep["lumbar_wink_deg"] == pytest.approx(14.0, abs=1e-3)
    assert rep["true_flexion_deg"] + rep["unwind_deg"] == pytest.approx(
        rep["bottom"]["lumbar_flexion_deg"] - rep["onset"]["lumbar_flexion_deg"], abs=1e-3
    )


def test_hip_flexion_can_be_asked_for() -> None:
    body = make_body(BO)
    deep = Squat(140.0, 20.0, hip_deg=132.0, rep_change=(1.0,), rep_depth_deg=(0.0,))
    course = squat_course(body, deep, ONE, 50.0, 0.3)
    (rep,) = describe_reps(body, course, np.zeros(len(course.time_s)), 0.0)
    assert np.mean(rep["bottom"]["hip_flexion_deg"]) == pytest.approx(132.0, abs=1e-3)
    assert rep["pelvis_wink_deg"] == 0.0
    assert rep["onset"] is None


def test_held_mass_moves_the_common_centre(ida: Body) -> None:
    values = ida.tree.default[None]
    poses = ida.poses(values)
    own = centre_of_mass(ida, poses)
    both = centre_of_mass(ida, poses, 12.0)
    hands = [
        ida.kinematics.points(poses, f"hand_{side}", np.array([0.02, -0.07, 0.0])) for side in "rl"
    ]
    total = ida.masses.total_kg
    expected = (total * own + 12.0 * np.mean(hands, axis=0)) / (total + 12.0)
    np.testing.assert_allclose(both, expected, atol=1e-12)


def test_impossible_posture_is_refused(ida: Body) -> None:
    with pytest.raises((MotionError, np.linalg.LinAlgError)):
        squat_course(ida, Squat(116.0, 36.0, stance_m=2.4), ONE[:1], 20.0, 0.1)


def test_hands_and_shins_stay_on_the_floor(ida: Body) -> None:
    course = rock_back(ida, ONE, 50.0, 0.3, wink_deg=14.0, onset=0.62)
    poses = ida.poses(course.values)
    for side in "rl":
        for body in (f"hand_{side}", f"tibia_{side}"):
            path = ida.kinematics.points(poses, body, np.zeros(3))
            assert np.ptp(path, axis=0).max() < 1e-8
    hips = ida.kinematics.points(poses, "femur_r", np.zeros(3))
    assert hips[0, 0] - hips[:, 0].min() > 0.2
