"""The order in which a trial's frames are solved, so that each starts near its minimum."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.solver.levenberg import Solver
from opensim_wink.motion.solver.root_pose import place_root
from opensim_wink.motion.solver.solution import Solution

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]

_STRIDES = (32, 8, 1)  # each stage's frames start between those of the stage before
_BLOCK = 4096  # starts made at a time
_FAR = np.deg2rad(40.0)  # neighbours farther apart than this are on different branches
_FOLDED = np.deg2rad(30.0)  # a joint this far out of its stated range may have folded backwards
_OUTLIER = 4.0  # a cost this many times the local median is tried again from its neighbours
_KEY_OUTLIER = 2.0  # the same among frames that others will start from
_REACHES = (1, -1, 4, -4)


def solve_frames(
    kinematics: Kinematics,
    solver: Solver,
    markers: tuple[str, ...],
    targets: FloatArray,
    weights: FloatArray,
    *,
    lengths: Sequence[int] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Solution:
    """Solve few frames from a rigid start, the others from between them, doubtful ones once more.

    Parameters
    ----------
    kinematics : Kinematics
        The model.
    solver : Solver
        The fit of its free coordinates to the markers.
    markers : tuple of str
        Followed model markers, length M.
    targets : ndarray, shape (M, 3, T)
        Measured markers, m; finite where the weight is not 0.
    weights : ndarray, shape (M, T)
        Weights; 0 where a marker was not seen.
    lengths : sequence of int, optional
        Frames of each trial, where several follow each other; they sum to T.
    progress : callable, optional
        Called with the number of frames just solved.

    Returns
    -------
    Solution
        The minimum of each frame.
    """
    n_frames = targets.shape[2]
    ends = np.cumsum([n_frames] if lengths is None else [n for n in lengths if n])
    solution = Solution.empty(len(kinematics.tree.coordinates), len(targets), n_frames)
    known = _every(_STRIDES[0], ends)
    start = np.tile(_relaxed(kinematics.tree, solver.free)[:, None], (1, len(known)))
    seen = np.where(weights[:, None, known] > 0, targets[..., known], 0.0)
    start = place_root(kinematics, start, markers, seen, weights[:, known])
    solution.store(known, solver.solve(start, targets, weights, frames=known, progress=progress))
    _unfold(kinematics.tree, solver, solution, known, targets, weights)
    _retry_outliers(solver, solution, known, targets, weights, _KEY_OUTLIER)
    for stride in _STRIDES[1:]:
        frames = _every(stride, ends)
        added = np.setdiff1d(frames, known, assume_unique=True)
        trial = np.searchsorted(ends, known, side="right")
        for begin in range(0, len(added), _BLOCK):
            block = added[begin : begin + _BLOCK]
            start = _between(solution.values, known, trial, block)
            found = solver.solve(
                start, targets, weights, frames=block, near=stride == 1, progress=progress
            )
            solution.store(block, found)
        known = frames
        factor = _OUTLIER if stride == 1 else _KEY_OUTLIER
        _retry_outliers(solver, solution, known, targets, weights, factor)
    return solution


def _every(stride: int, ends: IndexArray) -> IndexArray:
    """Every n-th frame of each trial, its first and its last."""
    begins = np.append(0, ends[:-1])
    parts = [
        np.append(np.arange(begin, end - 1, stride), end - 1)
        for begin, end in zip(begins, ends, strict=True)
    ]
    return np.concatenate(parts).astype(np.intp)


def _unfold(
    tree: KinematicTree,
    solver: Solver,
    solution: Solution,
    frames: IndexArray,
    targets: FloatArray,
    weights: FloatArray,
) -> None:
    """Solve frames whose joints folded far out of their range again from inside it; keep what fits.

    Ranges are never enforced: a posture that only an out-of-range joint explains is left as it is.
    """
    ranged = (tree.high > tree.low) & tree.rotational & (tree.high - tree.low < 2 * np.pi)
    ranged &= np.isin(np.arange(len(ranged)), solver.free)

    def beyond(values: FloatArray) -> BoolArray:
        outside = np.maximum(tree.low[:, None] - values, values - tree.high[:, None])
        return np.asarray((outside > _FOLDED) & ranged[:, None])

    frames = frames[beyond(solution.values[:, frames]).any(axis=0)]
    if not len(frames):
        return
    values = solution.values[:, frames]
    start = np.where(beyond(values), _relaxed(tree, solver.free)[:, None], values)
    again = solver.solve(start, targets, weights, frames=frames)
    inside = ~beyond(again.values).any(axis=0)
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


def _between(
    values: FloatArray, keys: IndexArray, trial: IndexArray, frames: IndexArray
) -> FloatArray:
    """Starts on cubics through solved key frames; where those lie far apart, the nearer one's.

    Parameters
    ----------
    values : ndarray, shape (C, T)
        Solved at the key frames.
    keys, trial : ndarray of int, shape (K,)
        Key frames, ascending, and the trial that each belongs to.
    frames : ndarray of int, shape (N,)
        Frames between keys of one trial.

    Returns
    -------
    ndarray, shape (C, N)
        Starts.
    """
    lowest = max(0, int(np.searchsorted(keys, frames[0])) - 2)
    within = slice(lowest, int(np.searchsorted(keys, frames[-1])) + 2)
    keys, trial = keys[within], trial[within]
    known = values[:, keys]
    width = np.diff(keys)
    rise = np.diff(known, axis=1)
    far = (np.abs(rise).max(axis=0) > _FAR) | (np.diff(trial) != 0)
    secant = np.where(far, 0.0, rise / width)
    count = np.pad(~far, (1, 0)).astype(float) + np.pad(~far, (0, 1))
    slope = np.pad(secant, ((0, 0), (1, 0))) + np.pad(secant, ((0, 0), (0, 1)))
    slope /= np.maximum(count, 1.0)
    right = np.searchsorted(keys, frames)
    left = right - 1
    share = (frames - keys[left]) / width[left]
    before, after = known[:, left], known[:, right]
    bent = (1 - share) * (slope[:, left] - secant[:, left])
    bent -= share * (slope[:, right] - secant[:, left])
    smooth = before + share * (after - before) + share * (1 - share) * width[left] * bent
    return np.where(far[left], np.where(share < 0.5, before, after), smooth)


def _retry_outliers(
    solver: Solver,
    solution: Solution,
    known: IndexArray,
    targets: FloatArray,
    weights: FloatArray,
    factor: float,
) -> None:
    """Solve frames that stand out again, starting from their neighbours; keep the better."""
    cost, converged = solution.cost[known], solution.converged[known]
    for reach in _REACHES:
        doubtful = ~converged | (cost > factor * _local_median(cost))
        at = np.flatnonzero(doubtful)
        at = at[(at - reach >= 0) & (at - reach < len(known))]
        at = at[cost[at - reach] < cost[at]]
        if not len(at):
            continue
        start = solution.values[:, known[at - reach]]
        again = solver.solve(start, targets, weights, frames=known[at])
        better = (again.cost < cost[at]) | (again.converged & ~converged[at])
        at, again = at[better], again.select(better)
        solution.store(known[at], again)
        cost[at], converged[at] = again.cost, again.converged


def _local_median(cost: FloatArray) -> FloatArray:
    from scipy.ndimage import median_filter

    return np.asarray(median_filter(cost, size=min(31, len(cost)), mode="nearest"))
