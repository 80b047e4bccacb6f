from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.path_table import read_path_table
from opensim_wink.body.subject import Subject, load_subject
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.path_arms import solve_paths
from opensim_wink.muscle.path_points import path_points
from opensim_wink.muscle.selection import HAMSTRINGS

HIP = np.linspace(-0.5, 2.0, 60)
RADIUS_M = 0.03  # of the cylinder that glmax1 runs round, about ground's Z


def length_m(points: np.ndarray) -> np.ndarray:
    return np.linalg.norm(np.diff(points, axis=1), axis=2).sum(axis=1)


def drawn(legs: Subject, posed: Callable[..., Motion], name: str, **more: int) -> tuple:
    values = posed(HIP, HIP / 2).values_of(legs.tree)
    kinematics, path = Kinematics(legs.tree), read_path_table(legs.model_path).paths[name]
    solved = solve_paths(kinematics, [path], values)
    return path_points(path, kinematics, values, **more), solved


def ends_of(legs: Subject, posed: Callable[..., Motion], name: str) -> np.ndarray:
    """Origin and insertion by the kinematics alone, (T, 2, 3)."""
    kinematics, path = Kinematics(legs.tree), read_path_table(legs.model_path).paths[name]
    values = posed(HIP, HIP / 2).values_of(legs.tree)
    poses = kinematics.poses(legs.tree.follow_couplers(values).T)
    ends = (path.points[0], path.points[-1])
    return np.stack([kinematics.points(poses, end.body, end.at_m) for end in ends], axis=1)


def test_a_straight_muscle_is_its_two_ends(legs: Subject, posed: Callable[..., Motion]) -> None:
    points, solved = drawn(legs, posed, "semimem_r")
    assert points.shape == (60, 2, 3)
    np.testing.assert_allclose(points, ends_of(legs, posed, "semimem_r"), atol=1e-12)
    np.testing.assert_allclose(length_m(points), solved.length_m[:, 0], atol=1e-12)


def test_a_wrapped_muscle_lies_on_its_cylinder(legs: Subject, posed: Callable[..., Motion]) -> None:
    points, solved = drawn(legs, posed, "glmax1_r", arc_pieces=8)
    wrapped = solved.wrapped[:, 0]
    assert 0 < wrapped.sum() < 60
    # The cylinder is about ground's Z: all points of the arc are as far from it as its radius.
    arc = points[wrapped, 1:-1]
    assert arc.shape[1] == 9
    np.testing.assert_allclose(np.hypot(arc[..., 0], arc[..., 1]), RADIUS_M, atol=1e-9)
    np.testing.assert_allclose(points[:, [0, -1]], ends_of(legs, posed, "glmax1_r"), atol=1e-12)
    # Where it does not wrap, the places of the arc wait at the point before it.
    assert (points[~wrapped, 1:-1] == points[~wrapped, :1]).all()


@pytest.mark.parametrize("pieces", [2, 6, 40])
def test_a_drawn_arc_is_too_short_by_what_chords_are(
    legs: Subject, posed: Callable[..., Motion], pieces: int
) -> None:
    points, solved = drawn(legs, posed, "glmax1_r", arc_pieces=pieces)
    short = solved.length_m[:, 0] - length_m(points)
    # A chord of r·a is r·a³/24 too short; here an arc is at most half a turn.
    most = RADIUS_M * pieces * (np.pi / pieces) ** 3 / 24
    assert (short > -1e-9).all()
    assert (short < most + 1e-9).all()
    assert short.max() > 0


def test_a_point_that_comes_in_has_its_own_place(
    legs: Subject, posed: Callable[..., Motion]
) -> None:
    points, solved = drawn(legs, posed, "recfem_r")
    assert points.shape == (60, 3, 3)
    np.testing.assert_allclose(length_m(points), solved.length_m[:, 0], atol=1e-12)
    waiting = (points[:, 1] == points[:, 0]).all(axis=1)
    assert 0 < waiting.sum() < 60


@pytest.mark.real
@pytest.mark.parametrize(
    "name", ["RajagopalLaiUhlrich2023", "gait2392_thelen2003muscle", "FBLSmodel"]
)
def test_drawn_hamstrings_are_as_long_as_solved_ones(shared: Path, name: str) -> None:
    subject = load_subject(shared / "models" / f"{name}.osim")
    tree, table = subject.tree, read_path_table(subject.model_path)
    rng = np.random.default_rng(5)
    low = np.where(tree.rotational, np.maximum(tree.low, -0.3), tree.default)
    high = np.where(tree.rotational, np.minimum(tree.high, 2.0), tree.default)
    values = tree.follow_couplers(rng.uniform(low, np.maximum(low, high), (80, len(low))))
    kinematics = Kinematics(tree)
    names = [n for g in HAMSTRINGS for s in subject.profile.muscles.get(g, {}).values() for n in s]
    assert len(names) >= 6
    solved = solve_paths(kinematics, [table.paths[n] for n in names], values).length_m
    for k, muscle in enumerate(names):
        points = path_points(table.paths[muscle], kinematics, values)
        np.testing.assert_allclose(length_m(points), solved[:, k], atol=1e-4)
