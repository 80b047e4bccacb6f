"""Hip joint centres from the four pelvis markers, by published regressions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import Side

FloatArray = NDArray[np.float64]


def pelvis_frame(places: Mapping[str, FloatArray]) -> tuple[FloatArray, FloatArray]:
    """The anatomical pelvis: origin between the ASIS, Z right, X forward in the ASIS–PSIS plane.

    Parameters
    ----------
    places : mapping of str to ndarray, shape (T, 3)
        ``asis_r``, ``asis_l`` and either both ``psis_r`` and ``psis_l`` or ``sacrum``, m.

    Returns
    -------
    origin_m : ndarray, shape (T, 3)
        Midpoint of the ASIS.
    axes : ndarray, shape (T, 3, 3)
        Columns forward, up, right.

    Raises
    ------
    KeyError
        If a landmark is not there.
    """
    right, left = places["asis_r"], places["asis_l"]
    origin = (right + left) / 2
    z = right - left
    z = z / np.linalg.norm(z, axis=1, keepdims=True)
    forward = origin - back_of_pelvis(places)
    y = np.cross(z, forward)
    y = y / np.linalg.norm(y, axis=1, keepdims=True)
    return origin, np.stack([np.cross(y, z), y, z], axis=2)


def back_of_pelvis(places: Mapping[str, FloatArray]) -> FloatArray:
    """Midpoint of the PSIS, or the sacrum marker where those are not there; shape (T, 3), m."""
    if "psis_r" in places and "psis_l" in places:
        return (places["psis_r"] + places["psis_l"]) / 2
    return places["sacrum"]


def harrington_hip_centres(places: Mapping[str, FloatArray]) -> dict[Side, FloatArray]:
    """Hip centres by the regression on pelvis depth and width of Harrington et al. [1]_.

    Parameters
    ----------
    places : mapping of str to ndarray, shape (T, 3)
        As for `pelvis_frame`.

    Returns
    -------
    dict of Side to ndarray, shape (T, 3)
        Metres, in the axes of ``places``.

    References
    ----------
    .. [1] Harrington ME et al. Prediction of the hip joint centre in adults, children, and patients
       with cerebral palsy based on magnetic resonance imaging. J Biomech 2007;40:595–602.
       https://doi.org/10.1016/j.jbiomech.2006.02.003
    """
    origin, axes = pelvis_frame(places)
    width = np.linalg.norm(places["asis_r"] - places["asis_l"], axis=1)
    depth = np.linalg.norm(origin - back_of_pelvis(places), axis=1)
    return _placed(
        origin, axes, -0.24 * depth - 0.0099, -0.30 * width - 0.0109, 0.33 * width + 0.0073
    )


def bell_hip_centres(places: Mapping[str, FloatArray]) -> dict[Side, FloatArray]:
    """Hip centres by Bell et al. [1]_: 19 % of the pelvis width back, 30 % down, 36 % out.

    Parameters
    ----------
    places : mapping of str to ndarray, shape (T, 3)
        As for `pelvis_frame`.

    Returns
    -------
    dict of Side to ndarray, shape (T, 3)
        Metres, in the axes of ``places``.

    References
    ----------
    .. [1] Bell AL, Pedersen DR, Brand RA. A comparison of the accuracy of several hip center
       location prediction methods. J Biomech 1990;23:617–621.
       https://doi.org/10.1016/0021-9290(90)90054-7
    """
    origin, axes = pelvis_frame(places)
    width = np.linalg.norm(places["asis_r"] - places["asis_l"], axis=1)
    return _placed(origin, axes, -0.19 * width, -0.30 * width, 0.36 * width)


def _placed(
    origin: FloatArray, axes: FloatArray, x: FloatArray, y: FloatArray, z: FloatArray
) -> dict[Side, FloatArray]:
    sides: tuple[tuple[Side, float], ...] = (("r", 1.0), ("l", -1.0))
    return {
        side: origin + np.einsum("tij,tj->ti", axes, np.stack([x, y, sign * z], axis=1))
        for side, sign in sides
    }
