"""What must not change the joints' angles: where the laboratory lies, markers' order, gaps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.trial.trial import Trial

ROOT = 6  # the first six coordinates of the small tree are those of its root
SEEDS = st.integers(0, 10**6)


def noisy(tree: KinematicTree, seed: int, n_frames: int = 9) -> Trial:
    rng = np.random.default_rng(seed)
    phase = np.linspace(0, 2 * np.pi, n_frames)[:, None]
    shift = rng.uniform(0, 2 * np.pi, len(tree.coordinates))
    values = tree.follow_couplers(0.5 * np.sin(phase + shift) + 0.1)
    points = Kinematics(tree).marker_positions(values)
    return Trial(
        name="made",
        source=None,
        time_s=np.arange(n_frames) / 100,
        rate_hz=100.0,
        labels=tree.markers,
        points_m=points + rng.normal(0, 0.005, points.shape),
        turned=True,
    )


def solve(tree: KinematicTree, trial: Trial) -> Motion:
    tasks = IKTasks({name: 1.0 + i % 3 for i, name in enumerate(tree.markers)})
    return solve_inverse_kinematics(tree, trial, {m: m for m in tree.markers}, tasks)


@given(
    seed=SEEDS,
    heading=st.floats(-np.pi, np.pi),
    shift=st.tuples(*[st.floats(-5, 5)] * 3),
)
@settings(max_examples=25)
def test_joints_do_not_see_a_rigid_move_of_the_laboratory(
    tree: KinematicTree, seed: int, heading: float, shift: tuple[float, ...]
) -> None:
    trial = noisy(tree, seed)
    c, s = np.cos(heading), np.sin(heading)
    about_vertical = np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
    moved = replace(trial, points_m=trial.points_m @ about_vertical.T + np.array(shift))
    here, there = solve(tree, trial), solve(tree, moved)
    assert here.converged.all()
    assert there.converged.all()
    np.testing.assert_allclose(there.values[:, ROOT:], here.values[:, ROOT:], atol=1e-6)
    np.testing.assert_allclose(there.cost, here.cost, rtol=1e-7)
    kinematics = Kinematics(tree)
    facing = [
        kinematics.body_rotation(kinematics.poses(motion.values.T), "pelvis")
        for motion in (here, there)
    ]
    np.testing.assert_allclose(facing[1], about_vertical @ facing[0], atol=1e-6)


@given(seed=SEEDS)
@settings(max_examples=25)
def test_the_order_of_labels_and_of_model_markers_is_irrelevant(
    tree: KinematicTree, seed: int
) -> None:
    trial = noisy(tree, seed)
    rng = np.random.default_rng(seed)
    columns = rng.permutation(len(tree.markers))
    rows = rng.permutation(len(tree.markers))
    mixed = replace(
        trial,
        labels=tuple(trial.labels[i] for i in columns),
        points_m=trial.points_m[:, columns],
    )
    shuffled = replace(
        tree,
        markers=tuple(tree.markers[i] for i in rows),
        marker_body=tree.marker_body[rows],
        marker_offset_m=tree.marker_offset_m[rows],
    )
    tasks = IKTasks({name: 1.0 + i % 3 for i, name in enumerate(tree.markers)})
    pairs = {m: m for m in tree.markers}
    plain = solve_inverse_kinematics(tree, trial, pairs, tasks)
    other = solve_inverse_kinematics(shuffled, mixed, pairs, tasks)
    np.testing.assert_allclose(other.values, plain.values, atol=1e-9)


@given(seed=SEEDS)
@settings(max_examples=25)
def test_gaps_empty_their_frames_and_touch_no_other(tree: KinematicTree, seed: int) -> None:
    rng = np.random.default_rng(seed)
    trial = noisy(tree, seed, 30)
    points = trial.points_m.copy()
    gone = np.concatenate([[0, 1, 29], rng.integers(2, 29, 4)])
    points[gone] = np.nan
    few = rng.integers(2, 29, 3)
    points[few, 2:] = np.nan
    empty = np.zeros(30, dtype=bool)
    empty[[*gone, *few]] = True
    whole, gappy = solve(tree, trial), solve(tree, replace(trial, points_m=points))
    assert np.isnan(gappy.values[empty]).all()
    assert np.isnan(gappy.cost[empty]).all()
    assert not gappy.converged[empty].any()
    np.testing.assert_allclose(gappy.values[~empty], whole.values[~empty], atol=2e-6)
    assert any(f"{empty.sum()} of 30 frames" in note for note in gappy.notes)
