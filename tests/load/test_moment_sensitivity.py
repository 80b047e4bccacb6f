"""First-order changes of the L5/S1 moment, each against the whole computation done again."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.masses import BodyMasses, masses_of
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import GRAVITY_M_S2, Dynamics, prepare_dynamics
from opensim_wink.load.ground import GroundContact
from opensim_wink.load.lumbosacral import lumbosacral_moment
from opensim_wink.load.moment_sensitivity import ABOVE, BELOW, lean_slope, moment_sensitivity
from opensim_wink.load.sensitivity import LoadErrors
from opensim_wink.motion.from_file import read_motion
from opensim_wink.motion.motion import Motion

FRAMES = 60
POSTURES = [
    {},
    {"hip_flexion_r": 100.0, "hip_flexion_l": 100.0, "pelvis_tilt": -40.0},
    {"pelvis_tilt": -70.0, "pelvis_list": 8.0, "pelvis_rotation": 12.0},
]


@cache
def subject() -> Subject:
    return load_subject(packaged_model_path())


@cache
def masses() -> BodyMasses:
    return masses_of(subject().model_path)


def still(angles_deg: dict[str, float], of: BodyMasses | None = None) -> Dynamics:
    tree = subject().tree
    values = np.tile(tree.default, (FRAMES, 1))
    for name, angle in angles_deg.items():
        values[:, tree.coordinate(name)] = np.deg2rad(angle)
    motion = Motion(
        name="still", time_s=np.arange(FRAMES) / 100.0, coordinates=tree.coordinates,
        rotational=tree.rotational, values=values, markers=(),
        marker_error_m=np.empty((FRAMES, 0)), weights=np.empty(0), cost=np.full(FRAMES, np.nan),
        converged=np.ones(FRAMES, bool), solver="file",
    )  # fmt: skip
    return prepare_dynamics(subject(), motion, masses=of or masses())


def bar(dynamics: Dynamics, kg: float = 40.0) -> AppliedForce:
    torso = subject().profile.torso
    place = dynamics.kinematics.points(dynamics.poses, torso, np.array([-0.05, 0.35, 0.0]))
    weight = np.tile(kg * GRAVITY_M_S2, (FRAMES, 1))
    return AppliedForce("bar", torso, weight, place, np.zeros_like(weight))


def ground(dynamics: Dynamics, shift_m: float = 0.0, push_n: float = 1100.0) -> GroundContact:
    feet = subject().profile.foot
    forces = []
    for side in "rl":
        place = dynamics.kinematics.points(dynamics.poses, feet[side], np.array([0.1, 0.0, 0.0]))
        push = np.tile([20.0, push_n / 2, 5.0], (FRAMES, 1))
        forces.append(
            AppliedForce(
                f"plate {side}",
                feet[side],
                push,
                place + np.array([shift_m, 0, 0]),
                np.zeros_like(push),
            )
        )
    whole = sum(force.force_n for force in forces)
    return GroundContact(
        "plates", tuple(forces), ("r", "l"), np.ones(FRAMES, dtype=bool), np.asarray(whole)
    )


def moment(dynamics, carried, contact, where: str) -> float:
    found = lumbosacral_moment(subject(), dynamics, carried, contact)
    return float((found.above_nm if where == ABOVE else found.below_nm)[30, 2])


def halves(posture, **options) -> dict[tuple[str, str], float]:
    dynamics = still(posture)
    found = moment_sensitivity(
        subject(), dynamics, [bar(dynamics)], ground(dynamics), {"bottom": 30},
        masses=masses(), **options,
    )  # fmt: skip
    assert all(part.moment == "bottom" for part in found)
    return {(part.quantity, part.error.split(" off")[0]): part.high - part.value for part in found}


@pytest.mark.parametrize("posture", POSTURES, ids=["standing", "squat", "turned"])
def test_masses_against_a_heavier_person(posture) -> None:
    heavier = replace(
        masses(), mass_kg=1.05 * masses().mass_kg, inertia_kgm2=1.05 * masses().inertia_kgm2
    )
    plain, heavy = still(posture), still(posture, heavier)
    found = halves(posture)
    for where in (ABOVE, BELOW):
        change = moment(heavy, [bar(plain)], ground(plain), where) - moment(
            plain, [bar(plain)], ground(plain), where
        )
        assert found[where, "all segments' masses"] == pytest.approx(abs(change), abs=1e-6)


@pytest.mark.parametrize("posture", [*POSTURES[:2], {"pelvis_tilt": -70.0}, {"pelvis_tilt": -95.0}])
def test_lean_against_a_pelvis_that_is_tilted_more(posture) -> None:
    # The pelvis carries all that is above along as one piece, so its tilt is the lean itself.
    dynamics = still(posture)
    slope = lean_slope(subject(), dynamics, [bar(dynamics)], masses=masses())[30]
    step_deg = 0.5
    ends = []
    for sign in (-1, 1):
        tilted = {**posture, "pelvis_tilt": posture.get("pelvis_tilt", 0.0) - sign * step_deg}
        leaning = still(tilted)
        ends.append(moment(leaning, [bar(leaning)], ground(leaning), ABOVE))
    change = (ends[1] - ends[0]) / np.deg2rad(2 * step_deg)
    assert slope == pytest.approx(change, rel=1e-4, abs=0.01)
    found = halves(posture, lean_deg={"bottom": 2.0})
    assert found[ABOVE, "trunk's lean"] == pytest.approx(abs(np.deg2rad(2.0) * slope))


def test_the_slope_is_weight_times_height_when_upright() -> None:
    dynamics = still({})
    of = masses()
    root = lumbosacral_moment(subject(), dynamics, [], ground(dynamics))
    total = 0.0
    legs = ("pelvis", "femur", "tibia", "talus", "calcn", "toes", "patella")
    for body, kg, com in zip(of.bodies, of.mass_kg, of.com_m, strict=True):
        if not body.startswith(legs):
            place = dynamics.kinematics.points(dynamics.poses, body, com)[30]
            total += kg * 9.80665 * (place[1] - root.centre_m[30, 1])
    assert lean_slope(subject(), dynamics, [], masses=of)[30] == pytest.approx(total, rel=1e-6)


@pytest.mark.parametrize("posture", POSTURES, ids=["standing", "squat", "turned"])
def test_pressure_and_place_against_moving_them(posture) -> None:
    dynamics = still(posture)
    found = halves(posture)
    plain = moment(dynamics, [bar(dynamics)], ground(dynamics), BELOW)
    shifted = moment(dynamics, [bar(dynamics)], ground(dynamics, shift_m=0.005), BELOW)
    turned = np.cos(np.deg2rad(posture.get("pelvis_rotation", 0.0)))
    # The error is tried square to the pelvis's axis, the shift here runs along ground's X.
    near = pytest.approx(abs(shifted - plain), rel=0.1 if turned < 1 else 1e-6)
    assert found[BELOW, "centre of pressure"] == near
    whole = lumbosacral_moment(subject(), dynamics, [bar(dynamics)], ground(dynamics))
    angles = np.linspace(0, 2 * np.pi, 721)
    for where, force in ((ABOVE, whole.above_n), (BELOW, whole.below_n)):
        # Moments about a point 10 mm away, in all directions of the sagittal plane.
        x, y = force[30, :2]
        worst = np.max(0.01 * (np.cos(angles) * y - np.sin(angles) * x))
        assert found[where, "L5/S1"] == pytest.approx(worst, rel=1e-4)


def test_what_is_not_known_stays_so() -> None:
    dynamics = still({})
    unknown = replace(ground(dynamics), complete=np.zeros(FRAMES, dtype=bool))
    parts = moment_sensitivity(
        subject(), dynamics, [], unknown, {"bottom": 30}, lean_deg={"peak": 1.0}, masses=masses()
    )
    below = [part for part in parts if part.quantity == BELOW]
    assert below
    assert all(np.isnan(part.high) for part in below)
    lean = next(part for part in parts if "lean" in part.error)
    assert np.isnan(lean.high)
    assert np.isfinite(lean.value)
    assert moment_sensitivity(subject(), dynamics, [], unknown, {}, masses=masses()) == ()


def test_no_error_moves_nothing() -> None:
    none = LoadErrors(0.0, 0.0, 0.0, 0.0, 0.0)
    assert all(half == 0 for half in halves(POSTURES[1], errors=none).values())


@pytest.mark.real
def test_lean_in_a_real_squat(shared: Path) -> None:
    """The slope over a lean of 2° against a squat computed again with the pelvis tilted more."""
    folder = shared / "real" / "opencap_subject4"
    person = load_subject(folder / "manually_scaled.osim")
    motion = read_motion(folder / "squats1_converged_ik.mot", person.tree)
    of = masses_of(person.model_path)
    column = motion.coordinates.index("pelvis_tilt")
    found = []
    for lean_deg in (0.0, -2.0, 2.0):
        values = motion.values.copy()
        values[:, column] -= np.deg2rad(lean_deg)
        dynamics = prepare_dynamics(person, replace(motion, values=values), masses=of)
        none = np.full(len(values), np.nan)
        unknown = GroundContact("none", (), (), ~dynamics.known, np.stack([none] * 3, axis=1))
        if lean_deg == 0.0:
            slope = lean_slope(person, dynamics, [], masses=of)
        found.append(lumbosacral_moment(person, dynamics, [], unknown).above_nm[:, 2])
    change = (found[2] - found[1]) / 2
    predicted = np.deg2rad(2.0) * slope
    inside = np.isfinite(change)
    error = (predicted - change)[inside]
    assert inside.sum() > 1000
    # The pelvis turns about its own origin here, so the joint's path is not quite the same.
    assert np.sqrt(np.mean(change[inside] ** 2)) == pytest.approx(2.2, abs=0.1)
    assert np.sqrt(np.mean(error**2)) < 0.15
    assert np.max(np.abs(error)) < 0.5
