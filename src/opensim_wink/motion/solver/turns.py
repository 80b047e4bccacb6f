"""Angles without jumps of whole turns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.functions import Linear
from opensim_wink.body.tree import KinematicTree

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.intp]


def nearest_turn(values: FloatArray, tree: KinematicTree, fixed: IndexArray) -> FloatArray:
    """Free angles without jumps of whole turns, each near its default on the whole.

    Only coordinates that nothing but a plain rotation uses can be shifted by a turn.

    Parameters
    ----------
    values : ndarray, shape (T, C)
        Coordinates, rad or m.
    tree : KinematicTree
        The model.
    fixed : ndarray of int
        Coordinates that stay as they are, since they are kept in a range.

    Returns
    -------
    ndarray, shape (T, C)
        The same postures.
    """
    out = values.copy()
    for index in np.setdiff1d(plain_angles(tree), fixed):
        angle = np.unwrap(out[:, index])
        turns = np.round((np.median(angle) - tree.default[index]) / (2 * np.pi))
        out[:, index] = angle - 2 * np.pi * turns
    return out


def plain_angles(tree: KinematicTree) -> list[int]:
    """Coordinates that nothing but plain rotations use, so that whole turns change no posture.

    Parameters
    ----------
    tree : KinematicTree
        The model.

    Returns
    -------
    list of int
        Their indices; coupled coordinates, and those that others follow, are none.
    """
    uses: dict[int, list[bool]] = {}
    for joint in tree.joints:
        for axis in joint.axes:
            plain = (
                axis.rotation
                and isinstance(axis.function, Linear)
                and abs(axis.function.gradient) == 1.0
            )
            for coordinate in axis.coordinates:
                uses.setdefault(coordinate, []).append(plain)
    coupled = {c for coupler in tree.couplers for c in (coupler.dependent, *coupler.independents)}
    return [c for c, plain in uses.items() if all(plain) and c not in coupled]
