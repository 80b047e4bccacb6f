"""From laboratory axes to OpenSim's: X forward, Y up, Z right, the subject facing +X."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import TrialError, listed
from opensim_wink.trial.heading import find_heading
from opensim_wink.trial.landmark_positions import Places
from opensim_wink.trial.recognition import recognise
from opensim_wink.trial.trial import GroundReaction, Trial
from opensim_wink.trial.units import check_person_size
from opensim_wink.trial.vertical import Vertical, find_vertical

FloatArray = NDArray[np.float64]

# Within this of a quarter turn the laboratory's own axes are kept: they are what its plates and its
# other software use, and facing 5° off changes a tilt of 40° by 0.1°.
SQUARE_DEG = 5.0
# More labels than this that stand for several markers are no slip of labelling.
_MOST_DOUBLED = 2
_SAME_PLACE_M = 0.002


def upright_rotation(up: FloatArray) -> FloatArray:
    """A rotation that takes a signed axis to +Y.

    Parameters
    ----------
    up : ndarray, shape (3,)
        Unit vector along a laboratory axis.

    Returns
    -------
    ndarray, shape (3, 3)
        ``R`` with ``R @ up`` = (0, 1, 0) and determinant +1.
    """
    along_x = np.abs(up[0]) > 0.5
    forward = np.array([0.0, 1.0, 0.0]) if along_x else np.array([1.0, 0.0, 0.0])
    return np.stack([forward, up, np.cross(forward, up)])


def heading_rotation(angle_deg: float) -> FloatArray:
    """A rotation about +Y that takes a heading to +X.

    Parameters
    ----------
    angle_deg : float
        Heading from +X about +Y.

    Returns
    -------
    ndarray, shape (3, 3)
        ``R`` with ``R @ (cos a, 0, −sin a)`` = (1, 0, 0).
    """
    cosine, sine = np.cos(np.deg2rad(angle_deg)), np.sin(np.deg2rad(angle_deg))
    if angle_deg % 90.0 == 0.0:  # exact, so that square laboratories keep every digit
        cosine, sine = np.round(cosine), np.round(sine)
    return np.array([[cosine, 0.0, -sine], [0.0, 1.0, 0.0], [sine, 0.0, cosine]])


def rotate_trial(trial: Trial, rotation: FloatArray) -> Trial:
    """Turn markers and force plates about the origin; nothing else changes.

    Parameters
    ----------
    trial : Trial
        Any trial.
    rotation : ndarray, shape (3, 3)
        Proper rotation matrix.

    Returns
    -------
    Trial
        A copy whose vectors are ``rotation @ v``; `Trial.rotation` is left to the caller.
    """

    def turn(vectors: FloatArray) -> FloatArray:
        return np.asarray(vectors @ rotation.T, dtype=np.float64)

    def turn_plate(plate: GroundReaction) -> GroundReaction:
        return replace(
            plate,
            force_n=turn(plate.force_n),
            cop_m=turn(plate.cop_m),
            free_moment_nm=turn(plate.free_moment_nm),
            corners_m=None if plate.corners_m is None else turn(plate.corners_m),
        )

    return replace(
        trial,
        points_m=turn(trial.points_m),
        plates=tuple(turn_plate(plate) for plate in trial.plates),
    )


def _without(trial: Trial, labels: tuple[str, ...]) -> Trial:
    """The trial without some of its markers."""
    keep = [index for index, label in enumerate(trial.labels) if label not in labels]
    kept = tuple(trial.labels[index] for index in keep)
    return replace(trial, labels=kept, points_m=trial.points_m[:, keep])


def _without_doubled(trial: Trial, label_map: Mapping[str, str] | None) -> tuple[Trial, list[str]]:
    """Leave out known markers whose label stands for several points, for who tells which is it.

    Points that are never seen apart, and those that the user's map tells apart, are no doubt.
    """
    known = recognise(trial.labels, label_map).meaning
    unclear = [
        group
        for group in trial.doubled
        if group[0] in known
        and not set(group) & set(label_map or {})
        and _lie_apart([trial.marker(label) for label in group if label in trial.labels])
    ]
    if len(unclear) > _MOST_DOUBLED:
        raise TrialError(
            f"{trial.source or trial.name}: {listed(group[0] for group in unclear)} each stand for "
            "several markers: two people or two exports in one file; give every marker a label of "
            "its own"
        )
    doubts = [
        f"The label {group[0]} is given to {len(group)} markers in different places; none of them "
        "is used: correct the labels in the file, or tell "
        f"{' and '.join(group)} apart with a label map (--labels)."
        for group in unclear
    ]
    return _without(trial, tuple(label for group in unclear for label in group)), doubts


def _lie_apart(points: list[FloatArray]) -> bool:
    """Whether markers are seen in different places, or one now and another then."""
    seen = [point for point in points if np.isfinite(point).any()]
    return any(
        float(np.nan_to_num(np.linalg.norm(point - seen[0], axis=1)).max()) > _SAME_PLACE_M
        or bool((np.isfinite(point) != np.isfinite(seen[0])).any())
        for point in seen[1:]
    )


def _vertical_beside(
    trial: Trial, static: Trial | None, label_map: Mapping[str, str] | None
) -> Vertical | None:
    """The standing trial's vertical; None where it shows none, or may be in other axes."""
    if static is None or static.turned or _kind(static) != _kind(trial):
        return None
    try:
        return find_vertical(static, Places.of(static, label_map))
    except TrialError:
        return None


