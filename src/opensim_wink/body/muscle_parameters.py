"""What a model's muscles are made of: fibre, tendon, strength, and their passive curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MuscleParameters:
    """Parameters of some muscles, in the model's own numbers.

    Attributes
    ----------
    names : tuple of str
        Native muscle names, length K.
    kinds : tuple of str
        OpenSim's class of each, such as ``"Millard2012EquilibriumMuscle"``.
    max_force_n, optimal_fibre_m, tendon_slack_m, pennation_rad : ndarray, shape (K,)
        Largest isometric force, optimal fibre length, tendon slack length, and pennation angle at
        the optimal fibre length.
    passive, tendon : tuple of ForceCurve
        Force of fibre (over optimal length) and tendon (over slack length), in units of
        ``max_force_n``.
    """

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    max_force_n: FloatArray
    optimal_fibre_m: FloatArray
    tendon_slack_m: FloatArray
    pennation_rad: FloatArray


def read_muscle_parameters(model_path: Path, names: Sequence[str]) -> MuscleParameters:
    """Read the parameters of some muscles out of a model file, in the order of ``names``."""
    raise NotImplementedError
