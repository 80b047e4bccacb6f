"""Length, velocity and moment arms of the muscles of a squat, frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import Subject
from opensim_wink.motion.motion import Motion

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MuscleCurves:
    """What the paths of some muscles do over a motion.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    names, groups, parts : tuple of str
        Native muscle names, their groups and their parts of the group (may be empty), length K.
    sides : tuple of str
        ``"r"`` or ``"l"``, length K.
    joints : tuple of str
        ``("hip_flexion", "knee_flexion", "lumbar_flexion")``, length J; hip and knee are those of
        the muscle's own side.
    length_m : ndarray, shape (T, K)
        Origin to insertion; NaN where the motion is NaN or does not move the leg.
    velocity_m_s : ndarray, shape (T, K)
        + lengthens; rate of the length over the low-passed motion. NaN as above.
    arm_m : ndarray, shape (T, K, J)
        −dL/dθ, + flexes the joint; 0 where the muscle does not cross it, NaN as above and where
        the model lacks the joint.
    expected : ndarray of int, shape (K, J)
        What anatomy says of each arm: +1 flexor, −1 extensor, 0 none or not settled.
    notes : tuple of str
        What did not match between motion and model, one sentence each.
    """

    time_s: FloatArray
    names: tuple[str, ...]
    groups: tuple[str, ...]
    parts: tuple[str, ...]
    sides: tuple[str, ...]
    joints: tuple[str, ...]
    length_m: FloatArray
    velocity_m_s: FloatArray
    arm_m: FloatArray
    expected: NDArray[np.intp]
    notes: tuple[str, ...] = ()


def muscle_curves(
    subject: Subject,
    motion: Motion,
    groups: Sequence[str] | None = None,
    *,
    cutoff_hz: float = 6.0,
) -> MuscleCurves:
    """Lengths, velocities and moment arms in every frame of a motion."""
    raise NotImplementedError
