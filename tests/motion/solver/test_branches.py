from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.solver.branches import settle_triples

NONE = np.zeros(0, dtype=np.intp)
ROOT = [0, 1, 2]  # tilt, list, turn of the small tree: three perpendicular axes


def smooth(n_frames: int = 30, middle: float = 0.0) -> np.ndarray:
    phase = np.linspace(0, 2 * np.pi, n_frames)[:, None]
    triple = 0.6 * np.sin(phase + np.arange(3)) + 0.1
    triple[:, 1] += middle
    return triple


def posed(tree: KinematicTree, triple: np.ndarray) -> np.ndarray:
    values = np.tile(tree.default, (len(triple), 1))
    values[:, ROOT] = triple
    return values


def other(triple: np.ndarray) -> np.ndarray:
    return np.stack([triple[:, 0] + np.pi, np.pi - triple[:, 1], triple[:, 2] - np.pi], axis=1)


def turns_apart(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.abs(np.angle(np.exp(1j * (a - b))))


@given(flipped=st.lists(st.booleans(), min_size=30, max_size=30))
def test_any_frames_told_by_the_other_triple_come_back(
    tree: KinematicTree, flipped: list[bool]
) -> None:
    true = smooth()
    given_as = np.where(np.array(flipped)[:, None], other(true), true)
    kinematics = Kinematics(tree)
    settled = settle_triples(posed(tree, given_as), kinematics, NONE)
    assert turns_apart(settled[:, ROOT], true).max() < 1e-12
    before = kinematics.poses(posed(tree, given_as).T)
    after = kinematics.poses(settled.T)
    np.testing.assert_allclose(after.rotation, before.rotation, atol=1e-12)
    np.testing.assert_allclose(after.position, before.position, atol=1e-12)


def test_a_movement_past_a_quarter_turn_does_not_jump(tree: KinematicTree) -> None:
    true = smooth(200, middle=1.2)  # from below 90° to beyond it and back
    assert true[:, 1].min() < np.pi / 2 < true[:, 1].max()
    settled = settle_triples(posed(tree, true), Kinematics(tree), NONE)
    assert turns_apart(settled[:, ROOT], true).max() < 1e-12


@pytest.mark.parametrize("held", ROOT)
def test_held_coordinates_keep_their_joint_as_it_is(tree: KinematicTree, held: int) -> None:
    values = posed(tree, other(smooth()))
    settled = settle_triples(values, Kinematics(tree), np.array([held]))
    np.testing.assert_array_equal(settled, values)
