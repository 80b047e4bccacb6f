"""The second opinion on the onset: two straight lines through the tilt over depth."""

from __future__ import annotations

import numpy as np

from opensim_wink.squat.signals import FloatArray

FIRST_KNOT, LAST_KNOT, KNOTS = 0.05, 0.98, 187
FEWEST_SAMPLES = 8


def segmented_onset(depth: FloatArray, tilt_deg: FloatArray) -> float | None:
    """Second opinion: the knot of two straight lines through tilt over depth.

    Ordinary least squares over the whole descent, knots tried from 0.05 to 0.98 of the depth.

    Parameters
    ----------
    depth : ndarray, shape (N,)
        Share of the depth in the descent; NaN frames are left out.
    tilt_deg : ndarray, shape (N,)
        Posterior pelvic tilt.

    Returns
    -------
    float or None
        The knot; None where fewer than eight frames are known or no knot bends the line upwards.

    References
    ----------
    Muggeo VMR (2003). Estimating regression models with unknown break-points. Stat Med
    22:3055–3071. doi:10.1002/sim.1545
    """
    knot = float(segmented_onsets(depth, tilt_deg[None])[0])
    return None if np.isnan(knot) else knot


def segmented_onsets(depth: FloatArray, tilts_deg: FloatArray) -> FloatArray:
    """`segmented_onset` of many curves over the same depth.

    Parameters
    ----------
    depth : ndarray, shape (N,)
        Share of the depth in the descent; NaN frames are left out.
    tilts_deg : ndarray, shape (S, N)
        Posterior pelvic tilts; a frame unknown in one of them is left out of all.

    Returns
    -------
    ndarray, shape (S,)
        The knots; NaN where there is none.
    """
    known = np.isfinite(depth) & np.isfinite(tilts_deg).all(axis=0)
    x, y = depth[known], tilts_deg[:, known]
    nowhere = np.full(len(tilts_deg), np.nan)
    if x.size < FEWEST_SAMPLES or np.ptp(x) == 0:
        return nowhere
    knots = np.linspace(FIRST_KNOT, LAST_KNOT, KNOTS)
    line, _ = np.linalg.qr(np.stack([np.ones_like(x), x], axis=1))
    hinge = np.maximum(0.0, x - knots[:, None])
    hinge = hinge - (hinge @ line) @ line.T
    size = (hinge**2).sum(axis=1)
    bend = (y - (y @ line) @ line.T) @ hinge.T
    usable = (size > 1e-9 * x.size) & (bend > 0)
    gain = np.where(usable, bend**2 / np.where(size > 0, size, 1.0), -np.inf)
    return np.where(usable.any(axis=1), knots[np.argmax(gain, axis=1)], nowhere)
