"""What the standing trial shows: the still frames, their mean, the landmarks, the hip centres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import TrialError
from opensim_wink.scaling.hip_centre import harrington_hip_centres
from opensim_wink.scaling.still_frames import mean_pose, quiet_static
from opensim_wink.trial.landmark_positions import Places, nan_mean
from opensim_wink.trial.recognition import Recognition
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]

HIP_CENTRES = ("hip_centre_r", "hip_centre_l")
_CENTRES_AGREE_M = 0.03


@dataclass(frozen=True, eq=False)
class MeasuredPerson:
    """A person standing still.

    Attributes
    ----------
    trial : Trial
        The still frames.
    pose : Trial
        Their mean, one frame.
    found : Recognition
        What the labels mean.
    places_m : dict of str to ndarray, shape (T, 3)
        Landmark → position in the still frames, hip centres among them where they are known.
    centres_m : dict of str to ndarray, shape (3,)
        Mean hip centres, ``hip_centre_r`` and ``hip_centre_l``, as far as known.
    centres_given : bool
        Whether the trial brings hip centres of its own; otherwise they rest on a regression.
    notes, warnings : tuple of str
        What was done, and what to look at, one sentence each.
    """

    trial: Trial
    pose: Trial
    found: Recognition
    places_m: dict[str, FloatArray]
    centres_m: dict[str, FloatArray]
    centres_given: bool
    notes: tuple[str, ...]
    warnings: tuple[str, ...]


def measure_person(static: Trial, label_map: Mapping[str, str] | None = None) -> MeasuredPerson:
    """Find the still frames of a standing trial, its landmarks and its hip centres.

    Hip centres that the trial brings (functional ones, or from imaging) are used as they are;
    otherwise they come from the regression of Harrington 2007.

    Parameters
    ----------
    static : Trial
        Turned to OpenSim's axes.
    label_map : mapping of str to str, optional
        The user's label → landmark.

    Returns
    -------
    MeasuredPerson
        The person, standing.

    Raises
    ------
    TrialError
        If the trial is not turned, or shows no markers of the body.
    """
    if not static.turned:
        raise TrialError(
            f"{static.source or static.name}: the standing trial is still in laboratory axes; "
            "turn it with turn_to_opensim first."
        )
    trial = quiet_static(static, label_map=label_map)
    seen = Places.of(trial, label_map)
    places = seen.points_m
    given = all(name in places for name in HIP_CENTRES)
    regressed = _regressed(places)
    notes = [
        f"scaled on {trial.n_frames} frames of '{static.name}', "
        f"{trial.time_s[0]:.2f} to {trial.time_s[-1]:.2f} s."
    ]
    warnings = []
    if given:
        notes.append("hip centres as the trial gives them.")
        warnings += _far_from_regression(places, regressed)
    elif regressed:
        places = {**places, **regressed}
        notes.append(
            "hip centres by the regression of Harrington 2007 on the pelvis markers "
            "(doi:10.1016/j.jbiomech.2006.02.003)."
        )
    else:
        warnings.append(
            "hip centres are not known: the trial gives none, and a regression needs both ASIS "
            "and either both PSIS or a sacrum marker; the thighs cannot be scaled by length."
        )
    centres = {name: nan_mean(places[name], 0) for name in HIP_CENTRES if name in places}
    return MeasuredPerson(
        trial,
        mean_pose(trial),
        seen.recognition,
        places,
        centres,
        given,
        tuple(notes),
        tuple(warnings),
    )


def _regressed(places: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    front = {"asis_r", "asis_l"} <= set(places)
    back = {"psis_r", "psis_l"} <= set(places) or "sacrum" in places
    if not (front and back):
        return {}
    centres = harrington_hip_centres(places)
    found = {f"hip_centre_{side}": place for side, place in centres.items()}
    return found if all(np.isfinite(place).any() for place in found.values()) else {}


def _far_from_regression(
    places: Mapping[str, FloatArray], regressed: Mapping[str, FloatArray]
) -> list[str]:
    found = []
    for name, place in regressed.items():
        away = float(np.linalg.norm(nan_mean(places[name] - place, 0)))
        if away > _CENTRES_AGREE_M:
            found.append(
                f"{name}: the trial's own lies {1000 * away:.0f} mm from where the regression of "
                "Harrington 2007 puts it; check how it was found."
            )
    return found
