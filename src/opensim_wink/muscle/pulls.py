"""What muscles do to the bodies that they run over, per newton of tension."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MusclePulls:
    """Pull of some muscles over T poses, for a tension of 1 N.

    Attributes
    ----------
    names : tuple of str
        Native muscle names, length K.
    length_m : ndarray, shape (T, K)
        Origin to insertion.
    velocity_m_s : ndarray, shape (T, K)
        Its rate, + lengthens.
    about : tuple of str
        Independent coordinates, length A.
    arm_m : ndarray, shape (T, K, A)
        Generalised force on each coordinate: + drives the coordinate up. These are the arms of
        the pulls in ``wrenches`` (points and contacts), so that moments and forces agree.
    wrenches : tuple of dict of int to ndarray, shape (6, T)
        For each muscle and each node of the model's kinematics that it pulls: moment about
        ground's origin, and force, on that node. What it does to ground is left out.
    """

    names: tuple[str, ...]
    length_m: FloatArray
    velocity_m_s: FloatArray
    about: tuple[str, ...]
    arm_m: FloatArray
    wrenches: tuple[dict[int, FloatArray], ...]
