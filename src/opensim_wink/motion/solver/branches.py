"""One posture, two triples of angles: choose the one that a person would say.

To turn the first and third of three perpendicular axes by half a turn and to take the second angle
from its supplement changes nothing: a solver may end with either triple. It is settled here for a
whole trial, so that the angles do not jump and stay in the model's ranges where they can.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.functions import Linear
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics, Node
from opensim_wink.motion.solver.turns import plain_angles

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]


def settle_triples(values: FloatArray, kinematics: Kinematics, held: IndexArray) -> FloatArray:
    """The same postures, told by triples without jumps, inside the model's ranges if they can be.

    Parameters
    ----------
    values : ndarray, shape (T, C)
        Coordinates of one trial, frame after frame, rad or m; all finite.
    kinematics : Kinematics
        The model.
    held : ndarray of int
        Coordinates that stay as they are.

    Returns
    -------
    ndarray, shape (T, C)
        A copy.
    """
    out = values.copy()
    loose = set(np.setdiff1d(plain_angles(kinematics.tree), held).tolist())
    for node in kinematics.nodes:
        if _has_two_triples(node, loose):
            _settle_triple(out, node, kinematics.tree)
    return out


def _has_two_triples(node: Node, loose: set[int]) -> bool:
    """Three perpendicular rotations by a coordinate each, all of them free to change."""
    drivers = [axis.coordinates for axis in node.rotations]
    if len(drivers) != 3 or len(set(drivers)) != 3 or any(len(d) != 1 for d in drivers):
        return False
    directions = np.array([axis.direction for axis in node.rotations])
    perpendicular = np.allclose(directions @ directions.T, np.eye(3), atol=1e-9)
    return perpendicular and all(d[0] in loose for d in drivers)


def _settle_triple(values: FloatArray, node: Node, tree: KinematicTree) -> None:
    index = [axis.coordinates[0] for axis in node.rotations]
    middle = node.rotations[1].function
    assert isinstance(middle, Linear)
    turned = middle.gradient * values[:, index[1]] + middle.intercept
    if (np.cos(turned) > 0).all():
        return  # nowhere past a quarter turn: the usual triple throughout
    kept = values[:, index]
    other = _other_triple(kept, node)
    swapped = _without_jumps(kept, other)
    first = np.where(swapped[:, None], other, kept)
    second = np.where(swapped[:, None], kept, other)
    strays = [_strays(triple, tree, index) for triple in (first, second)]
    values[:, index] = second if strays[1] < strays[0] else first


def _other_triple(triple: FloatArray, node: Node) -> FloatArray:
    """The other angles of the same rotations, (T, 3)."""
    gradient = np.array([a.function.gradient for a in node.rotations])  # type: ignore[union-attr]
    intercept = np.array([a.function.intercept for a in node.rotations])  # type: ignore[union-attr]
    angle = gradient * triple + intercept
    other = np.stack([angle[:, 0] + np.pi, np.pi - angle[:, 1], angle[:, 2] + np.pi], axis=1)
    return np.asarray((other - intercept) / gradient)


def _without_jumps(kept: FloatArray, other: FloatArray) -> BoolArray:
    """Frames in which the other triple is nearer to the frame before, shape (T,)."""
    swapped = np.zeros(len(kept), dtype=bool)
    steps = np.diff(kept, axis=0), other[1:] - kept[:-1]
    along, across = (np.abs(np.angle(np.exp(1j * step))).sum(axis=1) for step in steps)
    # From one triple to the same, or to the other: the step is as long either way round.
    swapped[1:] = np.cumsum(across < along) % 2 == 1
    return swapped


def _strays(triple: FloatArray, tree: KinematicTree, index: list[int]) -> tuple[float, float]:
    """How far angles leave their ranges, and how far they are from the default; sums of means."""
    default = tree.default[index]
    angle = default + np.angle(np.exp(1j * (triple - default)))
    outside = np.maximum(tree.low[index] - angle, angle - tree.high[index])
    ranged = tree.high[index] > tree.low[index]
    beyond = np.where(ranged, np.maximum(outside, 0.0), 0.0)
    return (
        round(float(beyond.mean(axis=0).sum()), 6),
        float(np.abs(angle - default).mean(axis=0).sum()),
    )
