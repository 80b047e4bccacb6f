"""Generalised forces and residuals: OpenSim's solver, mirrors, moved laboratories, limits."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moving import RATE_HZ, motion_of, still_values, subject, wavy_values
from scipy.spatial.transform import Rotation

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.engine import engine, load_model
from opensim_wink.body.posing import Poser
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import Dynamics, prepare_dynamics
from opensim_wink.load.inverse_dynamics import (
    FORCE_LIMIT,
    InverseDynamics,
    inverse_dynamics,
    residuals,
)

INSIDE = slice(8, -8)


def prepared(
    values: np.ndarray, person: Subject | None = None, rate_hz: float = RATE_HZ
) -> Dynamics:
    person = person or subject()
    return prepare_dynamics(person, motion_of(values, person, rate_hz), filtered=True)


def solved(dynamics: Dynamics, applied: tuple[AppliedForce, ...] = ()) -> InverseDynamics:
    return inverse_dynamics(dynamics, applied, dynamics.known)


def push(body: str, force: np.ndarray, point: np.ndarray, moment: np.ndarray) -> AppliedForce:
    return AppliedForce(body, body, force, point, moment)


class Engine:
    """OpenSim's inverse dynamics of one pose with its rates and accelerations."""

    def __init__(self, path: Path) -> None:
        self.osim = engine()
        self.model = load_model(path)
        forces = self.model.getForceSet()
        for index in range(forces.getSize()):  # the solver would take them as given
            forces.get(index).set_appliesForce(False)
        self.model.initSystem()
        self.poser = Poser(self.model)
        self.solver = self.osim.InverseDynamicsSolver(self.model)

    def forces(self, names: tuple[str, ...], poses: np.ndarray, step_s: float) -> np.ndarray:
        """At the middle one of seven poses, in the order of the names."""
        first = np.array([-1, 9, -45, 0, 45, -9, 1]) / 60 / step_s
        second = np.array([2, -27, 270, -490, 270, -27, 2]) / 180 / step_s**2
        state = self.poser.pose(poses[3])
        columns = [int(self.poser._q_index[self.poser.index(name)]) for name in names]
        speed, acceleration = np.zeros(state.getNU()), np.zeros(state.getNU())
        speed[columns], acceleration[columns] = first @ poses, second @ poses
        state.setU(self.osim.Vector.createFromMat(speed))
        self.model.realizeVelocity(state)
        found = self.solver.solve(state, self.osim.Vector.createFromMat(acceleration)).to_numpy()
        return np.asarray(found)[columns]

    def centre(self, pose: np.ndarray) -> np.ndarray:
        """Centre of mass of the whole model."""
        state = self.poser.pose(pose)
        self.model.realizePosition(state)
        found = self.model.calcMassCenterPosition(state)
        return np.array([found.get(axis) for axis in range(3)])


@cache
def reference(path: Path) -> tuple[Subject, Engine]:
    return load_subject(path), Engine(path)


def parity(path: Path, seed: int, *, knees_turn: bool, off: float) -> None:
    """A random pose with random rates and accelerations, as a short motion around it.

    Where knees have a rate, OpenSim's solver is not exact: the joint's translations are functions
    of its angle, and what their curvature adds to accelerations is slightly off there. Its own
    mass centre, differenced twice, tells the true total.
    """
    person, theirs = reference(path)
    tree, rng, step = person.tree, np.random.default_rng(seed), 0.001
    n = len(tree.coordinates)
    time_s = (np.arange(41) - 20)[:, None] * step
    free = ~tree.locked
    middle = tree.default + free * rng.uniform(-0.4, 0.4, n)
    rate = rng.normal(0, 2.0, n)
    for c, name in enumerate(tree.coordinates):
        if name.startswith("knee_angle"):
            middle[c] = rng.uniform(0.3, 1.2) * (-1 if tree.high[c] < 0.3 else 1)
            rate[c] *= knees_turn
    values = middle + free * (rate * time_s + rng.normal(0, 8.0, n) * time_s**2 / 2)
    values = tree.follow_couplers(values)
    ours = solved(prepared(values, person, 1 / step))
    full = np.array(
        [theirs.poser.complete(tree.coordinates, values[k : k + 1])[0] for k in range(17, 24)]
    )
    expected = theirs.forces(tree.coordinates, full, step)
    np.testing.assert_allclose(ours.force[20], expected, rtol=1e-3, atol=off)
    assert np.abs(expected).max() > 100
    centre = np.array([theirs.centre(pose) for pose in full])
    second = np.array([2, -27, 270, -490, 270, -27, 2]) / 180 / step**2
    total = person.mass_kg * (second @ centre - [0.0, -9.80665, 0.0])
    np.testing.assert_allclose(ours.residual_n[20], total, rtol=1e-5, atol=1e-4)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=8)
def test_random_motions_of_the_packaged_model_as_in_opensim(seed: int) -> None:
    parity(packaged_model_path(), seed, knees_turn=False, off=0.01)
    parity(packaged_model_path(), seed, knees_turn=True, off=2.0)


