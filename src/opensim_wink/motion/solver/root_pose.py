"""A rigid first guess of where the root of the tree is, so that the fit starts near its minimum."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.functions import Linear
from opensim_wink.motion.kinematics import Kinematics, Node
from opensim_wink.trial.rigid import rigid_fits

FloatArray = NDArray[np.float64]


def place_root(
    kinematics: Kinematics,
    start: FloatArray,
    markers: tuple[str, ...],
    targets: FloatArray,
    weights: FloatArray,
) -> FloatArray:
    """Move the root so that the model's markers lie rigidly on the measured ones.

    The root's own markers lead; frames in which fewer than three of them are seen use all markers,
    the model in its starting posture.

    Parameters
    ----------
    kinematics : Kinematics
        The model.
    start : ndarray, shape (C, T)
        Starting coordinates, rad or m.
    markers : tuple of str
        Followed model markers, length M.
    targets : ndarray, shape (M, 3, T)
        Measured markers, m; finite everywhere.
    weights : ndarray, shape (M, T)
        Weights; 0 where a marker was not seen.

    Returns
    -------
    ndarray, shape (C, T)
        ``start`` with the root's coordinates set. Unchanged where the root is not a free joint with
        three rotations about perpendicular axes and three translations.
    """
    tree = kinematics.tree
    root = kinematics.nodes[0] if kinematics.nodes else None
    if root is None or not _is_free(root) or tree.locked[list(root.coordinates)].any():
        return start
    index = [tree.markers.index(name) for name in markers]
    first = tree.follow_couplers(start[:, :1].T)
    pose = kinematics.poses(first.T)
    at_start = kinematics.marker_positions(first)[0, index]
    in_root = (at_start - pose.position[0, :, 0]) @ pose.rotation[0, :, :, 0]
    own = np.array([kinematics.body_node[int(tree.marker_body[k])] == 0 for k in index], bool)
    enough = (weights[own] > 0).sum(axis=0) >= 3
    used = np.where(enough, weights * own[:, None], weights)
    rotation, position, _ = rigid_fits(in_root, targets.transpose(2, 0, 1), used.T)
    return _set_root(root, start, rotation, position)


def _is_free(root: Node) -> bool:
    axes = (*root.rotations, *root.translations)
    if len(root.rotations) != 3 or len(root.translations) != 3:
        return False
    plain = all(
        len(a.coordinates) == 1
        and isinstance(a.function, Linear)
        and abs(a.function.gradient) > 0
        and np.count_nonzero(np.abs(a.direction) > 1e-9) == 1
        for a in axes
    )
    own = len({a.coordinates for a in axes}) == 6
    turned = {int(np.argmax(np.abs(a.direction))) for a in root.rotations}
    return plain and own and len(turned) == 3


def _set_root(
    root: Node, start: FloatArray, rotation: FloatArray, position: FloatArray
) -> FloatArray:
    from scipy.spatial.transform import Rotation

    out = start.copy()
    across = root.frame.rotation.T @ rotation
    order = "".join("XYZ"[int(np.argmax(np.abs(a.direction)))] for a in root.rotations)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # gimbal lock: any split of the two angles will do
        angles = Rotation.from_matrix(across).as_euler(order)  # type: ignore[call-overload]
    for axis, angle in zip(root.rotations, np.unwrap(angles, axis=0).T, strict=True):
        assert isinstance(axis.function, Linear)
        signed = angle * axis.direction.sum()
        out[axis.coordinates[0]] = (signed - axis.function.intercept) / axis.function.gradient
    directions = np.array([a.direction for a in root.translations])
    shift = (position - root.frame.position) @ root.frame.rotation
    for axis, along in zip(root.translations, np.linalg.solve(directions.T, shift.T), strict=True):
        assert isinstance(axis.function, Linear)
        out[axis.coordinates[0]] = (along - axis.function.intercept) / axis.function.gradient
    return out
