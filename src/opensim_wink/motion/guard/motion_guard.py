"""All of the guard's doubts about a motion."""

from __future__ import annotations

from collections.abc import Mapping

from opensim_wink.body.profile import Profile
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.guard.evidence import BoolArray, Evidence, FloatArray
from opensim_wink.motion.guard.flag import GuardFlag
from opensim_wink.motion.guard.pelvis_flags import pelvis_flags
from opensim_wink.motion.guard.pelvis_watch import PelvisWatch, watch_pelvis
from opensim_wink.motion.guard.ranges import Ranges, range_flags
from opensim_wink.motion.guard.solving import solving_flags
from opensim_wink.motion.guard.time_breaks import time_break_flags
from opensim_wink.motion.guard.trunk import trunk_flags
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.motion import Motion


def guard_motion(
    motion: Motion,
    tree: KinematicTree,
    profile: Profile,
    *,
    measured: BoolArray | None = None,
    points_m: FloatArray | None = None,
    tasks: IKTasks | None = None,
    labels: Mapping[str, str] | None = None,
    validated: Ranges | None = None,
) -> tuple[GuardFlag, ...]:
    """Look for frames in which the pelvis or the spine may move because the model or a marker did.

    Parameters
    ----------
    motion : Motion
        The solved motion.
    tree : KinematicTree
        Its model.
    profile : Profile
        The model's parts.
    measured : ndarray of bool, shape (T, M), optional
        Which of ``motion.markers`` were measured rather than filled; default: those with an error.
    points_m : ndarray, shape (T, M, 3), optional
        Where they were measured; without it the shape of the pelvis and its raw tilt are unknown.
    tasks : IKTasks, optional
        What inverse kinematics was told to follow besides the markers.
    labels : mapping of str to str, optional
        Model marker → the laboratory's label, to name markers by.
    validated : mapping of str to (float, float), optional
        Coordinate → range in which the model was checked, degrees.

    Returns
    -------
    tuple of GuardFlag
        Only flags that concern at least one frame.
    """
    evidence = Evidence.of(
        motion,
        tree,
        profile,
        measured=measured,
        points_m=points_m,
        tasks=tasks,
        labels=labels,
    )
    return guard_evidence(evidence, watch_pelvis(evidence), validated=validated)


def guard_evidence(
    evidence: Evidence, watch: PelvisWatch, *, validated: Ranges | None = None
) -> tuple[GuardFlag, ...]:
    """The same from what was gathered already.

    Parameters
    ----------
    evidence : Evidence
        The motion and its markers.
    watch : PelvisWatch
        How well the pelvis was seen.
    validated : mapping of str to (float, float), optional
        Coordinate → range in which the model was checked, degrees.

    Returns
    -------
    tuple of GuardFlag
        Only flags that concern at least one frame.
    """
    flags = [*solving_flags(evidence), *range_flags(evidence, validated)]
    if evidence.motion.markers:
        flags += [
            *time_break_flags(evidence),
            *trunk_flags(evidence),
            *pelvis_flags(evidence, watch),
        ]
    return tuple(flag for flag in flags if flag.frames.any())
