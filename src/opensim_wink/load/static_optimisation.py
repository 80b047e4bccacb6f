"""Static optimisation: the least activations that balance the moments, frame by frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class MuscleForces:
    """Activations and forces that balance the moments of a motion.

    Attributes
    ----------
    muscles : tuple of str
        Native names, length K.
    activation : ndarray, shape (T, K)
        0 to 1; NaN in frames that were not solved.
    active_n, passive_n : ndarray, shape (T, K)
        Force along the tendon by activation, and by the resting fibre.
    coordinates : tuple of str
        Coordinates whose moments are balanced, length A.
    needed_nm : ndarray, shape (T, A)
        Generalised force that each asks for (N·m, or N for translations).
    reserve_nm : ndarray, shape (T, A)
        What of it the reserve actuators bear, in the same unit.
    motors : tuple of str
        Those of ``coordinates`` that the model gives a torque motor and no muscle crosses, such as
        the arms'; their reserve is no fault.
    solved : ndarray of bool, shape (T,)
        Frames with a solution.
    balanced : ndarray of bool, shape (T,)
        Solved frames whose reserves (motors aside) stay within the limits.
    notes : tuple of str
        What was assumed and what could not be balanced, one sentence each.
    """

    muscles: tuple[str, ...]
    activation: FloatArray
    active_n: FloatArray
    passive_n: FloatArray
    coordinates: tuple[str, ...]
    needed_nm: FloatArray
    reserve_nm: FloatArray
    motors: tuple[str, ...]
    solved: BoolArray
    balanced: BoolArray
    notes: tuple[str, ...] = ()

    @property
    def tension_n(self) -> FloatArray:
        """Whole force along each tendon, shape (T, K)."""
        return np.asarray(self.active_n + self.passive_n)
