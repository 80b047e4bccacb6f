"""Put a model's markers where they were measured on the standing person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.scaled_model import ModelMarker
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import listed
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.scaling.measured import MeasuredPerson
from opensim_wink.scaling.model_landmarks import BodyPoint
from opensim_wink.scaling.segments import Segments
from opensim_wink.trial.landmarks import MarkerMatch
from opensim_wink.trial.recognition import recognise
from opensim_wink.trial.vocabulary import vocabulary

FloatArray = NDArray[np.float64]

How = Literal["moved", "added", "kept"]

_CARRIERS = {
    "pelvis": ("pelvis",),
    "thorax": ("torso",),
    "head": ("head", "torso"),
    "femur": ("femur",),
    "tibia": ("tibia",),
    "foot": ("foot",),
    "humerus": ("humerus",),
    "forearm": ("ulna", "radius"),
    "hand": ("hand",),
}


@dataclass(frozen=True, eq=False)
class PlacedMarker:
    """A marker of the scaled model.

    Attributes
    ----------
    marker : ModelMarker
        Its name, body and place.
    label : str or None
        The trial's marker that it was placed by; None where it was not measured.
    how : {"moved", "added", "kept"}
        Moved to where it was measured; put on the model anew; left where scaling took it.
    """

    marker: ModelMarker
    label: str | None
    how: How


class _Pose:
    """Turns places in ground into places on bodies, in the standing pose."""

    def __init__(self, tree: KinematicTree, motion: Motion) -> None:
        self.kinematics = Kinematics(tree)
        self.poses = self.kinematics.poses(tree.follow_couplers(motion.values).T)

    def origin(self, body: str) -> FloatArray:
        return np.asarray(self.kinematics.points(self.poses, body, np.zeros(3))[0])

    def on_body(self, body: str, place_m: FloatArray) -> FloatArray:
        axes = self.kinematics.body_rotation(self.poses, body)[0]
        return np.asarray(axes.T @ (place_m - self.origin(body)))


def place_markers(
    tree: KinematicTree,
    motion: Motion,
    person: MeasuredPerson,
    match: MarkerMatch,
    segments: Segments,
    landmarks: Mapping[str, BodyPoint],
) -> tuple[tuple[PlacedMarker, ...], tuple[str, ...]]:
    """Move every measured marker to its measured place, and add those that the model lacks.

    Joint centres stay at the joints. A cluster marker of the model that was not measured is left
    out, since nobody knows where it lies on this person; a bony one stays where scaling took it.

    Parameters
    ----------
    tree : KinematicTree
        The scaled model with its own markers.
    motion : Motion
        The standing pose, one frame.
    person : MeasuredPerson
        The person, standing.
    match : MarkerMatch
        The model's markers and the trial's.
    segments : Segments
        The model's bodies by segment.
    landmarks : mapping of str to BodyPoint
        The scaled model's landmarks.

    Returns
    -------
    placed : tuple of PlacedMarker
        All markers of the scaled model.
    notes : tuple of str
        What was left out and why, one sentence each.
    """
    posed = _Pose(tree, motion)
    kept, dropped = _own_markers(tree, posed, person, match)
    added, notes = _new_markers(posed, person, match, segments, landmarks)
    needed = {item.marker.name for item in added}
    clash = needed & {item.marker.name for item in kept if item.label is not None}
    own = [item for item in kept if item.marker.name not in needed or item.label is not None]
    new = [item for item in added if item.marker.name not in clash]
    if dropped:
        notes.append(f"cluster markers of the model that were not measured: {listed(dropped)}.")
    if clash:
        notes.append(
            f"not added, since the model's marker of that name follows another: {listed(clash)}."
        )
    return (*own, *new), tuple(notes)


def _own_markers(
    tree: KinematicTree, posed: _Pose, person: MeasuredPerson, match: MarkerMatch
) -> tuple[list[PlacedMarker], list[str]]:
    """The model's own markers: moved, kept, and the names of those left out."""
    known, meaning = vocabulary(), recognise(tree.markers).meaning
    pose, found = person.pose, person.found
    placed, dropped = [], []
    for name, index, offset in zip(
        tree.markers, tree.marker_body, tree.marker_offset_m, strict=True
    ):
        body, label = tree.bodies[index], match.mapping.get(name)
        landmark = found.meaning.get(label, "") if label else meaning.get(name, "")
        kind = known[landmark].kind if landmark in known else "technical"
        seen = label is not None and bool(np.isfinite(pose.marker(label)).all())
        if label is not None and seen and kind != "centre":
            place = posed.on_body(body, pose.marker(label)[0])
            placed.append(PlacedMarker(ModelMarker(name, body, place), label, "moved"))
        elif kind == "technical":
            dropped.append(name)
        else:
            placed.append(PlacedMarker(ModelMarker(name, body, offset), None, "kept"))
    return placed, dropped


def _new_markers(
    posed: _Pose,
    person: MeasuredPerson,
    match: MarkerMatch,
    segments: Segments,
    landmarks: Mapping[str, BodyPoint],
) -> tuple[list[PlacedMarker], list[str]]:
    """Measured markers that the model lacks, on the bodies of their segments."""
    known, pose, found = vocabulary(), person.pose, person.found
    added, homeless, unknown, bending = [], [], [], []
    for label in match.unmatched_trial:
        place = pose.marker(label)[0]
        landmark = found.meaning.get(label)
        if not np.isfinite(place).all() or (landmark and known[landmark].kind == "centre"):
            continue
        if landmark is None:
            unknown.append(label)
            continue
        point = landmarks.get(landmark)
        body = (
            point.body
            if point is not None
            else _carrier(known[landmark].segment, segments, posed, place)
        )
        if body is None:
            homeless.append(label)
            continue
        if known[landmark].segment == "lumbar" and not segments.spine:
            bending.append(label)
        marker = ModelMarker(label, body, posed.on_body(body, place))
        added.append(PlacedMarker(marker, label, "added"))
    notes = []
    if bending:
        notes.append(
            f"lumbar markers ride on the trunk, since the model has no lumbar vertebrae that move: "
            f"{listed(bending)}."
        )
    if homeless:
        notes.append(f"markers of segments that the model lacks: {listed(homeless)}.")
    if unknown:
        notes.append(
            f"markers that stand for no known landmark, not placed: {listed(unknown)}; "
            "a label map (--labels) can name them."
        )
    return added, notes


def _carrier(segment: str, segments: Segments, posed: _Pose, place_m: FloatArray) -> str | None:
    """The body that carries a marker of a segment; None where the model lacks the segment.

    Lumbar markers ride on the body between pelvis and torso that is nearest in height, on the
    torso where there is none.
    """
    if segment == "lumbar" and segments.spine:
        return min(segments.spine, key=lambda body: abs(posed.origin(body)[1] - place_m[1]))
    if segment == "lumbar":
        return segments.carriers.get("torso")
    part, _, side = segment.partition("_")
    for name in _CARRIERS.get(part, ()):
        body = segments.carriers.get(f"{name}_{side}" if side else name)
        if body is not None:
            return body
    return None
