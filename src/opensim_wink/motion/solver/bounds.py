"""Steps that stay within the coordinates' ranges, by an active set.

Reference
---------
Nocedal J, Wright SJ. Numerical Optimization. 2nd ed. Springer, 2006, chapter 16.
https://doi.org/10.1007/978-0-387-40065-5
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.motion.solver.tree_factor import TreeFactor

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_STIFF = 1e14  # times a diagonal entry: holds an unknown at a given step to rounding


@dataclass(frozen=True, eq=False)
class Bounds:
    """Ranges of the coordinates that are solved for.

    Attributes
    ----------
    low, high : ndarray, shape (F,)
        Least and largest values, rad or m; infinite where there is none.
    """

    low: FloatArray
    high: FloatArray

    def inside(self, values: FloatArray) -> FloatArray:
        """Values (F, T), each moved to the nearest one within its range."""
        return np.clip(values, self.low[:, None], self.high[:, None])

    def step(
        self, factor: TreeFactor, system: FloatArray, values: FloatArray
    ) -> tuple[FloatArray, BoolArray]:
        """The step that a system asks for, within the ranges.

        Unknowns at a bound that the gradient presses outward are held there. Those that would step
        beyond a bound go as far as it and the others are solved for again, until none does. What
        was held without need is let go in the next step, when the gradient there points inward.

        Parameters
        ----------
        factor : TreeFactor
            Solves the system.
        system : ndarray, shape (F, width, T)
            Right-hand side and positive definite matrix.
        values : ndarray, shape (F, T)
            Where the step begins, within the ranges.

        Returns
        -------
        step : ndarray, shape (F, T)
            The step.
        settled : ndarray of bool, shape (T,)
            Whether no unknown met its bound on the way.
        """
        lowest, highest = self.low[:, None] - values, self.high[:, None] - values
        flat = factor.flat(system)
        press = flat[factor.right]
        held = ((lowest >= 0) & (press < 0)) | ((highest <= 0) & (press > 0))
        given = np.zeros_like(values)
        settled = np.ones(values.shape[1], dtype=bool)
        stiff = _STIFF * np.abs(flat[factor.diagonal]).max(axis=0)
        while True:
            trial = flat.copy()
            trial[factor.diagonal] += np.where(held, stiff, 0.0)
            trial[factor.right] = np.where(held, stiff * given, press)
            step = factor.solve(trial.reshape(system.shape))
            beyond = ((step < lowest) | (step > highest)) & ~held
            if not beyond.any():
                return np.clip(step, lowest, highest), settled
            held |= beyond
            given = np.where(beyond, np.clip(step, lowest, highest), given)
            settled &= ~beyond.any(axis=0)
