"""The thighs in the pelvis, taken apart into flexion, adduction and rotation.

They are read off the bodies, not off coordinates: the turn of the femur in the pelvis since the
model's zero, about the axes of ground at that zero (X forward, Y up, Z right). So names, signs and
order of the model's own coordinates do not matter.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES
from opensim_wink.body.subject import Subject
from opensim_wink.motion.kinematics import Kinematics, NodePoses

FloatArray = NDArray[np.float64]

_MIRROR = np.diag([1.0, 1.0, -1.0])


def thigh_angles(subject: Subject, kinematics: Kinematics, poses: NodePoses) -> FloatArray:
    """Flexion, adduction and internal rotation of both thighs in the pelvis.

    Parameters
    ----------
    subject : Subject
        The scaled model; in its zero it stands upright and faces X.
    kinematics : Kinematics
        Of its tree.
    poses : NodePoses
        Where it is in T frames.

    Returns
    -------
    ndarray, shape (3, T, 2)
        Degrees, in this order about the thigh's own axes; right and left, signs the same on both;
        NaN where the poses are.
    """
    profile, at_zero = subject.profile, kinematics.zero_poses()

    def turned(body: str) -> FloatArray:
        since = kinematics.body_rotation(poses, body)
        return since @ np.swapaxes(kinematics.body_rotation(at_zero, body), 1, 2)

    pelvis = np.swapaxes(turned(profile.pelvis), 1, 2)
    found = []
    for side in SIDES:
        turn = pelvis @ turned(profile.femur[side])
        found.append(_taken_apart(turn if side == "r" else _MIRROR @ turn @ _MIRROR))
    return np.asarray(np.rad2deg(np.stack(found, axis=-1)))


def _taken_apart(turn: FloatArray) -> FloatArray:
    """Rz(flexion) · Rx(adduction) · Ry(rotation) to its angles, (T, 3, 3) → (3, T), rad."""
    return np.stack(
        [
            np.arctan2(-turn[:, 0, 1], turn[:, 1, 1]),
            np.arcsin(np.clip(turn[:, 2, 1], -1, 1)),
            np.arctan2(-turn[:, 2, 0], turn[:, 2, 2]),
        ]
    )
