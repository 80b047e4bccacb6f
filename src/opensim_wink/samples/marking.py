"""Where one laboratory puts its markers on a person, and what it calls them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from opensim_wink.motion.kinematics import NodePoses
from opensim_wink.samples.person import Body
from opensim_wink.trial.recognition import recognise
from opensim_wink.trial.vocabulary import label_sets, vocabulary

FloatArray = NDArray[np.float64]

_BONY_SD_M, _TECHNICAL_SD_M = 0.003, 0.012
_SIDES = (("r", 1.0), ("l", -1.0))


@dataclass(frozen=True, eq=False)
class Marking:
    """The markers of one session.

    Attributes
    ----------
    labels : tuple of str
        Labels, length M.
    landmarks : tuple of str
        What each stands for.
    bodies : tuple of str
        The body that each rides on.
    offsets_m : ndarray, shape (M, 3)
        Where on it.
    """

    labels: tuple[str, ...]
    landmarks: tuple[str, ...]
    bodies: tuple[str, ...]
    offsets_m: FloatArray

    def positions(
        self, body: Body, poses: NodePoses, shift_m: FloatArray | None = None
    ) -> FloatArray:
        """Markers in ground.

        Parameters
        ----------
        body : Body
            The person.
        poses : NodePoses
            Their posture.
        shift_m : ndarray, shape (T, M, 3), optional
            How far the skin has carried each marker, in the frame of its body.

        Returns
        -------
        ndarray, shape (T, M, 3)
            Metres.
        """
        found = []
        for index, (name, offset) in enumerate(zip(self.bodies, self.offsets_m, strict=True)):
            place = body.kinematics.points(poses, name, offset)
            if shift_m is not None:
                turn = body.kinematics.body_rotation(poses, name)
                place = place + np.einsum("tij,tj->ti", turn, shift_m[:, index])
            found.append(place)
        return np.stack(found, axis=1)


def put_markers(
    body: Body, label_set: str, rng: np.random.Generator, *, hip_centres: bool = False
) -> Marking:
    """Put a laboratory's markers on a person, a few millimetres off each time.

    Parameters
    ----------
    body : Body
        The person.
    label_set : str
        Name of a label set of `opensim_wink.trial`.
    rng : numpy.random.Generator
        Draws how far each marker is off its landmark (SD 3 mm), or its cluster off ours (12 mm).
    hip_centres : bool
        Whether it determines the hip centres too, by having the hips moved.

    Returns
    -------
    Marking
        All labels of the set whose place on the body is known, of joint centres at most the hips.
    """
    places = _places(body)
    meaning = next(item.meaning for item in label_sets() if item.name == label_set)
    chosen: dict[str, str] = {}
    for label, landmark in meaning.items():
        if landmark in places and (
            vocabulary()[landmark].kind != "centre"
            or (hip_centres and landmark.startswith("hip_centre"))
        ):
            chosen.setdefault(landmark, label)
    offsets = []
    for landmark in chosen:
        technical = vocabulary()[landmark].kind == "technical"
        offsets.append(
            places[landmark][1] + rng.normal(0.0, _TECHNICAL_SD_M if technical else _BONY_SD_M, 3)
        )
    return Marking(
        tuple(chosen.values()),
        tuple(chosen),
        tuple(places[landmark][0] for landmark in chosen),
        np.array(offsets),
    )


def _places(body: Body) -> dict[str, tuple[str, FloatArray]]:
    """Landmark → body and place on it: the model's own markers, then this package's table."""
    tree = body.tree
    meaning = recognise(tree.markers).meaning
    found = {
        meaning[name]: (tree.bodies[index], np.asarray(offset))
        for name, index, offset in zip(
            tree.markers, tree.marker_body, tree.marker_offset_m, strict=True
        )
        if name in meaning
    }
    text = files("opensim_wink.samples").joinpath("marker_places.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    for row in rows:
        place = np.array([float(row[f"{axis}_m"]) for axis in "xyz"])
        for side, sign in _SIDES if "*" in row["landmark"] else (("", 1.0),):
            landmark, carrier = (row[key].replace("*", side) for key in ("landmark", "body"))
            scale = np.array(_factor(body, carrier))
            found.setdefault(landmark, (carrier, place * scale * [1.0, 1.0, sign]))
    return found


def _factor(body: Body, carrier: str) -> tuple[float, float, float]:
    stem = carrier.removesuffix("_r").removesuffix("_l")
    segment = {
        "calcn": "foot",
        "head": "torso",
        "lumbar3": "torso",
        "ulna": "forearm",
        "hand": "forearm",
    }.get(stem, stem)
    return body.build.factors[segment]
