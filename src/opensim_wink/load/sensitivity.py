"""How far loads move under stated errors, at a few frames of a trial.

These are sensitivities: what the load becomes if one thing is off by a stated amount. Taken
together in quadrature they give a range, which is no confidence interval, for nobody knows how
often the errors are that large.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import SettingError

FloatArray = NDArray[np.float64]

DEFINITION = (
    "What the load becomes if one thing is off by the stated amount; taken together in quadrature, "
    "as if the errors had nothing to do with each other. No confidence interval."
)


@dataclass(frozen=True)
class LoadErrors:
    """Errors that loads are tried against.

    Attributes
    ----------
    mass_share : float
        Error of the segments' masses, all off the same way, as a share.
    centre_m : float
        Error of the place of L5/S1, in its worst direction in the sagittal plane.
    pressure_m : float
        Error of the centre of pressure of both feet, forward or back.
    disc_deg : float
        Error of the disc's inclination.
    strength_share : float
        Error of the muscles' maximal forces, all off the same way, as a share.
    """

    mass_share: float = 0.05
    centre_m: float = 0.010
    pressure_m: float = 0.005
    disc_deg: float = 10.0
    strength_share: float = 0.20

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not 0 <= value < np.inf:
                raise SettingError(f"an error '{name}' of {value:g}; give 0 or more.")
        if self.mass_share >= 1 or self.strength_share >= 1 or self.disc_deg >= 90:
            raise SettingError(
                f"errors of {self.mass_share:g} of the mass, {self.strength_share:g} of the "
                f"strength and {self.disc_deg:g}°: shares must be below 1, the angle below 90°."
            )


@dataclass(frozen=True)
class Sensitivity:
    """One load at one moment under one error.

    Attributes
    ----------
    quantity : str
        Such as ``"l5s1_compression"``.
    moment : str
        Such as ``"bottom"``.
    error : str
        What was off, and by how much, in words.
    value : float
        The load as found.
    low, high : float
        Smallest and largest that it becomes; they enclose ``value``. NaN where not known.
    """

    quantity: str
    moment: str
    error: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class LoadRange:
    """A load with the range that several errors give together.

    Attributes
    ----------
    quantity, moment : str
        As in its parts.
    value : float
        The load as found.
    low, high : float or None
        Range by quadrature; None where no part is known.
    parts : tuple of Sensitivity
        What it is made of, the largest first.
    """

    quantity: str
    moment: str
    value: float
    low: float | None
    high: float | None
    parts: tuple[Sensitivity, ...]


def spread(
    quantity: str, error: str, moments: Sequence[str], values: FloatArray, others: FloatArray
) -> tuple[Sensitivity, ...]:
    """Sensitivities from loads that were computed anew.

    Parameters
    ----------
    quantity, error : str
        What was computed, and what was off.
    moments : sequence of str
        Names of the frames, length F.
    values : ndarray, shape (F,)
        Loads as found.
    others : ndarray, shape (P, F)
        The same under each perturbation.

    Returns
    -------
    tuple of Sensitivity
        One a moment; ends are NaN where any number is.
    """
    every = np.concatenate([values[None], others])
    low, high = every.min(axis=0), every.max(axis=0)
    return tuple(
        Sensitivity(quantity, moment, error, float(value), float(least), float(most))
        for moment, value, least, most in zip(moments, values, low, high, strict=True)
    )


def disc_sensitivity(
    moments: Sequence[str],
    compression_n: FloatArray,
    shear_n: FloatArray,
    errors: LoadErrors | None = None,
) -> tuple[Sensitivity, ...]:
    """L5/S1 compression and shear if the disc is inclined otherwise than was taken.

    The force itself stays; only its parts along and across the disc change:
    ``C' = C cos α + S sin α``, ``S' = S cos α − C sin α`` for all turns α up to the error, both
    ways.

    Parameters
    ----------
    moments : sequence of str
        Names of the frames, length F.
    compression_n, shear_n : ndarray, shape (F,)
        The parts as found.
    errors : LoadErrors, optional
        For the angle; defaults where none are given.

    Returns
    -------
    tuple of Sensitivity
        Compression, then shear, one a moment each.
    """
    angle = np.deg2rad((errors or LoadErrors()).disc_deg)
    turns = np.linspace(-angle, angle, 41)[:, None]  # odd: zero is among them
    across = compression_n * np.cos(turns) + shear_n * np.sin(turns)
    along = shear_n * np.cos(turns) - compression_n * np.sin(turns)
    words = f"disc inclined by ±{np.rad2deg(angle):g}°"
    return (
        *spread("l5s1_compression", words, moments, compression_n, across),
        *spread("l5s1_anterior_shear", words, moments, shear_n, along),
    )


def between_frames(
    parts: Iterable[Sensitivity], beside: Mapping[str, tuple[str, float]]
) -> tuple[Sensitivity, ...]:
    """Read moments that lie between two frames on the line from one to the other.

    Parameters
    ----------
    parts : iterable of Sensitivity
        At the frames, those after a moment under names of their own.
    beside : mapping of str to (str, float)
        Moment, named as the frame before it, to the name of the frame after it and to the share of
        the way between the two, 0 to 1.

    Returns
    -------
    tuple of Sensitivity
        Without those of the frames after; a number that is unknown in one of the two is NaN.
    """
    every = tuple(parts)
    after = {name for name, _ in beside.values()}
    later = {(one.quantity, one.error, one.moment): one for one in every if one.moment in after}
    found = []
    for one in every:
        if one.moment in beside:
            name, share = beside[one.moment]
            other = later[one.quantity, one.error, name]
            value, low, high = (
                (1.0 - share) * here + share * there
                for here, there in (
                    (one.value, other.value), (one.low, other.low), (one.high, other.high)
                )
            )  # fmt: skip
            one = replace(one, value=value, low=low, high=high)
        if one.moment not in after:
            found.append(one)
    return tuple(found)


def combine(parts: Iterable[Sensitivity]) -> tuple[LoadRange, ...]:
    """Take the sensitivities of each load and moment together, in quadrature.

    Parameters
    ----------
    parts : iterable of Sensitivity
        Of any quantities and moments.

    Returns
    -------
    tuple of LoadRange
        One for each quantity and moment, in order of appearance. Parts with unknown ends are left
        out.
    """
    groups: dict[tuple[str, str], list[Sensitivity]] = {}
    for part in parts:
        groups.setdefault((part.quantity, part.moment), []).append(part)
    return tuple(_range(*key, group) for key, group in groups.items())


def _range(quantity: str, moment: str, group: list[Sensitivity]) -> LoadRange:
    """One load at one moment."""
    value = group[0].value
    known = [part for part in group if np.isfinite(part.high - part.low)]
    if not known or not np.isfinite(value):
        return LoadRange(quantity, moment, value, None, None, ())
    down = float(np.sqrt(sum((part.value - part.low) ** 2 for part in known)))
    up = float(np.sqrt(sum((part.high - part.value) ** 2 for part in known)))
    known.sort(key=lambda part: part.low - part.high)
    return LoadRange(quantity, moment, value, value - down, value + up, tuple(known))