@pytest.mark.real
@pytest.mark.parametrize("name", ["gait2392_thelen2003muscle", "RajagopalLaiUhlrich2023"])
@pytest.mark.parametrize("seed", range(5))
def test_random_motions_of_other_models_as_in_opensim(shared: Path, name: str, seed: int) -> None:
    parity(shared / "models" / f"{name}.osim", seed, knees_turn=False, off=0.01)
    parity(shared / "models" / f"{name}.osim", seed, knees_turn=True, off=2.0)


def test_coupled_forces_pass_to_what_drives_them() -> None:
    """The power of all forces is the same, told by all coordinates or by the free ones."""
    dynamics = prepared(wavy_values(seed=1))
    found = solved(dynamics)
    coupled = [coupler.dependent for coupler in subject().tree.couplers]
    assert (found.independent[:, coupled] == 0).all()
    whole = (found.force * dynamics.rates).sum(axis=1)
    np.testing.assert_allclose((found.independent * dynamics.rates).sum(axis=1), whole, atol=1e-8)
    assert np.abs(found.force[:, coupled]).max() > 1


def test_power_is_the_rate_of_energy() -> None:
    """Forces times rates give what kinetic and potential energy gain; no wrench is looked at."""
    dynamics = prepared(wavy_values(200, seed=6))
    found = solved(dynamics)
    power = (found.force * dynamics.rates).sum(axis=1)
    model, poser = (lambda theirs: (theirs.model, theirs.poser))(
        reference(packaged_model_path())[1]
    )
    tree = subject().tree
    columns = [int(poser._q_index[poser.index(name)]) for name in tree.coordinates]
    energy = []
    for frame in range(80, 121):
        state = poser.pose(poser.complete(tree.coordinates, dynamics.values[frame : frame + 1])[0])
        speed = np.zeros(state.getNU())
        speed[columns] = dynamics.rates[frame]
        state.setU(engine().Vector.createFromMat(speed))
        model.realizeVelocity(state)
        energy.append(model.calcKineticEnergy(state))
    height = dynamics.mass_kg * 9.80665 * dynamics.com_m[80:121, 1]
    gained = np.gradient(np.array(energy) + height, 1 / RATE_HZ)
    np.testing.assert_allclose(power[82:119], gained[2:-2], atol=0.01 * np.ptp(power))


MIRRORED = ("list", "rotation", "bending", "_tz")
TURNED_ABOUT = ("wrist_flex", "wrist_dev")  # their axes do not mirror: left + is right −


def mirror(values: np.ndarray) -> np.ndarray:
    """The same motion in a mirror: sides swapped, what leads to the side turned about."""
    names = subject().tree.coordinates
    found = values.copy()
    for column, name in enumerate(names):
        side = next((f"_{s}" for s in "rl" if name.removesuffix("_beta").endswith(f"_{s}")), "")
        stem = name.removesuffix("_beta").removesuffix(side)
        other = f"{stem}{'_l' if side == '_r' else '_r'}{name[len(stem) + 2 :]}" if side else name
        turned = any(part in name for part in TURNED_ABOUT if side)
        sign = -1 if turned or (not side and any(part in name for part in MIRRORED)) else 1
        found[:, names.index(other)] = sign * values[:, column]
    return found


def test_a_mirrored_motion_mirrors_the_forces() -> None:
    values = wavy_values(seed=7)
    found, mirrored = solved(prepared(values)), solved(prepared(mirror(values)))
    np.testing.assert_allclose(mirrored.force, mirror(found.force), atol=1e-7)
    np.testing.assert_allclose(
        mirrored.residual_nm, found.residual_nm * [-1, -1, 1], atol=1e-7
    )  # fmt: skip
    np.testing.assert_allclose(mirrored.residual_n, found.residual_n * [1, 1, -1], atol=1e-7)


@given(
    turn_deg=st.floats(-180, 180),
    east=st.floats(-1000, 1000),
    up=st.floats(-1000, 1000),
    south=st.floats(-1000, 1000),
)
@settings(max_examples=10)
def test_where_the_laboratory_lies_changes_nothing(
    turn_deg: float, east: float, up: float, south: float
) -> None:
    tree = subject().tree
    values = wavy_values(60, seed=9)
    angles = [tree.coordinate(c) for c in ("pelvis_tilt", "pelvis_list", "pelvis_rotation")]
    places = [tree.coordinate(c) for c in ("pelvis_tx", "pelvis_ty", "pelvis_tz")]
    turn, shift = Rotation.from_euler("y", turn_deg, degrees=True), np.array([east, up, south])
    moved = values.copy()
    turned = turn * Rotation.from_euler("ZXY", values[:, angles])
    moved[:, angles] = np.unwrap(turned.as_euler("ZXY"), axis=0)
    moved[:, places] = turn.apply(values[:, places]) + shift
    force, point = np.tile([30.0, 400.0, -20.0], (60, 1)), np.tile([0.1, 0.0, 0.2], (60, 1))
    free = np.tile([0.0, 3.0, 0.0], (60, 1))
    before = solved(prepared(values), (push("calcn_r", force, point, free),))
    there = push("calcn_r", turn.apply(force), turn.apply(point) + shift, turn.apply(free))
    after = solved(prepared(moved), (there,))
    inner = [c for c in range(len(tree.coordinates)) if c not in angles + places]
    np.testing.assert_allclose(after.force[:, inner], before.force[:, inner], atol=2e-3)
    np.testing.assert_allclose(after.residual_n, turn.apply(before.residual_n), atol=2e-3)
    np.testing.assert_allclose(after.residual_nm, turn.apply(before.residual_nm), atol=2e-3)


