from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics

pytestmark = pytest.mark.usefixtures("tree")


def posture(tree: KinematicTree, seed: int, n_frames: int = 3) -> np.ndarray:
    values = np.random.default_rng(seed).uniform(-0.8, 0.8, (n_frames, len(tree.coordinates)))
    return tree.follow_couplers(values)


def test_a_pin_turns_a_point_on_a_circle(tree: KinematicTree) -> None:
    kinematics = Kinematics(tree)
    angle = np.linspace(-2, 2, 9)
    values = np.zeros((9, len(tree.coordinates)))
    values[:, tree.coordinate("hip_l")] = angle
    poses = kinematics.poses(tree.follow_couplers(values).T)
    knee = kinematics.points(poses, "femur_l", np.array([0.0, -0.4, 0.0]))
    expected = np.array([0, -0.1, -0.1]) + 0.4 * np.stack(
        [np.sin(angle), -np.cos(angle), np.zeros(9)], axis=1
    )
    np.testing.assert_allclose(knee, expected, atol=1e-14)


def test_welded_bodies_move_with_what_they_hang_on(tree: KinematicTree) -> None:
    kinematics = Kinematics(tree)
    poses = kinematics.poses(posture(tree, 1).T)
    between = kinematics.points(poses, "foot_r", np.zeros(3)) - kinematics.points(
        poses, "tibia_r", np.zeros(3)
    )
    np.testing.assert_allclose(np.linalg.norm(between, axis=1), np.hypot(0.4, 0.01), atol=0.011)
    np.testing.assert_allclose(np.ptp(np.linalg.norm(between, axis=1)), 0, atol=1e-14)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_bodies_stay_rigid(tree: KinematicTree, seed: int) -> None:
    kinematics = Kinematics(tree)
    poses = kinematics.poses(posture(tree, seed).T)
    for body in tree.bodies:
        rotation = kinematics.body_rotation(poses, body)
        identity = np.einsum("tij,tik->tjk", rotation, rotation)
        np.testing.assert_allclose(identity, np.tile(np.eye(3), (3, 1, 1)), atol=1e-13)
        np.testing.assert_allclose(np.linalg.det(rotation), 1.0, atol=1e-13)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_twists_are_the_derivatives_of_the_poses(tree: KinematicTree, seed: int) -> None:
    kinematics = Kinematics(tree)
    values = posture(tree, seed).T
    poses, twists = kinematics.poses_and_twists(values)
    step = 1e-6
    for index, node in enumerate(kinematics.nodes):
        for row, coordinate in enumerate(node.coordinates):
            ahead, behind = values.copy(), values.copy()
            ahead[coordinate] += step
            behind[coordinate] -= step
            # The node's own joint alone: coordinates of nodes below or beside do not matter.
            moved = (
                kinematics.poses(ahead).position[index] - kinematics.poses(behind).position[index]
            )
            own = twists[kinematics.twist_rows[index]][row]
            arm = poses.position[index]
            expected = own[3:] + np.cross(own[:3].T, arm.T).T
            shared = sum(coordinate in n.coordinates for n in kinematics.nodes) > 1
            if not shared:
                np.testing.assert_allclose(moved / (2 * step), expected, atol=1e-7)


def test_marker_positions_are_nan_where_a_coordinate_is(tree: KinematicTree) -> None:
    values = posture(tree, 3)
    values[1] = np.nan
    markers = Kinematics(tree).marker_positions(values)
    assert np.isnan(markers[1]).all()
    assert np.isfinite(markers[[0, 2]]).all()


def test_at_zero_a_locked_coordinate_stays_at_its_default(tree: KinematicTree) -> None:
    locked = np.array([name == "hip_l" for name in tree.coordinates])
    stiff = replace(tree, locked=locked, default=np.full(len(locked), 0.3))
    values = np.where(locked, 0.3, 0.0)[None]
    assert tree.follow_couplers(values)[0, tree.coordinate("hip_l")] == 0.3
    kinematics = Kinematics(stiff)
    found, expected = kinematics.zero_poses(), kinematics.poses(tree.follow_couplers(values).T)
    np.testing.assert_array_equal(found.position, expected.position)
    np.testing.assert_array_equal(found.rotation, expected.rotation)
    knee, hip = np.array([0.0, -0.4, 0.0]), np.array([0, -0.1, -0.1])
    leg = kinematics.points(found, "femur_l", knee)[0] - hip
    np.testing.assert_allclose(leg, 0.4 * np.array([np.sin(0.3), -np.cos(0.3), 0.0]), atol=1e-14)
    other = kinematics.points(found, "femur_r", knee)[0] - hip * [1, 1, -1]
    np.testing.assert_allclose(other, [0.0, -0.4, 0.0], atol=1e-14)
