"""The largest joint angles of a trial: what a person has, to hold what they use against.

One frame of noise is no range. An angle counts as reached where it is reached or passed for a tenth
of a second without a break: the largest over the trial of the smallest within such a window. Unlike
a percentile this depends neither on how long the trial is nor on how long the end is held.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.signals import BoolArray, FloatArray, SquatSignals
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.intervals import interval
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples
from opensim_wink.trial.filters import frame_rate

HELD_S = 0.1
# A knee this straight lets the hamstrings limit the hip; one this bent takes them, and the calf
# muscle that crosses it, out of the way.
STRAIGHT_KNEE_DEG = 20.0
BENT_KNEE_DEG = 45.0

_SIDES = ("r", "l")
_HELD = f"held for {HELD_S:g} s"

DEFINITIONS = {
    "hip_flexion": f"Largest hip flexion, of thigh on pelvis, with the knee bent over "
    f"{BENT_KNEE_DEG:g}°, {_HELD}.",
    "straight_leg_hip_flexion": f"Largest hip flexion, of thigh on pelvis and not on the couch, "
    f"with the knee within {STRAIGHT_KNEE_DEG:g}° of straight, {_HELD}.",
    "ankle_dorsiflexion": f"Largest ankle dorsiflexion with the knee bent over "
    f"{BENT_KNEE_DEG:g}°, {_HELD}.",
    "knee_flexion": f"Largest knee flexion, {_HELD}.",
    "lumbar_flexion": f"Largest lumbar flexion, {_HELD}.",
    "lumbar_extension": f"Largest lumbar extension, the lumbar flexion below zero counted "
    f"positive, {_HELD}.",
}


@dataclass(frozen=True)
class Range:
    """The largest value of one angle in a trial.

    Attributes
    ----------
    name : str
        A key of `DEFINITIONS`.
    side : {"r", "l"} or None
        Which leg; None for the spine.
    value_deg : Estimate
        The angle, with the interval of the markers' errors where samples were given.
    start, end : int
        First and last frame of the window in which it was held.
    time_s : float
        Middle of that window.
    """

    name: str
    side: str | None
    value_deg: Estimate
    start: int
    end: int
    time_s: float


def joint_ranges(
    signals: SquatSignals,
    *,
    samples: SignalSamples | None = None,
    usable: BoolArray | None = None,
    held_s: float = HELD_S,
) -> dict[str, Range]:
    """The largest joint angles reached in a trial, by side.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial, low-passed: a squat, a range-of-motion trial, a straight-leg raise.
    samples : SignalSamples, optional
        The curves with fresh draws of the markers' errors, for the intervals.
    usable : ndarray of bool, shape (T,), optional
        Frames that may be believed; all where it is not given.
    held_s : float
        For how long an angle must be reached or passed.

    Returns
    -------
    dict of str to Range
        ``hip_flexion_r_deg``, ``straight_leg_hip_flexion_l_deg``, …, ``lumbar_flexion_deg``,
        ``lumbar_extension_deg``; without those that the trial does not show, such as a hip flexion
        with a bent knee in a straight-leg raise.
    """
    frames = max(1, round(held_s * frame_rate(signals.time_s)))
    believed = np.ones(len(signals.time_s), dtype=np.bool_) if usable is None else usable
    found: dict[str, Range] = {}
    for name, side, angle, there, drawn in _angles(signals, samples):
        start = _best_window(np.where(there & believed, angle, np.nan), frames)
        if start is None:
            continue
        window = slice(start, start + frames)
        value = float(angle[window].min())
        estimate = Estimate(value)
        if drawn is not None:
            estimate = interval(value, drawn[:, window].min(axis=1))
        time_s = float(signals.time_s[window].mean())
        key = f"{name}_deg" if side is None else f"{name}_{side}_deg"
        found[key] = Range(name, side, estimate, start, start + frames - 1, time_s)
    return found


def _angles(
    signals: SquatSignals, samples: SignalSamples | None
) -> Iterator[tuple[str, str | None, FloatArray, BoolArray, FloatArray | None]]:
    """Name, side, curve, frames in which it counts, and draws (S, T) of every range."""
    every = np.ones(len(signals.time_s), dtype=np.bool_)

    def drawn(field: str, side: int | None = None) -> FloatArray | None:
        if samples is None:
            return None
        values = np.asarray(getattr(samples, field), dtype=np.float64)
        return values if side is None else values[:, :, side]

    for index, side in enumerate(_SIDES):
        knee = signals.knee_flexion_deg[:, index]
        bent, straight = knee > BENT_KNEE_DEG, np.abs(knee) <= STRAIGHT_KNEE_DEG
        for name, field, there in (
            ("hip_flexion", "hip_flexion_deg", bent),
            ("straight_leg_hip_flexion", "hip_flexion_deg", straight),
            ("ankle_dorsiflexion", "ankle_dorsiflexion_deg", bent),
            ("knee_flexion", "knee_flexion_deg", every),
        ):
            yield name, side, getattr(signals, field)[:, index], there, drawn(field, index)
    lumbar, draws = signals.lumbar_flexion_deg, drawn("lumbar_flexion_deg")
    yield "lumbar_flexion", None, lumbar, every, draws
    yield "lumbar_extension", None, -lumbar, every, None if draws is None else -draws


def _best_window(angle_deg: FloatArray, frames: int) -> int | None:
    """First frame of the window whose smallest value is largest; None where none is whole."""
    if len(angle_deg) < frames:
        return None
    windows = np.lib.stride_tricks.sliding_window_view(angle_deg, frames)
    lowest = windows.min(axis=1)
    if not np.isfinite(lowest).any():
        return None
    return int(np.nanargmax(lowest))
