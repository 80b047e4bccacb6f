"""Forces that joints carry: by one body on the other, at a stated point, along stated axes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class JointReaction:
    """What one body exerts on the next through a joint.

    Attributes
    ----------
    name : str
        ``"l5s1"``, ``"hip_r"``, ``"hip_l"``, ``"knee_r"`` or ``"knee_l"``.
    joint : str
        Native joint name.
    on_body, by_body : str
        The body that feels the force, and the one that exerts it.
    frame : str
        In words: where the axes are fixed and how they lie.
    origin : str
        In words: the point that the moment is about.
    axes : tuple of str
        Direction words of the three components, such as ``("anterior", "compression", "right")``.
    force_n, moment_nm : ndarray, shape (T, 3)
        Along these axes; NaN where not known.
    net_force_n, net_moment_nm : ndarray, shape (T, 3)
        The same without muscles: the net joint force and moment of inverse dynamics.
    known : ndarray of bool, shape (T,)
        Frames in which the contact force may be believed: forces from outside known, muscles
        balanced.
    reserve_share : ndarray, shape (T,)
        Moment that reserves bear at this joint over the net moment there.
    notes : tuple of str
        What to bear in mind, one sentence each.
    """

    name: str
    joint: str
    on_body: str
    by_body: str
    frame: str
    origin: str
    axes: tuple[str, str, str]
    force_n: FloatArray
    moment_nm: FloatArray
    net_force_n: FloatArray
    net_moment_nm: FloatArray
    known: BoolArray
    reserve_share: FloatArray
    notes: tuple[str, ...] = ()
