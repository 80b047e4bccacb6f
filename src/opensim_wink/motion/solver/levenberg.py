"""Levenberg–Marquardt on all frames of a trial at once, with Newton's Hessian near the minimum.

How far a frame still is from its minimum is told by how its steps shrink [2]_: when the next one
would be below the tolerance, the frame takes its last step and is not linearised again. What it
ends with is then evaluated, and frames whose cost rose after all are solved to the end.

References
----------
.. [1] Marquardt DW. An algorithm for least-squares estimation of nonlinear parameters. J Soc Ind
   Appl Math 1963;11:431-441. https://doi.org/10.1137/0111030
.. [2] Deuflhard P. Newton Methods for Nonlinear Problems. Springer, 2011, section 2.1.
   https://doi.org/10.1007/978-3-642-23899-4
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.solver.bounds import Bounds
from opensim_wink.motion.solver.descent import DAMPING_START, Descending, Ended
from opensim_wink.motion.solver.normal_equations import MarkerFit
from opensim_wink.motion.solver.solution import CoordinateGoals, Solution

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]

_CHUNK = 256  # frames worked on together: their matrices stay in the processor's cache
_DAMPING_NEAR = 1e-9  # where the start is close, Newton's step is the right one
_DAMPING_MOST = 1e8
_MAX_STEP = 0.7  # rad or m: farther, the linearisation says nothing
_NEWTON_STEP = 0.1  # rad or m: below this the Hessian's second-order part is trusted
_WEAKEST = 1e-6  # the least curvature, against the diagonal, that counts as determined


class Solver:
    """Inverse kinematics of one tree with one set of markers.

    Parameters
    ----------
    kinematics : Kinematics
        The model's forward kinematics.
    markers : tuple of str
        Model markers that are followed, length M; fastest where those of one body are neighbours.
    free : sequence of int
        Coordinates to solve for.
    tolerance : float
        A frame has converged when what is left to go falls below this, rad or m.
    max_iterations : int
        Steps allowed per frame.
    goals : CoordinateGoals or None
        Coordinates that are drawn to given values, as indices into ``free``.
    bounds : Bounds or None
        Ranges of the coordinates, in the order of ``free``.
    """

    def __init__(
        self,
        kinematics: Kinematics,
        markers: tuple[str, ...],
        free: IndexArray,
        *,
        tolerance: float = 1e-7,
        max_iterations: int = 200,
        goals: CoordinateGoals | None = None,
        bounds: Bounds | None = None,
    ) -> None:
        order = _outermost_first(kinematics, free)
        self.free = free[order]
        self.fit = MarkerFit(kinematics, markers, self.free)
        self._tree = kinematics.tree
        self._tolerance = tolerance
        self._max_iterations = max_iterations
        self._goals = goals
        self._bounds = bounds
        if goals is not None:
            place = np.argsort(order)
            self._goals = CoordinateGoals(place[goals.free], goals.goal, goals.weight)
        if bounds is not None:
            self._bounds = Bounds(bounds.low[order], bounds.high[order])

    def solve(
        self,
        start: FloatArray,
        targets: FloatArray,
        weights: FloatArray,
        *,
        frames: IndexArray | None = None,
        near: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> Solution:
        """Minimise the weighted marker distances of frames.

        Parameters
        ----------
        start : ndarray, shape (C, N)
            Where to begin, rad or m.
        targets : ndarray, shape (M, 3, T)
            Measured markers, m; finite where the weight is not 0.
        weights : ndarray, shape (M, T)
            Weights; 0 where a marker was not seen.
        frames : ndarray of int, shape (N,), optional
            Which frames to solve; all without it.
        near : bool
            Whether the start is thought to lie within a few degrees of the minimum.
        progress : callable, optional
            Called with the number of frames just solved.

        Returns
        -------
        Solution
            The minimum of each of the N frames.
        """
        n_frames = start.shape[1]
        frames = np.arange(n_frames) if frames is None else frames
        solution = Solution.empty(len(start), len(targets), n_frames)
        for begin in range(0, n_frames, _CHUNK):
            part = slice(begin, min(begin + _CHUNK, n_frames))
            chosen = weights[:, frames[part]]
            measured = np.where(chosen[:, None] > 0, targets[..., frames[part]], 0.0)
            measured, chosen = np.ascontiguousarray(measured), np.ascontiguousarray(chosen)
            solution.store(part, self._solve_chunk(start[:, part], measured, chosen, near))
            if progress is not None:
                progress(part.stop - begin)
        return solution

    def _solve_chunk(
        self, start: FloatArray, targets: FloatArray, weights: FloatArray, near: bool
    ) -> Solution:
        start = start.copy()
        if self._bounds is not None:
            start[self.free] = self._bounds.inside(start[self.free])
        descent = self._descend(_follow(self._tree, start), targets, weights, near, hasty=True)
        solution = self._evaluated(descent, targets, weights)
        worse = np.flatnonzero(~(solution.cost <= descent.cost * (1 + 1e-9)))
        if len(worse):
            targets, weights = targets[..., worse], weights[:, worse]
            again = self._descend(descent.before[:, worse], targets, weights, near, hasty=False)
            solution.store(worse, self._evaluated(again, targets, weights))
        return solution

    def _descend(
        self, start: FloatArray, targets: FloatArray, weights: FloatArray, near: bool, hasty: bool
    ) -> Ended:
        """Step until every frame has converged; if hasty, without a look at where the last led."""
        n_frames = start.shape[1]
        ends = Ended.at(start)
        now = Descending(
            np.arange(n_frames),
            start,
            *self._linearise(start, targets, weights, np.full(n_frames, float(near))),
            np.full(n_frames, _DAMPING_NEAR if near else DAMPING_START),
            np.full(n_frames, np.inf),
            np.ones(n_frames),
        )
        for _ in range(self._max_iterations):
            step, settled = self._step(now)
            ends.iterations[now.frames] += 1
            proposed = now.values.copy()
            proposed[self.free] += step
            proposed = _follow(self._tree, proposed)
            largest = np.abs(step).max(axis=0)
            small = largest < self._tolerance
            if hasty:
                shrinks = np.maximum(now.shrinks(largest), now.damping / _WEAKEST)
                last = settled & (largest * np.minimum(shrinks, 1.0) < self._tolerance)
                if last.any():
                    ends.store(now, last, proposed, True)
                    stay = ~last
                    if not stay.any():
                        return ends
                    now, proposed, largest = now.select(stay), proposed[:, stay], largest[stay]
                    targets, weights = targets[..., stay], weights[:, stay]
                    small, settled = small[stay], settled[stay]
            curved = (largest < _NEWTON_STEP).astype(float)
            system, cost = self._linearise(proposed, targets, weights, curved)
            better = cost <= now.cost * (1 + 1e-13)
            # A tiny step that rounding alone rejects is at the minimum as well.
            done = small & settled & (better | (cost <= now.cost * (1 + 1e-9)))
            now = now.moved(better, proposed, system, cost, largest)
            over = done | (now.damping >= _DAMPING_MOST)
            if over.any():
                ends.store(now, over, now.values, done[over])
                stay = ~over
                if not stay.any():
                    return ends
                now, targets, weights = now.select(stay), targets[..., stay], weights[:, stay]
        ends.store(now, np.ones(len(now.frames), dtype=bool), now.values, False)
        return ends

    def _evaluated(self, descent: Ended, targets: FloatArray, weights: FloatArray) -> Solution:
        """Cost and distances at the values that a descent ended with."""
        poses = self.fit.poses(descent.values)
        _, residuals, cost = self.fit.residuals(poses, targets, weights)
        if self._goals is not None:
            _, extra = self._goals.pull(descent.values[self.free], weights)
            cost = cost + extra
        distance = np.sqrt(np.einsum("mit,mit->mt", residuals, residuals))
        return Solution(descent.values, cost, descent.converged, descent.iterations, distance)

    def _linearise(
        self, values: FloatArray, targets: FloatArray, weights: FloatArray, curved: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        poses, twists = self.fit.poses_and_twists(values)
        positions, residuals, cost = self.fit.residuals(poses, targets, weights)
        system = self.fit.assemble(values, twists, positions, residuals, weights, curved)
        goals = self._goals
        if goals is not None:
            stiffness, extra = goals.pull(values[self.free], weights)
            flat, factor = self.fit.factor.flat(system), self.fit.factor
            miss = goals.goal[:, None] - values[self.free[goals.free]]
            flat[factor.right[goals.free]] += stiffness * miss
            flat[factor.diagonal[goals.free]] += stiffness
            cost = cost + extra
        return system, cost

    def _step(self, now: Descending) -> tuple[FloatArray, BoolArray]:
        """The damped step of each frame, and whether it met no bound on the way."""
        factor, system = self.fit.factor, now.system.copy()
        flat = factor.flat(system)
        diagonal = np.abs(flat[factor.diagonal])
        # The floor holds coordinates that no visible marker moves where they are.
        floor = 1e-9 * diagonal.mean(axis=0) + 1e-300
        flat[factor.diagonal] += now.damping * diagonal + floor
        settled = np.ones(len(now.frames), dtype=bool)
        if self._bounds is None:
            step = factor.solve(system)
        else:
            step, settled = self._bounds.step(factor, system, now.values[self.free])
        largest = np.abs(step).max(axis=0)
        return step * np.minimum(1.0, _MAX_STEP / np.maximum(largest, 1e-300)), settled


def _follow(tree: KinematicTree, values: FloatArray) -> FloatArray:
    """Set the coupled coordinates of (C, T) from those that drive them, in place."""
    for coupler in tree.couplers:
        values[coupler.dependent] = coupler.value(values)
    return values


def _outermost_first(kinematics: Kinematics, free: IndexArray) -> IndexArray:
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
