"""Frames in which a model's muscle paths should not be believed, and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import Subject
from opensim_wink.motion.guard import GuardFlag
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.curves import MuscleCurves

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class MuscleGuard:
    """Doubts about muscle paths.

    Attributes
    ----------
    flags : tuple of GuardFlag
        ``"moment_arm_sign"``, ``"wrap_jump"``, ``"muscle_range"``, ``"short_arm"``; none blocks
        the squat's verdict, only what is said of the muscles concerned.
    valid : ndarray of bool, shape (T, K)
        Frames of each muscle that may enter a verdict: within the validated range, arms of the
        right sign, no jump, solved.
    short_arm : ndarray of bool, shape (T, K, J)
        Anatomy expects an arm and it is below 5 mm: the model is the limit of what can be said.
    """

    flags: tuple[GuardFlag, ...]
    valid: BoolArray
    short_arm: BoolArray


def guard_muscles(subject: Subject, motion: Motion, curves: MuscleCurves) -> MuscleGuard:
    """Check the curves of a motion."""
    raise NotImplementedError
