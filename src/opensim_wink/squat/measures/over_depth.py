"""Curves over depth instead of time, so that descent and ascent, and repetitions, can be matched.

A repetition is slow here and fast there; depth is the axis on which its two halves, and several
repetitions, show the same posture. Where the subject stops or bounces on the way, the first frame
that reaches a depth stands for it.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.signals import FloatArray

Phase = Literal["descent", "ascent"]

DEPTH_GRID: FloatArray = np.linspace(0.0, 1.0, 101)
# A hole of unsolved frames is crossed by a straight line where it is no wider than this share of
# the depth at the bottom.
WIDEST_HOLE = 0.08
# The first solved frame stands for depths that are this little above it.
HELD_ABOVE = 0.03


def over_depth(
    depth: FloatArray,
    values: FloatArray,
    rep: Repetition,
    phase: Phase,
    grid: FloatArray = DEPTH_GRID,
    *,
    held_below: float = 1e-9,
) -> FloatArray:
    """Curves of one descent or ascent at given depths.

    Parameters
    ----------
    depth : ndarray, shape (..., T)
        Depth of every frame of the trial, as a share or per leg length.
    values : ndarray, shape (..., T)
        Curves over the same frames; NaN where unsolved.
    rep : Repetition
        The repetition.
    phase : {"descent", "ascent"}
        From start to bottom, or from bottom to end.
    grid : ndarray, shape (G,)
        Rising depths to read at.
    held_below : float
        How far below the deepest frame its value still stands.

    Returns
    -------
    ndarray, shape (..., G)
        NaN at depths that were not reached, or that lie in a hole of unsolved frames.
    """
    depth, values = np.broadcast_arrays(depth, values)
    lead = values.shape[:-1]
    frames = (
        np.arange(rep.start, rep.bottom + 1)
        if phase == "descent"
        else np.arange(rep.end, rep.bottom - 1, -1)
    )
    x, y = (
        curves[..., frames].reshape(-1, frames.size).astype(np.float64)
        for curves in (depth, values)
    )
    known = (np.isfinite(x) & np.isfinite(y)).all(axis=0)
    if not known.any():
        return np.full((*lead, grid.size), np.nan)
    x, y = x[:, known], y[:, known]
    # Nothing lies deeper than the bottom itself, whatever single frames near it say.
    x = np.maximum.accumulate(np.minimum(x, x[:, -1:]), axis=1)
    return _read(x, y, np.flatnonzero(known), grid, held_below).reshape(*lead, grid.size)


def _read(
    x: FloatArray, y: FloatArray, frame: np.ndarray, grid: FloatArray, held_below: float
) -> FloatArray:
    """Straight lines through rows of (x, y), x rising, at the depths of the grid."""
    rows, n = x.shape
    # One search for all rows: each is moved into a range of its own.
    reach = 2.0 + 2.0 * float(np.abs(x).max() + np.abs(grid).max())
    offset = reach * np.arange(rows)[:, None]
    found = np.searchsorted((x + offset).ravel(), (grid + offset).ravel())
    after = found.reshape(rows, grid.size) - n * np.arange(rows)[:, None]
    too_deep = (after >= n) & (grid > x[:, -1:] + held_below)
    too_high = (after <= 0) & (grid < x[:, :1] - HELD_ABOVE)
    after = np.clip(after, 0, n - 1)
    before = np.maximum(after - 1, 0)
    x_before, x_after = (np.take_along_axis(x, index, axis=1) for index in (before, after))
    y_before, y_after = (np.take_along_axis(y, index, axis=1) for index in (before, after))
    width = x_after - x_before
    share = np.clip((grid - x_before) / np.where(width > 0, width, 1.0), 0.0, 1.0)
    hole = (frame[after] - frame[before] > 1) & (width > WIDEST_HOLE * x[:, -1:]) & (share < 1.0)
    read = y_before + np.where(width > 0, share, 1.0) * (y_after - y_before)
    return np.where(too_deep | too_high | hole, np.nan, read)
