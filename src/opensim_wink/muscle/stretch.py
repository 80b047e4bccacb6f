"""How much a muscle could still be stretched: the straight-leg raise as the yardstick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import Subject
from opensim_wink.motion.motion import Motion

FloatArray = NDArray[np.float64]

GENERIC_SLR_DEG = 90.0


@dataclass(frozen=True, eq=False)
class AvailableStretch:
    """Muscle lengths standing straight and at the end of a straight-leg raise.

    Attributes
    ----------
    names, sides : tuple of str
        Native muscle names and sides, length K.
    straight_m, raised_m : ndarray, shape (K,)
        Lengths with hip and knee straight, and at the end of the raise with the knee straight.
    slr_deg : ndarray, shape (K,)
        Hip flexion at the end of the raise, on the muscle's side.
    measured : ndarray of bool, shape (K,)
        Whether it comes from the subject's own raise; else it is a stated angle.
    notes : tuple of str
        Where the raise came from, one sentence each.
    """

    names: tuple[str, ...]
    sides: tuple[str, ...]
    straight_m: FloatArray
    raised_m: FloatArray
    slr_deg: FloatArray
    measured: NDArray[np.bool_]
    notes: tuple[str, ...] = ()

    def share(self, length_m: FloatArray, standing_m: FloatArray | None = None) -> FloatArray:
        """``(L − L_standing)/(L_raised − L_standing)``; standing is ``straight_m`` by default."""
        raise NotImplementedError


def available_stretch(
    subject: Subject,
    names: Sequence[str],
    *,
    slr_deg: float = GENERIC_SLR_DEG,
    slr_motion: Motion | None = None,
) -> AvailableStretch:
    """Pose the model at the end of a straight-leg raise and measure its muscles."""
    raise NotImplementedError


def slr_equivalent_deg(subject: Subject, names: Sequence[str], length_m: FloatArray) -> FloatArray:
    """Straight-leg-raise angle (°) at which each muscle has the given length; (N, K) → (N, K)."""
    raise NotImplementedError
