"""Orientations as quaternions (w, x, y, z), frame by frame."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

_OPPOSITE = 1e-9  # length of X plus a unit vector, below which they point apart


def steady(quaternion: FloatArray) -> FloatArray:
    """Quaternions without sudden changes of sign, which mean the same orientation.

    Parameters
    ----------
    quaternion : ndarray, shape (F, 4)
        Unit quaternions.

    Returns
    -------
    ndarray, shape (F, 4)
        Each on the side of the one before.
    """
    along = np.sum(quaternion[1:] * quaternion[:-1], axis=1)
    sign = np.cumprod(np.concatenate([[1.0], np.where(along < 0, -1.0, 1.0)]))
    return np.asarray(quaternion * sign[:, None])


def turned_to(along: FloatArray) -> FloatArray:
    """Turn X to given directions the shortest way.

    Parameters
    ----------
    along : ndarray, shape (F, 3)
        Unit vectors; NaN where not known.

    Returns
    -------
    ndarray, shape (F, 4)
        Unit quaternions without sudden changes of sign; NaN where a direction is.
    """
    ahead = np.zeros_like(along)
    ahead[:, 0] = 1.0
    middle = ahead + along
    size = np.linalg.norm(middle, axis=1, keepdims=True)
    opposite = size < _OPPOSITE
    # Half a turn about Z, where X and the direction have no middle between them.
    middle = np.where(opposite, (0.0, 1.0, 0.0), middle / np.where(opposite, 1.0, size))
    quaternion = np.concatenate([middle[:, :1], np.cross(ahead, middle)], axis=1)
    known = np.isfinite(quaternion).all(axis=1)
    quaternion[known] = steady(quaternion[known])
    return quaternion
