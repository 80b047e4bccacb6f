"""How wide the socket opens: its rim's half-angle from the lateral centre–edge angle and back.

The rim is taken as a circle on the sphere of the head, about the socket's axis. The lateral
centre–edge angle (LCEA) is the angle at the head's centre between the upward vertical and the rim's
edge (Wiberg's definition, as in doi:10.1007/s11999-014-4038-3). The edge is taken where the rim
crosses the coronal plane through that centre, as on a coronal slice: the direction
``(0, cos LCEA, sin LCEA)`` then makes the half-angle ψ with the axis,

    cos ψ = cos AA · sin AI · sin LCEA − cos AI · cos LCEA.

A real rim is no circle: it waves by up to 21° about the hemisphere
(doi:10.1007/s11999-008-0682-9), and in front it reaches further than at the side. A half-angle told
from the side is therefore too wide in front, where deep flexion ends; what is taken off it there is
a parameter of its own, `opensim_wink.hip.shape.HipShape.front_rim_deg`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from opensim_wink.hip.axes import socket_axis

FloatArray = NDArray[np.float64]


def half_angle_from_lcea(
    lcea_deg: ArrayLike, version_deg: ArrayLike, inclination_deg: ArrayLike
) -> FloatArray:
    """Half-angle of the rim about the socket's axis.

    Parameters
    ----------
    lcea_deg : array_like
        Lateral centre–edge angle; all three broadcast.
    version_deg, inclination_deg : array_like
        Anatomical, see `opensim_wink.hip.axes.socket_axis`.

    Returns
    -------
    ndarray
        Degrees: 90 is a hemisphere, less is deeper.
    """
    edge = np.deg2rad(lcea_deg)
    axis = socket_axis(version_deg, inclination_deg)
    cosine = axis[..., 1] * np.cos(edge) + axis[..., 2] * np.sin(edge)
    return np.asarray(np.rad2deg(np.arccos(np.clip(cosine, -1, 1))))


def lcea_from_half_angle(
    half_angle_deg: ArrayLike, version_deg: ArrayLike, inclination_deg: ArrayLike
) -> FloatArray:
    """Lateral centre–edge angle of a rim.

    Parameters
    ----------
    half_angle_deg : array_like
        Half-angle of the rim; all three broadcast.
    version_deg, inclination_deg : array_like
        Anatomical.

    Returns
    -------
    ndarray
        Degrees; NaN where the rim does not cross the coronal plane.
    """
    axis = socket_axis(version_deg, inclination_deg)
    # The axis in the coronal plane: its length, and where a hemisphere's edge would be.
    length = np.hypot(axis[..., 1], axis[..., 2])
    hemisphere = np.arctan2(-axis[..., 1], axis[..., 2])
    share = np.cos(np.deg2rad(half_angle_deg)) / length
    beyond = np.arcsin(np.where(np.abs(share) <= 1, share, np.nan))
    return np.asarray(np.rad2deg(hemisphere + beyond))
