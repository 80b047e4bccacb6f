"""Levenberg–Marquardt on all frames of a trial at once, with Newton's Hessian near the minimum.

References
----------
Marquardt DW. An algorithm for least-squares estimation of nonlinear parameters. J Soc Ind Appl Math
1963;11:431-441. https://doi.org/10.1137/0111030
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.normal_equations import MarkerFit
from opensim_wink.motion.tree_factor import TreeFactor

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_CHUNK = 256  # frames worked on together: their matrices stay in the processor's cache
_DAMPING_START = 1e-4
_DAMPING_MOST = 1e8
_DAMPING_LEAST = 1e-12
_MAX_STEP = 0.7  # rad or m: farther, the linearisation says nothing
_NEWTON_STEP = 0.1  # rad or m: below this the Hessian's second-order part is trusted


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
        Whether the last step was below the tolerance.
    iterations : ndarray of int, shape (T,)
        Linearisations used.
    """

    values: FloatArray
    cost: FloatArray
    converged: BoolArray
    iterations: NDArray[np.intp]


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

    free: NDArray[np.intp]
    goal: FloatArray
    weight: FloatArray


class Solver:
    """Inverse kinematics of one tree with one set of markers.

    Parameters
    ----------
    kinematics : Kinematics
        The model's forward kinematics.
    markers : tuple of str
        Model markers that are followed, length M.
    free : sequence of int
        Coordinates to solve for.
    tolerance : float
        A frame has converged when its largest step falls below this, rad or m.
    max_iterations : int
        Linearisations allowed per frame.
    goals : CoordinateGoals or None
        Coordinates that are drawn to given values, as indices into ``free``.
    """

    def __init__(
        self,
        kinematics: Kinematics,
        markers: tuple[str, ...],
        free: NDArray[np.intp],
        *,
        tolerance: float = 1e-7,
        max_iterations: int = 200,
        goals: CoordinateGoals | None = None,
    ) -> None:
        order = _outermost_first(kinematics, free)
        self.free = free[order]
        self.fit = MarkerFit(kinematics, markers, self.free)
        self._factor = TreeFactor(self.fit.pattern | np.eye(len(free), dtype=bool))
        self._kinematics = kinematics
        self._tolerance = tolerance
        self._max_iterations = max_iterations
        self._goals = goals
        if goals is not None:
            place = np.argsort(order)
            self._goals = CoordinateGoals(place[goals.free], goals.goal, goals.weight)

    def solve(self, start: FloatArray, targets: FloatArray, weights: FloatArray) -> Solution:
        """Minimise the weighted marker distances of every frame.

        Parameters
        ----------
        start : ndarray, shape (C, T)
            Where to begin, rad or m.
        targets : ndarray, shape (M, 3, T)
            Measured markers, m; finite everywhere.
        weights : ndarray, shape (M, T)
            Weights; 0 where a marker was not seen.

        Returns
        -------
        Solution
            The minimum of each frame.
        """
        n_frames = start.shape[1]
        parts = [
            self._solve_chunk(
                start[:, a : a + _CHUNK], targets[..., a : a + _CHUNK], weights[:, a : a + _CHUNK]
            )
            for a in range(0, n_frames, _CHUNK)
        ]
        if not parts:
            return Solution(start, np.zeros(0), np.zeros(0, bool), np.zeros(0, np.intp))
        return Solution(
            np.concatenate([p.values for p in parts], axis=1),
            np.concatenate([p.cost for p in parts]),
            np.concatenate([p.converged for p in parts]),
            np.concatenate([p.iterations for p in parts]),
        )

    def _solve_chunk(self, start: FloatArray, targets: FloatArray, weights: FloatArray) -> Solution:
        n_frames = start.shape[1]
        values = _follow(self._kinematics.tree, start)
        gradient, matrix, cost = self._linearise(values, targets, weights, np.zeros(n_frames))
        damping = np.full(n_frames, _DAMPING_START)
        converged = np.zeros(n_frames, dtype=bool)
        iterations = np.zeros(n_frames, dtype=np.intp)
        active = np.arange(n_frames)
        for _ in range(self._max_iterations):
            step = self._step(gradient[:, active], matrix[..., active], damping[active])
            proposed = values[:, active].copy()
            proposed[self.free] += step
            proposed = _follow(self._kinematics.tree, proposed)
            largest = np.abs(step).max(axis=0)
            curved = (largest < _NEWTON_STEP).astype(float)
            new = self._linearise(proposed, targets[..., active], weights[:, active], curved)
            iterations[active] += 1
            better = new[2] <= cost[active] * (1 + 1e-13)
            small = largest < self._tolerance
            kept = active[better]
            values[:, kept] = proposed[:, better]
            gradient[:, kept], matrix[..., kept], cost[kept] = (part[..., better] for part in new)
            damping[active] *= np.where(better, 0.1, 10.0)
            np.clip(damping, _DAMPING_LEAST, None, out=damping)
            converged[active] = small & better
            # A tiny step that rounding alone rejects is at the minimum as well.
            converged[active] |= small & (new[2] <= cost[active] * (1 + 1e-9))
            active = active[~converged[active] & (damping[active] < _DAMPING_MOST)]
            if not len(active):
                break
        return Solution(values, cost, converged, iterations)

    def _linearise(
        self, values: FloatArray, targets: FloatArray, weights: FloatArray, curved: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        poses, twists = self._kinematics.poses_and_twists(values)
        positions, residuals, cost = self.fit.residuals(poses, targets, weights)
        gradient, matrix = self.fit.assemble(values, twists, positions, residuals, weights, curved)
        goals = self._goals
        if goals is not None:
            miss = goals.goal[:, None] - values[self.free[goals.free]]
            stiffness = goals.weight[:, None] * weights.sum(axis=0)
            gradient[goals.free] += stiffness * miss
            matrix[goals.free, goals.free] += stiffness
            cost = cost + (stiffness * miss**2).sum(axis=0)
        return gradient, matrix, cost

    def _step(self, gradient: FloatArray, matrix: FloatArray, damping: FloatArray) -> FloatArray:
        diagonal = np.abs(np.einsum("iit->it", matrix))
        # The floor holds coordinates that no visible marker moves where they are.
        floor = 1e-9 * diagonal.mean(axis=0) + 1e-300
        size = len(gradient)
        matrix[np.arange(size), np.arange(size)] += damping * diagonal + floor
        step = self._factor.solve(matrix, gradient)
        largest = np.abs(step).max(axis=0)
        return step * np.minimum(1.0, _MAX_STEP / np.maximum(largest, 1e-300))


def _follow(tree: KinematicTree, values: FloatArray) -> FloatArray:
    return tree.follow_couplers(values.T).T


def _outermost_first(kinematics: Kinematics, free: NDArray[np.intp]) -> NDArray[np.intp]:
    """Order of the free coordinates from the limbs' ends to the root, limb by limb."""
    children: dict[int, list[int]] = {}
    for index, node in enumerate(kinematics.nodes):
        children.setdefault(node.parent, []).append(index)
    visited: list[int] = []
    stack = list(reversed(children.get(-1, [])))
    while stack:
        index = stack.pop()
        visited.append(index)
        stack.extend(reversed(children.get(index, [])))
    met: list[int] = []
    for index in visited:
        met.extend(c for c in kinematics.nodes[index].coordinates if c not in met)
    rank = {c: i for i, c in enumerate(met)}
    return np.array(sorted(range(len(free)), key=lambda i: -rank.get(int(free[i]), -1)), np.intp)
