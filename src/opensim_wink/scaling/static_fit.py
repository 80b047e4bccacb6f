"""Put a scaled model into the measured standing pose, by bony landmarks and hip centres."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES
from opensim_wink.body.scaled_model import ModelMarker
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.weights import default_weights
from opensim_wink.scaling.measured import MeasuredPerson
from opensim_wink.scaling.model_landmarks import BodyPoint, neutral_pose
from opensim_wink.trial.recognition import recognise
from opensim_wink.trial.trial import Trial
from opensim_wink.trial.vocabulary import vocabulary

FloatArray = NDArray[np.float64]

_HIP_CENTRE_WEIGHT = 10.0
# Pulls joints that no marker holds towards the neutral pose: 10° cost as much as 4 mm at a knee, or
# 12 mm where one marker beside the knee would have to tell how the thigh is turned.
_NEUTRAL_WEIGHT, _NEUTRAL_WEIGHT_HIP = 0.01, 0.1
_WRONG_M = 0.075  # soft tissue and build explain less: the label belongs elsewhere
_TOLERANCE = 1e-5  # rad: 4 µm at the end of a thigh
# A person's vertebrae lie higher or lower than the scaled model's, and the head nods: these are
# placed, but tell nothing of the posture before.
_VERTEBRAE = frozenset(f"t{level}" for level in range(1, 13))
_MIDLINE = ("c7", "sternum_jugular", "sternum_middle", "xiphoid")


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
    doubted : tuple of str
        Labels that the pose does not follow, since they lay too far off to be right.
    """

    motion: Motion
    error_m: dict[str, float]
    doubted: tuple[str, ...]


def fit_static(
    tree: KinematicTree,
    person: MeasuredPerson,
    pairs: Mapping[str, str],
    landmarks: Mapping[str, BodyPoint],
) -> StaticFit:
    """Inverse kinematics of the mean standing pose by bony landmarks and hip centres.

    Hip centres by regression are not followed, since the pelvis markers they rest on are. Nor are
    clusters and wands: nobody knows yet where they lie. Nor are head and
    vertebrae, and markers that turn out to lie far off are let go. Joints that no marker
    holds are drawn weakly to the neutral pose.

    Parameters
    ----------
    tree : KinematicTree
        The scaled model.
    person : MeasuredPerson
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
    points = _bony_points(tree, person, pairs, landmarks)
    weights = default_weights({label: label for label in points}, person.found.meaning)
    pose = person.pose
    for name, place in person.centres_m.items():
        if person.centres_given and name in landmarks and np.isfinite(place).all():
            points[name] = landmarks[name]
            weights[name] = _HIP_CENTRE_WEIGHT
            pose = _with_point(pose, name, place)
    goals = _towards_neutral(tree, _loose_hips(person, points), sum(weights.values()))
    markers = [ModelMarker(name, point.body, point.offset_m) for name, point in points.items()]
    # One posture, by markers alone: what arrays cannot hold is obeyed when the trial is solved.
    followed = replace(with_markers(tree, markers), unsupported=())
    pairs_own = {name: name for name in points}
    motion = solve_inverse_kinematics(
        followed, pose, pairs_own, IKTasks(weights, goals), tolerance=_TOLERANCE
    )
    errors = _errors(followed, motion, pose)
    doubted = _doubted(errors, person)
    if doubted:
        rest = {name: weight for name, weight in weights.items() if name not in doubted}
        motion = solve_inverse_kinematics(
            followed, pose, pairs_own, IKTasks(rest, goals), tolerance=_TOLERANCE
        )
        errors = _errors(followed, motion, pose)
    return StaticFit(motion, errors, tuple(doubted))


def _errors(tree: KinematicTree, motion: Motion, pose: Trial) -> dict[str, float]:
    modelled = Kinematics(tree).marker_positions(motion.values)[0]
    return {
        name: float(np.linalg.norm(place - pose.marker(name)[0]))
        for name, place in zip(tree.markers, modelled, strict=True)
    }


def _doubted(errors: Mapping[str, float], person: MeasuredPerson) -> list[str]:
    """Landmarks of legs and trunk so far off that their labels must be wrong.

    Shoulders and arms hang on a girdle that moves in people and not in models.
    """
    known, meaning = vocabulary(), person.found.meaning
    far = [name for name, error in errors.items() if error > _WRONG_M and name in meaning]
    legs = ("femur", "tibia", "foot")
    return [
        name
        for name in far
        if known[meaning[name]].segment.startswith(legs) or meaning[name] in _MIDLINE
    ]


def _bony_points(
    tree: KinematicTree,
    person: MeasuredPerson,
    pairs: Mapping[str, str],
    landmarks: Mapping[str, BodyPoint],
) -> dict[str, BodyPoint]:
    """Trial label of each bony landmark that was seen → where it lies on the scaled model."""
    known, found = vocabulary(), person.found
    bony = {
        label
        for label, landmark in found.meaning.items()
        if known[landmark].kind == "bony"
        and known[landmark].segment not in ("head", "lumbar")
        and landmark not in _VERTEBRAE
        and np.isfinite(person.pose.marker(label)).all()
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


def with_markers(tree: KinematicTree, markers: Sequence[ModelMarker]) -> KinematicTree:
    """A tree with the given markers in place of its own.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    markers : sequence of ModelMarker
        All markers that it is to have.

    Returns
    -------
    KinematicTree
        A copy.
    """
    return replace(
        tree,
        markers=tuple(marker.name for marker in markers),
        marker_body=np.array([tree.body(marker.body) for marker in markers], dtype=np.intp),
        marker_offset_m=np.array([marker.offset_m for marker in markers]).reshape(-1, 3),
    )


def _loose_hips(person: MeasuredPerson, points: Mapping[str, BodyPoint]) -> set[str]:
    """Bodies whose turning about their own length hangs on one marker beside the knee."""
    meant = {person.found.meaning.get(label): point.body for label, point in points.items()}
    return {
        meant[f"lateral_knee_{side}"]
        for side in SIDES
        if f"lateral_knee_{side}" in meant and f"medial_knee_{side}" not in meant
    }


def _towards_neutral(
    tree: KinematicTree, loose: set[str], marker_weight: float
) -> dict[str, tuple[float | None, float]]:
    """Goals for the angles of all joints but the one that carries the body in ground."""
    held = {c for body in loose for axis in tree.joint_of(body).axes for c in axis.coordinates}
    grounded = [joint for joint in tree.joints if joint.parent == 0]
    root = {c for joint in grounded for axis in joint.axes for c in axis.coordinates}
    dependent = {coupler.dependent for coupler in tree.couplers}
    neutral = neutral_pose(tree)
    hip, other = _NEUTRAL_WEIGHT_HIP / marker_weight, _NEUTRAL_WEIGHT / marker_weight
    return {
        name: (float(neutral[i]), hip if i in held else other)
        for i, name in enumerate(tree.coordinates)
        if tree.rotational[i] and not tree.locked[i] and i not in root | dependent
    }
