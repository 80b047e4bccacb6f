"""Where a tilt leaves its line: the onset of a wink that nothing turns around.

In a squat the trunk leans forward and the pelvis with it, so the wink begins where the tilt turns.
On all fours the trunk is level from the start: nothing tilts the pelvis forward first, and often it
drifts back a little all the way. There the wink begins at the knot of two straight lines through
tilt over depth. Shapes that fall before they rise, as the reversal's do, would place it too early:
in front of a rise from a level line a rounded corner and a sharp one are hard to tell apart.

References
----------
Muggeo VMR (2003). Estimating regression models with unknown break-points. Stat Med 22:3055–3071.
doi:10.1002/sim.1545
"""

from __future__ import annotations

import numpy as np

from opensim_wink.squat.onset.interval import OnsetInterval
from opensim_wink.squat.onset.noise import FEWEST_CURVES
from opensim_wink.squat.onset.reversal import Reversal
from opensim_wink.squat.onset.segmented import segmented_onsets
from opensim_wink.squat.signals import FloatArray
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.intervals import ENDS

# Share of the wink that must lie beyond the first line; else the tilt turns evenly all the way.
LEAST_BEYOND = 0.5


def find_departure(
    time_s: FloatArray,
    depth: FloatArray,
    tilt_deg: FloatArray,
    bottom: int,
    *,
    tilt_samples_deg: FloatArray | None = None,
) -> tuple[Reversal, OnsetInterval | None] | None:
    """Find where the tilt leaves its line in one descent, and how sure that is.

    Parameters
    ----------
    time_s, depth, tilt_deg : ndarray, shape (N,)
        Times, share of the depth and posterior pelvic tilt from the start of a descent to somewhere
        past the bottom; NaN frames are left out.
    bottom : int
        Index of the bottom.
    tilt_samples_deg : ndarray, shape (S, N), optional
        The tilt with a fresh draw of its noise on top.

    Returns
    -------
    (Reversal, OnsetInterval or None) or None
        The onset, and its interval where at least thirty samples tell it; None where the tilt has
        no knot, or turns as evenly before it as after.
    """
    down = slice(0, bottom + 1)
    samples = np.empty((0, len(tilt_deg))) if tilt_samples_deg is None else tilt_samples_deg
    share, tilt = depth[down], tilt_deg[down]
    knot = float(segmented_onsets(share, tilt[None])[0])
    if np.isnan(knot) or not _departs(share, tilt, knot):
        return None
    when_s = float(_times(time_s[down], share, np.array([knot]))[0])
    onset = Reversal(when_s, knot, "two lines")
    if not len(samples):
        return onset, None
    knots = segmented_onsets(share, np.asarray(samples[:, down], dtype=np.float64))
    known = np.isfinite(knots)
    if known.sum() < FEWEST_CURVES:
        return onset, None
    # Knots of samples hold the noise twice: their scatter about their mean is the error's.
    errors = np.where(known, knots - knots[known].mean(), 0.0)
    draws = np.clip(knot - errors, 0.0, 1.0)
    times = _times(time_s[down], share, draws)
    return onset, OnsetInterval(
        reversal=onset,
        depth_fraction=_within(knot, draws),
        time_s=_within(when_s, times),
        segmented_depth_fraction=None,
        disagreement=None,
        depth_draws=draws,
        time_draws_s=times,
    )


def _departs(depth: FloatArray, tilt_deg: FloatArray, knot: float) -> bool:
    """Whether most of the wink lies beyond the first of two lines with that knot."""
    known = np.isfinite(depth) & np.isfinite(tilt_deg)
    x, tilt = depth[known], tilt_deg[known]
    lines = np.stack([np.ones_like(x), x, np.maximum(0.0, x - knot)], axis=1)
    bend = float(np.linalg.lstsq(lines, tilt, rcond=None)[0][2])
    beyond = bend * float(x[-1] - knot)
    return beyond >= LEAST_BEYOND * float(tilt[-1] - tilt.min())


def _times(time_s: FloatArray, depth: FloatArray, wanted: FloatArray) -> FloatArray:
    """When the depth passes each of the wanted ones for the last time before the bottom."""
    known = np.isfinite(depth)
    # Seen from the bottom, the largest depth so far falls steadily: an inverse exists.
    lowest = np.minimum.accumulate(depth[known][::-1])[::-1]
    return np.interp(wanted, lowest, time_s[known])


def _within(value: float, draws: FloatArray) -> Estimate:
    low, high = np.quantile(draws, ENDS, method="weibull")
    return Estimate(value, min(float(low), value), max(float(high), value))