@given(kg=st.floats(0, 200), seed=st.integers(0, 100))
@settings(max_examples=10)
def test_a_heavier_weight_adds_its_lever_to_every_joint_above(kg: float, seed: int) -> None:
    dynamics = prepared(wavy_values(40, seed))
    kinematics = dynamics.kinematics
    where = kinematics.points(dynamics.poses, "hand_r", np.zeros(3))
    weight = np.tile([0.0, -9.80665 * kg, 0.0], (40, 1))
    bare = solved(dynamics)
    loaded = solved(dynamics, (push("hand_r", weight, where, np.zeros((40, 3))),))
    more = loaded.force - bare.force
    np.testing.assert_allclose(
        loaded.residual_n - bare.residual_n, -weight, atol=1e-8
    )  # fmt: skip
    tree = kinematics.tree
    elbow = tree.coordinate("elbow_flex_r")
    node = kinematics.body_node[tree.body("ulna_r")]
    row = kinematics.twist_rows[node].start + kinematics.nodes[node].coordinates.index(elbow)
    axis, joint = dynamics.twists[row, :3].T, dynamics.poses.position[node].T
    expected = np.sum(axis * np.cross(where - joint, -weight), axis=1)
    np.testing.assert_allclose(more[:, elbow], expected, atol=1e-8)
    assert (more[:, tree.coordinate("knee_angle_r")] == 0).all()


def standing() -> tuple[Dynamics, np.ndarray]:
    dynamics = prepared(still_values())
    return dynamics, np.tile([0.0, 9.80665 * dynamics.mass_kg, 0.0], (40, 1))


def test_a_weight_that_is_borne_leaves_nothing_over() -> None:
    dynamics, up = standing()
    under = dynamics.com_m * [1, 0, 1]
    feet = push("calcn_r", up, under, np.zeros((40, 3)))
    found = residuals(solved(dynamics, (feet,)), dynamics, (feet,))
    assert found.accepted
    assert found.force_n < 1e-6
    assert found.moment_nm < 1e-6
    assert found.frames == 40
    assert "within the accepted limits" in found.note


def test_residuals_as_shares() -> None:
    dynamics, up = standing()
    light = push("calcn_r", 0.9 * up, dynamics.com_m * [1, 0, 1], np.zeros((40, 3)))
    found = residuals(solved(dynamics, (light,)), dynamics, (light,))
    weight = 9.80665 * dynamics.mass_kg
    assert found.force_n == pytest.approx(0.1 * weight)
    assert found.body_weight_share == pytest.approx(0.1)
    assert found.force_share == pytest.approx(0.1 / 0.9)
    assert found.force_share > FORCE_LIMIT
    assert not found.accepted
    assert "beyond" in found.note
    beside = dynamics.com_m * [1, 0, 1] + [0.05, 0.0, 0.0]
    shifted = push("calcn_r", up, beside, np.zeros((40, 3)))
    found = residuals(solved(dynamics, (shifted,)), dynamics, (shifted,))
    assert found.moment_nm == pytest.approx(0.05 * weight)
    assert found.moment_share == pytest.approx(0.05 / dynamics.com_m[0, 1])
    assert found.force_rms_n == pytest.approx(0.0, abs=1e-8)


def test_a_push_from_over_the_centre_of_mass_leaves_no_negative_share() -> None:
    dynamics, up = standing()
    over = dynamics.com_m * [1, 0, 1] + [0.05, 1.3, 0.0]
    high = push("calcn_r", up, over, np.zeros((40, 3)))
    found = residuals(solved(dynamics, (high,)), dynamics, (high,))
    assert found.moment_share > 0.01
    assert not found.accepted


def test_without_forces_there_is_no_residual_to_judge() -> None:
    dynamics, _ = standing()
    found = residuals(solved(dynamics), dynamics, ())
    assert found.frames == 0
    assert np.isnan(found.force_n)
    assert not found.accepted
    assert "not known" in found.note


def test_unknown_frames_stay_unknown() -> None:
    values = wavy_values(120)
    values[50:53, 0] = np.nan
    dynamics = prepare_dynamics(subject(), motion_of(values))
    found = inverse_dynamics(dynamics, (), np.ones(120, dtype=bool))
    assert np.isnan(found.force[50:53]).all()
    assert np.isfinite(found.force[:50]).all()
    assert np.isfinite(found.independent[53:]).all()
    np.testing.assert_array_equal(found.legs_known, found.known)
    (note,) = found.notes
    assert note.startswith("In 18 frames beside gaps")
    whole = prepare_dynamics(subject(), motion_of(wavy_values(120)))
    assert whole.weak.any()
    assert inverse_dynamics(whole, (), whole.known).notes == ()