def _kind(trial: Trial) -> str:
    """The file's ending: one laboratory writes TRC with Y up and C3D with Z up."""
    return trial.source.suffix.lower() if trial.source else ""


def turn_to_opensim(
    trial: Trial,
    *,
    label_map: Mapping[str, str] | None = None,
    static: Trial | None = None,
) -> Trial:
    """Turn a trial so that Y points up and the subject faces +X.

    Markers and force plates are rotated about the laboratory's origin and not moved or mirrored,
    so distances and forces keep their size. The vertical is one of the laboratory's axes (see
    `opensim_wink.trial.vertical.find_vertical`); the heading is that of the subject where the
    squats are (see `opensim_wink.trial.heading.find_heading`); if it is within 5° of one of the
    laboratory's axes, the turn is a whole number of quarters.

    Parameters
    ----------
    trial : Trial
        In laboratory axes; a trial that was turned already is returned as it is.
    label_map : mapping of str to str, optional
        The user's label → landmark.
    static : Trial, optional
        The person standing in the same laboratory axes, not turned yet: it tells the vertical where
        the trial has nothing firm to tell it.

    Returns
    -------
    Trial
        With ``turned`` set, ``rotation`` kept, notes on what was done and from what evidence, and
        those of them in ``doubts`` that a person should look at. One pair of limb markers whose
        sides are exchanged is left out, and so are known markers that share a label.

    Raises
    ------
    TrialError
        If vertical or heading cannot be found, or left and right or front and back of the pelvis
        are exchanged, or the body is too small or large for a person.
    """
    if trial.turned:
        return trial
    trial, doubled = _without_doubled(trial, label_map)
    places = Places.of(trial, label_map)
    source = str(trial.source or trial.name)
    check_person_size(places, source)
    vertical = find_vertical(trial, places, _vertical_beside(trial, static, label_map))
    upright = upright_rotation(vertical.up)
    heading = find_heading(places.turned(upright), trial.time_s, source)
    quarter = 90.0 * round(heading.angle_deg / 90.0)
    square = abs(heading.angle_deg - quarter) <= SQUARE_DEG
    angle_deg = quarter if square else heading.angle_deg
    rotation = heading_rotation(angle_deg) @ upright
    trial = _without(trial, heading.unfit)
    turned = replace(rotate_trial(trial, rotation), turned=True, rotation=rotation)
    about = _turning(angle_deg, square)
    notes = (*doubled, vertical.note, *heading.notes, about)
    doubts = (*doubled, *((vertical.note,) if vertical.doubtful else ()), *heading.doubts)
    return replace(turned.noted(*notes), doubts=trial.doubts + doubts)


def _turning(angle_deg: float, square: bool) -> str:
    """Say by how much the trial was turned about the vertical."""
    if not square:
        return f"Turned by {0 - angle_deg:.1f}° about the vertical so that the subject faces +X."
    way = "Not turned" if angle_deg == 0 else f"Turned by {0 - angle_deg:.0f}°"
    return (
        f"{way} about the vertical: the subject faces +X to within {SQUARE_DEG:g}°, so the "
        "laboratory's axes are kept."
    )
