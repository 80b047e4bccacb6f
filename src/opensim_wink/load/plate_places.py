"""Whether plates are where they are said to be: centres of pressure against motion and soles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.load.estimated_ground import total_pressure
from opensim_wink.load.feet import floor_height
from opensim_wink.load.plate_evidence import PlateEvidence, foot_wrench
from opensim_wink.motion.guard.flag import GuardFlag

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

LEAST_S = 0.5  # less than this tells nothing of means
PLACE_M = 0.05
SPOILT_PLACE_M = 0.08
LEAST_SHARE = 0.1  # of the weight: with less on a foot its centre of pressure tells little
FLAT_M = 0.03  # a sole whose ends differ more in height stands on its heel or its toes


def too_short(evidence: PlateEvidence, frames: BoolArray) -> bool:
    """Whether frames last too short for their mean to tell anything.

    Parameters
    ----------
    evidence : PlateEvidence
        For its clock.
    frames : ndarray of bool, shape (T,)
        Which.

    Returns
    -------
    bool
    """
    return bool(frames.sum() * float(np.median(np.diff(evidence.time_s))) < LEAST_S)


def pressure_offset_m(evidence: PlateEvidence, frames: BoolArray) -> tuple[float, float]:
    """Where all plates together press, less where the motion needs it.

    Parameters
    ----------
    evidence : PlateEvidence
        Plates, feet and what the motion needs.
    frames : ndarray of bool, shape (T,)
        Frames that count.

    Returns
    -------
    forwards, right : float
        Medians, m; NaN where the frames last too short to tell.
    """
    if too_short(evidence, frames):
        return float("nan"), float("nan")
    height = floor_height(evidence.soles)
    apart = (
        total_pressure(evidence.borne, height)[frames]
        - total_pressure(evidence.need, height)[frames]
    )
    mean = np.nanmedian(apart, axis=0)
    return float(mean[0]), float(mean[2])


def place_doubt(evidence: PlateEvidence, frames: BoolArray) -> GuardFlag | None:
    """Doubt a total whose centre of pressure lies elsewhere than the motion needs it.

    Parameters
    ----------
    evidence : PlateEvidence
        Plates, feet and what the motion needs.
    frames : ndarray of bool, shape (T,)
        Frames that count.

    Returns
    -------
    GuardFlag or None
    """
    forwards, right = pressure_offset_m(evidence, frames)
    size = float(np.hypot(forwards, right))
    if not size > PLACE_M:
        return None
    reason = (
        f"all plates together press {1000 * forwards:+.0f} mm forwards and {1000 * right:+.0f} mm "
        "to the right of where the motion needs it, on average: plates and markers do not share "
        "their origin or axes, or the zero of the moments is wrong."
    )
    return GuardFlag("plate_place", frames, size, PLACE_M, reason, blocks=size > SPOILT_PLACE_M)


def opposed_doubt(evidence: PlateEvidence, frames: BoolArray) -> GuardFlag | None:
    """Doubt centres of pressure that lie far forwards under one foot and far back under the other.

    The sum over both feet does not show it, and residuals at the pelvis stay small; but each leg's
    moments are wrong. Only frames with both soles flat are looked at: who stands on the toes of one
    foot presses there.

    Parameters
    ----------
    evidence : PlateEvidence
        Plates, feet and what the motion needs.
    frames : ndarray of bool, shape (T,)
        Frames with each foot on plates of its own.

    Returns
    -------
    GuardFlag or None
    """
    height, flat = floor_height(evidence.soles), frames
    ahead: dict[Side, FloatArray] = {}
    for side in SIDES:
        sole, wrench = evidence.soles[side], foot_wrench(evidence, side)
        along = (sole.toe_m - sole.heel_m) * (1.0, 0.0, 1.0)
        unit = along / np.maximum(np.linalg.norm(along, axis=1), 1e-9)[:, None]
        away = total_pressure(wrench, height) - sole.middle_m
        ahead[side] = np.sum(away * unit, axis=1)
        with np.errstate(invalid="ignore"):
            flat = flat & (np.abs(sole.toe_m[:, 1] - sole.heel_m[:, 1]) <= FLAT_M)
            flat = flat & (wrench[4] > LEAST_SHARE * evidence.weight_n)
    if too_short(evidence, flat):
        return None
    apart = float(np.median((ahead["r"] - ahead["l"])[flat]))
    size = abs(apart)
    if not size > PLACE_M:
        return None
    front, back = ("right", "left") if apart > 0 else ("left", "right")
    reason = (
        f"the centre of pressure lies {1000 * size:.0f} mm further forwards under the {front} foot "
        f"than under the {back}, on average ({1000 * PLACE_M:.0f} mm allowed), so one leg is told "
        "too much and the other too little: plates are turned against the markers, one of them is "
        "not where it is said to be, or the zero of its moments is wrong."
    )
    return GuardFlag("plate_place", frames, size, PLACE_M, reason, blocks=size > SPOILT_PLACE_M)
