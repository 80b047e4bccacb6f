"""A round neck in a round socket: the flexion at which they meet, in closed form.

The neck's axis n and the socket's axis a part by an angle; bone meets bone where it reaches φ. With
the thigh flexed by θ about the axis to the right,

    cos angle = A cos θ + B sin θ + C,   A = aₓnₓ + a_y n_y,  B = a_y nₓ − aₓ n_y,  C = a_z n_z,

so that θ is free from ``atan2(B, A) − acos(q)`` to ``atan2(B, A) + acos(q)`` with
``q = (cos φ − C)/√(A² + B²)``. Below −1 the neck never meets the rim, above 1 it always does.
Derived here; the same cone in a socket underlies doi:10.1007/s11517-012-1016-3 and its references.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class FlexionArc:
    """Flexion at which the neck meets the rim, in arrays of any one shape.

    Attributes
    ----------
    extension_deg, flexion_deg : ndarray
        Where it does on the way back and on the way up; −inf and inf where it never does, NaN where
        it always does.
    """

    extension_deg: FloatArray
    flexion_deg: FloatArray

    @property
    def no_contact(self) -> NDArray[np.bool_]:
        """Where no flexion brings the neck to the rim."""
        return np.isposinf(self.flexion_deg)

    @property
    def infeasible(self) -> NDArray[np.bool_]:
        """Where bone overlaps at every flexion: such a hip cannot take this stance at all."""
        return np.isnan(self.flexion_deg)


def flexion_arc(socket: FloatArray, neck: FloatArray, free_angle_deg: ArrayLike) -> FlexionArc:
    """Flexion between which a neck is free of a rim.

    Parameters
    ----------
    socket, neck : ndarray, shape (..., 3)
        Unit vectors: the socket's axis, and the neck's with the thigh adducted and turned but not
        flexed.
    free_angle_deg : array_like, shape (...)
        φ: the angle between both at which they meet.

    Returns
    -------
    FlexionArc
        Broadcast over all. NaN where an input is NaN as well.
    """
    together, across, beside = _terms(socket, neck)
    phi = np.asarray(free_angle_deg, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (np.cos(np.deg2rad(phi)) - beside) / np.hypot(together, across)
    # A neck as thick as the opening has no room wherever it points; nor is there a cosine for more.
    share = np.where(phi <= 0, np.inf, np.where(phi >= 180, -np.inf, share))
    middle = np.rad2deg(np.arctan2(across, together))
    half = np.rad2deg(np.arccos(np.clip(share, -1, 1)))
    half = np.where(share < -1, np.inf, np.where(share > 1, np.nan, half))
    return FlexionArc(middle - half, middle + half)


def angle_between(socket: FloatArray, neck: FloatArray, flexion_deg: ArrayLike) -> FloatArray:
    """Angle between the socket's axis and the neck's in flexion.

    Parameters
    ----------
    socket, neck : ndarray, shape (..., 3)
        As for `flexion_arc`.
    flexion_deg : array_like, shape (...)
        Flexion.

    Returns
    -------
    ndarray
        Degrees, 0 to 180.
    """
    together, across, beside = _terms(socket, neck)
    flexion = np.deg2rad(flexion_deg)
    cosine = together * np.cos(flexion) + across * np.sin(flexion) + beside
    return np.asarray(np.rad2deg(np.arccos(np.clip(cosine, -1, 1))))


def _terms(socket: FloatArray, neck: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    ax, ay, az = np.moveaxis(socket, -1, 0)
    nx, ny, nz = np.moveaxis(neck, -1, 0)
    return ax * nx + ay * ny, ay * nx - ax * ny, az * nz
