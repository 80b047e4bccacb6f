"""Loads of every repetition with the range that stated errors give them."""

from __future__ import annotations

import numpy as np

from opensim_wink.body.masses import BodyMasses
from opensim_wink.body.subject import Subject
from opensim_wink.load.contact_sensitivity import contact_sensitivity
from opensim_wink.load.dynamics import Dynamics
from opensim_wink.load.moment_sensitivity import moment_sensitivity
from opensim_wink.load.results import Loads
from opensim_wink.load.sensitivity import LoadErrors, LoadRange, between_frames, combine
from opensim_wink.squat.results import SquatAnalysis, SquatRep
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.standing import standing_frames
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples

NINETY_FIVE = 1.96  # standard deviations on either side of the mean


def load_ranges(
    subject: Subject,
    dynamics: Dynamics,
    loads: Loads,
    signals: SquatSignals,
    squat: SquatAnalysis,
    *,
    samples: SignalSamples | None = None,
    errors: LoadErrors | None = None,
    masses: BodyMasses | None = None,
) -> tuple[LoadRange, ...]:
    """Take the errors of L5/S1 moments and of contact forces together at a few frames.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    dynamics : Dynamics
        Its motion.
    loads : Loads
        What was found for it.
    signals : SquatSignals
        Clinical curves over the same frames.
    squat : SquatAnalysis
        Its repetitions.
    samples : SignalSamples, optional
        The curves with draws of the markers' errors: their trunk leans tell the posture's error
        (1.96 standard deviations); it is left out without them.
    errors : LoadErrors, optional
        Defaults where none are given.
    masses : BodyMasses, optional
        Mass properties; read from the subject's model where they are not given.

    Returns
    -------
    tuple of LoadRange
        By quantity and moment; the moments are those of `key_frames`.
    """
    frames = key_frames(loads, signals, squat)
    beside = _next_frames(frames, signals, squat)
    frames |= {after: frames[name] + 1 for name, (after, _) in beside.items()}
    lean_deg = None if samples is None else _lean_errors(samples, frames)
    parts = (
        *moment_sensitivity(
            subject,
            dynamics,
            loads.carried,
            loads.ground,
            frames,
            lean_deg=lean_deg,
            errors=errors,
            masses=masses,
        ),
        *contact_sensitivity(subject, dynamics, loads, frames, errors=errors),
    )
    return combine(between_frames(parts, beside))


def key_frames(loads: Loads, signals: SquatSignals, squat: SquatAnalysis) -> dict[str, int]:
    """Frames at which loads are tried against errors.

    Parameters
    ----------
    loads : Loads
        Moments and forces of the trial.
    signals : SquatSignals
        Clinical curves over the same frames.
    squat : SquatAnalysis
        Its repetitions.

    Returns
    -------
    dict of str to int
        ``"standing"``, the standing frame whose L5/S1 moment is nearest to their median; and for
        each repetition ``"rep 1 onset"`` (the frame at it or before), ``"rep 1 bottom"`` and
        ``"rep 1 largest L5/S1 moment"``, as far as there are such.
    """
    frames: dict[str, int] = {}
    moment = np.full(len(signals.time_s), np.nan)
    if loads.lumbosacral is not None:
        moment = loads.lumbosacral.above_nm[:, 2]
    upright = np.flatnonzero(standing_frames(signals, squat.settings))
    known = upright[np.isfinite(moment[upright])]
    if known.size:
        frames["standing"] = int(known[np.argmin(np.abs(moment[known] - np.median(moment[known])))])
    for measured in squat.reps:
        rep = measured.repetition
        name = f"rep {rep.number}"
        if measured.onset is not None:
            frames[_onset(measured)] = _frame_before(signals, measured.onset.time_s.value)
        frames[f"{name} bottom"] = rep.bottom
        size = np.abs(moment[rep.start : rep.end + 1])
        if np.isfinite(size).any():
            frames[f"{name} largest L5/S1 moment"] = rep.start + int(np.nanargmax(size))
    return frames


def _onset(measured: SquatRep) -> str:
    return f"rep {measured.repetition.number} onset"


def _frame_before(signals: SquatSignals, when_s: float) -> int:
    last = int(np.searchsorted(signals.time_s, when_s, side="right")) - 1
    return min(max(last, 0), len(signals.time_s) - 1)


def _next_frames(
    frames: dict[str, int], signals: SquatSignals, squat: SquatAnalysis
) -> dict[str, tuple[str, float]]:
    """Onsets between two frames: what the later one is called, and how far on the way to it."""
    time_s, found = signals.time_s, {}
    for measured in squat.reps:
        if measured.onset is None:
            continue
        name = _onset(measured)
        frame = frames[name]
        past_s = measured.onset.time_s.value - time_s[frame]
        if past_s > 0 and frame + 1 < len(time_s):
            share = float(past_s / (time_s[frame + 1] - time_s[frame]))
            found[name] = f"{name}, next frame", share
    return found


def _lean_errors(samples: SignalSamples, frames: dict[str, int]) -> dict[str, float]:
    """Half-width of the trunk's lean at some frames, degrees; NaN where it was not sampled."""
    drawn: FloatArray = np.asarray(samples.trunk_lean_deg, dtype=np.float64)
    return {
        name: NINETY_FIVE * float(np.std(drawn[:, frame], ddof=1)) for name, frame in frames.items()
    }
