"""What the parts of the array solver cost, by pytest-benchmark: ``pytest benchmarks``.

256 frames, which the solver works on together, of the trials that ``ik_trials.py`` describes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from ik_trials import absent, load_tree, noisy_trial, skin_markers
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.inverse_kinematics import solve_batch, solve_inverse_kinematics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.solver.normal_equations import MarkerFit

FloatArray = NDArray[np.float64]

FRAMES = 256


@dataclass(frozen=True, eq=False)
class Case:
    tree: KinematicTree
    fit: MarkerFit
    values: FloatArray
    targets: FloatArray
    weights: FloatArray


@pytest.fixture(scope="module")
def case() -> Case:
    if absent():
        pytest.skip(absent())
    tree = load_tree("RajagopalLaiUhlrich2023")
    trial, tasks = noisy_trial(tree, FRAMES, 0), skin_markers(tree)
    motion = solve_inverse_kinematics(tree, trial, {m: m for m in tree.markers}, tasks)
    dependent = {c.dependent for c in tree.couplers}
    free = np.array([i for i, held in enumerate(tree.locked) if not held and i not in dependent])
    fit = MarkerFit(Kinematics(tree), motion.markers, free[::-1].copy())
    index = [trial.labels.index(name) for name in motion.markers]
    targets = np.ascontiguousarray(trial.points_m[:, index].transpose(1, 2, 0))
    values = np.ascontiguousarray(motion.values.T)
    return Case(tree, fit, values, targets, np.ones((len(index), FRAMES)))


def test_poses(case: Case, benchmark: Any) -> None:
    poses = benchmark(case.fit.poses, case.values)
    assert poses.position.shape[2] == FRAMES


def test_poses_and_twists(case: Case, benchmark: Any) -> None:
    poses, _ = benchmark(case.fit.poses_and_twists, case.values)
    assert poses.position.shape[2] == FRAMES


def test_residuals(case: Case, benchmark: Any) -> None:
    poses = case.fit.poses(case.values)
    _, _, cost = benchmark(case.fit.residuals, poses, case.targets, case.weights)
    assert (cost > 0).all()


def test_assembly(case: Case, benchmark: Any) -> None:
    poses, twists = case.fit.poses_and_twists(case.values)
    felt = case.fit.residuals(poses, case.targets, case.weights)[:2]
    arguments = (case.values, twists, *felt, case.weights, np.ones(FRAMES))
    system = benchmark(case.fit.assemble, *arguments)
    assert np.isfinite(system).all()


def test_factor_and_solve(case: Case, benchmark: Any) -> None:
    poses, twists = case.fit.poses_and_twists(case.values)
    felt = case.fit.residuals(poses, case.targets, case.weights)[:2]
    system = case.fit.assemble(case.values, twists, *felt, case.weights, np.ones(FRAMES))
    step = benchmark(lambda: case.fit.factor.solve(system.copy()))
    assert np.abs(step).max() < 1e-6  # the values are the minimum


def test_a_trial_of_500_frames(case: Case, benchmark: Any) -> None:
    trial, tasks = noisy_trial(case.tree, 500, 0), skin_markers(case.tree)
    pairs = {name: name for name in case.tree.markers}
    motion = benchmark.pedantic(
        solve_inverse_kinematics, (case.tree, trial, pairs, tasks), rounds=5, warmup_rounds=1
    )
    assert motion.converged.all()


def test_ten_trials_of_500_frames(case: Case, benchmark: Any) -> None:
    trials = [noisy_trial(case.tree, 500, seed) for seed in range(10)]
    pairs = {name: name for name in case.tree.markers}
    motions = benchmark.pedantic(
        solve_batch, (case.tree, trials, pairs, skin_markers(case.tree)), rounds=3, warmup_rounds=1
    )
    assert all(motion.converged.all() for motion in motions)
