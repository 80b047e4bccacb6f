from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.solver.bounds import Bounds
from opensim_wink.motion.solver.tree_factor import TreeFactor
from opensim_wink.trial.trial import Trial


def trial_at(points: np.ndarray, labels: tuple[str, ...]) -> Trial:
    return Trial(
        name="made",
        source=None,
        time_s=np.arange(len(points)) / 100,
        rate_hz=100.0,
        labels=labels,
        points_m=points,
        turned=True,
    )


@given(seed=st.integers(0, 10_000), size=st.integers(1, 6))
@settings(max_examples=40, deadline=None)
def test_a_step_stays_inside_and_equals_the_free_one_where_that_does(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    half = rng.normal(size=(3, size, size))
    matrix = half @ half.transpose(0, 2, 1) + np.eye(size)
    right = rng.normal(size=(3, size))
    factor = TreeFactor(np.ones((size, size), dtype=bool))
    bounds = Bounds(np.full(size, -0.3), np.full(size, 0.4))
    values = rng.uniform(-0.3, 0.4, (size, 3))
    system = factor.pack(matrix.transpose(1, 2, 0), right.T)
    step, settled = bounds.step(factor, system.copy(), values)
    assert (values + step >= -0.3 - 1e-12).all()
    assert (values + step <= 0.4 + 1e-12).all()
    free = factor.solve(system)
    fits = ((values + free >= -0.3) & (values + free <= 0.4)).all(axis=0)
    np.testing.assert_allclose(step[:, fits], free[:, fits], atol=1e-12)
    assert settled[fits].all()


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_the_bounded_minimum_is_inside_not_lower_and_stationary(
    tree: KinematicTree, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    ranged = tree.rotational & (rng.random(len(tree.coordinates)) < 0.7)
    ranged[:3] = False
    ranged[tree.coordinate("slide_r")] = False
    low, high = np.where(ranged, -0.25, -np.inf), np.where(ranged, 0.3, np.inf)
    narrow = replace(tree, low=low, high=high)
    phase = np.linspace(0, 2 * np.pi, 12)[:, None]
    index = np.arange(len(tree.coordinates))
    true = tree.follow_couplers(0.5 * np.sin(phase + index + seed))
    kinematics = Kinematics(narrow)
    points = kinematics.marker_positions(true)
    points = points + rng.normal(0, 0.003, points.shape)
    trial = trial_at(points, tree.markers)
    tasks = IKTasks({name: 1.0 + i % 3 for i, name in enumerate(tree.markers)})
    pairs = {name: name for name in tree.markers}
    free = solve_inverse_kinematics(narrow, trial, pairs, tasks)
    kept = solve_inverse_kinematics(narrow, trial, pairs, tasks, bounds=True)
    assert kept.converged.all()
    assert (kept.values >= low - 1e-12).all()
    assert (kept.values <= high + 1e-12).all()
    assert (kept.cost >= free.cost * (1 - 1e-9)).all()

    weights = np.array([tasks.marker_weights[m] for m in tree.markers])

    def cost(values: np.ndarray) -> np.ndarray:
        miss = kinematics.marker_positions(values) - points
        return np.einsum("m,tmi->t", weights, miss**2)

    for c in range(len(tree.coordinates)):
        if any(coupler.dependent == c for coupler in tree.couplers):
            continue
        step = np.zeros(len(tree.coordinates))
        step[c] = 1e-5
        slope = (cost(kept.values + step) - cost(kept.values - step)) / 2e-5
        at_low, at_high = kept.values[:, c] <= low[c], kept.values[:, c] >= high[c]
        np.testing.assert_allclose(slope[~at_low & ~at_high], 0, atol=1e-5)
        assert (slope[at_low] > -1e-5).all()
        assert (slope[at_high] < 1e-5).all()


@pytest.mark.real
def test_a_clamp_fakes_the_wink_that_opensims_own_tool_fakes(shared: Path, tmp_path: Path) -> None:
    """A hip that stops at 120° tips the pelvis and bends the back; OpenSim's figures agree."""
    import opensim

    from opensim_wink.body.subject import load_subject
    from opensim_wink.trial.storage import read_storage
    from opensim_wink.trial.trc import write_trc

    model = shared / "models" / "RajagopalLaiUhlrich2023.osim"
    tree = load_subject(model).tree
    hip_deg = np.array([90.0, 105.0, 115.0, 125.0, 128.5, 132.0])
    knee_deg = np.array([95.0, 138.0, 138.0, 138.0, 138.0, 138.0])
    values = np.tile(tree.default, (len(hip_deg), 1))
    for side in "rl":
        values[:, tree.coordinate(f"hip_flexion_{side}")] = np.deg2rad(hip_deg)
        values[:, tree.coordinate(f"knee_angle_{side}")] = np.deg2rad(knee_deg)
    values = tree.follow_couplers(values)
    trial = trial_at(Kinematics(tree).marker_positions(values), tree.markers)
    tasks = IKTasks(dict.fromkeys(tree.markers, 1.0))
    kept = solve_inverse_kinematics(
        tree, trial, {name: name for name in tree.markers}, tasks, bounds=True
    ).to_frame()
    np.testing.assert_allclose(kept["hip_flexion_r"], np.minimum(hip_deg, 120.0), atol=1e-5)
    np.testing.assert_allclose(kept["pelvis_tilt"].to_numpy()[[2, 3, 5]], [0, 4.4, 10.3], atol=0.05)

    write_trc(tmp_path / "squat.trc", trial)
    tool = opensim.InverseKinematicsTool()
    tool.set_model_file(str(model))
    tool.setMarkerDataFileName(str(tmp_path / "squat.trc"))
    tool.set_accuracy(1e-9)
    tool.set_report_errors(False)
    tool.setStartTime(float(trial.time_s[0]))
    tool.setEndTime(float(trial.time_s[-1]))
    tool.setOutputMotionFileName(str(tmp_path / "squat.mot"))
    tool.setResultsDir(str(tmp_path))
    for name in tree.markers:
        task = opensim.IKMarkerTask()
        task.setName(name)
        task.setWeight(1.0)
        tool.getIKTaskSet().cloneAndAppend(task)
    tool.run()
    theirs = read_storage(tmp_path / "squat.mot")
    for name in ("hip_flexion_l", "knee_angle_r", "pelvis_tilt", "lumbar_extension"):
        np.testing.assert_allclose(kept[name], theirs.column(name), atol=0.01, err_msg=name)
