"""What the fit leaves of the markers' errors: residual vectors, and which errors they can show.

A residual is the measured less the modelled marker, in the frame of the body that carries it. Of
small marker errors e the fit follows a part, and the residuals are ``(I − J K) e`` with the
response K of `marker_response`: what moves all markers of a segment alike is taken for movement of
the segment and leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import SettingError
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.noise.marker_response import MarkerResponse
from opensim_wink.motion.noise.point_rates import PointRates

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]

_CHUNK = 512  # frames worked on together


def residual_vectors(
    motion: Motion,
    tree: KinematicTree,
    points_m: FloatArray,
    *,
    measured: BoolArray | None = None,
) -> FloatArray:
    """Measured less modelled markers in the frames of the bodies that carry them.

    Parameters
    ----------
    motion : Motion
        Solved coordinates, with the markers that were followed.
    tree : KinematicTree
        The model.
    points_m : ndarray, shape (T, M, 3)
        Where the followed markers were measured, in ground, m.
    measured : ndarray of bool, shape (T, M), optional
        False where a gap was filled; without it every marker that was followed was measured.

    Returns
    -------
    ndarray, shape (T, M, 3)
        Metres, along the axes of `opensim_wink.motion.noise.marker_response.Gains.turn`; NaN
        where a marker was not measured or the frame not solved.

    Raises
    ------
    SettingError
        If ``points_m`` or ``measured`` do not fit the motion's frames and markers.
    """
    shape = (motion.n_frames, len(motion.markers))
    seen = np.isfinite(motion.marker_error_m) if measured is None else measured
    if points_m.shape != (*shape, 3) or seen.shape != shape:
        raise SettingError(
            f"points_m has shape {points_m.shape} and measured {seen.shape}; the motion needs "
            f"{(*shape, 3)} and {shape}: one value for each of its frames and markers."
        )
    place = PointRates(Kinematics(tree), marker_places(motion, tree), np.zeros(0, dtype=np.intp))
    values = tree.follow_couplers(motion.values_of(tree))
    solved = np.flatnonzero(np.isfinite(values).all(axis=1))
    out = np.full((*shape, 3), np.nan)
    carried = place.node >= 0
    for start in range(0, len(solved), _CHUNK):
        frames = solved[start : start + _CHUNK]
        poses, modelled, _ = place(values[frames].T)
        off = points_m[frames] - modelled
        turn = poses.rotation[place.node[carried]]
        off[:, carried] = np.einsum("mijt,tmi->tmj", turn, off[:, carried])
        out[frames] = off
    out[~seen] = np.nan
    return out


def left_by_the_fit(
    motion: Motion, tree: KinematicTree, frames: IndexArray, tasks: IKTasks | None = None
) -> Iterator[tuple[IndexArray, FloatArray]]:
    """Residuals for unit errors of the markers, both along the axes of the carrying bodies.

    Parameters
    ----------
    motion : Motion
        Solved coordinates, with the markers that were followed and their weights.
    tree : KinematicTree
        The model.
    frames : ndarray of int
        Solved frames.
    tasks : IKTasks, optional
        What the fit followed, where it had coordinate goals.

    Yields
    ------
    frames : ndarray of int, shape (t,)
        Some of the frames, in order.
    left : ndarray, shape (t, 3M, 3M)
        ``Rᵀ (I − J K) R``; rows and columns run over markers, then axes.

    Raises
    ------
    MotionError
        If the motion followed no markers.
    """
    response = MarkerResponse(motion, tree, tasks)
    rates = PointRates(Kinematics(tree), marker_places(motion, tree), response.free)
    values = motion.values_of(tree)
    size = 3 * len(motion.markers)
    for part in response.gains(response.free, frames):
        _, _, moved = rates(values[part.frames].T)
        # Row vectors times R are columns of R's transpose: rates and gains in the bodies' axes.
        turned = np.einsum("tfmi,tmij->tfmj", moved, part.turn).reshape(len(part.frames), -1, size)
        gain = np.einsum("tfmi,tmij->tfmj", np.nan_to_num(part.gain), part.turn)
        fitted = np.matmul(turned.transpose(0, 2, 1), gain.reshape(len(part.frames), -1, size))
        yield part.frames, np.eye(size) - fitted


def marker_places(motion: Motion, tree: KinematicTree) -> list[tuple[int, FloatArray]]:
    """Body and place on it of each followed marker.

    Parameters
    ----------
    motion : Motion
        With the markers that were followed.
    tree : KinematicTree
        The model.

    Returns
    -------
    list of (int, ndarray of shape (3,))
        As `opensim_wink.motion.noise.point_rates.PointRates` takes them.
    """
    marker = [tree.markers.index(name) for name in motion.markers]
    return [(int(tree.marker_body[i]), tree.marker_offset_m[i]) for i in marker]
