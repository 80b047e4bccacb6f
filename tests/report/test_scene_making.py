from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.ground import GroundContact
from opensim_wink.load.joint_frames import JointCut
from opensim_wink.load.reactions import JointReaction
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.report.scene.carried import IRON_KG_M3, bar_cylinders, weight_cylinder
from opensim_wink.report.scene.forces import ground_force, joint_force
from opensim_wink.report.scene.making import body_poses
from opensim_wink.report.scene.turning import steady, turned_to

N = 6


@pytest.fixture(scope="module")
def person() -> Subject:
    return load_subject(packaged_model_path())


def rotation(quaternion: np.ndarray) -> np.ndarray:
    return Rotation.from_quat(quaternion, scalar_first=True).as_matrix()


def test_poses_are_those_of_the_kinematics(person: Subject) -> None:
    tree = person.tree
    rng = np.random.default_rng(1)
    values = tree.default + rng.uniform(-0.6, 0.6, (20, len(tree.coordinates)))
    values[7] = np.nan
    kinematics = Kinematics(tree)
    bodies = body_poses(kinematics, values)
    assert [body.name for body in bodies] == list(tree.bodies[1:])
    known = np.arange(20) != 7
    poses = kinematics.poses(tree.follow_couplers(values[known]).T)
    offset = np.array([0.1, -0.2, 0.3])
    for body in bodies:
        assert np.isnan(body.position_m[7]).all()
        assert np.isnan(body.quaternion[7]).all()
        turn = rotation(body.quaternion[known])
        np.testing.assert_allclose(turn, kinematics.body_rotation(poses, body.name), atol=1e-12)
        at = turn @ offset + body.position_m[known]
        np.testing.assert_allclose(at, kinematics.points(poses, body.name, offset), atol=1e-12)


def test_a_body_that_turns_all_the_way_round_never_jumps(person: Subject) -> None:
    tree = person.tree
    values = np.tile(tree.default, (400, 1))
    values[:, tree.coordinate("pelvis_rotation")] = np.linspace(0.0, 4 * np.pi, 400)
    pelvis = body_poses(Kinematics(tree), values)[0]
    steps = np.linalg.norm(np.diff(pelvis.quaternion, axis=0), axis=1)
    assert steps.max() < 0.02


def test_nothing_solved_gives_poses_of_nothing(person: Subject) -> None:
    values = np.full((3, len(person.tree.coordinates)), np.nan)
    bodies = body_poses(Kinematics(person.tree), values)
    assert bodies
    for body in bodies:
        assert np.isnan(body.position_m).all()
        assert np.isnan(body.quaternion).all()


@given(st.lists(st.booleans(), min_size=2, max_size=30))
def test_signs_follow_the_first(flips: list[bool]) -> None:
    angle = np.linspace(0.0, 1.0, len(flips))
    smooth = np.stack([np.cos(angle), 0 * angle, np.sin(angle), 0 * angle], axis=1)
    mixed = smooth * np.where(flips, -1.0, 1.0)[:, None]
    np.testing.assert_allclose(steady(mixed), smooth * (-1.0 if flips[0] else 1.0), atol=1e-12)


@given(st.lists(st.tuples(*[st.floats(-1, 1)] * 3), min_size=1, max_size=20))
def test_x_is_turned_to_any_direction_the_shortest_way(ways: list[tuple[float, ...]]) -> None:
    along = np.array([way for way in ways if np.linalg.norm(way) > 1e-3] or [(-1.0, 0.0, 0.0)])
    along = along / np.linalg.norm(along, axis=1, keepdims=True)
    quaternion = turned_to(along)
    np.testing.assert_allclose(np.linalg.norm(quaternion, axis=1), 1.0, atol=1e-9)
    np.testing.assert_allclose(rotation(quaternion)[:, :, 0], along, atol=1e-6)
    turn = 2 * np.arccos(np.clip(np.abs(quaternion[:, 0]), 0, 1))
    np.testing.assert_allclose(turn, np.arccos(np.clip(along[:, 0], -1, 1)), atol=1e-4)


def test_an_unknown_direction_has_no_orientation() -> None:
    along = np.array([[0.0, 0.0, 1.0], [np.nan, np.nan, np.nan], [0.0, 1.0, 0.0]])
    assert (np.isnan(turned_to(along)).any(axis=1) == [False, True, False]).all()


