"""A deep squat of the packaged model comes back from its markers, in arrays and in OpenSim."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.engine import load_model
from opensim_wink.body.read_tree import read_tree
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.opensim_solver import solve_with_opensim
from opensim_wink.trial.trial import Trial

SQUAT_DEG = {
    "pelvis_tilt": (0.0, -25.0, -12.0),
    "lumbar_extension": (0.0, -10.0, -38.0),
    "lumbar_bending": (0.0, 2.0, 4.0),
    "lumbar_rotation": (0.0, -3.0, 5.0),
    "hip_flexion_r": (2.0, 80.0, 132.0),
    "hip_flexion_l": (1.0, 78.0, 130.0),
    "hip_adduction_r": (-2.0, -12.0, -20.0),
    "hip_rotation_r": (0.0, -6.0, -15.0),
    "knee_angle_r": (3.0, 90.0, 145.0),
    "knee_angle_l": (3.0, 88.0, 140.0),
    "ankle_angle_r": (0.0, 20.0, 33.0),
    "ankle_angle_l": (0.0, 20.0, 33.0),
    "arm_flex_r": (0.0, 60.0, 90.0),
}


@pytest.fixture(scope="module")
def tree() -> KinematicTree:
    return read_tree(load_model(packaged_model_path()), "packaged model")


@pytest.fixture(scope="module")
def squat(tree: KinematicTree) -> NDArray[np.float64]:
    values = np.tile(tree.default, (3, 1))
    for name, angles in SQUAT_DEG.items():
        values[:, tree.coordinate(name)] = np.deg2rad(angles)
    values[:, tree.coordinate("pelvis_ty")] -= (0.0, 0.3, 0.55)
    return tree.follow_couplers(values)


@pytest.fixture(scope="module")
def trial(tree: KinematicTree, squat: NDArray[np.float64]) -> Trial:
    points = Kinematics(tree).marker_positions(squat)
    return Trial("squat", None, np.arange(3) / 100.0, 100.0, tree.markers, points)


def test_marker_positions_are_those_of_opensim(
    tree: KinematicTree, squat: NDArray[np.float64], trial: Trial
) -> None:
    model = load_model(packaged_model_path())
    state = model.initSystem()
    coordinates = model.getCoordinateSet()
    for name, value in zip(tree.coordinates, squat[2], strict=True):
        if not coordinates.get(name).getLocked(state):
            coordinates.get(name).setValue(state, float(value), False)
    model.realizePosition(state)
    for k, name in enumerate(tree.markers):
        place = model.getMarkerSet().get(name).getLocationInGround(state)
        expected = [place.get(i) for i in range(3)]
        np.testing.assert_allclose(trial.points_m[2, k], expected, atol=1e-9)


@pytest.mark.parametrize("solver", ["arrays", "opensim"])
def test_squat_comes_back_from_its_markers(
    tree: KinematicTree, squat: NDArray[np.float64], trial: Trial, solver: str
) -> None:
    pairs = {name: name for name in tree.markers}
    tasks = IKTasks(dict.fromkeys(tree.markers, 1.0))
    if solver == "arrays":
        motion = solve_inverse_kinematics(tree, trial, pairs, tasks)
    else:
        motion = solve_with_opensim(packaged_model_path(), tree, trial, pairs, tasks)
    assert motion.converged.all()
    angles = tree.rotational
    gap = np.rad2deg(np.abs(motion.values - squat)[:, angles])
    assert gap.max() < 0.05
    assert np.nanmax(motion.marker_error_m) < 1e-4
