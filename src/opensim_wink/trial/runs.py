"""Runs of frames that share a property."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and one-past-last frame of every run of True.

    Parameters
    ----------
    mask : ndarray of bool, shape (T,)
        Frames.

    Returns
    -------
    list of (int, int)
        Half-open ranges in order; empty where no frame is true.
    """
    edges = np.flatnonzero(np.diff(np.r_[False, mask, False].astype(np.int8)))
    return [(int(first), int(stop)) for first, stop in edges.reshape(-1, 2)]
