"""The order in which a trial's frames are solved, so that each starts near its minimum."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.levenberg import Solution, Solver
from opensim_wink.motion.root_pose import place_root

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]

_KEY_STRIDE = 8  # every eighth frame is solved from scratch, the others start between them
_FAR = np.deg2rad(40.0)  # neighbours farther apart than this are on different branches
_FOLDED = np.deg2rad(30.0)  # a joint this far out of its stated range may have folded backwards
_OUTLIER = 4.0  # a cost this many times the local median is tried again from its neighbours


def solve_frames(
    kinematics: Kinematics,
    solver: Solver,
    markers: tuple[str, ...],
    targets: FloatArray,
    weights: FloatArray,
    progress: Callable[[int], None] | None,
) -> Solution:
    """Solve key frames from a rigid start, the others from between them, doubtful ones once more.

    Parameters
    ----------
    kinematics : Kinematics
        The model.
    solver : Solver
        The fit of its free coordinates to the markers.
    markers : tuple of str
        Followed model markers, length M.
    targets : ndarray, shape (M, 3, T)
        Measured markers, m; finite everywhere.
    weights : ndarray, shape (M, T)
        Weights; 0 where a marker was not seen.
    progress : callable, optional
        Called with the number of frames just solved.

    Returns
    -------
    Solution
        The minimum of each frame.
    """
    n_frames = targets.shape[2]
    keys = np.unique(np.append(np.arange(0, n_frames, _KEY_STRIDE), n_frames - 1))
    start = np.tile(_relaxed(kinematics.tree, solver.free)[:, None], (1, len(keys)))
    start = place_root(kinematics, start, markers, targets[..., keys], weights[:, keys])
    key_solution = solver.solve(start, targets[..., keys], weights[:, keys])
    _unfold(kinematics.tree, solver, key_solution, targets[..., keys], weights[:, keys])
    if progress is not None:
        progress(len(keys))
    solution = Solution.empty(len(start), len(targets), n_frames)
    solution.store(keys, key_solution)
    others = np.setdiff1d(np.arange(n_frames), keys)
    between = _between(key_solution.values, keys, others)
    solution.store(
        others, solver.solve(between, targets[..., others], weights[:, others], near=True)
    )
    _retry_outliers(solver, solution, targets, weights)
    if progress is not None:
        progress(len(others))
    return solution


def _unfold(
    tree: KinematicTree,
    solver: Solver,
    solution: Solution,
    targets: FloatArray,
    weights: FloatArray,
) -> None:
    """Solve frames whose joints folded far out of their range again from inside it; keep what fits.

    Ranges are never enforced: a posture that only an out-of-range joint explains is left as it is.
    """
    ranged = (tree.high > tree.low) & tree.rotational & (tree.high - tree.low < 2 * np.pi)
    ranged &= np.isin(np.arange(len(ranged)), solver.free)
    below = tree.low[:, None] - solution.values
    above = solution.values - tree.high[:, None]
    beyond = (np.maximum(below, above) > _FOLDED) & ranged[:, None]
    frames = np.flatnonzero(beyond.any(axis=0))
    if not len(frames):
        return
    start = np.where(
        beyond[:, frames], _relaxed(tree, solver.free)[:, None], solution.values[:, frames]
    )
    again = solver.solve(start, targets[..., frames], weights[:, frames])
    outside = np.maximum(tree.low[:, None] - again.values, again.values - tree.high[:, None])
    inside = ~((outside > _FOLDED) & ranged[:, None]).any(axis=0)
    fits = again.converged & (again.cost < _OUTLIER * solution.cost[frames]) & inside
    solution.store(frames[fits], again.select(fits))


def _relaxed(tree: KinematicTree, free: IndexArray) -> FloatArray:
    """The default posture with every joint a little inside its range.

    A hinge that starts at the end of its range, such as a straight elbow, may fold the wrong way.
    """
    start = tree.default.copy()
    width = tree.high - tree.low
    inner = np.isfinite(width) & (width > 0) & (width < 2 * np.pi) & tree.rotational
    inner &= np.isin(np.arange(len(start)), free)
    margin = np.where(inner, 0.2 * width, 0.0)
    start[inner] = np.clip(start, tree.low + margin, tree.high - margin)[inner]
    return tree.follow_couplers(start)


def _between(values: FloatArray, keys: IndexArray, others: IndexArray) -> FloatArray:
    """Starts between solved key frames; where those lie far apart, the nearer one's."""
    if not len(others):
        return values[:, :0]
    right = np.searchsorted(keys, others)
    left = right - 1
    share = (others - keys[left]) / (keys[right] - keys[left])
    before, after = values[:, left], values[:, right]
    far = np.abs(after - before).max(axis=0) > _FAR
    nearer = np.where(share < 0.5, before, after)
    return np.where(far, nearer, before + share * (after - before))


def _retry_outliers(
    solver: Solver, solution: Solution, targets: FloatArray, weights: FloatArray
) -> None:
    """Solve frames that stand out again, starting from their neighbours; keep the better."""
    from scipy.ndimage import median_filter

    n_frames = len(solution.cost)
    for reach in (1, -1, 4, -4):
        usual = median_filter(solution.cost, size=min(31, n_frames), mode="nearest")
        doubtful = ~solution.converged | (solution.cost > _OUTLIER * usual)
        frames = np.flatnonzero(doubtful)
        frames = frames[(frames - reach >= 0) & (frames - reach < n_frames)]
        frames = frames[solution.cost[frames - reach] < solution.cost[frames]]
        if not len(frames):
            continue
        again = solver.solve(
            solution.values[:, frames - reach], targets[..., frames], weights[:, frames]
        )
        better = again.cost < solution.cost[frames]
        better |= again.converged & ~solution.converged[frames]
        solution.store(frames[better], again.select(better))
