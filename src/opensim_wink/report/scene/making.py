"""Make a scene of an analysis: poses, bones, markers, hamstrings and forces, in ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.load.dynamics import prepare_dynamics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.report.scene.carried import carried_things
from opensim_wink.report.scene.forces import scene_forces
from opensim_wink.report.scene.paths import hamstring_paths
from opensim_wink.report.scene.scene import FloatArray, Scene, SceneBody, SceneMarker
from opensim_wink.report.scene.skeleton import skeleton_bones
from opensim_wink.report.scene.turning import steady

if TYPE_CHECKING:
    from opensim_wink.analysis import Analysis


def scene_of(analysis: Analysis) -> Scene:
    """What there is to draw of an analysis.

    Bodies, bones, markers and paths follow the motion as solved, unfiltered, so that the distance
    of a marker from its place is what the solver left; forces are those of the filtered motion.

    Parameters
    ----------
    analysis : Analysis
        The analysis of one trial.

    Returns
    -------
    Scene
        Everything in ground, frame by frame.
    """
    motion, tree = analysis.motion, analysis.subject.tree
    kinematics = Kinematics(tree)
    values = motion.values_of(tree)
    loading = analysis.loading
    dynamics = prepare_dynamics(analysis.subject, motion, cutoff_hz=analysis.settings.cutoff_hz)
    bodies = body_poses(kinematics, values)
    things, cylinders = carried_things(analysis, dynamics, len(bodies))
    return Scene(
        time_s=motion.time_s,
        bodies=(*bodies, *things),
        bones=(*skeleton_bones(analysis.subject, kinematics), *cylinders),
        markers=scene_markers(analysis),
        paths=hamstring_paths(analysis, kinematics, values),
        forces=() if loading is None else scene_forces(analysis.subject, dynamics, loading.loads),
        body_weight_n=float("nan") if loading is None else loading.loads.body_weight_n,
    )


def body_poses(kinematics: Kinematics, values: FloatArray) -> tuple[SceneBody, ...]:
    """Poses of all bodies but ground, in the model's order.

    Parameters
    ----------
    kinematics : Kinematics
        The model's.
    values : ndarray, shape (F, C)
        Coordinates, rad or m; NaN where a frame was not solved.

    Returns
    -------
    tuple of SceneBody
        Body k of the model is number k − 1 here.
    """
    from scipy.spatial.transform import Rotation

    tree = kinematics.tree
    solved = np.isfinite(values).all(axis=1)
    poses = kinematics.poses(tree.follow_couplers(values[solved]).T)
    found = []
    for name in tree.bodies[1:]:
        position = np.full((len(values), 3), np.nan)
        quaternion = np.full((len(values), 4), np.nan)
        position[solved] = kinematics.points(poses, name, np.zeros(3))
        turn = kinematics.body_rotation(poses, name)
        if len(turn):
            quaternion[solved] = steady(
                Rotation.from_matrix(turn).as_quat(canonical=True, scalar_first=True)
            )
        found.append(SceneBody(name, position, quaternion))
    return tuple(found)


def scene_markers(analysis: Analysis) -> tuple[SceneMarker, ...]:
    """Markers that the model followed.

    Parameters
    ----------
    analysis : Analysis
        The analysis of one trial.

    Returns
    -------
    tuple of SceneMarker
        Empty where a motion came from a file; filled gaps are NaN.
    """
    trial, match = analysis.trial, analysis.match
    if trial is None or match is None:
        return ()
    tree = analysis.subject.tree
    unseen = np.zeros((trial.n_frames, len(trial.labels)), dtype=bool)
    for fill in trial.fills:
        unseen[fill.first : fill.last + 1, trial.labels.index(fill.marker)] = True
    return tuple(
        _marker(tree, marker, match.mapping[marker], trial.marker(match.mapping[marker]),
                unseen[:, trial.labels.index(match.mapping[marker])])
        for marker in analysis.motion.markers
        if tree.marker_body[tree.markers.index(marker)] > 0  # one on ground moves with nothing
    )  # fmt: skip


def _marker(
    tree: KinematicTree, name: str, label: str, at_m: FloatArray, unseen: NDArray[np.bool_]
) -> SceneMarker:
    index = tree.markers.index(name)
    return SceneMarker(
        label=label,
        body=int(tree.marker_body[index]) - 1,
        place_m=tree.marker_offset_m[index],
        measured_m=np.where(unseen[:, None], np.nan, at_m),
    )
