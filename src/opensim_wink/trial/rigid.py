"""Rigid motion of a segment's markers: fits of one configuration onto many frames."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def rigid_fits(
    reference_m: FloatArray, frames_m: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Rotation and shift that carry a configuration onto each frame, by least squares.

    Parameters
    ----------
    reference_m : ndarray, shape (K, 3)
        The configuration: three or more points that are not in one line.
    frames_m : ndarray, shape (T, K, 3)
        The same points in each frame; all finite.

    Returns
    -------
    rotation : ndarray, shape (T, 3, 3)
        Proper rotations R.
    shift_m : ndarray, shape (T, 3)
        Shifts s; a point p of the configuration lies at R p + s.
    residual_m : ndarray, shape (T, K)
        Distance of each point from where the fit puts it.

    References
    ----------
    Söderkvist I, Wedin PÅ, J Biomech 1993;26:1473, doi:10.1016/0021-9290(93)90098-Y.
    """
    centre = reference_m.mean(axis=0)
    centres = frames_m.mean(axis=1)
    spread = np.einsum("tki,kj->tij", frames_m - centres[:, None], reference_m - centre)
    left, _, right = np.linalg.svd(spread)
    flip = np.ones((len(frames_m), 3))
    flip[:, 2] = np.sign(np.linalg.det(left @ right))
    rotation = (left * flip[:, None, :]) @ right
    shift_m = centres - rotation @ centre
    placed = np.einsum("tij,kj->tki", rotation, reference_m) + shift_m[:, None]
    return rotation, shift_m, np.linalg.norm(frames_m - placed, axis=2)


def mean_shape(frames_m: FloatArray) -> FloatArray:
    """The configuration that a set of points keeps over many frames.

    Each frame is carried onto the first, the mean taken, and all carried onto the mean once more.

    Parameters
    ----------
    frames_m : ndarray, shape (T, K, 3)
        Positions in T frames, K at least 3; all finite.

    Returns
    -------
    ndarray, shape (K, 3)
        Mean configuration, centred at its mean.
    """
    shape: FloatArray = frames_m[0]
    for _ in range(2):
        rotation, shift_m, _ = rigid_fits(shape, frames_m)
        back = np.einsum("tij,tki->tkj", rotation, frames_m - shift_m[:, None])
        shape = back.mean(axis=0)
    centred: FloatArray = shape - shape.mean(axis=0)
    return centred


def width_m(points_m: FloatArray) -> float:
    """How far a configuration is from a line: its second principal spread (RMS).

    Parameters
    ----------
    points_m : ndarray, shape (K, 3)
        The points.

    Returns
    -------
    float
        Metres; 0 for points in one line.
    """
    centred = points_m - points_m.mean(axis=0)
    spread = np.linalg.svd(centred, compute_uv=False)
    return float(spread[1] / np.sqrt(len(points_m)))
