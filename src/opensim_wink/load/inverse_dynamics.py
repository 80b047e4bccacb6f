"""Generalised forces that a motion asks for, and what they leave over at the pelvis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class InverseDynamics:
    """Generalised forces of a motion under forces from outside.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    coordinates : tuple of str
        Native names, length C.
    force : ndarray, shape (T, C)
        Generalised force on each coordinate as a tree without couplers, as OpenSim's tool gives
        it: N·m for angles, N for translations, + drives the coordinate up. NaN where not known.
    independent : ndarray, shape (T, C)
        The same with each coupled coordinate's force passed to those that drive it; zero for
        coupled ones.
    residual_n, residual_nm : ndarray, shape (T, 3)
        What the ground would still have to do to the pelvis, about its origin, along ground's
        axes: zero for perfect data, whole weight without a ground reaction.
    known : ndarray of bool, shape (T,)
        Frames with a motion.
    legs_known : ndarray of bool, shape (T,)
        Frames in which ground reactions are complete too, so that the legs may be believed.
    notes : tuple of str
        One sentence each.
    """

    time_s: FloatArray
    coordinates: tuple[str, ...]
    force: FloatArray
    independent: FloatArray
    residual_n: FloatArray
    residual_nm: FloatArray
    known: BoolArray
    legs_known: BoolArray
    notes: tuple[str, ...] = ()
