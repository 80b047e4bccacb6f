from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.noise.point_rates import PointRates, coupled_rates


def uncoupled(tree: KinematicTree) -> np.ndarray:
    dependent = {coupler.dependent for coupler in tree.couplers}
    return np.array([c for c in range(len(tree.coordinates)) if c not in dependent])


@given(seed=st.integers(0, 1000))
@settings(max_examples=15)
def test_rates_are_finite_differences(tree: KinematicTree, seed: int) -> None:
    rng = np.random.default_rng(seed)
    free = uncoupled(tree)
    values = rng.uniform(0.1, 1.2, (3, len(tree.coordinates)))
    points = list(zip(tree.marker_body.tolist(), tree.marker_offset_m, strict=True))
    kinematics = Kinematics(tree)
    rates_of = PointRates(kinematics, points, free)
    _, places, rates = rates_of(tree.follow_couplers(values).T)
    np.testing.assert_allclose(places, kinematics.marker_positions(values), atol=1e-12)
    for index, coordinate in enumerate(free):
        step = np.zeros(len(tree.coordinates))
        step[coordinate] = 1e-6
        difference = kinematics.marker_positions(values + step)
        difference = (difference - kinematics.marker_positions(values - step)) / 2e-6
        np.testing.assert_allclose(rates[:, index], difference, atol=1e-8)


def test_points_of_the_ground_stay(tree: KinematicTree) -> None:
    place = np.array([0.3, 0.2, 0.1])
    rates_of = PointRates(Kinematics(tree), [(0, place), (1, place)], uncoupled(tree))
    values = np.full((len(tree.coordinates), 2), 0.2)
    _, places, rates = rates_of(values)
    np.testing.assert_allclose(places[:, 0], [place, place])
    assert (rates[:, :, 0] == 0).all()
    assert (rates[:, :, 1] != 0).any()
    assert rates_of.node.tolist() == [-1, 0]


def test_coupled_coordinates_follow_by_their_slope(tree: KinematicTree) -> None:
    free = uncoupled(tree)
    values = np.full((2, len(tree.coordinates)), 0.7)
    rates = coupled_rates(tree, tree.follow_couplers(values).T, free)
    np.testing.assert_array_equal(rates[:, free], np.tile(np.eye(len(free)), (2, 1, 1)))
    lead, follower = tree.coordinate("knee_r"), tree.coordinate("slide_r")
    step = np.zeros(len(tree.coordinates))
    step[lead] = 1e-6
    moved = tree.follow_couplers(values + step) - tree.follow_couplers(values - step)
    expected = np.zeros(len(free))
    expected[free == lead] = moved[0, follower] / 2e-6
    np.testing.assert_allclose(rates[0, follower], expected, atol=1e-8)
