"""The hip moment from above, against a balance on paper and OpenSim's inverse dynamics."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.masses import BodyMasses, masses_of
from opensim_wink.body.posing import Poser
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.errors import ModelError
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import GRAVITY_M_S2, Dynamics, prepare_dynamics
from opensim_wink.load.top_down import HipMoment, hip_moment
from opensim_wink.motion.motion import Motion

G = -float(GRAVITY_M_S2[1])
RATE_HZ = 100.0


@cache
def subject() -> Subject:
    return load_subject(packaged_model_path())


def motion_of(values: np.ndarray) -> Motion:
    tree = subject().tree
    n = len(values)
    return Motion(
        name="made", time_s=np.arange(n) / RATE_HZ, coordinates=tree.coordinates,
        rotational=tree.rotational, values=values, markers=(), marker_error_m=np.empty((n, 0)),
        weights=np.empty(0), cost=np.full(n, np.nan), converged=np.ones(n, bool), solver="file",
    )  # fmt: skip


def still(n: int = 60, **angles_deg: float) -> Motion:
    tree = subject().tree
    values = np.tile(tree.default, (n, 1))
    for name, angle in angles_deg.items():
        values[:, tree.coordinate(name)] = np.deg2rad(angle)
    return motion_of(values)


def moment_of(motion: Motion, **options: object) -> HipMoment:
    return hip_moment(subject(), prepare_dynamics(subject(), motion, **options))


def hung(dynamics: Dynamics, body: str, offset_m: np.ndarray, mass_kg: float) -> AppliedForce:
    """A still weight at a point of a body."""
    where = dynamics.kinematics.points(dynamics.poses, body, offset_m)
    weight = np.tile(mass_kg * GRAVITY_M_S2, (len(where), 1))
    return AppliedForce("weight", body, weight, where, np.zeros_like(weight))


def only(body: str, mass_kg: float, com_m: tuple[float, float, float]) -> BodyMasses:
    """A person whose one mass lies at a point of one body."""
    return BodyMasses((body,), np.array([mass_kg]), np.array([com_m]), np.zeros((1, 3, 3)))


@pytest.mark.parametrize("tilt_deg", [0.0, -30.0, 20.0])
def test_a_still_mass_weighs_by_its_lever(tilt_deg: float) -> None:
    tree = subject().tree
    hip = tree.joint_of(subject().profile.femur["r"]).parent_frame.position
    lever = np.array([0.3, 0.2])
    mass = only("pelvis", 40.0, (hip[0] + lever[0], hip[1] + lever[1], 0.0))
    found = moment_of(still(pelvis_tilt=tilt_deg), masses=mass)
    angle = np.deg2rad(tilt_deg)
    ahead = lever[0] * np.cos(angle) - lever[1] * np.sin(angle)
    np.testing.assert_allclose(found.both_nm, 40.0 * G * ahead, rtol=1e-6)
    np.testing.assert_allclose(found.per_side_nm, found.both_nm / 2)
    assert found.upper_kg == 40.0


def test_legs_do_not_count() -> None:
    found = moment_of(still(), masses=only("femur_r", 10.0, (0.1, 0.0, 0.0)))
    np.testing.assert_array_equal(found.both_nm, 0.0)
    assert found.upper_kg == 0.0


def test_a_falling_body_weighs_nothing() -> None:
    tree = subject().tree
    motion = still(100, lumbar_extension=-30.0)
    values = motion.values.copy()
    values[:, tree.coordinate("pelvis_ty")] = 1.0 - 0.5 * G * motion.time_s**2
    found = moment_of(replace(motion, values=values), cutoff_hz=20.0)
    np.testing.assert_allclose(found.both_nm[30:-30], 0.0, atol=0.1)


def test_turning_takes_inertia_times_acceleration() -> None:
    """A pelvis that rocks about the hips with an inertia alone, by angles that are known."""
    tree = subject().tree
    hip = tree.joint_of(subject().profile.femur["r"]).parent_frame.position.copy()
    hip[2] = 0.0
    time_s = np.arange(200) / RATE_HZ
    swing, pulse = 0.3, 2 * np.pi * 0.5
    values = np.tile(tree.default, (200, 1))
    values[:, tree.coordinate("pelvis_tilt")] = swing * np.sin(pulse * time_s)
    masses = BodyMasses(("pelvis",), np.array([0.0]), hip[None], np.diag([0.1, 0.2, 0.7])[None])
    found = moment_of(motion_of(values), cutoff_hz=20.0, masses=masses)
    expected = -0.7 * swing * pulse**2 * np.sin(pulse * time_s)
    np.testing.assert_allclose(found.both_nm[20:-20], expected[20:-20], atol=0.01)


def wavy(n: int = 150) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Coordinates of a lively upper body with a level pelvis, and their two derivatives."""
    tree = subject().tree
    rng = np.random.default_rng(3)
    time_s = np.arange(n)[:, None] / RATE_HZ
    moving = [
        not name.startswith(("hip_", "knee_", "ankle_", "subtalar", "mtp", "pelvis_list",
                             "pelvis_rotation"))
        for name in tree.coordinates
    ]  # fmt: skip
    dependent = [coupler.dependent for coupler in tree.couplers]
    swing = np.where(moving, rng.uniform(0.05, 0.25, len(moving)), 0.0)
    swing[dependent] = 0.0
    swing[tree.locked] = 0.0
    pulse = 2 * np.pi * rng.uniform(0.2, 0.7, len(moving))
    start = rng.uniform(0, 2 * np.pi, len(moving))
    phase = pulse * time_s + start
    values = tree.default + swing * np.sin(phase)
    rest = tree.follow_couplers(tree.default)

    def followed(change: np.ndarray) -> np.ndarray:
        """Coupled coordinates along: those of the spine are linear in what drives them."""
        return tree.follow_couplers(tree.default + change) - rest

    rates, accelerations = swing * pulse * np.cos(phase), -swing * pulse**2 * np.sin(phase)
    return values, followed(rates), followed(accelerations)


