"""A tilt that already drifts backward, evenly, before the wink.

In a squat the trunk leans forward and the pelvis with it, so the wink begins where the tilt turns.
On all fours the trunk is level from the start: nothing tilts the pelvis forward first, and often it
drifts back a little all the way. There the wink begins where the tilt leaves that line.
"""

from __future__ import annotations

import numpy as np

from opensim_wink.squat.onset.segmented import FEWEST_SAMPLES, segmented_onsets
from opensim_wink.squat.signals import FloatArray

# Before an earlier knot there is too little of the way to tell a drift from noise.
EARLIEST_KNOT = 0.2


def without_drift(depth: FloatArray, tilts_deg: FloatArray, bottom: int) -> FloatArray:
    """Curves less the even backward drift before their knot.

    Parameters
    ----------
    depth : ndarray, shape (N,)
        Share of the depth from the start of a descent to somewhere past the bottom; NaN where
        unsolved.
    tilts_deg : ndarray, shape (Q, N)
        Posterior pelvic tilts.
    bottom : int
        Index of the bottom.

    Returns
    -------
    ndarray, shape (Q, N)
        Each less the slope of the first of two straight lines through the descent, times the
        depth; as it was where that slope is forward, or cannot be told.
    """
    down = slice(0, bottom + 1)
    knots = segmented_onsets(depth[down], tilts_deg[:, down])
    known = np.isfinite(depth[down]) & np.isfinite(tilts_deg[:, down]).all(axis=0)
    slopes = np.zeros(len(tilts_deg))
    if known.sum() >= FEWEST_SAMPLES:
        x, curves = depth[down][known], tilts_deg[:, down][:, known]
        for row in np.flatnonzero(knots >= EARLIEST_KNOT):
            hinge = np.maximum(0.0, x - knots[row])
            lines = np.stack([np.ones_like(x), x, hinge], axis=1)
            slopes[row] = max(0.0, float(np.linalg.lstsq(lines, curves[row], rcond=None)[0][1]))
    return np.asarray(tilts_deg - slopes[:, None] * depth)
