"""Net moment at L5/S1, once from above and once from below."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class LumbosacralMoment:
    """Net force and moment that the pelvis exerts on the lumbar spine through L5/S1.

    Attributes
    ----------
    joint : str
        Native joint name.
    above_nm, below_nm : ndarray, shape (T, 3)
        About the joint's centre, along the pelvis's axes (X anterior, Y up, Z right; + about Z
        extends the trunk): from the trunk, head and arms; and from legs, pelvis and ground
        reactions, NaN where these are not complete.
    above_n, below_n : ndarray, shape (T, 3)
        The forces likewise.
    centre_m : ndarray, shape (T, 3)
        The joint's centre in ground.
    difference_nm : ndarray, shape (T,)
        ``below − above`` about Z: a figure for the quality of plates, masses and motion.
    notes : tuple of str
        One sentence each.
    """

    joint: str
    above_nm: FloatArray
    below_nm: FloatArray
    above_n: FloatArray
    below_n: FloatArray
    centre_m: FloatArray
    difference_nm: FloatArray
    notes: tuple[str, ...] = ()
