"""Which foot the ground pushes, how hard and where, frame by frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import Side
from opensim_wink.load.applied import AppliedForce
from opensim_wink.motion.guard.flag import GuardFlag

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
GroundSource = Literal["plates", "estimate", "none"]


@dataclass(frozen=True, eq=False)
class GroundContact:
    """Ground reactions of both feet over the frames of a motion.

    Attributes
    ----------
    source : {"plates", "estimate", "none"}
        Measured, estimated from the motion, or not known.
    forces : tuple of AppliedForce
        One for each foot and plate, filtered as the motion is.
    sides : tuple of Side
        The foot of each force.
    complete : ndarray of bool, shape (T,)
        Frames in which everything that the ground does to each foot is known, so that hips and
        knees can be told.
    total_n : ndarray, shape (T, 3)
        Sum over all plates, also of those that no foot could be given; NaN where not known.
    doubts : tuple of GuardFlag
        What is wrong with plates or their assignment; those that ``block`` forbid loads of the
        legs in their frames.
    notes : tuple of str
        What was done, one sentence each.
    total_wrench : ndarray, shape (6, T), or None
        Moment about ground's origin, and force, of all that the ground does to the body, whichever
        foot it goes to; NaN where not known. None: the sum of ``forces`` where ``complete``.
    """

    source: GroundSource
    forces: tuple[AppliedForce, ...]
    sides: tuple[Side, ...]
    complete: BoolArray
    total_n: FloatArray
    doubts: tuple[GuardFlag, ...] = ()
    notes: tuple[str, ...] = ()
    total_wrench: FloatArray | None = None
