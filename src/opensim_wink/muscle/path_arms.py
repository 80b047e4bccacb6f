"""Lengths and moment arms of many paths over a motion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.path_table import MusclePath
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.muscle.path_solver import follow_path
from opensim_wink.muscle.unit_pull import UnitPull, carrying_nodes, coordinate_moves, spans

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_STEP = 1e-3  # rad or m; half the distance of the differences


@dataclass(frozen=True, eq=False)
class PathResult:
    """What some paths do in T poses.

    Attributes
    ----------
    length_m : ndarray, shape (T, K)
        Metres from origin to insertion.
    contact_arm_m : ndarray, shape (T, K, A)
        Arms about the coordinates asked for, from the direction of pull at every point and
        contact: OpenSim's ``computeMomentArm``. + drives the coordinate up.
    wrapped : ndarray of bool, shape (T, K)
        Whether the path lies on a cylinder.
    """

    length_m: FloatArray
    contact_arm_m: FloatArray
    wrapped: BoolArray


def solve_paths(
    kinematics: Kinematics,
    paths: Sequence[MusclePath],
    values: FloatArray,
    about: Sequence[str] = (),
) -> PathResult:
    """Lengths of paths, and their arms by the pull at their points.

    Parameters
    ----------
    kinematics : Kinematics
        The model's.
    paths : sequence of MusclePath
        Muscles, length K.
    values : ndarray, shape (T, C)
        Coordinates in the tree's order, finite; coupled ones are set from those that drive them.
    about : sequence of str
        Independent coordinates to give arms about, length A.

    Returns
    -------
    PathResult
        Lengths, arms and contacts.

    References
    ----------
    Sherman MA, Seth A, Delp SL (2013). What is a moment arm? Calculating muscle effectiveness in
    biomechanical models using generalized coordinates. ASME IDETC DETC2013-13633.
    doi:10.1115/DETC2013-13633
    """
    full = kinematics.tree.follow_couplers(values).T
    shape = (full.shape[1], len(paths))
    length_m, wrapped = np.empty(shape), np.zeros(shape, dtype=bool)
    arm_m = np.zeros((*shape, len(about)))
    nodes = carrying_nodes(kinematics, paths)
    if about:
        poses, twists = kinematics.poses_and_twists(full, nodes=nodes)
    else:
        poses, twists = kinematics.poses(full, nodes=nodes), np.empty((0, 6, 0))
    moves = coordinate_moves(kinematics.tree, full, about)
    for k, path in enumerate(paths):
        pull = UnitPull(kinematics, poses, full) if about else None
        for course in follow_path(path, kinematics, poses, full):
            length_m[course.frames, k] = course.length_m
            wrapped[course.frames, k] = any(s.cylinder >= 0 for s in course.stations)
            if pull is not None:
                pull.add(course, path)
        if pull is not None:
            arm_m[:, k] = pull.about(twists, moves)
    return PathResult(length_m, arm_m, wrapped)


def excursion_arms(
    kinematics: Kinematics,
    paths: Sequence[MusclePath],
    values: FloatArray,
    about: Sequence[str],
    found: PathResult | None = None,
) -> FloatArray:
    """Arms by the tendon-excursion principle, ``r = −dL/dq``.

    Where a path lies on no cylinder this is the arm from the pull at its points, exactly; on a
    cylinder, where contacts are but close to tangents, lengths are differenced.

    Parameters
    ----------
    kinematics, paths, values, about
        As for :func:`solve_paths`.
    found : PathResult, optional
        What :func:`solve_paths` gave for the same arguments, if it is at hand.

    Returns
    -------
    ndarray, shape (T, K, A)
        Metres; + drives the coordinate up.

    References
    ----------
    An KN, Takahashi K, Harrigan TP, Chao EY (1984). Determination of muscle orientations and
    moment arms. J Biomech Eng 106:280–282. doi:10.1115/1.3138494
    """
    if found is None:
        found = solve_paths(kinematics, paths, values, about)
    arms = found.contact_arm_m.copy()
    tree = kinematics.tree
    for a, name in enumerate(about):
        chosen = [k for k, path in enumerate(paths) if spans(kinematics, path, name)]
        rows = np.flatnonzero(found.wrapped[:, chosen].any(axis=1))
        chosen = [k for k in chosen if found.wrapped[:, k].any()]
        if not len(rows) or not chosen:
            continue
        both = np.concatenate([values[rows], values[rows]])
        both[: len(rows), tree.coordinate(name)] -= _STEP
        both[len(rows) :, tree.coordinate(name)] += _STEP
        ends = solve_paths(kinematics, [paths[k] for k in chosen], both).length_m
        rates = (ends[: len(rows)] - ends[len(rows) :]) / (2 * _STEP)
        for place, k in enumerate(chosen):
            on = found.wrapped[rows, k]
            arms[rows[on], k, a] = rates[on, place]
    return arms
