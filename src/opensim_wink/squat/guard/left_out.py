"""How the wink changes when the front or the back of the pelvis is not followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.motion.guard import Evidence
from opensim_wink.motion.guard.limits import TILT_SD_BLOCK_DEG_PER_MM
from opensim_wink.motion.guard.pelvis_watch import tilt_precision
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.motion.noise.marker_response import MarkerResponse
from opensim_wink.motion.solver.free_coordinates import goals_of
from opensim_wink.motion.solver.levenberg import Solver
from opensim_wink.squat.finding.repetitions import Repetition
from opensim_wink.squat.wink import turned_back
from opensim_wink.trial.filters import frame_rate, lowpass

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]

# Frames a second that are solved again: the amplitude of a descent changes by under 0.1°.
LEAST_RATE_HZ = 30.0
_PER_CUTOFF = 5.0  # samples a period of the low-pass filter at least
_LEAST_KNOWN = 0.9  # share of the frames in which the rest must still tell the tilt


def left_out_change(
    evidence: Evidence,
    reps: Sequence[Repetition],
    landmarks: Sequence[str],
    *,
    cutoff_hz: float = 6.0,
) -> FloatArray:
    """Change of each repetition's pelvic wink when some pelvis markers are not followed.

    Inverse kinematics is solved again on every few frames of the descents without these markers;
    the wink of that solution is held against the wink of the full one on the same frames.

    Parameters
    ----------
    evidence : Evidence
        The motion, the markers that it followed and how.
    reps : sequence of Repetition
        The repetitions.
    landmarks : sequence of str
        Landmarks to leave out, ``("asis_r", "asis_l")``.
    cutoff_hz : float
        Low-pass filter of the tilt.

    Returns
    -------
    ndarray, shape (reps,)
        Wink without them minus wink with them, degrees; NaN where none of them is followed, where
        the other markers do not hold the pelvis (1 mm of noise would be over 1° of tilt), or where
        it is not known where they were measured.
    """
    unknown = np.full(len(reps), np.nan)
    columns = [evidence.landmarks[name] for name in landmarks if name in evidence.landmarks]
    columns = [column for column in columns if column in evidence.pelvis]
    if not columns or not reps or evidence.points_m is None or evidence.tasks is None:
        return unknown
    if evidence.tree.unsupported:  # only OpenSim solves this model, and takes minutes
        return unknown
    rate_hz = frame_rate(evidence.motion.time_s)
    step = max(1, int(rate_hz / max(LEAST_RATE_HZ, _PER_CUTOFF * cutoff_hz)))
    parts = [_descent(rep, step) for rep in reps]
    frames = np.concatenate(parts)
    again = _solve_without(evidence, evidence.points_m, evidence.tasks, frames, columns)
    held = _held(evidence, again, frames, columns)
    part = evidence.profile.posterior_pelvic_tilt
    before = part.sign * np.rad2deg(evidence.motion.coordinate(part.name)[frames])
    after = part.sign * np.rad2deg(again[:, evidence.tree.coordinate(part.name)])
    change = unknown.copy()
    ends = np.cumsum([len(piece) for piece in parts])
    for index, (rep, end) in enumerate(zip(reps, ends, strict=True)):
        own = slice(int(end) - len(parts[index]), int(end))
        if held[own].mean() < _LEAST_KNOWN:
            continue
        bottom = int(np.searchsorted(parts[index], rep.bottom))
        both = lowpass(np.stack([after, before], axis=1)[own], rate_hz / step, cutoff_hz)
        without, full = turned_back(both[: bottom + 1].T)
        change[index] = without - full
    return change


def _descent(rep: Repetition, step: int) -> IndexArray:
    """Every few frames from the start to the end of the bottom, the deepest one among them."""
    first = rep.bottom - step * ((rep.bottom - rep.start) // step)
    return np.arange(first, rep.bottom_end + 1, step)


def _solve_without(
    evidence: Evidence, points_m: FloatArray, tasks: IKTasks, frames: IndexArray, out: list[int]
) -> FloatArray:
    """The frames solved again without some markers, each from where the full solution ended.

    A cold start may end in another minimum, and what is asked is how far this one gives way.
    """
    tree, motion = evidence.tree, evidence.motion
    free = MarkerResponse(motion, tree, tasks).free
    solver = Solver(Kinematics(tree), motion.markers, free, goals=goals_of(tree, free, tasks))
    start = motion.values_of(tree)[frames]
    known = np.isfinite(start).all(axis=1)
    seen = np.isfinite(points_m[frames]).all(axis=2)
    weights = np.where(seen, motion.weights, 0.0)
    weights[:, out] = 0.0
    values = np.full(start.shape, np.nan)
    solution = solver.solve(
        start[known].T,
        np.nan_to_num(points_m[frames][known]).transpose(1, 2, 0),
        weights[known].T,
        near=True,
    )
    values[known] = np.where(solution.converged, solution.values, np.nan).T
    return values


def _held(evidence: Evidence, values: FloatArray, frames: IndexArray, out: list[int]) -> BoolArray:
    """Frames in which the measured markers that were left still tell the tilt."""
    left = evidence.measured[frames].copy()
    left[:, out] = False
    again = replace(
        evidence.motion,
        time_s=evidence.motion.time_s[frames],
        coordinates=evidence.tree.coordinates,
        values=values,
        marker_error_m=np.where(left, 0.0, np.nan),
    )
    return np.asarray(tilt_precision(evidence, again) <= TILT_SD_BLOCK_DEG_PER_MM)
