"""Where a model's landmarks are in its neutral pose: its markers, its joints, its bones."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.scaling.segments import Segments
from opensim_wink.trial.recognition import recognise

FloatArray = NDArray[np.float64]

# Distance from a body's origin to the middle of these joint centres in Rajagopal 2016, in the XY
# plane of the body, m. A model's own distance over this one is the size of its bone.
_REFERENCE_LENGTH_M: dict[str, tuple[float, tuple[str, ...]]] = {
    "pelvis": (0.0966, ("hip_centre_r", "hip_centre_l")),
    "femur": (0.4096, ("knee_centre",)),
    "tibia": (0.4001, ("ankle_centre",)),
    "foot": (0.0643, ("ankle_centre",)),
    "torso": (0.3715, ("shoulder_centre_r", "shoulder_centre_l")),
    "humerus": (0.2866, ("elbow_centre",)),
    "radius": (0.2360, ("wrist_centre",)),
}
_ALIGNED_COS = 0.9
_SIZES = (0.5, 2.0)  # beyond these the body's frame is not the reference's

Frames = Mapping[str, tuple[str, NDArray[np.float64], dict[str, NDArray[np.float64]]]]


@dataclass(frozen=True, eq=False)
class BodyPoint:
    """A point fixed to a body.

    Attributes
    ----------
    body : str
        Body name.
    offset_m : ndarray, shape (3,)
        In the body.
    source : str
        The marker's name, ``"joint"``, or the reference that it was taken from.
    """

    body: str
    offset_m: FloatArray
    source: str


@dataclass(frozen=True, eq=False)
class ModelLandmarks:
    """A model's landmarks and markers.

    Attributes
    ----------
    points : dict of str to BodyPoint
        Landmark → point. Joint centres come from the joints, other landmarks from the model's own
        markers, and from reference bones where it has none.
    place_m : dict of str to ndarray, shape (3,)
        Landmark → position in ground with the model in its neutral pose.
    marker_place_m : dict of str to ndarray, shape (3,)
        Model marker → the same.
    on_pelvis_m : dict of str to ndarray, shape (3,)
        Landmark of the pelvis, and hip centre → position in the pelvis.
    """

    points: dict[str, BodyPoint]
    place_m: dict[str, FloatArray]
    marker_place_m: dict[str, FloatArray]
    on_pelvis_m: dict[str, FloatArray]


def neutral_pose(tree: KinematicTree) -> FloatArray:
    """Every coordinate at zero or the end of its range nearest to that; couplers met.

    Parameters
    ----------
    tree : KinematicTree
        The model.

    Returns
    -------
    ndarray, shape (C,)
        Coordinates, rad or m. Locked ones keep their default.
    """
    ordered = tree.high >= tree.low
    zero = np.where(ordered, np.clip(0.0, tree.low, np.maximum(tree.high, tree.low)), 0.0)
    return tree.follow_couplers(np.where(tree.locked, tree.default, zero))


def find_model_landmarks(tree: KinematicTree, segments: Segments) -> ModelLandmarks:
    """Find a model's landmarks.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    segments : Segments
        Its bodies by segment.

    Returns
    -------
    ModelLandmarks
        Landmarks on their bodies and in ground.
    """
    kinematics = Kinematics(tree)
    poses = kinematics.poses(neutral_pose(tree)[:, None])

    def ground(point: BodyPoint) -> FloatArray:
        return np.asarray(kinematics.points(poses, point.body, point.offset_m)[0])

    def axes(body: str) -> FloatArray:
        return np.asarray(kinematics.body_rotation(poses, body)[0])

    def within(body: str, place: FloatArray) -> FloatArray:
        origin = ground(BodyPoint(body, np.zeros(3), ""))
        return np.asarray(axes(body).T @ (place - origin))

    markers = {
        name: BodyPoint(tree.bodies[body], offset, name)
        for name, body, offset in zip(
            tree.markers, tree.marker_body, tree.marker_offset_m, strict=True
        )
    }
    meaning = recognise(tree.markers).landmarks
    points = {landmark: markers[label] for landmark, label in meaning.items()}
    points |= joint_centres(tree, segments)
    frames = {
        part: (
            body,
            axes(body),
            {name: within(body, ground(point)) for name, point in points.items()},
        )
        for part, body in segments.carriers.items()
    }
    for landmark, point in _from_reference(frames).items():
        points.setdefault(landmark, point)
    pelvis = segments.carriers["pelvis"]
    return ModelLandmarks(
        points,
        {name: ground(point) for name, point in points.items()},
        {name: ground(point) for name, point in markers.items()},
        {
            name: within(pelvis, ground(point))
            for name, point in points.items()
            if point.body == pelvis or name.startswith("hip_centre")
        },
    )


def scaled_points(
    landmarks: ModelLandmarks, factors: Mapping[str, FloatArray]
) -> dict[str, BodyPoint]:
    """A model's landmarks after its bodies were scaled.

    Parameters
    ----------
    landmarks : ModelLandmarks
        Of the generic model.
    factors : mapping of str to ndarray, shape (3,)
        Body → factors along its X, Y, Z.

    Returns
    -------
    dict of str to BodyPoint
        Landmark → point of the scaled model.
    """
    return {
        name: BodyPoint(point.body, point.offset_m * factors[point.body], point.source)
        for name, point in landmarks.points.items()
    }


def posed_points(
    tree: KinematicTree, motion: Motion, points: Mapping[str, BodyPoint]
) -> dict[str, FloatArray]:
    """Where points lie in ground in the first frame of a motion.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    motion : Motion
        A pose or more.
    points : mapping of str to BodyPoint
        Points on its bodies.

    Returns
    -------
    dict of str to ndarray, shape (3,)
        Name → position, m.
    """
    kinematics = Kinematics(tree)
    poses = kinematics.poses(tree.follow_couplers(motion.values[:1]).T)
    return {
        name: np.asarray(kinematics.points(poses, point.body, point.offset_m)[0])
        for name, point in points.items()
    }


def joint_centres(tree: KinematicTree, segments: Segments) -> dict[str, BodyPoint]:
    """Hip, knee, ankle, shoulder, elbow and wrist centres, on the bodies below those joints.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    segments : Segments
        Its bodies by segment.

    Returns
    -------
    dict of str to BodyPoint
        Landmark of kind ``"centre"`` → where the joint's own frame lies in the body it moves.
    """
    below = {
        "hip": "femur",
        "knee": "tibia",
        "ankle": "foot",
        "shoulder": "humerus",
        "elbow": "ulna",
        "wrist": "hand",
    }
    found: dict[str, BodyPoint] = {}
    for name, part in below.items():
        for side in SIDES:
            carrier = segments.carriers.get(f"{part}_{side}")
            if carrier is None:
                continue
            body = carrier if part == "hand" else _first_of_segment(tree, segments, carrier)
            frame = tree.joint_of(body).child_frame
            found[f"{name}_centre_{side}"] = BodyPoint(body, frame.position, "joint")
    return found


def _first_of_segment(tree: KinematicTree, segments: Segments, body: str) -> str:
    """A joint may be spread over several bodies; the first one sits at the anatomical place."""
    members = set(segments.bodies[segments.segment_of(body)])
    parent = tree.bodies[tree.joint_of(body).parent]
    while parent in members:
        body, parent = parent, tree.bodies[tree.joint_of(parent).parent]
    return body


@cache
def _reference() -> tuple[tuple[str, str, FloatArray, str], ...]:
    """Landmark, part, place and source of every row, both sides."""
    text = files("opensim_wink.scaling").joinpath("reference_landmarks.csv").read_text("utf-8")
    rows = []
    for row in csv.DictReader(line for line in text.splitlines() if line[0] != "#"):
        place = np.array([float(row[key]) for key in ("x_m", "y_m", "z_m")])
        if "*" not in row["landmark"]:
            rows.append((row["landmark"], row["body"], place, row["source"]))
            continue
        for side, sign in (("r", 1.0), ("l", -1.0)):
            names = [row[key].replace("*", side) for key in ("landmark", "body")]
            rows.append((names[0], names[1], place * (1.0, 1.0, sign), row["source"]))
    return tuple(rows)


def _from_reference(frames: Frames) -> dict[str, BodyPoint]:
    """Landmarks of the reference bones, where a body's frame is laid out as the reference's."""
    found: dict[str, BodyPoint] = {}
    for landmark, part, place, source in _reference():
        if part not in frames:
            continue
        body, axes, _ = frames[part]
        size = _bone_size(part, frames)
        if size is not None and np.diag(axes).min() > _ALIGNED_COS:
            found[landmark] = BodyPoint(body, place * size, source)
    return found


def _bone_size(part: str, frames: Frames) -> float | None:
    """Size of a bone relative to the reference; None where that cannot be told."""
    bone, _, side = part.partition("_")
    reference_m, ends = _REFERENCE_LENGTH_M[bone]
    centres = frames[part][2]
    names = [f"{end}_{side}" if side else end for end in ends]
    if any(name not in centres for name in names):  # a trunk without arms is sized by its pelvis
        return _bone_size("pelvis", frames) if bone == "torso" else None
    middle = np.mean([centres[name] for name in names], axis=0)
    size = float(np.hypot(middle[0], middle[1])) / reference_m
    return size if _SIZES[0] < size < _SIZES[1] else None
