"""The subject's own standing, against which depth and change are measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from opensim_wink.squat.curves import bridge_gaps, per_second
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import BoolArray, FloatArray, SquatSignals
from opensim_wink.trial.filters import frame_rate

# What quiet upright standing looks like; wide, since the quietest frames are taken in the end.
STRAIGHT_KNEE_DEG = 30.0
STRAIGHT_HIP_DEG = 45.0
UPRIGHT_LEAN_DEG = 45.0
LEAST_HEIGHT_PER_LEG = 0.7
UPRIGHT_BAND_PER_LEG = 0.06
QUIET_SPEED_PER_LEG = 0.05
QUIET_ROTATION_DEG_PER_S = 15.0
QUIET_MIN_S = 0.25


@dataclass(frozen=True)
class Standing:
    """Posture of the subject when standing, median over frames.

    Attributes
    ----------
    hip_height_m : float
        Mean height of the hip centres.
    posterior_pelvic_tilt_deg, lumbar_flexion_deg, hip_flexion_deg, knee_flexion_deg : float
        Clinical angles, mean of both sides; NaN where the trial has none.
    n_frames : int
        How many frames it was taken from.
    source : {"trial", "static trial", "given"}
        Standing frames of the same trial, of another one, or numbers given by the user.
    """

    hip_height_m: float
    posterior_pelvic_tilt_deg: float
    lumbar_flexion_deg: float
    hip_flexion_deg: float
    knee_flexion_deg: float
    n_frames: int = 0
    source: Literal["trial", "static trial", "given"] = "trial"


def mean_of_sides(values: FloatArray) -> FloatArray:
    """Mean of right and left; the other side alone where one is NaN.

    Parameters
    ----------
    values : ndarray, shape (..., 2)
        Right and left.

    Returns
    -------
    ndarray, shape (...)
        NaN where both sides are.
    """
    finite = np.isfinite(values)
    count = finite.sum(axis=-1)
    total = np.where(finite, values, 0.0).sum(axis=-1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def median_or_nan(values: FloatArray) -> float:
    """Median of the finite values, NaN if there are none."""
    finite = values[np.isfinite(values)]
    return float(np.median(finite)) if finite.size else float("nan")


def standing_frames(signals: SquatSignals, settings: SquatSettings) -> BoolArray:
    """Frames in which the subject stands, upright and as quietly as the trial offers.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    settings : SquatSettings
        For the gaps that may be bridged.

    Returns
    -------
    ndarray of bool, shape (T,)
        All False where the subject never stands upright.
    """
    rate_hz = frame_rate(signals.time_s)
    height = bridge_gaps(signals.hip_height_m, round(settings.max_gap_s * rate_hz))
    knee = mean_of_sides(signals.knee_flexion_deg)
    hip = mean_of_sides(signals.hip_flexion_deg)
    ankle = signals.foot_m[:, :, 1]
    floor = [median_or_nan(ankle[:, side]) for side in (0, 1)]
    grounded = ~(ankle > np.array(floor) + settings.flight_per_leg * signals.leg_length_m).any(1)
    straight = (
        np.isfinite(height) & (knee < STRAIGHT_KNEE_DEG) & (hip < STRAIGHT_HIP_DEG) & grounded
    )
    # Someone who lies has straight joints too: the trunk tells, or the hips level with the feet.
    lying = np.abs(signals.trunk_lean_deg) > UPRIGHT_LEAN_DEG
    low = height - mean_of_sides(ankle) < LEAST_HEIGHT_PER_LEG * signals.leg_length_m
    straight &= ~(lying | low)
    if not straight.any():
        return straight
    band = UPRIGHT_BAND_PER_LEG * signals.leg_length_m
    upright = straight & (np.abs(height - np.percentile(height[straight], 80)) < band)
    speed = np.abs(per_second(height, rate_hz)) / signals.leg_length_m / QUIET_SPEED_PER_LEG
    turning = np.abs(per_second(hip, rate_hz)) / QUIET_ROTATION_DEG_PER_S
    walking = np.hypot(
        per_second(signals.hip_forward_m, rate_hz), per_second(signals.hip_right_m, rate_hz)
    )
    unrest = np.fmax(np.fmax(speed, turning), walking / signals.leg_length_m / 0.2)
    unrest[np.isnan(unrest)] = np.inf
    quiet = upright & (unrest < 1)
    if quiet.sum() >= QUIET_MIN_S * rate_hz:
        return quiet
    quietest: BoolArray = upright & (unrest <= np.quantile(unrest[upright], 0.25, method="lower"))
    return quietest


def standing_reference(
    signals: SquatSignals, *, settings: SquatSettings | None = None
) -> Standing | None:
    """Posture in the standing frames of a trial.

    Parameters
    ----------
    signals : SquatSignals
        Curves of a squat trial or of a static trial.
    settings : SquatSettings, optional
        Defaults where none are given.

    Returns
    -------
    Standing or None
        None where the subject never stands upright in this trial.
    """
    frames = standing_frames(signals, settings or SquatSettings())
    if not frames.any():
        return None
    return posture(signals, frames)


def posture(signals: SquatSignals, frames: BoolArray) -> Standing:
    """Median posture over the given frames.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    frames : ndarray of bool, shape (T,)
        Frames to take.

    Returns
    -------
    Standing
        With ``source="trial"``.
    """
    return Standing(
        hip_height_m=median_or_nan(signals.hip_height_m[frames]),
        posterior_pelvic_tilt_deg=median_or_nan(signals.posterior_pelvic_tilt_deg[frames]),
        lumbar_flexion_deg=median_or_nan(signals.lumbar_flexion_deg[frames]),
        hip_flexion_deg=median_or_nan(mean_of_sides(signals.hip_flexion_deg)[frames]),
        knee_flexion_deg=median_or_nan(mean_of_sides(signals.knee_flexion_deg)[frames]),
        n_frames=int(frames.sum()),
    )
