"""What a fit of frames gives, and the goals that coordinates may be drawn to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Solution:
    """Coordinates that minimise the marker distances.

    Attributes
    ----------
    values : ndarray, shape (C, T)
        Coordinates, rad or m, couplers satisfied.
    cost : ndarray, shape (T,)
        Weighted sum of squared marker distances (and coordinate goals), m².
    converged : ndarray of bool, shape (T,)
        Whether what was left to go after the last step is below the tolerance.
    iterations : ndarray of int, shape (T,)
        Steps taken.
    distance_m : ndarray, shape (M, T)
        From the measured to the modelled marker; of no meaning where the weight is 0.
    """

    values: FloatArray
    cost: FloatArray
    converged: BoolArray
    iterations: IndexArray
    distance_m: FloatArray

    @classmethod
    def empty(cls, n_coordinates: int, n_markers: int, n_frames: int) -> Solution:
        """Frames that are still to be solved."""
        return cls(
            np.full((n_coordinates, n_frames), np.nan),
            np.full(n_frames, np.nan),
            np.zeros(n_frames, dtype=bool),
            np.zeros(n_frames, dtype=np.intp),
            np.full((n_markers, n_frames), np.nan),
        )

    def select(self, frames: slice | IndexArray | BoolArray) -> Solution:
        """Some of the frames."""
        return Solution(
            self.values[:, frames],
            self.cost[frames],
            self.converged[frames],
            self.iterations[frames],
            self.distance_m[:, frames],
        )

    def store(self, frames: slice | IndexArray | BoolArray, part: Solution) -> None:
        """Replace some of the frames."""
        self.values[:, frames] = part.values
        self.cost[frames] = part.cost
        self.converged[frames] = part.converged
        self.iterations[frames] = part.iterations
        self.distance_m[:, frames] = part.distance_m


@dataclass(frozen=True, eq=False)
class CoordinateGoals:
    """Coordinates drawn to given values: adds ``Σw · weight · (q − goal)²`` to the cost.

    Σw is the sum of the weights of the markers seen in the frame: OpenSim divides the markers' part
    of the cost by it, so that goals and markers weigh alike however many markers there are.

    Attributes
    ----------
    free : ndarray of int, shape (G,)
        Indices among the free coordinates.
    goal : ndarray, shape (G,)
        Rad or m.
    weight : ndarray, shape (G,)
        Weights.
    """

    free: IndexArray
    goal: FloatArray
    weight: FloatArray

    def pull(self, values: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Stiffness of each goal (G, T) and what all add to the cost (T,)."""
        stiffness = self.weight[:, None] * weights.sum(axis=0)
        miss = self.goal[:, None] - values[self.free]
        return stiffness, (stiffness * miss**2).sum(axis=0)
