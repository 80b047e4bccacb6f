"""From the size of the markers' errors to that of the coordinates' errors, frame by frame.

With the response ``K`` of a solved motion to its markers (see `marker_response`), errors of
covariance S give the coordinates the covariance ``K S Kᵀ``. That is the inverse of the normal
matrix only where the marker weights are the inverse of S, and weights are chosen for other reasons.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.motion import Motion
from opensim_wink.motion.noise.marker_response import MarkerResponse, with_unit_diagonal

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def condition_number(
    motion: Motion,
    tree: KinematicTree,
    *,
    tasks: IKTasks | None = None,
    coordinates: Sequence[str] | None = None,
) -> FloatArray:
    """How far the markers are from leaving the posture undetermined, in every frame.

    Radians and metres are made comparable by measuring each coordinate by what it does to the
    markers alone (columns of √W·J scaled to length 1, within √F of the best scaling there is [1]_).
    The number is that matrix's ratio of largest to smallest singular value: 1 where every
    coordinate has markers to itself, infinite where some movement of the model moves no marker.

    Parameters
    ----------
    motion : Motion
        Solved coordinates.
    tree : KinematicTree
        The model.
    tasks : IKTasks, optional
        What the fit followed, where it had coordinate goals.
    coordinates : sequence of str, optional
        Judge these only, all others left free to follow (so that a twisted forearm says nothing of
        the pelvis); names that the fit held or that follow others are passed over.

    Returns
    -------
    ndarray, shape (T,)
        At least 1; NaN in frames without a solution, or where nothing is left to judge.

    Raises
    ------
    MotionError
        If the motion followed no markers.
    ModelError
        If the model has no such coordinate.

    References
    ----------
    .. [1] van der Sluis A. Condition numbers and equilibration of matrices. Numer Math
       1969;14:14-23. https://doi.org/10.1007/BF02165096
    """
    response = MarkerResponse(motion, tree, tasks)
    names = tree.coordinates if coordinates is None else coordinates
    judged = np.isin(response.free, [tree.coordinate(name) for name in names])
    out = np.full(motion.n_frames, np.nan)
    if not judged.any():
        return out
    for frames in response.chunks():
        out[frames] = _condition(response.information(frames)[0], judged)
    return out


def spread(gain: FloatArray, variance: FloatArray) -> FloatArray:
    """``K S Kᵀ`` for errors that are independent and alike along all axes.

    Parameters
    ----------
    gain : ndarray, shape (t, K, M, 3)
        Response to marker displacements.
    variance : ndarray, shape (t, M)
        Of each marker along each axis, m².

    Returns
    -------
    ndarray, shape (t, K, K)
        Covariance of the coordinates.
    """
    flat = (*gain.shape[:2], -1)
    weighted = gain * variance[:, None, :, None]
    return np.matmul(weighted.reshape(flat), gain.reshape(flat).transpose(0, 2, 1))


def _condition(matrix: FloatArray, judged: BoolArray) -> FloatArray:
    """Ratio of singular values of the judged columns, with the others projected out; (t,)."""
    unit, _, lost = with_unit_diagonal(matrix)
    marginal = np.linalg.inv(unit)[:, judged][:, :, judged]
    low_high = np.linalg.eigvalsh(marginal)
    ratio = np.sqrt(low_high[:, -1] / np.maximum(low_high[:, 0], np.finfo(float).tiny))
    return np.where(lost[:, judged].any(axis=1), np.inf, ratio)
