"""The cycle of extension, flexion and extension that a strength coach's account describes.

On the way down the lower back (or the pelvis) first extends, then flexes towards the bottom; on the
way up it extends again. Each part is measured by itself, so that "a return from an arch", "a wink
that comes back" and "a flexion that stays" can be told apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.repetitions import Repetition
from opensim_wink.squat.signals import FloatArray

# Below this flexion a share of it says nothing.
SMALLEST_FLEXION_DEG = 2.0

DEFINITIONS = {
    "first_extension_deg": (
        "Angle at the start of the repetition minus the most extended (most anterior) angle of "
        "the descent: the extension that comes before the flexion."
    ),
    "flexion_deg": "Angle at the bottom minus that most extended angle of the descent.",
    "return_deg": (
        "Angle at the bottom minus the most extended angle of the ascent: what is taken back on "
        "the way up."
    ),
    "return_share": (
        "Return over flexion: 1 where all of it comes back; none where the flexion is below "
        f"{SMALLEST_FLEXION_DEG:g}°."
    ),
    "left_over_deg": (
        "Angle at the end of the repetition minus that at its start: + more flexed than before."
    ),
}


@dataclass(frozen=True, eq=False)
class Cycle:
    """Extension, flexion and return of one angle in one repetition; each of shape (...).

    Attributes
    ----------
    first_extension_deg : ndarray
        From the start to the most extended moment of the descent, ≥ 0.
    flexion_deg : ndarray
        From there to the bottom, ≥ 0.
    return_deg : ndarray
        From the bottom to the most extended moment of the ascent, ≥ 0.
    return_share : ndarray
        Return over flexion; NaN where the flexion is too small to share.
    left_over_deg : ndarray
        End minus start.
    """

    first_extension_deg: FloatArray
    flexion_deg: FloatArray
    return_deg: FloatArray
    return_share: FloatArray
    left_over_deg: FloatArray


def extension_cycle(
    angle_deg: FloatArray, rep: Repetition, *, max_missing_share: float = 0.3
) -> Cycle:
    """Measure how an angle extends, flexes and extends again.

    Parameters
    ----------
    angle_deg : ndarray, shape (..., T)
        Posterior pelvic tilt (+ posterior) or lumbar flexion (+ flexed) over the whole trial.
    rep : Repetition
        The repetition.
    max_missing_share : float
        Above this share of unsolved frames in a half, what that half shows is NaN.

    Returns
    -------
    Cycle
        Degrees; NaN where the frames needed were not solved.
    """
    start, bottom, end = (angle_deg[..., frame] for frame in (rep.start, rep.bottom, rep.end))
    down = _lowest(angle_deg[..., rep.start : rep.bottom + 1], max_missing_share)
    up = _lowest(angle_deg[..., rep.bottom : rep.end + 1], max_missing_share)
    flexion, back = bottom - down, bottom - up
    enough = flexion >= SMALLEST_FLEXION_DEG
    return Cycle(
        first_extension_deg=np.asarray(start - down),
        flexion_deg=np.asarray(flexion),
        return_deg=np.asarray(back),
        return_share=np.where(enough, back / np.where(enough, flexion, 1.0), np.nan),
        left_over_deg=np.asarray(end - start),
    )


def _lowest(values: FloatArray, max_missing_share: float) -> FloatArray:
    """Smallest solved value along the last axis; NaN where too much is unsolved."""
    known = np.isfinite(values)
    lowest = np.where(known, values, np.inf).min(axis=-1)
    missing = 1.0 - known.mean(axis=-1)
    return np.where((missing <= max_missing_share) & np.isfinite(lowest), lowest, np.nan)
