"""How far the pelvis tucks and the lower back flexes on the way to the bottom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.signals import FloatArray


@dataclass(frozen=True)
class Amplitude:
    """Turning back of an angle between its extreme in the descent and the bottom.

    Attributes
    ----------
    value_deg : float
        Angle at the bottom minus the smallest in the descent, ≥ 0; NaN where the bottom or too
        much of the descent is unsolved.
    extreme_frame : int
        Frame of the smallest value (most anterior tilt, most extension); −1 where there is none.
    missing_share : float
        Share of unsolved frames from the start to the bottom.
    """

    value_deg: float
    extreme_frame: int
    missing_share: float


@dataclass(frozen=True, eq=False)
class LumbarSplit:
    """Lumbar movement from onset to bottom, split at neutral; each of shape (...).

    Attributes
    ----------
    unwind_deg : ndarray
        Extension given up on the way to neutral: the harmless return.
    true_flexion_deg : ndarray
        Flexion beyond neutral.
    """

    unwind_deg: FloatArray
    true_flexion_deg: FloatArray


def turned_back(angle_deg: FloatArray, *, max_missing_share: float = 1.0) -> FloatArray:
    """Last value of curves minus their smallest: what an angle turns back by.

    Parameters
    ----------
    angle_deg : ndarray, shape (..., N)
        Angles from the start of a descent to the bottom; NaN in unsolved frames.
    max_missing_share : float
        Above this share of unsolved frames the value is NaN.

    Returns
    -------
    ndarray, shape (...)
        Degrees, ≥ 0; NaN where the last frame is unsolved.
    """
    known = np.isfinite(angle_deg)
    size = angle_deg[..., -1] - np.where(known, angle_deg, np.inf).min(axis=-1)
    enough = 1.0 - known.mean(axis=-1) <= max_missing_share
    return np.where(enough & known[..., -1], size, np.nan)


def amplitude(angle_deg: FloatArray, rep: Repetition, *, max_missing_share: float) -> Amplitude:
    """Angle at maximum depth minus its minimum in the descent.

    With posterior pelvic tilt this is the published definition, maximum anterior tilt in the
    descent against tilt at maximum depth (Appl Sci 2025;15:12526); with lumbar flexion it is
    flexion at the bottom against the most extended moment of the descent.

    Parameters
    ----------
    angle_deg : ndarray, shape (T,)
        Posterior pelvic tilt (+ posterior) or lumbar flexion (+ flexed) of the trial.
    rep : Repetition
        Where the descent starts and where the bottom is.
    max_missing_share : float
        Above this share of unsolved frames the value is NaN.

    Returns
    -------
    Amplitude
        Never negative, since the bottom belongs to the descent.
    """
    descent = angle_deg[rep.start : rep.bottom + 1]
    known = np.isfinite(descent)
    missing = float(1.0 - known.mean())
    if not known.any():
        return Amplitude(float("nan"), -1, missing)
    value = float(turned_back(descent, max_missing_share=max_missing_share))
    return Amplitude(value, rep.start + int(np.nanargmin(descent)), missing)


def split_at_neutral(
    onset_deg: float | FloatArray, bottom_deg: float | FloatArray, neutral_deg: float
) -> LumbarSplit:
    """Split a lumbar movement into a return to neutral and flexion beyond it.

    ``unwind = min(λ_bottom, λ_N) − min(λ_onset, λ_N)`` and
    ``true_flexion = max(0, λ_bottom − λ_N) − max(0, λ_onset − λ_N)``; their sum is
    ``λ_bottom − λ_onset``.

    Parameters
    ----------
    onset_deg, bottom_deg : float or ndarray, shape (...)
        Lumbar flexion at the onset and at the bottom, + flexed.
    neutral_deg : float
        Neutral lumbar angle, + flexed.

    Returns
    -------
    LumbarSplit
        Both parts; negative where the spine extended, NaN where an angle is.
    """
    onset, bottom = np.asarray(onset_deg), np.asarray(bottom_deg)
    return LumbarSplit(
        unwind_deg=np.asarray(np.minimum(bottom, neutral_deg) - np.minimum(onset, neutral_deg)),
        true_flexion_deg=np.asarray(
            np.maximum(0.0, bottom - neutral_deg) - np.maximum(0.0, onset - neutral_deg)
        ),
    )
