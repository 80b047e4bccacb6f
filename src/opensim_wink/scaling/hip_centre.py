"""Hip joint centres from the pelvis markers: by regression, or by a model's own pelvis."""

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


def placed_centres(
    pelvis_m: Mapping[str, FloatArray],
    centres_m: Mapping[str, FloatArray],
    places_m: Mapping[str, FloatArray],
) -> dict[str, FloatArray]:
    """Points of a model's pelvis, carried to where that pelvis fits the measured one.

    The pelvis is turned and shifted, not deformed, by least squares over its landmarks [1]_.

    Parameters
    ----------
    pelvis_m : mapping of str to ndarray, shape (3,)
        Landmarks in the body; three or more that do not lie in a row.
    centres_m : mapping of str to ndarray, shape (3,)
        The points to carry, in the same body.
    places_m : mapping of str to ndarray, shape (T, 3)
        Where the landmarks were measured, m.

    Returns
    -------
    dict of str to ndarray, shape (T, 3)
        The points in the axes of ``places_m``; NaN in frames without all landmarks.

    References
    ----------
    .. [1] Kabsch W. A discussion of the solution for the best rotation to relate two sets of
       vectors. Acta Cryst A 1978;34:827–828. https://doi.org/10.1107/S0567739478001680
    """
    own = np.stack(list(pelvis_m.values()))
    seen = np.stack([places_m[name] for name in pelvis_m], axis=1)
    whole = np.isfinite(seen).all(axis=(1, 2))
    own_middle, middle = own.mean(axis=0), seen[whole].mean(axis=1)
    spread = np.einsum("tmi,mj->tij", seen[whole] - middle[:, None], own - own_middle)
    u, _, vt = np.linalg.svd(spread)
    u[:, :, 2] *= np.linalg.det(u @ vt)[:, None]  # a turn, never a mirror image
    found = {}
    for name, point in centres_m.items():
        found[name] = np.full((len(seen), 3), np.nan)
        found[name][whole] = middle + np.einsum("tij,j->ti", u @ vt, point - own_middle)
    return found


def _placed(
    origin: FloatArray, axes: FloatArray, x: FloatArray, y: FloatArray, z: FloatArray
) -> dict[Side, FloatArray]:
    sides: tuple[tuple[Side, float], ...] = (("r", 1.0), ("l", -1.0))
    return {
        side: origin + np.einsum("tij,tj->ti", axes, np.stack([x, y, sign * z], axis=1))
        for side, sign in sides
    }
