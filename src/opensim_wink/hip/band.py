"""Many hips that could be a person's: what imaging told with its error, the rest as published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import SettingError
from opensim_wink.hip.parameters import BY_NAME, PARAMETERS, Parameter
from opensim_wink.hip.shape import HipShape, HipShapes

FloatArray = NDArray[np.float64]

# Posterior tilt of the anterior pelvic plane where a model's hip flexion is zero. Two ways to tell
# it contradict each other: muscle origins on the pubis against the iliac spines of the public
# models give 11° anterior (1 posterior to 22 anterior), the 5.9° of their ASIS-PSIS line against
# the 13 ± 5° of cadavers (doi:10.1179/106698108790818459, if this plane stood vertical there, which
# was not checked) 7° posterior.
PLANE_TILT_DEG, PLANE_TILT_SD_DEG = 0.0, 10.0
KNOWN_PLANE_TILT_SD_DEG = 3.0  # of one measured: an assumption
_TAILS = 0.02275  # left out at either end: beyond two standard deviations
_LARGEST = 14


@dataclass(frozen=True, eq=False)
class HipBand:
    """S hips, with the lean of the plane that their angles refer to.

    Attributes
    ----------
    shapes : HipShapes
        The hips.
    posterior_plane_tilt_deg : ndarray, shape (S,)
        Posterior tilt of the anterior pelvic plane where flexion is counted from.
    given : tuple of str
        Parameters that were told, each with its error; the others spread as published.
    """

    shapes: HipShapes
    posterior_plane_tilt_deg: FloatArray
    given: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """One sentence on where the band comes from."""
        known = [BY_NAME[name].label for name in self.given if name in BY_NAME]
        rest = "all others" if known else "all parameters"
        told = f"given, with the error of imaging: {', '.join(known)}; " if known else ""
        return (
            f"{self.shapes.n_shapes} hips: {told}{rest} as published for people without hip "
            "disease, varied independently of each other."
        )


def hip_band(
    given: Mapping[str, float],
    *,
    n_samples: int = 512,
    plane_tilt_deg: float | None = None,
    plane_tilt_sd_deg: float | None = None,
) -> HipBand:
    """Hips that agree with what imaging told of one.

    Parameters
    ----------
    given : mapping of str to float
        Fields of `HipShape` that are known; each varies by the error of imaging. The others vary
        as `opensim_wink.hip.parameters.PARAMETERS` says, to two standard deviations: with none
        given these are hips as they occur in people without hip disease.
    n_samples : int
        How many; a power of two from 16 to 16384.
    plane_tilt_deg, plane_tilt_sd_deg : float, optional
        Posterior tilt of the anterior pelvic plane at zero flexion, and its error: vertical ± 10°
        where nothing is known, ± 3° where only the tilt is given.

    Returns
    -------
    HipBand
        The same one every time: unscrambled Sobol' points (Zh. Vychisl. Mat. i Mat. Fiz. 1967,
        7:784).

    Raises
    ------
    SettingError
        If a value is not allowed or the number is no power of two.
    """
    if n_samples not in [1 << power for power in range(4, _LARGEST + 1)]:
        raise SettingError(
            f"a band of {n_samples} hips: write a power of two from 16 to {1 << _LARGEST}."
        )
    middle = HipShape(**given)
    points = spread_points(len(PARAMETERS) + 1, n_samples)
    columns = {
        field.name: np.full(n_samples, getattr(middle, field.name)) for field in fields(HipShape)
    }
    for parameter, share in zip(PARAMETERS, points.T, strict=False):
        columns[parameter.name] = values_at(parameter, share, given.get(parameter.name))
    tilts = plane_tilts(points[:, -1], plane_tilt_deg, plane_tilt_sd_deg)
    return HipBand(HipShapes(**columns), tilts, tuple(sorted(given)))


def spread_points(n_axes: int, n_samples: int) -> FloatArray:
    """Points that fill a unit cube evenly, clear of its faces.

    Parameters
    ----------
    n_axes, n_samples : int
        Dimensions, and number of points: a power of two.

    Returns
    -------
    ndarray, shape (n_samples, n_axes)
        Sobol' points, moved off the faces by half a step.
    """
    from scipy.stats import qmc

    points = qmc.Sobol(n_axes, scramble=False).random_base2(n_samples.bit_length() - 1)
    return np.asarray(points + 0.5 / n_samples)


def values_at(parameter: Parameter, share: FloatArray, given: float | None = None) -> FloatArray:
    """Values of one parameter at shares of its distribution.

    Parameters
    ----------
    parameter : Parameter
        Which.
    share : ndarray
        From 0 to 1.
    given : float, optional
        What imaging told; then it varies by the error of that.

    Returns
    -------
    ndarray
        Within what is allowed.
    """
    if given is not None:
        # A hip told to be without a cam has none: an error would only ever add to it.
        error = 0.0 if parameter.name == "cam_deg" and given == 0 else parameter.error
        values = given + error * _normal_quantile(share)
    elif parameter.spread == "normal":
        values = parameter.first + parameter.second * _normal_quantile(share)
    else:
        values = parameter.first + (parameter.second - parameter.first) * share
    return np.clip(values, parameter.low, parameter.high)


def plane_tilts(
    share: FloatArray, tilt_deg: float | None = None, sd_deg: float | None = None
) -> FloatArray:
    """Posterior tilts of the anterior pelvic plane at shares of their distribution.

    Parameters
    ----------
    share : ndarray
        From 0 to 1.
    tilt_deg, sd_deg : float, optional
        As for `hip_band`.

    Returns
    -------
    ndarray
        Degrees.
    """
    if sd_deg is None:
        sd_deg = PLANE_TILT_SD_DEG if tilt_deg is None else KNOWN_PLANE_TILT_SD_DEG
    middle = PLANE_TILT_DEG if tilt_deg is None else tilt_deg
    return middle + sd_deg * _normal_quantile(share)


def _normal_quantile(share: FloatArray) -> FloatArray:
    """Standard deviations at shares of a normal distribution cut off at two."""
    from scipy.special import ndtri

    return np.asarray(ndtri(_TAILS + (1 - 2 * _TAILS) * share))