def reaction(name: str, force_n: np.ndarray, known: np.ndarray) -> JointReaction:
    blank = np.zeros_like(force_n)
    return JointReaction(
        name, name, "below", "above", "", "", ("a", "b", "c"), force_n, blank, blank, blank,
        known, np.zeros(len(force_n)),
    )  # fmt: skip


def cut(person: Subject, name: str, directions: np.ndarray) -> JointCut:
    centre = np.arange(3.0 * N).reshape(N, 3)
    joint = person.tree.joints[1]
    return JointCut(
        name, joint, "below", "above", frozenset(), centre, directions, ("a", "b", "c"), "", "",
        True, frozenset(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown", "side", "sign"), [("knee_l", "knee l", "l", 1), ("l5s1", "l5s1", "", -1)]
)
def test_a_joint_force_is_turned_to_ground(
    person: Subject, name: str, shown: str, side: str, sign: int
) -> None:
    rng = np.random.default_rng(2)
    force_n = rng.normal(size=(N, 3)) * 1000
    directions = Rotation.random(N, rng=rng).as_matrix()  # rows are the joint's directions
    known = np.array([True, True, False, True, True, True])
    found = joint_force(reaction(name, force_n, known), cut(person, name, directions))
    assert (found.name, found.kind, found.side) == (shown, "joint", side)
    assert np.isnan(found.force_n[2]).all()
    assert np.isnan(found.point_m[2]).all()
    for row in np.flatnonzero(known):
        along = [sign * found.force_n[row] @ way for way in directions[row]]
        np.testing.assert_allclose(along, force_n[row], atol=1e-9)
        assert (found.point_m[row] == np.arange(3.0) + 3 * row).all()


def plate(name: str, up_n: float, at: float, n: int = N) -> AppliedForce:
    force = np.tile([0.1 * up_n, up_n, 0.0], (n, 1))
    point = np.tile([at, 0.0, 0.2], (n, 1))
    point[np.zeros(n, dtype=bool) if up_n else np.ones(n, dtype=bool)] = np.nan
    return AppliedForce(name, "calcn_r", force, point, np.zeros((n, 3)))


def test_plates_under_one_foot_make_one_force() -> None:
    complete = np.array([True] * (N - 1) + [False])
    forces = (plate("1", 300.0, 0.1), plate("2", 100.0, 0.3), plate("3", 500.0, 0.5))
    ground = GroundContact("plates", forces, ("r", "r", "l"), complete, np.zeros((N, 3)))
    found = ground_force(ground, "r")
    assert (found.name, found.kind, found.side) == ("ground r", "ground", "r")
    np.testing.assert_allclose(found.force_n[:-1], np.tile([40.0, 400.0, 0.0], (N - 1, 1)))
    np.testing.assert_allclose(found.point_m[:-1], np.tile([0.15, 0.0, 0.2], (N - 1, 1)))
    assert np.isnan(found.force_n[-1]).all()


def test_a_plate_that_bears_nothing_moves_no_arrow() -> None:
    forces = (plate("1", 300.0, 0.1), plate("2", 0.0, 9.0))
    ground = GroundContact("plates", forces, ("r", "r"), np.ones(N, bool), np.zeros((N, 3)))
    np.testing.assert_allclose(ground_force(ground, "r").point_m[:, 0], 0.1)
    lifted = replace(ground, forces=(plate("1", 0.0, 0.1),), sides=("r",))
    assert np.isnan(ground_force(lifted, "r").point_m).all()
    assert (ground_force(lifted, "r").force_n == 0).all()


@given(st.floats(0.5, 60.0))
def test_a_weight_is_as_large_as_iron_of_its_mass(mass_kg: float) -> None:
    (weight,) = weight_cylinder(4, mass_kg)
    long = np.ptp(weight.points_m[:, 0])
    volume = np.pi * weight.radius_m**2 * long
    assert volume * IRON_KG_M3 == pytest.approx(mass_kg)
    assert weight.body == 4


def test_a_heavy_bar_has_plates_and_a_light_one_none() -> None:
    assert len(bar_cylinders(0, 20.0)) == 1
    bar, *plates = bar_cylinders(0, 60.0)
    assert len(plates) == 2
    assert np.ptp(bar.points_m[:, 0]) == pytest.approx(2.2)
    assert sum(plate.points_m[:, 0].mean() for plate in plates) == pytest.approx(0.0)
    assert np.ptp(bar_cylinders(0, 5.0)[0].points_m[:, 0]) < 1.5
