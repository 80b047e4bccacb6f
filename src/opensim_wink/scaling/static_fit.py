"""Put a scaled model into the measured standing pose, by bony landmarks and hip centres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.weights import default_weights
from opensim_wink.scaling.measured import Standing
from opensim_wink.scaling.model_landmarks import BodyPoint, neutral_pose
from opensim_wink.trial.recognition import recognise
from opensim_wink.trial.trial import Trial
from opensim_wink.trial.vocabulary import vocabulary

FloatArray = NDArray[np.float64]

_HIP_CENTRE_WEIGHT = 10.0
# Pulls joints that no marker holds towards the neutral pose: 10° cost as much as 4 mm at a knee.
_NEUTRAL_WEIGHT = 0.01


@dataclass(frozen=True, eq=False)
class StaticFit:
    """The scaled model in the standing pose.

    Attributes
    ----------
    motion : Motion
        One frame.
    error_m : dict of str to float
        Trial label → distance from where scaling took its bony landmark; joint centres by their
        landmark names.
    """

    motion: Motion
    error_m: dict[str, float]


def fit_static(
    tree: KinematicTree,
    standing: Standing,
    pairs: Mapping[str, str],
    landmarks: Mapping[str, BodyPoint],
) -> StaticFit:
    """Inverse kinematics of the mean standing pose by bony landmarks and hip centres.

    Clusters and wands are not followed: nobody knows yet where they lie. Joints that no marker
    holds are drawn weakly to the neutral pose.

    Parameters
    ----------
    tree : KinematicTree
        The scaled model.
    standing : Standing
        The person, standing.
    pairs : mapping of str to str
        Model marker → trial label.
    landmarks : mapping of str to BodyPoint
        The scaled model's landmarks.

    Returns
    -------
    StaticFit
        Pose and errors.

    Raises
    ------
    MotionError
        If the markers do not determine the pose.
    """
    points = _bony_points(tree, standing, pairs, landmarks)
    weights = default_weights({label: label for label in points}, standing.found.meaning)
    pose = standing.pose
    for name, place in standing.centres_m.items():
        if name in landmarks and np.isfinite(place).all():
            points[name] = landmarks[name]
            weights[name] = _HIP_CENTRE_WEIGHT
            pose = _with_point(pose, name, place)
    tasks = IKTasks(weights, _towards_neutral(tree))
    followed = _with_markers(tree, points)
    motion = solve_inverse_kinematics(followed, pose, {name: name for name in points}, tasks)
    errors = dict(zip(motion.markers, motion.marker_error_m[0].tolist(), strict=True))
    return StaticFit(motion, errors)


def _bony_points(
    tree: KinematicTree,
    standing: Standing,
    pairs: Mapping[str, str],
    landmarks: Mapping[str, BodyPoint],
) -> dict[str, BodyPoint]:
    """Trial label of each bony landmark that was seen → where it lies on the scaled model."""
    known, found = vocabulary(), standing.found
    bony = {
        label
        for label, landmark in found.meaning.items()
        if known[landmark].kind == "bony" and np.isfinite(standing.pose.marker(label)).all()
    }
    meant = recognise(tree.markers).meaning
    points: dict[str, BodyPoint] = {}
    for name, body, offset in zip(
        tree.markers, tree.marker_body, tree.marker_offset_m, strict=True
    ):
        label = pairs.get(name)
        if label not in bony:
            continue
        if meant.get(name, found.meaning[label]) == found.meaning[label]:
            points[label] = BodyPoint(tree.bodies[body], offset, name)
    for landmark, label in found.landmarks.items():
        if label in bony and label not in points and landmark in landmarks:
            points[label] = landmarks[landmark]
    return points


def _with_point(trial: Trial, label: str, place_m: FloatArray) -> Trial:
    keep = [i for i, name in enumerate(trial.labels) if name != label]
    points = np.concatenate([trial.points_m[:, keep], place_m[None, None]], axis=1)
    return replace(trial, labels=(*(trial.labels[i] for i in keep), label), points_m=points)


def _with_markers(tree: KinematicTree, points: Mapping[str, BodyPoint]) -> KinematicTree:
    return replace(
        tree,
        markers=tuple(points),
        marker_body=np.array([tree.body(p.body) for p in points.values()], dtype=np.intp),
        marker_offset_m=np.array([p.offset_m for p in points.values()]).reshape(-1, 3),
    )


def _towards_neutral(tree: KinematicTree) -> dict[str, tuple[float | None, float]]:
    """Goals for the angles of all joints but the one that carries the body in ground."""
    root = {axis.coordinate for joint in tree.joints if joint.parent == 0 for axis in joint.axes}
    dependent = {coupler.dependent for coupler in tree.couplers}
    neutral = np.rad2deg(neutral_pose(tree))
    return {
        name: (float(neutral[i]), _NEUTRAL_WEIGHT)
        for i, name in enumerate(tree.coordinates)
        if tree.rotational[i] and not tree.locked[i] and i not in root | dependent
    }
