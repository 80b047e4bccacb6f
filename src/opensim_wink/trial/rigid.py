"""Rigid motion of a segment's markers: fits of one configuration onto many frames."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def rigid_fits(
    reference_m: FloatArray, frames_m: FloatArray, weights: FloatArray | None = None
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Rotation and shift that carry a configuration onto each frame, by least squares.

    Parameters
    ----------
    reference_m : ndarray, shape (K, 3)
        The configuration: three or more points that are not in one line.
    frames_m : ndarray, shape (T, K, 3)
        The same points in each frame; all finite.
    weights : ndarray, shape (T, K), or None
        How much each point counts in each frame, 0 for not at all; all alike where left out.

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
    Kabsch W, Acta Cryst A 1976;32:922, doi:10.1107/S0567739476001873 (the weighted fit).
    Söderkvist I, Wedin PÅ, J Biomech 1993;26:1473, doi:10.1016/0021-9290(93)90098-Y.
    """
    if weights is None:
        weights = np.ones(frames_m.shape[:2])
    total = weights.sum(axis=1, keepdims=True)
    share = weights / np.where(total > 0, total, 1.0)
    centre = share @ reference_m
    centres = np.einsum("tk,tki->ti", share, frames_m)
    spread = np.einsum(
        "tki,tkj->tij",
        share[:, :, None] * (frames_m - centres[:, None]),
        reference_m - centre[:, None],
    )
    left, _, right = np.linalg.svd(spread)
    flip = np.ones((len(frames_m), 3))
    flip[:, 2] = np.sign(np.linalg.det(left @ right))
    rotation = (left * flip[:, None, :]) @ right
    shift_m = centres - np.einsum("tij,tj->ti", rotation, centre)
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
