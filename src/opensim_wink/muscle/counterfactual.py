"""What a muscle's length would have been had the pelvis not tucked under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import Subject
from opensim_wink.motion.motion import Motion

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Counterfactual:
    """Lengths with and without the wink, at chosen frames.

    Attributes
    ----------
    names, groups, sides : tuple of str
        Length K.
    frames : ndarray of int, shape (N,)
        Frames of the motion.
    wink_deg : ndarray, shape (N,)
        Posterior tilt that is undone at each: the thigh stays, so hip flexion grows by it.
    length_m, without_m : ndarray, shape (N, K)
        ``L(hip, knee)`` and ``L(hip + wink, knee)``.
    saved_m : ndarray, shape (N, K)
        ``without_m − length_m``: + where the wink spared the muscle a stretch.
    """

    names: tuple[str, ...]
    groups: tuple[str, ...]
    sides: tuple[str, ...]
    frames: NDArray[np.intp]
    wink_deg: FloatArray
    length_m: FloatArray
    without_m: FloatArray
    saved_m: FloatArray


def counterfactual_length(
    subject: Subject,
    motion: Motion,
    frames: Sequence[int] | NDArray[np.intp],
    wink_deg: float | FloatArray,
    groups: Sequence[str] | None = None,
) -> Counterfactual:
    """Lengths had hip flexion been greater by the wink, with the knee as it was."""
    raise NotImplementedError
