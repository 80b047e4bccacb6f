"""How far the pelvis tucks and the lower back flexes on the way to the bottom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.repetitions import Repetition
from opensim_wink.squat.signals import FloatArray, SquatSignals


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


@dataclass(frozen=True)
class LumbarSplit:
    """Lumbar movement from onset to bottom, split at neutral.

    Attributes
    ----------
    unwind_deg : float
        Extension given up on the way to neutral: the harmless return.
    true_flexion_deg : float
        Flexion beyond neutral.
    """

    unwind_deg: float
    true_flexion_deg: float


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
    lowest = int(np.nanargmin(descent))
    value = float(descent[-1] - descent[lowest]) if missing <= max_missing_share else float("nan")
    return Amplitude(value, rep.start + lowest, missing)


def pelvis_wink(
    signals: SquatSignals, rep: Repetition, *, max_missing_share: float = 0.3
) -> Amplitude:
    """Pelvic wink of one repetition, see `amplitude`.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    rep : Repetition
        The repetition.
    max_missing_share : float
        Above this share of unsolved frames the value is NaN.

    Returns
    -------
    Amplitude
        Degrees of posterior tilt.
    """
    return amplitude(signals.posterior_pelvic_tilt_deg, rep, max_missing_share=max_missing_share)


def lumbar_wink(
    signals: SquatSignals, rep: Repetition, *, max_missing_share: float = 0.3
) -> Amplitude:
    """Lumbar wink of one repetition, see `amplitude`.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    rep : Repetition
        The repetition.
    max_missing_share : float
        Above this share of unsolved frames the value is NaN.

    Returns
    -------
    Amplitude
        Degrees of lumbar flexion; NaN for a model without a lumbar joint.
    """
    return amplitude(signals.lumbar_flexion_deg, rep, max_missing_share=max_missing_share)


def split_at_neutral(onset_deg: float, bottom_deg: float, neutral_deg: float) -> LumbarSplit:
    """Split a lumbar movement into a return to neutral and flexion beyond it.

    ``unwind = min(λ_bottom, λ_N) − min(λ_onset, λ_N)`` and
    ``true_flexion = max(0, λ_bottom − λ_N) − max(0, λ_onset − λ_N)``; their sum is
    ``λ_bottom − λ_onset``.

    Parameters
    ----------
    onset_deg, bottom_deg : float
        Lumbar flexion at the onset and at the bottom, + flexed.
    neutral_deg : float
        Neutral lumbar angle, + flexed.

    Returns
    -------
    LumbarSplit
        Both parts; negative where the spine extended.
    """
    return LumbarSplit(
        unwind_deg=min(bottom_deg, neutral_deg) - min(onset_deg, neutral_deg),
        true_flexion_deg=max(0.0, bottom_deg - neutral_deg) - max(0.0, onset_deg - neutral_deg),
    )
