"""Forces from outside the body: the ground, a bar, a weight in the hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class AppliedForce:
    """A force from outside on one body, over the frames of a motion.

    Attributes
    ----------
    name : str
        What it is, such as ``"plate 1 on the right foot"``.
    body : str
        The body that it acts on.
    force_n : ndarray, shape (T, 3)
        Force on the body along ground's axes, N; NaN where it is not known.
    point_m : ndarray, shape (T, 3)
        Where it acts, in ground, m; it may be NaN where the force is zero.
    moment_nm : ndarray, shape (T, 3)
        Free moment on the body along ground's axes, N·m.
    estimated : bool
        Whether it was estimated from the motion rather than measured.
    """

    name: str
    body: str
    force_n: FloatArray
    point_m: FloatArray
    moment_nm: FloatArray
    estimated: bool = False

    @property
    def wrench(self) -> FloatArray:
        """Moment about ground's origin and force on the body, shape (6, T)."""
        point = np.where(np.isfinite(self.point_m), self.point_m, 0.0)
        unknown = (self.force_n != 0) & ~np.isfinite(self.point_m)
        moment = self.moment_nm + np.cross(point, self.force_n)
        moment[unknown.any(axis=1)] = np.nan
        return np.concatenate([moment.T, self.force_n.T])
