"""What a motion asks of every part of the body: rates of momentum less weight, node by node."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.motion.kinematics import Kinematics, NodePoses

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

GRAVITY_M_S2 = np.array([0.0, -9.80665, 0.0])


@dataclass(frozen=True, eq=False)
class Dynamics:
    """A motion made ready for moments: filtered, differentiated, with the wrench each node needs.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    kinematics : Kinematics
        The model's; ``needed`` and ``poses`` go by its nodes (welded bodies are fused).
    values, rates : ndarray, shape (T, C)
        Low-passed coordinates with couplers met, rad or m, and their first derivatives.
    poses : NodePoses
        Where the nodes are.
    twists : ndarray, shape (R, 6, T)
        Twist of every coordinate about ground's origin, rows as in ``kinematics.twist_rows``.
    needed : ndarray, shape (N, 6, T)
        Moment about ground's origin, and force, that all else must exert on the node: the rate of
        its momentum less its weight. NaN where the motion is not known.
    known : ndarray of bool, shape (T,)
        Frames in which ``needed`` is known.
    mass_kg : float
        Mass of the whole model.
    """

    time_s: FloatArray
    kinematics: Kinematics
    values: FloatArray
    rates: FloatArray
    poses: NodePoses
    twists: FloatArray
    needed: FloatArray
    known: BoolArray
    mass_kg: float
