"""Postures at which a muscle's path jumps, as it leaves a wrapping surface all at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
LengthsAt = Callable[[FloatArray, FloatArray], FloatArray]

JUMP_M = 0.002
# A step of the grid is looked into where it changes the length by this much more or less than its
# neighbours do. A path that slides off a surface does so too, and may hide a jump of its size.
_SUSPECT_M = 0.001
_HALVINGS = 7  # 5° become 0.04°, over which the longest arm of a leg moves 0.1 mm


def jumping_steps(
    lengths: FloatArray, hip_deg: FloatArray, knee_deg: FloatArray, axis: int, at: LengthsAt
) -> FloatArray:
    """Changes of a path's length that happen at one point of a step of the grid.

    Each suspect step is halved towards what its neighbours let expect least, until what is left is
    too short for any moment arm to make it.

    Parameters
    ----------
    lengths : ndarray, shape (H, K)
        The path's length at every pair of hip and knee flexion, m.
    hip_deg, knee_deg : ndarray, shape (H,), (K,)
        The grid.
    axis : {0, 1}
        Along hip or knee.
    at : callable
        Lengths, m, at hip and knee flexion of the same shape, degrees.

    Returns
    -------
    ndarray
        One a step along ``axis``: the jump in metres, 0 where there is none.
    """
    change = np.diff(lengths, axis=axis)
    jumps = np.zeros(change.shape)
    expected = _of_neighbours(change, axis)
    suspect = np.argwhere(np.abs(change - expected) > _SUSPECT_M)
    if not len(suspect):
        return jumps
    low = np.stack([hip_deg[suspect[:, 0]], knee_deg[suspect[:, 1]]])
    high = low.copy()
    grid = (hip_deg, knee_deg)[axis]
    high[axis] = grid[suspect[:, axis] + 1]
    lengths_low = lengths[tuple(suspect.T)]
    left, slope = change[tuple(suspect.T)], expected[tuple(suspect.T)]
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        first = at(middle[0], middle[1]) - lengths_low
        second = left - first
        slope = slope / 2  # a jump may hide in a slope that runs against it
        early = np.abs(first - slope) >= np.abs(second - slope)
        lengths_low = np.where(early, lengths_low, lengths_low + first)
        left = np.where(early, first, second)
        low, high = np.where(early, low, middle), np.where(early, middle, high)
    jumps[tuple(suspect.T)] = np.where(np.abs(left) > JUMP_M, left, 0.0)
    return jumps


def _of_neighbours(change: FloatArray, axis: int) -> FloatArray:
    """What the steps before and after let expect; the nearer one to the step at the ends."""
    steps = np.moveaxis(change, axis, 0)
    if len(steps) < 3:
        return change
    expected = np.empty(steps.shape)
    before, after = steps[:-2], steps[2:]
    # Of two neighbours the one that is nearer, since a jump may lie in the other.
    nearer = np.abs(steps[1:-1] - before) <= np.abs(steps[1:-1] - after)
    expected[1:-1] = np.where(nearer, before, after)
    expected[0], expected[-1] = steps[1], steps[-2]
    return np.moveaxis(expected, 0, axis)
