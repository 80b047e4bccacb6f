"""Equations of a squat: what they promise is so in the postures that solve them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from opensim_wink.errors import MotionError
from opensim_wink.samples.limits import HipStop, hamstring_strain
from opensim_wink.samples.person import Body
from opensim_wink.samples.squats import centre_of_mass
from opensim_wink.samples.strategy import Postures, squat_postures
from opensim_wink.samples.traits import Setup, Traits

WAY = np.linspace(0.0, 1.0, 21)
SETUP = Setup(arms_deg=(60.0, -10.0, 15.0))
FREE = Traits(
    hip=HipStop(250.0), ankle_deg=90.0, most_strain=1.0, dare_deg=90.0, rear_m=-1.0, place_m=0.08,
    arch_deg=0.0, split=0.3, ankle_helps=0.3, tuck=0.6, settle_m=0.1, tilt_deg=-6.0,
    lumbar_deg=-5.0, drop=0.45,
)  # fmt: skip


def angle(body: Body, found: Postures, name: str) -> np.ndarray:
    return np.rad2deg(found.values[:, body.tree.coordinate(name)])


def wink(body: Body, found: Postures) -> float:
    tilt = angle(body, found, "pelvis_tilt")
    return float(tilt[-1] - tilt.min())


@pytest.fixture(scope="module")
def free(ida: Body) -> Postures:
    return squat_postures(ida, FREE, SETUP, WAY)


@pytest.mark.parametrize("setup", [SETUP, replace(SETUP, heel_m=0.03, held_kg=6.0, back_kg=8.0)])
def test_feet_are_planted_and_the_mass_is_in_its_place(ida: Body, setup: Setup) -> None:
    found = squat_postures(ida, FREE, setup, WAY)
    poses = ida.poses(found.values)
    for foot in found.feet:
        np.testing.assert_allclose(foot.miss(ida, found.values), 0.0, atol=1e-7)
    centre = centre_of_mass(ida, poses, setup.held_kg, setup.back_kg)
    # Where no stop is near, the corner lets the mass lag by ε² over the room to it.
    np.testing.assert_allclose(centre[:, 0], FREE.place_m, atol=1e-3)
    np.testing.assert_allclose(centre[:, 2], 0.0, atol=1e-7)


def test_depth_is_the_one_asked_for(ida: Body, free: Postures) -> None:
    poses = ida.poses(free.values)
    height = ida.kinematics.points(poses, "femur_r", np.zeros(3))[:, 1]
    leg = [
        ida.kinematics.points(poses, bone, np.zeros(3))[0]
        for bone in ("femur_r", "tibia_r", "talus_r")
    ]
    length = np.linalg.norm(leg[0] - leg[1]) + np.linalg.norm(leg[1] - leg[2])
    np.testing.assert_allclose(height[0] - height, WAY * FREE.drop * length, atol=2e-3)


def test_without_stops_the_spine_keeps_still(ida: Body, free: Postures) -> None:
    assert np.ptp(angle(ida, free, "lumbar_extension")) < 0.5
    assert wink(ida, free) < 3.0


def test_a_stopped_hip_stops_and_the_pelvis_tucks(ida: Body, free: Postures) -> None:
    need = angle(ida, free, "hip_flexion_r")[-1]
    turn = [angle(ida, free, f"hip_{what}_r")[-1] for what in ("adduction", "rotation")]
    short = replace(FREE, hip=HipStop(need - 15.0, *turn))
    found = squat_postures(ida, short, SETUP, WAY)
    assert angle(ida, found, "hip_flexion_r").max() < need - 12.0
    assert wink(ida, found) > 10.0
    assert angle(ida, found, "lumbar_extension")[-1] < 0.0
    heels = squat_postures(ida, short, replace(SETUP, heel_m=0.025), WAY)
    at, at_heels = (int(np.argmin(angle(ida, one, "pelvis_tilt"))) for one in (found, heels))
    assert at_heels > at  # deeper, at the same flexion
    assert angle(ida, heels, "hip_flexion_r")[at_heels] == pytest.approx(
        angle(ida, found, "hip_flexion_r")[at], abs=3.0
    )


def test_a_stiff_ankle_asks_more_of_the_hip_and_heels_help(ida: Body, free: Postures) -> None:
    stop = angle(ida, free, "ankle_angle_r")[-1] - 7.0
    need = angle(ida, free, "hip_flexion_r")[-1]
    stiff = squat_postures(ida, replace(FREE, ankle_deg=stop), SETUP, WAY)
    assert angle(ida, stiff, "ankle_angle_r").max() <= stop + 1e-6
    assert angle(ida, stiff, "hip_flexion_r")[-1] > need + 10.0
    usual = HipStop(need + 4.0, -20.0, 3.0)
    both = replace(FREE, ankle_deg=stop, hip=usual)
    flat = squat_postures(ida, both, SETUP, WAY)
    heels = squat_postures(ida, both, replace(SETUP, heel_m=0.025), WAY)
    assert wink(ida, flat) > 6.0
    assert wink(ida, heels) < 2.0


def test_who_does_not_dare_to_lean_rounds_unless_held_or_weighted(ida: Body) -> None:
    timid = replace(FREE, dare_deg=30.0, rear_m=0.064, tuck=0.67, settle_m=0.0)
    assert wink(ida, squat_postures(ida, timid, SETUP, WAY)) > 6.0
    for helped in (replace(SETUP, held_kg=5.0), replace(SETUP, supported=True)):
        assert wink(ida, squat_postures(ida, timid, helped, WAY)) < 1.5


def test_hamstrings_stop_a_squat_only_when_very_tight(ida: Body) -> None:
    def tucks(raise_deg: float) -> float:
        most = float(hamstring_strain(np.deg2rad(raise_deg), 0.0))
        found = squat_postures(ida, replace(FREE, most_strain=most), SETUP, WAY)
        lumbar = angle(ida, found, "lumbar_extension")
        return float(lumbar[0] - lumbar[-1])

    assert tucks(28.0) > 12.0
    assert tucks(55.0) < 2.0


def test_who_cannot_get_there_is_told_so(ida: Body) -> None:
    with pytest.raises(MotionError, match="no posture of Ida balances"):
        squat_postures(ida, replace(FREE, ankle_deg=-20.0, hip=HipStop(70.0)), SETUP, WAY)
