"""Right against left at one moment of a squat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.curves import at_time
from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.signals import FloatArray, SquatSignals

DEFINITIONS = {
    "hip_flexion_difference_deg": "Right minus left hip flexion.",
    "knee_flexion_difference_deg": "Right minus left knee flexion.",
    "ankle_dorsiflexion_difference_deg": "Right minus left ankle dorsiflexion.",
    "pelvic_list_change_deg": (
        "Sideways tilt of the line through both hip centres since the start of the repetition, "
        "+ right side higher."
    ),
    "pelvic_rotation_change_deg": (
        "Turn of the same line seen from above since the start of the repetition, + right side "
        "ahead."
    ),
    "hip_shift_m": (
        "Midpoint of the hips against the midpoint of the ankles, sideways, since the start of "
        "the repetition, + to the right."
    ),
}


@dataclass(frozen=True)
class SidewaysPelvis:
    """How far the pelvis has left the middle since the start of a repetition.

    Attributes
    ----------
    pelvic_list_change_deg : float
        + right side higher.
    pelvic_rotation_change_deg : float
        + right side ahead.
    hip_shift_m : float
        Hips over ankles, + to the right.
    """

    pelvic_list_change_deg: float
    pelvic_rotation_change_deg: float
    hip_shift_m: float


def side_difference(
    time_s: FloatArray, sides: FloatArray, when_s: float | FloatArray
) -> FloatArray:
    """Right minus left of an angle at one moment.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    sides : ndarray, shape (..., T, 2)
        The angle, right and left.
    when_s : float or ndarray, shape (...)
        The moment, one for all curves or one for each.

    Returns
    -------
    ndarray, shape (...)
        NaN where a side is unknown there.
    """
    return at_time(time_s, sides[..., 0] - sides[..., 1], when_s)


def sideways_pelvis(signals: SquatSignals, rep: Repetition, when_s: float) -> SidewaysPelvis:
    """List, rotation and shift of the pelvis at one moment, since the start of the repetition.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    rep : Repetition
        The repetition.
    when_s : float
        The moment, such as the onset or the bottom.

    Returns
    -------
    SidewaysPelvis
        NaN where unknown.
    """
    ankles = np.asarray(signals.foot_m[:, :, 2].mean(axis=1))

    def change(values: FloatArray) -> float:
        now, then = (at_time(signals.time_s, values, at_s) for at_s in (when_s, rep.start_s))
        return float(now - then)

    return SidewaysPelvis(
        pelvic_list_change_deg=change(signals.pelvic_list_deg),
        pelvic_rotation_change_deg=change(signals.pelvic_rotation_deg),
        hip_shift_m=change(signals.hip_right_m - ankles),
    )
