from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.solver.normal_equations import MarkerFit


def free_coordinates(tree: KinematicTree) -> np.ndarray:
    dependent = {c.dependent for c in tree.couplers}
    return np.array([i for i in range(len(tree.coordinates)) if i not in dependent])


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_gradient_and_matrix_equal_those_of_the_marker_jacobian(
    tree: KinematicTree, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    kinematics, free = Kinematics(tree), free_coordinates(tree)
    fit = MarkerFit(kinematics, tree.markers, free)
    values = tree.follow_couplers(rng.uniform(-0.8, 0.8, (4, len(tree.coordinates)))).T
    targets = rng.uniform(-1, 1, (len(tree.markers), 3, 4))
    weights = rng.uniform(0, 3, (len(tree.markers), 4)) * (rng.random((len(tree.markers), 4)) > 0.2)
    poses, twists = kinematics.poses_and_twists(values)
    positions, residuals, cost = fit.residuals(poses, targets, weights)
    system = fit.assemble(values, twists, positions, residuals, weights, np.zeros(4))
    matrix, gradient = fit.factor.unpack(system, fit.pattern)

    step = 1e-6
    columns = []
    for coordinate in free:
        ahead, behind = values.copy(), values.copy()
        ahead[coordinate] += step
        behind[coordinate] -= step
        difference = kinematics.marker_positions(ahead.T) - kinematics.marker_positions(behind.T)
        columns.append(difference / (2 * step))
    jacobian = np.array(columns)  # (F, T, M, 3)
    residual = targets.transpose(2, 0, 1) - kinematics.marker_positions(values.T)
    np.testing.assert_allclose(cost, np.einsum("mt,tmi->t", weights, residual**2), rtol=1e-12)
    expected = np.einsum("ftmi,mt,tmi->ft", jacobian, weights, residual)
    np.testing.assert_allclose(gradient, expected, atol=1e-7)
    expected = np.einsum("ftmi,mt,gtmi->fgt", jacobian, weights, jacobian)
    np.testing.assert_allclose(matrix, expected, atol=1e-7)
    assert not expected[~fit.pattern].any()


def test_a_coordinate_that_moves_no_followed_marker_is_unobserved(tree: KinematicTree) -> None:
    free = free_coordinates(tree)
    fit = MarkerFit(Kinematics(tree), tree.markers[:7], free)
    seen = {tree.coordinates[c] for c in free[fit.observed]}
    assert {"tilt", "tx", "bend"} <= seen
    assert not {"hip_l", "knee_r"} & seen


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_the_second_order_part_makes_it_the_hessian(tree: KinematicTree, seed: int) -> None:
    rng = np.random.default_rng(seed)
    bent = [
        tree.coordinate(name) for name in ("knee_r", "slide_r")
    ]  # functions that bend: left out
    free = np.array([c for c in free_coordinates(tree) if c not in bent])
    kinematics = Kinematics(tree)
    fit = MarkerFit(kinematics, tree.markers, free)
    values = tree.follow_couplers(rng.uniform(-0.8, 0.8, (4, len(tree.coordinates)))).T
    targets = rng.uniform(-1, 1, (len(tree.markers), 3, 4))
    weights = rng.uniform(0.5, 3, (len(tree.markers), 4))

    def both(at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        poses, twists = kinematics.poses_and_twists(at)
        positions, residuals, _ = fit.residuals(poses, targets, weights)
        system = fit.assemble(at, twists, positions, residuals, weights, np.ones(4))
        return fit.factor.unpack(system, fit.pattern)

    matrix, _gradient = both(values)
    step = 1e-6
    for row, coordinate in enumerate(free):
        ahead, behind = values.copy(), values.copy()
        ahead[coordinate] += step
        behind[coordinate] -= step
        expected = (both(behind)[1] - both(ahead)[1]) / (2 * step)
        np.testing.assert_allclose(matrix[row], expected, atol=1e-6)
