"""Frames on their way to a minimum, and where they ended."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]

DAMPING_START = 1e-4  # of a frame that begins far from its minimum, and after a step that failed
DAMPING_LEAST = 1e-12


@dataclass(frozen=True, eq=False)
class Descending:
    """Frames that are still descending: values, systems, costs and damping there.

    ``last`` is the largest part of the last step (rad or m; infinite after a step that failed),
    ``shrank`` what it was as a share of the step before (1 where that is not known).
    """

    frames: IndexArray
    values: FloatArray
    system: FloatArray
    cost: FloatArray
    damping: FloatArray
    last: FloatArray
    shrank: FloatArray

    def shrinks(self, largest: FloatArray) -> FloatArray:
        """By how much the next step will be smaller than this one, at least.

        Steps of a method that converges steadily shrink alike, those of Newton's by the square of
        what they shrank before; the worse of both counts, so one lucky step proves nothing.
        """
        return np.minimum(np.maximum(largest / self.last, self.shrank**2), 1.0)

    def select(self, chosen: BoolArray) -> Descending:
        """Some of the frames."""
        return Descending(
            self.frames[chosen],
            self.values[:, chosen],
            self.system[..., chosen],
            self.cost[chosen],
            self.damping[chosen],
            self.last[chosen],
            self.shrank[chosen],
        )

    def moved(
        self,
        better: BoolArray,
        values: FloatArray,
        system: FloatArray,
        cost: FloatArray,
        largest: FloatArray,
    ) -> Descending:
        """At the proposed values where they are better; elsewhere as before, damped more."""
        damping = np.maximum(self.damping * 0.1, DAMPING_LEAST)
        known = np.isfinite(self.last) & better
        shrank = np.where(known, np.minimum(largest / self.last, 1.0), 1.0)
        if not better.all():
            worse = ~better
            values[:, worse], system[..., worse] = self.values[:, worse], self.system[..., worse]
            cost = np.where(better, cost, self.cost)
            largest = np.where(better, largest, np.inf)
            stiffer = np.maximum(self.damping * 10.0, DAMPING_START)
            damping = np.where(better, damping, stiffer)
        return Descending(self.frames, values, system, cost, damping, largest, shrank)


@dataclass(frozen=True, eq=False)
class Ended:
    """Where frames ended, and values and cost at their last linearisation."""

    values: FloatArray
    before: FloatArray
    cost: FloatArray
    converged: BoolArray
    iterations: IndexArray

    @classmethod
    def at(cls, start: FloatArray) -> Ended:
        """No frame has ended yet."""
        n_frames = start.shape[1]
        return cls(
            start.copy(),
            start.copy(),
            np.full(n_frames, np.inf),
            np.zeros(n_frames, dtype=bool),
            np.zeros(n_frames, dtype=np.intp),
        )

    def store(
        self, now: Descending, chosen: BoolArray, values: FloatArray, converged: BoolArray | bool
    ) -> None:
        """Some of the frames that descended end with values."""
        frames = now.frames[chosen]
        self.values[:, frames] = values[:, chosen]
        self.before[:, frames] = now.values[:, chosen]
        self.cost[frames] = now.cost[chosen]
        self.converged[frames] = converged
