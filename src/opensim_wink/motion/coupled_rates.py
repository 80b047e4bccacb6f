"""Rates of coordinates that follow others through couplers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree

FloatArray = NDArray[np.float64]


def follow_coupled_rates(tree: KinematicTree, values: FloatArray, rates: FloatArray) -> FloatArray:
    """Rates with every coupled coordinate's set by the chain rule.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    values, rates : ndarray, shape (T, C)
        Coordinates with couplers met, and rates of those that no coupler sets.

    Returns
    -------
    ndarray, shape (T, C)
        Rates that the couplers allow.
    """
    found = rates.copy()
    for coupler in tree.couplers:
        slopes = coupler.slopes(values.T)
        found[:, coupler.dependent] = sum(
            slope * found[:, lead] for slope, lead in zip(slopes, coupler.independents, strict=True)
        )
    return found
