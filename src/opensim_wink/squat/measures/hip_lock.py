"""Does hip flexion stop while depth goes on?

The account that blames the hip socket says that thigh and pelvis meet, the hip locks, and only the
spine can go on. Then hip flexion must level off, or fall, before the bottom, while the thigh still
turns. Radiographs show such a peak before the bottom in healthy hips (Hara 2014,
doi:10.1155/2014/457573). The test is necessary, not sufficient: a person may stop flexing the hip
for reasons other than bone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.measures.over_depth import DEPTH_GRID, over_depth
from opensim_wink.squat.signals import FloatArray
from opensim_wink.squat.uncertainty.estimate import Estimate

# Hip flexion gained per whole depth below which the hip counts as standing still. A squat gains
# about 100° in all; 20° is a fifth of that pace, 2° over the last tenth.
STILL_DEG_PER_DEPTH = 20.0
WINDOW = 0.1

DEFINITIONS = {
    "hip_peak_deg": "Largest hip flexion of the descent, mean of both sides.",
    "hip_peak_depth_fraction": "Depth at which hip flexion is largest.",
    "hip_lost_deg": (
        "Largest hip flexion of the descent minus that at the bottom: what the pelvis took back "
        "(as in Hara 2014, where it peaked before the bottom)."
    ),
    "hip_end_gain_deg": (
        "Hip flexion gained over the last tenth of the depth: near or below zero where the hip "
        "is locked."
    ),
    "thigh_end_gain_deg": (
        "Thigh elevation gained over the same tenth: without it the hip has nothing to follow and "
        "a small gain is no lock."
    ),
    "hip_still_share": (
        "Share of the depth, up to the bottom, over which hip flexion gains less than "
        f"{STILL_DEG_PER_DEPTH:g}° per whole depth, over windows of a tenth; 0 where it gains to "
        "the end."
    ),
    "hip_locked": (
        "Whether hip flexion surely gains less than "
        f"{STILL_DEG_PER_DEPTH * WINDOW:g}° over the last tenth of the depth while the thigh "
        "surely gains more; false where it surely gains as much, null where the intervals do not "
        "tell."
    ),
}


@dataclass(frozen=True, eq=False)
class HipLock:
    """Hip flexion towards the end of a descent; each of shape (...).

    Attributes
    ----------
    peak_deg : ndarray
        Largest hip flexion.
    peak_depth_fraction : ndarray
        Where.
    lost_deg : ndarray
        From the peak to the bottom, ≥ 0.
    end_gain_deg : ndarray
        Hip flexion gained over the last tenth of the depth.
    thigh_end_gain_deg : ndarray
        Thigh elevation gained there.
    still_share : ndarray
        Share of the depth before the bottom in which hip flexion stands still.
    """

    peak_deg: FloatArray
    peak_depth_fraction: FloatArray
    lost_deg: FloatArray
    end_gain_deg: FloatArray
    thigh_end_gain_deg: FloatArray
    still_share: FloatArray


def hip_lock(
    depth: FloatArray,
    hip_flexion_deg: FloatArray,
    thigh_elevation_deg: FloatArray,
    rep: Repetition,
    *,
    still_deg_per_depth: float = STILL_DEG_PER_DEPTH,
) -> HipLock:
    """Measure whether the hip stops flexing before the bottom.

    Parameters
    ----------
    depth : ndarray, shape (..., T)
        Share of the repetition's depth in every frame, see `depth_share`.
    hip_flexion_deg, thigh_elevation_deg : ndarray, shape (..., T)
        Mean of both sides, or one side; thigh against the vertical, 0 hanging.
    rep : Repetition
        The repetition.
    still_deg_per_depth : float
        Gain per whole depth below which the hip counts as standing still.

    Returns
    -------
    HipLock
        NaN where the end of the descent was not solved.
    """
    hip = over_depth(depth, hip_flexion_deg, rep, "descent")
    thigh = over_depth(depth, thigh_elevation_deg, rep, "descent")
    window = round(WINDOW * (DEPTH_GRID.size - 1))
    at = np.where(np.isfinite(hip), hip, -np.inf).argmax(axis=-1)
    peak = np.take_along_axis(hip, at[..., None], axis=-1)[..., 0]
    gain = hip[..., window:] - hip[..., :-window]
    moving = ~(gain < still_deg_per_depth * WINDOW)
    # Windows that stand still, counted from the bottom upwards until the first that moves.
    still = np.cumprod(~moving[..., ::-1], axis=-1).sum(axis=-1)
    share = np.where(still > 0, (still - 1) / (DEPTH_GRID.size - 1) + WINDOW, 0.0)
    solved = np.isfinite(hip[..., -1])
    return HipLock(
        peak_deg=np.asarray(peak),
        peak_depth_fraction=np.where(np.isfinite(peak) & solved, DEPTH_GRID[at], np.nan),
        lost_deg=np.asarray(peak - hip[..., -1]),
        end_gain_deg=np.asarray(gain[..., -1]),
        thigh_end_gain_deg=np.asarray(thigh[..., -1] - thigh[..., -1 - window]),
        still_share=np.where(solved & np.isfinite(gain[..., -1]), share, np.nan),
    )


def locked(hip_gain: Estimate, thigh_gain: Estimate) -> bool | None:
    """Whether the hip has stopped flexing while the thigh goes on.

    Parameters
    ----------
    hip_gain, thigh_gain : Estimate
        What hip flexion and thigh elevation gain over the last tenth of the depth, degrees.

    Returns
    -------
    bool or None
        True where the hip surely gains less than a standing one would and the thigh surely more;
        False where the hip surely gains as much; None where the intervals do not tell.
    """
    least = STILL_DEG_PER_DEPTH * WINDOW
    if not math.isfinite(hip_gain.value) or hip_gain.low is None or hip_gain.high is None:
        return None
    if hip_gain.low >= least:
        return False
    goes_on = thigh_gain.low is not None and thigh_gain.low >= least
    return True if hip_gain.high < least and goes_on else None
