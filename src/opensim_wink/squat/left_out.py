"""How the wink changes when the front or the back of the pelvis is not followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import ModelError, MotionError
from opensim_wink.motion.guard import Evidence
from opensim_wink.motion.guard.limits import TILT_SD_BLOCK_DEG_PER_MM
from opensim_wink.motion.guard.pelvis_watch import measured_only, tilt_precision
from opensim_wink.motion.ik_tasks import IKTasks
from opensim_wink.motion.inverse_kinematics import solve_inverse_kinematics
from opensim_wink.motion.motion import Motion
from opensim_wink.squat.repetitions import Repetition
from opensim_wink.trial.filters import lowpass
from opensim_wink.trial.trial import Trial

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.intp]

# Frames a second that are solved again: the amplitude of a descent changes by under 0.1°.
LEAST_RATE_HZ = 30.0
_PER_CUTOFF = 5.0  # samples a period of the low-pass filter at least
_LEAST_KNOWN = 0.9  # share of the frames in which the rest must still tell the tilt


def left_out_change(
    evidence: Evidence,
    trial: Trial,
    tasks: IKTasks,
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
        The motion and its markers.
    trial : Trial
        What was followed, gaps filled.
    tasks : IKTasks
        How it was followed.
    reps : sequence of Repetition
        The repetitions.
    landmarks : sequence of str
        Landmarks to leave out, ``("asis_r", "asis_l")``.
    cutoff_hz : float
        Low-pass filter of the tilt.

    Returns
    -------
    ndarray, shape (reps,)
        Wink without them minus wink with them, degrees; NaN where none of them is followed, or
        the other markers do not hold the pelvis: 1 mm of noise would be over 1° of tilt.
    """
    unknown = np.full(len(reps), np.nan)
    columns = [evidence.landmarks[name] for name in landmarks if name in evidence.landmarks]
    columns = [column for column in columns if column in evidence.pelvis]
    if not columns or not reps:
        return unknown
    out = {evidence.motion.markers[column] for column in columns}
    step = max(1, int(trial.rate_hz / max(LEAST_RATE_HZ, _PER_CUTOFF * cutoff_hz)))
    parts = [_descent(rep, step) for rep in reps]
    frames = np.concatenate(parts)
    again = _solve_without(evidence, trial, tasks, frames, out)
    if again is None:
        return unknown
    held = _held(evidence, again, frames)
    part = evidence.profile.posterior_pelvic_tilt
    before = part.sign * np.rad2deg(evidence.motion.coordinate(part.name)[frames])
    after = part.sign * np.rad2deg(again.coordinate(part.name))
    rate_hz = trial.rate_hz / step
    change = unknown.copy()
    ends = np.cumsum([len(piece) for piece in parts])
    for index, (rep, end) in enumerate(zip(reps, ends, strict=True)):
        own = slice(int(end) - len(parts[index]), int(end))
        if held[own].mean() < _LEAST_KNOWN:
            continue
        bottom = int(np.searchsorted(parts[index], rep.bottom))
        winks = [_wink(tilt[own], bottom, rate_hz, cutoff_hz) for tilt in (after, before)]
        change[index] = winks[0] - winks[1]
    return change


def _descent(rep: Repetition, step: int) -> IndexArray:
    """Every few frames from the start to the end of the bottom, the deepest one among them."""
    first = rep.bottom - step * ((rep.bottom - rep.start) // step)
    return np.arange(first, rep.bottom_end + 1, step)


def _solve_without(
    evidence: Evidence, trial: Trial, tasks: IKTasks, frames: IndexArray, out: set[str]
) -> Motion | None:
    """The frames solved again without some markers; None where nothing is left to solve from."""
    part = replace(trial, time_s=trial.time_s[frames], points_m=trial.points_m[frames])
    weights = {name: w for name, w in tasks.marker_weights.items() if name not in out}
    pairs: Mapping[str, str] = {
        name: evidence.labels.get(name, name) for name in evidence.motion.markers
    }
    try:
        return solve_inverse_kinematics(
            evidence.tree, part, pairs, replace(tasks, marker_weights=weights)
        )
    except (ModelError, MotionError):  # a model that only OpenSim solves is not solved again
        return None


def _held(evidence: Evidence, again: Motion, frames: IndexArray) -> NDArray[np.bool_]:
    """Frames in which the measured markers that were left still tell the tilt."""
    kept = [evidence.motion.markers.index(name) for name in again.markers]
    seen = measured_only(again, evidence.measured[frames][:, kept])
    try:
        sd = tilt_precision(evidence, seen)
    except MotionError:
        return np.zeros(len(frames), dtype=bool)
    return np.asarray(sd <= TILT_SD_BLOCK_DEG_PER_MM)


def _wink(tilt_deg: FloatArray, bottom: int, rate_hz: float, cutoff_hz: float) -> float:
    smooth = lowpass(tilt_deg, rate_hz, cutoff_hz)[: bottom + 1]
    if not np.isfinite(smooth[-1]):
        return float("nan")
    return float(smooth[-1] - np.fmin.reduce(smooth))
