"""What one model says of the hamstrings at the moments that the tests ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.claims.hamstrings.effect import Moment

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
RaiseSource = Literal["trial", "stated", "assumed"]

# Those that cross the hip; the short head of biceps femoris does not.
HIP_HAMSTRINGS = (
    "biceps_femoris_long",
    "semimembranosus",
    "semitendinosus",
    "hamstrings_lumped",
)


@dataclass(frozen=True, eq=False)
class Evidence:
    """Lengths, arms and moments over R repetitions and K hamstrings; nothing is judged here.

    Attributes
    ----------
    source : str
        The model, or the regression.
    at : {"onset", "bottom"}
        Which moment ``moment_m``, ``passive_nm`` and ``net_nm`` belong to.
    reps : tuple of int
        Numbers of the repetitions.
    counted : ndarray of bool, shape (R,)
        Repetitions that the tests of blame rest on.
    usable : ndarray of bool, shape (R,)
        Repetitions that the squat's guard does not object to.
    wink_deg : ndarray, shape (R,)
        Posterior tilt that the counterfactual undoes.
    names, groups, sides : tuple of str
        The muscles.
    standing_m, raised_m : ndarray, shape (K,)
        Length in standing and at the end of a straight-leg raise.
    slr_deg : ndarray, shape (K,)
        Hip flexion of that raise.
    slr_from : tuple of {"trial", "stated", "assumed"}
        Whence it is known, for each muscle; an assumed one is not known.
    moment_m, bottom_m, without_m : ndarray, shape (R, K)
        Length at the moment, at the bottom, and at the bottom without the wink.
    moment_error_m, bottom_error_m : ndarray, shape (R, K)
        Half-width of the 95 % band of the lengths from that of the hip's flexion.
    valid_moment, valid_bottom, valid_without : ndarray of bool, shape (R, K)
        Whether the model may be believed there.
    passive_nm, passive_error_nm : ndarray, shape (R, K)
        Passive hip extension moment at the moment, and its half-width.
    net_nm : ndarray, shape (R,)
        Net hip extension moment of one side at the moment.
    """

    source: str
    at: Moment
    reps: tuple[int, ...]
    counted: BoolArray
    usable: BoolArray
    wink_deg: FloatArray
    names: tuple[str, ...]
    groups: tuple[str, ...]
    sides: tuple[str, ...]
    standing_m: FloatArray
    raised_m: FloatArray
    slr_deg: FloatArray
    slr_from: tuple[RaiseSource, ...]
    moment_m: FloatArray
    bottom_m: FloatArray
    without_m: FloatArray
    moment_error_m: FloatArray
    bottom_error_m: FloatArray
    valid_moment: BoolArray
    valid_bottom: BoolArray
    valid_without: BoolArray
    passive_nm: FloatArray
    passive_error_nm: FloatArray
    net_nm: FloatArray

    def on(self, side: str) -> NDArray[np.intp]:
        """Columns of one side's hamstrings."""
        return np.flatnonzero(
            [
                of == side and group in HIP_HAMSTRINGS
                for of, group in zip(self.sides, self.groups, strict=True)
            ]
        )

    @property
    def present_sides(self) -> tuple[str, ...]:
        """Sides that have hamstrings, right first."""
        return tuple(side for side in "rl" if len(self.on(side)))
