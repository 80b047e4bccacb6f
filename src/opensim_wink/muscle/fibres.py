"""Fibre length and passive force of a muscle whose path length is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.muscle_parameters import MuscleParameters

FloatArray = NDArray[np.float64]
Tendon = Literal["rigid", "elastic"]


@dataclass(frozen=True, eq=False)
class PassiveFibres:
    """A muscle at rest (activation 0, no velocity) at given path lengths.

    Attributes
    ----------
    names : tuple of str
        Native muscle names, length K.
    tendon_model : {"rigid", "elastic"}
        How the tendon was taken.
    slack_scale : float
        Factor on the model's tendon slack length.
    fibre_m, fibre_norm : ndarray, shape (T, K)
        Fibre length, and over optimal length; NaN where the path length is NaN.
    tendon_m : ndarray, shape (T, K)
        Tendon length.
    pennation_rad : ndarray, shape (T, K)
        Pennation angle.
    force_n : ndarray, shape (T, K)
        Passive force along the tendon.
    """

    names: tuple[str, ...]
    tendon_model: Tendon
    slack_scale: float
    fibre_m: FloatArray
    fibre_norm: FloatArray
    tendon_m: FloatArray
    pennation_rad: FloatArray
    force_n: FloatArray


def passive_fibres(
    parameters: MuscleParameters,
    length_m: FloatArray,
    tendon_model: Tendon = "elastic",
    *,
    slack_scale: float = 1.0,
) -> PassiveFibres:
    """Fibre length and passive force at given path lengths (T, K)."""
    raise NotImplementedError


def slack_sensitivity(
    parameters: MuscleParameters,
    length_m: FloatArray,
    tendon_model: Tendon = "elastic",
    scales: Sequence[float] = (0.95, 1.0, 1.05),
) -> tuple[PassiveFibres, ...]:
    """The same with tendon slack lengths scaled, one result a scale."""
    raise NotImplementedError


def passive_extension_moment(fibres: PassiveFibres, flexion_arm_m: FloatArray) -> FloatArray:
    """Passive moment (N·m, + extends) of each muscle from its arms (T, K; + flexes)."""
    raise NotImplementedError
