"""Derivatives on random trees: against finite differences, whatever the axes and functions."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.solver.normal_equations import MarkerFit

sys.path.insert(0, str(Path(__file__).parent))
from random_trees import free_coordinates, random_tree

STEP = 1e-5


def differenced_jacobian(tree: KinematicTree, values: np.ndarray, free: np.ndarray) -> np.ndarray:
    """Marker velocities (F, T, M, 3) per unit rate of each free coordinate, to fourth order."""
    kinematics = Kinematics(tree)
    columns = []
    for coordinate in free:
        step = np.zeros_like(values)
        step[coordinate] = STEP
        near, far = (
            kinematics.marker_positions((values + k * step).T)
            - kinematics.marker_positions((values - k * step).T)
            for k in (1, 2)
        )
        columns.append((8 * near - far) / (12 * STEP))
    return np.array(columns).reshape(len(free), values.shape[1], len(tree.markers), 3)


@given(seed=st.integers(0, 10**9))
@settings(max_examples=60)
def test_normal_equations_are_those_of_the_differenced_jacobian(seed: int) -> None:
    tree, rng = random_tree(seed), np.random.default_rng(seed)
    free = free_coordinates(tree)
    if not len(free):
        return
    values = tree.follow_couplers(rng.uniform(-0.9, 0.9, (3, len(tree.coordinates)))).T
    targets = rng.uniform(-1, 1, (len(tree.markers), 3, 3))
    weights = rng.uniform(0, 3, (len(tree.markers), 3)) * (rng.random((len(tree.markers), 3)) > 0.2)
    fit = MarkerFit(Kinematics(tree), tree.markers, free)
    poses, twists = fit.poses_and_twists(values)
    positions, residuals, cost = fit.residuals(poses, targets, weights)
    system = fit.assemble(values, twists, positions, residuals, weights, np.zeros(3))
    matrix, gradient = fit.factor.unpack(system, fit.pattern)

    jacobian = differenced_jacobian(tree, values, free)
    residual = targets.transpose(2, 0, 1) - Kinematics(tree).marker_positions(values.T)
    scale = 1 + np.abs(jacobian).max()
    np.testing.assert_allclose(cost, np.einsum("mt,tmi->t", weights, residual**2), rtol=1e-10)
    expected = np.einsum("ftmi,mt,tmi->ft", jacobian, weights, residual)
    np.testing.assert_allclose(gradient, expected, atol=2e-8 * scale)
    expected = np.einsum("ftmi,mt,gtmi->fgt", jacobian, weights, jacobian)
    np.testing.assert_allclose(matrix, expected, atol=2e-8 * scale**2)
    assert not expected[~fit.pattern].any()


@given(seed=st.integers(0, 10**9))
@settings(max_examples=60)
def test_twists_are_the_velocities_of_body_points(seed: int) -> None:
    tree, rng = random_tree(seed), np.random.default_rng(seed)
    kinematics = Kinematics(tree)
    every = np.arange(len(tree.coordinates))
    # Coordinates are moved one by one, couplers aside: a twist belongs to its own coordinate.
    loose = KinematicTree(**{**vars(tree), "couplers": ()})
    values = rng.uniform(-0.9, 0.9, (len(every), 2))
    poses, twists = kinematics.poses_and_twists(values)
    jacobian = differenced_jacobian(loose, values, every)
    for m, (body, offset) in enumerate(zip(tree.marker_body, tree.marker_offset_m, strict=True)):
        place = kinematics.points(poses, tree.bodies[body], offset)
        expected = np.zeros((len(every), 2, 3))
        node = kinematics.body_node[body]
        while node >= 0:
            rows = range(*kinematics.twist_rows[node].indices(len(twists)))
            for row, coordinate in zip(rows, kinematics.nodes[node].coordinates, strict=True):
                turn, shift = twists[row, :3].T, twists[row, 3:].T
                expected[coordinate] += shift + np.cross(turn, place)
            node = kinematics.nodes[node].parent
        np.testing.assert_allclose(
            jacobian[:, :, m], expected, atol=1e-8 * (1 + np.abs(expected).max())
        )


@given(seed=st.integers(0, 10**9))
@settings(max_examples=40)
def test_bodies_of_random_trees_stay_rigid(seed: int) -> None:
    tree, rng = random_tree(seed), np.random.default_rng(seed)
    kinematics = Kinematics(tree)
    values = tree.follow_couplers(rng.uniform(-2, 2, (3, len(tree.coordinates))))
    poses = kinematics.poses(values.T)
    for body in tree.bodies:
        rotation = kinematics.body_rotation(poses, body)
        squared = np.einsum("tij,tik->tjk", rotation, rotation)
        np.testing.assert_allclose(squared, np.tile(np.eye(3), (3, 1, 1)), atol=1e-12)
        np.testing.assert_allclose(np.linalg.det(rotation), 1.0, atol=1e-12)
