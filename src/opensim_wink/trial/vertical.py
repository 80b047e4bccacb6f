"""Which of the laboratory's axes points up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import TrialError
from opensim_wink.trial.landmark_positions import Places
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]

_AXES = {
    sign + name: (-1.0 if sign == "-" else 1.0) * np.eye(3)[index]
    for sign in "+-"
    for index, name in enumerate("XYZ")
}
# Levels of a standing body from the floor up, each by the segments whose landmarks lie there.
_LEVELS = (("foot",), ("tibia",), ("femur",), ("pelvis",), ("lumbar",), ("thorax",), ("head",))
_STRAIGHT_COS = 0.82
_STANDING_SPAN_M = 0.5
_LOADED_N = 50.0
# Feet this near to zero along the body's axis stand on the laboratory's floor.
_FLOOR_M = 0.25
# A body that is never this share of its standing length does not stand.
_STANDS_UP = 0.9
# A pelvis that comes down by the one while the feet move by less than the other: a squat.
_DOWN_M, _PLANTED_M = 0.15, 0.08


@dataclass(frozen=True)
class Vertical:
    """The laboratory's vertical.

    Attributes
    ----------
    axis : str
        Signed axis that points up, such as ``"+Z"``.
    up : ndarray, shape (3,)
        The same as a unit vector in laboratory axes.
    note : str
        One sentence: which axis, from what evidence.
    doubtful : bool
        Whether the evidence is weak or some of it says otherwise.
    span_m : float
        Length of the body from its lowest to its highest landmarks; NaN where it is not known.
    """

    axis: str
    up: FloatArray
    note: str
    doubtful: bool
    span_m: float = float("nan")


@dataclass(frozen=True)
class _Evidence:
    """What one source says points up; ``strong`` where it can overrule another."""

    source: str
    axis: str
    strong: bool
    span_m: float = float("nan")


def nearest_axis(direction: FloatArray) -> tuple[str, float]:
    """The signed axis closest to a direction.

    Parameters
    ----------
    direction : ndarray, shape (3,)
        Any length but zero.

    Returns
    -------
    str
        ``"+X"`` … ``"-Z"``.
    float
        Cosine of the angle between them.
    """
    unit = direction / np.linalg.norm(direction)
    axis = max(_AXES, key=lambda name: float(_AXES[name] @ unit))
    return axis, float(_AXES[axis] @ unit)


def _from_body(places: Places) -> _Evidence | None:
    """Feet below pelvis below head, in the frames where the body is longest."""
    levels = [places.mean(places.of_segments(*names), every=False) for names in _LEVELS]
    known = [level for level in levels if level is not None]
    if len(known) < 2:
        return None
    across = known[-1] - known[0]
    span = np.linalg.norm(across, axis=1)
    if not np.isfinite(span).any():
        return None
    upright = span >= 0.9 * np.nanpercentile(span, 95)
    steps = [
        np.nanmedian(b[upright] - a[upright], axis=0)
        for a, b in pairwise(known)
        if np.isfinite((b - a)[upright]).all(axis=1).any()
    ]
    tallest = np.nanmedian(across[upright], axis=0)
    if not np.linalg.norm(tallest) > 0.0:
        return None  # all in one place, as in a damaged file
    axis, cosine = nearest_axis(tallest)
    rising = sum(float(_AXES[axis] @ step) for step in steps)
    path = sum(float(np.linalg.norm(step)) for step in steps)
    straight = cosine > _STRAIGHT_COS and path > 0 and rising / path > _STRAIGHT_COS
    longest_m = float(np.nanpercentile(span, 95))
    strong = straight and longest_m > _STANDING_SPAN_M
    return _Evidence("the body's posture", axis, strong, longest_m)


def _clearly_upright(places: Places, axis: str) -> bool:
    """Whether a body along this axis stands, as one that lies along it as straight does not.

    Either its feet are on the floor, or its pelvis comes down on feet that stay.
    """
    names = places.of_segments("foot") or places.of_segments("tibia")
    feet, pelvis = places.mean(names, every=False), places.mean(places.of_segments("pelvis"))
    if feet is None:
        return False
    height = feet @ _AXES[axis]
    if abs(float(np.nanmedian(height))) <= _FLOOR_M:
        return True
    if pelvis is None:
        return False
    down, planted = (
        float(np.nanpercentile(way, 95) - np.nanpercentile(way, 5))
        if np.isfinite(way).any()
        else np.nan
        for way in (pelvis @ _AXES[axis], height)
    )
    return bool(down > _DOWN_M and planted < _PLANTED_M)


def _from_plates(trial: Trial) -> _Evidence | None:
    """Ground reactions push up."""
    forces = [plate.force_n for plate in trial.plates]
    if not forces:
        return None
    total = np.concatenate(forces)
    loaded = total[np.linalg.norm(np.nan_to_num(total), axis=1) > _LOADED_N]
    if len(loaded) == 0:
        return None
    push = np.nanmean(loaded, axis=0)
    if not np.linalg.norm(push) > 0.0:
        return None
    axis, cosine = nearest_axis(push)
    return _Evidence("the ground reaction", axis, cosine > _STRAIGHT_COS)


def _from_screen(trial: Trial) -> _Evidence | None:
    if trial.screen is None or trial.screen[1].strip().upper() not in _AXES:
        return None
    return _Evidence("the file's screen axes", trial.screen[1].strip().upper(), True)


def _from_cloud(trial: Trial) -> _Evidence | None:
    """All markers: the axis they stand along, the floor being near zero at one end of it."""
    seen = np.isfinite(trial.points_m).all(axis=2).sum(axis=1) >= 4
    if not seen.any():
        return None
    points = trial.points_m[seen]
    low, high = (np.median(edge, axis=0) for edge in (np.nanmin(points, 1), np.nanmax(points, 1)))
    extent = high - low
    index = int(np.argmax(extent))
    if extent[index] < 1.3 * np.sort(extent)[1] or extent[index] < _STANDING_SPAN_M:
        return None
    ends = {"+": abs(float(low[index])), "-": abs(float(high[index]))}
    sign = min(ends, key=lambda name: ends[name])
    if ends[sign] > 0.3 * extent[index]:
        return None
    return _Evidence("the marker cloud's height over the floor", sign + "XYZ"[index], True)


def _last_resort(trial: Trial, body: _Evidence | None) -> list[_Evidence]:
    """One weak clue: the format's habit, the marker cloud, the posture of a bent body."""
    if trial.source is not None and trial.source.suffix.lower() == ".trc":
        return [_Evidence("the habit of TRC files, nothing firmer being there", "+Y", False)]
    cloud = _from_cloud(trial)
    if body is None:
        return [cloud] if cloud is not None else []
    if cloud is not None and cloud.axis == body.axis:
        return [body, cloud]
    return [_Evidence("a bent body's posture, which is uncertain", body.axis, False)]