def without_legs(path: Path) -> object:
    """The model with legs that weigh nothing: what is left at the root holds the upper body."""
    osim = engine()
    model = load_model(path)
    legs = ("femur", "tibia", "patella", "talus", "calcn", "toes")
    for index in range(model.getBodySet().getSize()):
        body = model.getBodySet().get(index)
        if body.getName().startswith(legs):
            body.setMass(1e-9)
            body.setInertia(osim.Inertia(1e-9, 1e-9, 1e-9, 0, 0, 0))
    forces = model.getForceSet()
    for index in range(forces.getSize()):  # the solver would take muscles and limits as given
        forces.get(index).set_appliesForce(False)
    model.initSystem()
    return model


def test_against_the_residual_of_opensims_inverse_dynamics() -> None:
    """With massless legs the residual at the pelvis is the balance of the upper body."""
    osim = engine()
    tree = subject().tree
    values, rates, accelerations = wavy()
    model = without_legs(subject().model_path)
    poser = Poser(model)
    solver = osim.InverseDynamicsSolver(model)
    place = {name: int(poser._q_index[poser.index(name)]) for name in tree.coordinates}
    hip = tree.joint_of("femur_r").parent_frame.position
    found = moment_of(motion_of(values), cutoff_hz=20.0)
    columns = [place[name] for name in tree.coordinates]
    for frame in range(30, 120, 15):
        state = poser.pose(poser.complete(tree.coordinates, values[frame : frame + 1])[0])
        speed, acceleration = np.zeros(state.getNU()), np.zeros(state.getNU())
        speed[columns], acceleration[columns] = rates[frame], accelerations[frame]
        state.setU(osim.Vector.createFromMat(speed))
        model.realizeVelocity(state)
        forces = solver.solve(state, osim.Vector.createFromMat(acceleration)).to_numpy()
        tilt = values[frame, tree.coordinate("pelvis_tilt")]
        cosine, sine = np.cos(tilt), np.sin(tilt)
        to_hip = hip[0] * cosine - hip[1] * sine, hip[0] * sine + hip[1] * cosine
        fx, fy = forces[place["pelvis_tx"]], forces[place["pelvis_ty"]]
        # From the pelvis' origin to the hips: M_hip = M_origin + (origin − hip) × F.
        expected = forces[place["pelvis_tilt"]] - to_hip[0] * fy + to_hip[1] * fx
        assert found.both_nm[frame] == pytest.approx(expected, rel=0.005, abs=0.1)
    assert np.ptp(found.both_nm[30:120]) > 30


def test_gaps_stay_gaps() -> None:
    motion = still(120, lumbar_extension=-20.0)
    values = motion.values.copy()
    values[50:55] = np.nan
    found = moment_of(replace(motion, values=values))
    assert np.isnan(found.both_nm[50:55]).all()
    assert np.isfinite(found.both_nm[:40]).all()


def test_a_weight_adds_its_lever_at_the_hips() -> None:
    profile = subject().profile
    motion = still(lumbar_extension=-40.0)
    dynamics = prepare_dynamics(subject(), motion)
    place = np.array([0.02, 0.35, 0.0])
    bar = hung(dynamics, profile.torso, place, 60.0)
    without = hip_moment(subject(), dynamics)
    more = hip_moment(subject(), dynamics, [bar]).both_nm - without.both_nm
    alone = moment_of(motion, masses=only(profile.torso, 60.0, tuple(place))).both_nm
    np.testing.assert_allclose(more, alone, atol=1e-6)
    assert more[0] > 50
    assert "weight" in hip_moment(subject(), dynamics, [bar]).notes[1]


def test_a_weight_on_a_leg_does_not_count() -> None:
    dynamics = prepare_dynamics(subject(), still())
    shoe = hung(dynamics, subject().profile.foot["r"], np.zeros(3), 5.0)
    found = hip_moment(subject(), dynamics, [shoe])
    np.testing.assert_array_equal(found.both_nm, hip_moment(subject(), dynamics).both_nm)


def test_what_cannot_be_is_refused() -> None:
    dynamics = prepare_dynamics(subject(), still())
    one_leg = replace(subject(), profile=replace(subject().profile, femur={"r": "femur_r"}))
    with pytest.raises(ModelError, match="no femur on side l"):
        hip_moment(one_leg, dynamics)
    nowhere = replace(hung(dynamics, "pelvis", np.zeros(3), 1.0), body="wing")
    with pytest.raises(ModelError, match="wing"):
        hip_moment(subject(), dynamics, [nowhere])


def test_table_and_sharing() -> None:
    found = moment_of(still(5))
    assert list(found.to_frame().columns) == ["net_hip_extension_moment_nm"]
    assert "half" in found.notes[0]
    total = masses_of(subject().model_path).total_kg
    assert 0.5 * total < found.upper_kg < 0.75 * total
