from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from opensim_wink.body.read_tree import read_tree
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import ModelError
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.solver_choice import solve_with
from opensim_wink.trial.trial import Trial

sys.path.insert(0, str(Path(__file__).parents[1] / "body"))
from engine_models import Assembly

Loop = Callable[[Assembly], None]


def linkage(folder: Path, close: Loop) -> tuple[Path, KinematicTree]:
    """A free root and two arms of two links on balls; what ``close`` adds may join them."""
    made = Assembly(seed=2)
    osim = made.osim
    zero = osim.Vec3(0)
    root = made.body()
    free = osim.FreeJoint("root", made.bodies[0], zero, zero, root, zero, zero)
    made.model.addJoint(free)
    for side in (-1.0, 1.0):
        above = root
        for at in (osim.Vec3(0.2 * side, 0, 0), osim.Vec3(0, 0.4, 0)):
            body = made.body()
            joint = osim.BallJoint(f"ball{len(made.bodies)}", above, at, zero, body, zero, zero)
            made.model.addJoint(joint)
            joint.upd_coordinates(2).setDefaultValue(0.3 * side)
            above = body
    made.markers(5)
    close(made)
    path = made.write(folder)
    return path, read_tree(made.load(folder), "linkage")


def point(made: Assembly) -> None:
    osim = made.osim
    end, other = osim.Vec3(0.1, 0.4, 0), osim.Vec3(-0.1, 0.4, 0)
    made.model.addConstraint(osim.PointConstraint(made.bodies[3], end, made.bodies[5], other))


def distance(made: Assembly) -> None:
    osim = made.osim
    first, second = osim.Vec3(0.1, 0.4, 0), osim.Vec3(-0.1, 0.4, 0)
    made.model.addConstraint(
        osim.ConstantDistanceConstraint(made.bodies[3], first, made.bodies[5], second, 0.15)
    )


def weld(made: Assembly) -> None:
    osim = made.osim
    zero = osim.Vec3(0)
    end = osim.Vec3(0.1, 0.4, 0)
    made.model.addConstraint(
        osim.WeldConstraint("grip", made.bodies[3], end, zero, made.bodies[5], end, zero)
    )


def trial_of(tree: KinematicTree, values: np.ndarray) -> Trial:
    return Trial(
        name="made",
        source=None,
        time_s=np.arange(len(values)) / 100,
        rate_hz=100.0,
        labels=tree.markers,
        points_m=Kinematics(tree).marker_positions(values),
        turned=True,
    )


def follow(path: Path, tree: KinematicTree, trial: Trial, **given: Any) -> Any:
    tasks = IKTasks(dict.fromkeys(tree.markers, 1.0))
    return solve_with("arrays", path, tree, trial, {m: m for m in tree.markers}, tasks, **given)


def wandering(tree: KinematicTree, n_frames: int = 6, heading: float = 0.0) -> np.ndarray:
    phase = np.linspace(0, 1, n_frames)[:, None]
    values = tree.default + 0.2 * np.sin(phase + np.arange(len(tree.coordinates)))
    values[:, 1] = heading + 0.1 * phase[:, 0]
    return values


def test_a_model_that_arrays_hold_is_solved_by_them(tmp_path: Path) -> None:
    path, tree = linkage(tmp_path, lambda made: None)
    true = wandering(tree)
    motion = follow(path, tree, trial_of(tree, true))
    assert motion.solver == "arrays"
    np.testing.assert_allclose(motion.values, true, atol=1e-7)


@pytest.mark.parametrize("heading", [0.0, np.pi])
@pytest.mark.parametrize(
    ("close", "kind"),
    [
        (point, "PointConstraint"),
        (distance, "ConstantDistanceConstraint"),
        (weld, "WeldConstraint"),
    ],
    ids=["point", "distance", "weld"],
)
def test_opensim_takes_over_where_a_loop_is_closed(
    tmp_path: Path, close: Loop, kind: str, heading: float
) -> None:
    path, tree = linkage(tmp_path, close)
    assert [kind in reason for reason in tree.unsupported] == [True]
    rough = trial_of(tree, wandering(tree, heading=heading))
    first = follow(path, tree, rough)  # does not meet the markers, but closes the loop
    assert first.solver == "opensim"
    assert kind in first.notes[0]
    assert np.nanmax(first.marker_error_m) > 0.01
    again = follow(path, tree, trial_of(tree, first.values))
    assert np.nanmax(again.marker_error_m) < 1e-5
    apart = again.values - first.values
    apart[:, tree.rotational] -= 2 * np.pi * np.round(apart[:, tree.rotational] / (2 * np.pi))
    np.testing.assert_allclose(apart, 0.0, atol=1e-4)
    if kind == "PointConstraint":  # the tree, free of the loop, still places what was solved
        kinematics = Kinematics(tree)
        poses = kinematics.poses(again.values.T)
        ends = [
            kinematics.points(poses, "b3", np.array([0.1, 0.4, 0.0])),
            kinematics.points(poses, "b5", np.array([-0.1, 0.4, 0.0])),
        ]
        np.testing.assert_allclose(*ends, atol=1e-6)


def test_the_array_solver_refuses_and_says_what_to_do(tmp_path: Path) -> None:
    _, tree = linkage(tmp_path, point)
    trial = trial_of(tree, wandering(tree))
    tasks = IKTasks(dict.fromkeys(tree.markers, 1.0))
    with pytest.raises(ModelError, match=r"is a PointConstraint; .*--solver opensim"):
        solve_inverse_kinematics(tree, trial, {m: m for m in tree.markers}, tasks)


def test_opensim_leaves_frames_without_markers_empty(tmp_path: Path) -> None:
    path, tree = linkage(tmp_path, point)
    trial = trial_of(tree, wandering(tree, 8))
    points = trial.points_m.copy()
    points[0] = np.nan
    points[3, 2:] = np.nan
    points[5, 4:9] = np.nan
    counted: list[int] = []
    motion = follow(path, tree, replace(trial, points_m=points), progress=counted.append)
    assert np.flatnonzero(np.isnan(motion.values).any(axis=1)).tolist() == [0, 3]
    assert np.isnan(motion.marker_error_m[5, 4:9]).all()
    assert any("2 of 8 frames have fewer than three markers" in note for note in motion.notes)
    assert sum(counted) == 8


def test_a_prescription_over_time_is_obeyed(tmp_path: Path) -> None:
    def sway(made: Assembly) -> None:
        ball = made.model.updJointSet().get(1)
        coordinate = ball.upd_coordinates(1)
        coordinate.setPrescribedFunction(made.osim.LinearFunction(2.0, 0.1))
        coordinate.setDefaultIsPrescribed(True)

    path, tree = linkage(tmp_path, sway)
    assert "prescribed as a function of time" in tree.unsupported[0]
    true = wandering(tree)
    true[:, 7] = 0.1 + 2.0 * np.arange(6) / 100
    motion = follow(path, tree, trial_of(tree, true))
    assert motion.solver == "opensim"
    np.testing.assert_allclose(motion.values, true, atol=5e-4)  # at an accuracy of 1e-6