def find_vertical(trial: Trial, places: Places, session: Vertical | None = None) -> Vertical:
    """Decide which axis points up.

    The file's screen axes, the body's posture and the ground reaction each have a say. Where they
    differ, two outvote one; posture of a body that clearly stands outvotes the screen axes, which
    many files carry unchanged from a template, and the screen axes outvote the posture of a bent
    body, and of a straight one that may lie.

    Parameters
    ----------
    trial : Trial
        In laboratory axes.
    places : Places
        Its landmarks, in the same axes.
    session : Vertical, optional
        That of a standing trial in the same laboratory. It counts where this trial has nothing
        firm, as one on all fours has not.

    Returns
    -------
    Vertical
        Axis, vector, evidence.

    Raises
    ------
    TrialError
        If nothing shows which way is up.
    """
    screen, body, plates = _from_screen(trial), _from_body(places), _from_plates(trial)
    if body is not None and screen is not None and screen.axis != body.axis:
        seconded = plates is not None and plates.axis == body.axis
        opposed = plates is not None and not seconded
        if opposed or not (seconded or _clearly_upright(places, body.axis)):
            body = replace(body, strong=False)
    if body is not None and session is not None and body.span_m < _STANDS_UP * session.span_m:
        body = replace(body, strong=False)  # shorter than it stands: on all fours, or bent
    said = [item for item in (body, screen, plates) if item is not None]
    firm = [item for item in said if item.strong]
    if not firm and session is not None and not session.doubtful:
        firm = [_Evidence("the standing trial, nothing firm being in this one", session.axis, True)]
    firm = firm or _last_resort(trial, body)
    if not firm:
        raise TrialError(
            f"{trial.source or trial.name}: no axis can be called vertical: the file has no screen "
            "axes, no loaded force plate, and no landmarks on two levels of the body; name markers "
            "of the pelvis and the feet or shoulders with a label map"
        )
    votes = {item.axis: sum(other.axis == item.axis for other in firm) for item in firm}
    winner = max(firm, key=lambda item: votes[item.axis])
    agree = [item.source for item in firm if item.axis == winner.axis]
    note = f"Vertical: the laboratory's {winner.axis}, from {' and '.join(agree)}"
    against = [item for item in said if item.axis != winner.axis]
    if against:
        differing = " and ".join(f"{item.source} ({item.axis})" for item in against)
        note += f"; {differing} says otherwise and was overruled"
    doubtful = bool(against) or not any(item.strong for item in firm)
    span_m = float("nan") if body is None else body.span_m
    return Vertical(winner.axis, _AXES[winner.axis], note + ".", doubtful, span_m)
