"""Stance: known angles set by coordinates come out, whoever stands wherever in the laboratory."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from standing_person import generic, mirrored, motion_of, posture, squatting, standing

from opensim_wink.load.dynamics import prepare_dynamics
from opensim_wink.load.feet import find_soles
from opensim_wink.samples.squats import Squat
from opensim_wink.squat.measures.stance import DEFINITIONS, Stance, floor_plan, stance_of

LEG_M = 0.8
# OpenSim's toe joint lies 1.08 mm outwards on 178.8 mm from the heel.
FOOT_AXIS_DEG = np.rad2deg(np.arctan2(0.00108, 0.1788))


def stance(values: np.ndarray) -> Stance:
    subject, dynamics = generic()[0], standing(values)
    plan = floor_plan(subject, dynamics)
    return stance_of(plan, find_soles(subject, dynamics), LEG_M, 0.05, 0.05)


def test_every_number_has_a_definition() -> None:
    assert list(Stance.__dataclass_fields__) == list(DEFINITIONS)


@pytest.mark.parametrize(("right_deg", "left_deg"), [(0.0, 0.0), (20.0, 20.0), (35.0, -5.0)])
def test_toe_out_is_the_rotation_of_straight_hips(right_deg: float, left_deg: float) -> None:
    found = stance(posture(hip_rotation_r=-right_deg, hip_rotation_l=-left_deg))
    assert found.toe_out_r_deg == pytest.approx(right_deg + FOOT_AXIS_DEG, abs=0.02)
    assert found.toe_out_l_deg == pytest.approx(left_deg + FOOT_AXIS_DEG, abs=0.02)


def test_width_follows_from_spread_legs() -> None:
    closed = standing(posture())
    hip, other, ankle = (  # in the packaged model these bodies have their origins at the joints
        closed.kinematics.points(closed.poses, body, np.zeros(3))[0]
        for body in ("femur_r", "femur_l", "talus_r")
    )
    hip_m, out_m, drop_m = (hip - other)[2], (ankle - hip)[2], (hip - ankle)[1]
    angle = np.deg2rad(15.0)
    wide = stance(posture(hip_adduction_r=-15.0, hip_adduction_l=-15.0))
    width_m = hip_m + 2.0 * (out_m * np.cos(angle) + drop_m * np.sin(angle))
    assert wide.stance_width_cm == pytest.approx(100.0 * width_m, abs=1e-6)
    assert wide.stance_width_per_hip == pytest.approx(width_m / hip_m, abs=1e-9)
    assert wide.stance_width_per_leg == pytest.approx(width_m / LEG_M, abs=1e-9)
    assert wide.feet_offset_cm == pytest.approx(0.0, abs=1e-9)


def test_a_leg_in_front_is_an_offset_and_no_width() -> None:
    together = stance(posture())
    stepped = stance(posture(hip_flexion_r=20.0, hip_flexion_l=-20.0))
    assert stepped.feet_offset_cm > 50.0
    assert stepped.stance_width_cm == pytest.approx(together.stance_width_cm, abs=1e-6)


def test_pointed_feet_have_their_heels_up() -> None:
    assert stance(posture()).foot_pitch_start_deg == pytest.approx(0.0, abs=0.01)
    bent = stance(posture(ankle_angle_r=-12.0, ankle_angle_l=-12.0))
    assert bent.foot_pitch_start_deg == pytest.approx(12.0, abs=0.3)


@pytest.mark.parametrize(("toe_out_deg", "stance_m"), [(16.0, 0.34), (30.0, 0.5)])
def test_feet_that_were_planted_are_found(toe_out_deg: float, stance_m: float) -> None:
    squat = Squat(
        112.0, 34.0, toe_out_deg=toe_out_deg, stance_m=stance_m, heel_m=0.03, rep_change=(1.0,),
        rep_depth_deg=(0.0,), turn_deg=0.0,
    )  # fmt: skip
    subject, body, course = squatting(squat)
    motion = motion_of(subject, course.values)
    dynamics = prepare_dynamics(subject, motion, masses=body.masses, filtered=True)
    plan = floor_plan(subject, dynamics)
    start, bottom = course.descents[0].start, course.descents[0].stop - 1
    found = stance_of(
        plan, find_soles(subject, dynamics), LEG_M, course.time_s[start], course.time_s[bottom]
    )
    assert found.toe_out_r_deg == pytest.approx(toe_out_deg, abs=1.0)
    assert found.toe_out_l_deg == pytest.approx(toe_out_deg, abs=1.0)
    # Ankles lie before the heels, and further out by as much as the feet point out.
    before_m = 0.0488 * 0.93 * np.sin(np.deg2rad(toe_out_deg))
    assert found.stance_width_cm == pytest.approx(100.0 * (stance_m + 2.0 * before_m), abs=2.0)
    raised_deg = np.rad2deg(np.arcsin(0.03 / 0.2))
    assert found.foot_pitch_start_deg == pytest.approx(raised_deg, abs=0.8)
    assert found.foot_pitch_bottom_deg == pytest.approx(raised_deg, abs=0.8)


angle = st.floats(-30.0, 30.0)


@settings(max_examples=15, deadline=None)
@given(
    turned_deg=st.floats(-179.0, 179.0), moved_m=st.tuples(angle, angle),
    hip=st.tuples(angle, angle, angle, angle), flexion=st.tuples(angle, angle),
)  # fmt: skip
def test_the_laboratory_and_the_mirror_change_nothing(
    turned_deg: float,
    moved_m: tuple[float, float],
    hip: tuple[float, float, float, float],
    flexion: tuple[float, float],
) -> None:
    angles = {
        "hip_rotation_r": hip[0], "hip_rotation_l": hip[1], "hip_adduction_r": hip[2],
        "hip_adduction_l": hip[3], "hip_flexion_r": flexion[0], "hip_flexion_l": flexion[1],
    }  # fmt: skip
    here = asdict(stance(posture(**angles)))
    there = asdict(stance(posture(moved_m, pelvis_rotation=turned_deg, **angles)))
    assert there == pytest.approx(here, abs=1e-6)
    glass = asdict(stance(mirrored(posture(moved_m, pelvis_rotation=turned_deg, **angles))))
    swapped = here | {
        "toe_out_r_deg": here["toe_out_l_deg"],
        "toe_out_l_deg": here["toe_out_r_deg"],
        "feet_offset_cm": -here["feet_offset_cm"],
    }
    assert glass == pytest.approx(swapped, abs=1e-6)


def test_unsolved_frames_give_nothing() -> None:
    values = posture()
    values[:] = np.nan
    assert np.isnan(list(asdict(stance(values)).values())).all()
