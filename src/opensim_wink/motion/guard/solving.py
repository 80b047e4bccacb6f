"""Frames that were not solved, loosely solved, badly met, or solved for something else."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import counted
from opensim_wink.motion.guard.evidence import Evidence
from opensim_wink.motion.guard.flag import GuardFlag
from opensim_wink.motion.guard.limits import HEADING_DEG, MARKER_RMS_MM
from opensim_wink.motion.ik_tasks import coordinate_goals

BoolArray = NDArray[np.bool_]


def solving_flags(evidence: Evidence) -> Iterable[GuardFlag]:
    """Doubts about the solution as a whole.

    Parameters
    ----------
    evidence : Evidence
        The motion and what it rests on.

    Yields
    ------
    GuardFlag
        ``"unsolved"``, ``"not_converged"``, ``"heading"``, ``"goal"``, ``"marker_fit"``; some may
        concern no frame.
    """
    yield from _solver_flags(evidence)
    yield from _heading_flags(evidence)
    yield from _goal_flags(evidence)
    if evidence.motion.markers:
        yield from _fit_flags(evidence)


def _solver_flags(evidence: Evidence) -> Iterable[GuardFlag]:
    motion = evidence.motion
    unsolved: BoolArray = ~evidence.solved
    yield GuardFlag(
        "unsolved",
        unsolved,
        float(unsolved.sum()),
        0.0,
        f"{counted(int(unsolved.sum()), 'frame')} could not be solved: too few markers.",
        blocks=True,
    )
    loose = ~motion.converged & ~unsolved
    yield GuardFlag(
        "not_converged",
        loose,
        float(loose.sum()),
        0.0,
        f"inverse kinematics did not converge in {counted(int(loose.sum()), 'frame')}.",
        blocks=True,
    )


def _heading_flags(evidence: Evidence) -> Iterable[GuardFlag]:
    """Frames in which the pelvis faces away from +X, so that tilt and list are mixed."""
    right = evidence.pelvis_rotation[:, :, 2]
    heading = np.rad2deg(np.arctan2(right[:, 0], right[:, 2]))
    away = np.abs(heading) > HEADING_DEG
    worst = float(np.fmax.reduce(np.abs(heading), initial=0.0))
    yield GuardFlag(
        "heading",
        away,
        worst,
        HEADING_DEG,
        f"the pelvis faces up to {worst:.0f}° away from the trial's heading in "
        f"{counted(int(away.sum()), 'frame')}: tilt and list are mixed there; record or "
        "cut the trial so that the person faces one way.",
        blocks=True,
    )


def _goal_flags(evidence: Evidence) -> Iterable[GuardFlag]:
    """Coordinate goals on what is to be measured: they answer in the markers' stead."""
    if evidence.tasks is None:
        return
    profile, tree = evidence.profile, evidence.tree
    asked = {profile.posterior_pelvic_tilt.name, *(p.name for p in profile.lumbar_flexion)}
    for index, goal, weight in coordinate_goals(tree, evidence.tasks):
        name = tree.coordinates[index]
        if name in asked:
            yield GuardFlag(
                "goal",
                np.ones(evidence.motion.n_frames, dtype=bool),
                weight,
                0.0,
                f"the IK tasks draw {name} to {np.rad2deg(goal):.0f}° with weight {weight:g}: what "
                "is to be measured is given; take this task out.",
                blocks=True,
            )


def _fit_flags(evidence: Evidence) -> Iterable[GuardFlag]:
    """Frames in which the markers as a whole lie off the model."""
    error_m = evidence.motion.marker_error_m
    known = np.isfinite(error_m)
    total = np.where(known, error_m, 0.0) ** 2
    rms_mm = 1000 * np.sqrt(total.sum(axis=1) / np.maximum(known.sum(axis=1), 1))
    large = rms_mm > MARKER_RMS_MM
    worst = float(rms_mm.max(initial=0.0))
    yield GuardFlag(
        "marker_fit",
        large,
        worst,
        MARKER_RMS_MM,
        f"the markers lie up to {worst:.0f} mm RMS off the model "
        f"({counted(int(large.sum()), 'frame')} over {MARKER_RMS_MM:.0f} mm): see whether the "
        "model is scaled to this person, and every label right.",
        blocks=True,
    )
