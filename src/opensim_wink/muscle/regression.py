"""Muscle length by regression on joint angles, to set beside a model's paths."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import SettingError, did_you_mean, listed

FloatArray = NDArray[np.float64]

# Intercept, per degree of hip flexion, per degree of knee flexion.
_UNVERIFIED: dict[str, tuple[float, float, float]] = {
    "biceps_femoris_long": (1.048, 2.09e-3, -1.60e-3),
    "semimembranosus": (1.027, 1.99e-3, -2.22e-3),
    "semitendinosus": (0.987, 2.07e-3, -1.78e-3),
    "rectus_femoris": (1.107, -1.50e-3, 1.99e-3),
}


def hawkins_hull_unverified(
    group: str, hip_flexion_deg: FloatArray, knee_flexion_deg: FloatArray
) -> FloatArray:
    """Muscle–tendon length over thigh length, after Hawkins and Hull; **unverified**.

    The coefficients were written down from memory and have not been held against the paper. Show
    the result beside a model's as a sign of how far two forms of model differ; let no verdict rest
    on it alone.

    Parameters
    ----------
    group : str
        ``"biceps_femoris_long"``, ``"semimembranosus"``, ``"semitendinosus"`` or
        ``"rectus_femoris"``.
    hip_flexion_deg, knee_flexion_deg : ndarray, any one shape
        Degrees, + flexed, 0 standing straight.

    Returns
    -------
    ndarray, the same shape
        Length in thigh lengths.

    Raises
    ------
    SettingError
        If the regression does not know the muscle.

    References
    ----------
    Hawkins D, Hull ML (1990). A method for determining lower extremity muscle–tendon lengths
    during flexion/extension movements. J Biomech 23:487–494. doi:10.1016/0021-9290(90)90304-L
    """
    if group not in _UNVERIFIED:
        raise SettingError(
            f"muscle group '{group}' is not in the regression; it knows: {listed(_UNVERIFIED)}."
            f"{did_you_mean(group, _UNVERIFIED)}"
        )
    start, per_hip, per_knee = _UNVERIFIED[group]
    hip = np.asarray(hip_flexion_deg, dtype=float)
    return np.asarray(start + per_hip * hip + per_knee * np.asarray(knee_flexion_deg, dtype=float))
