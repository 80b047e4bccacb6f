"""Lengths, velocities and moment arms at the three moments of a repetition."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.claims.hamstrings.gather import standing_lengths
from opensim_wink.claims.hamstrings.moments import find_moments, sample
from opensim_wink.muscle.curves import MuscleCurves
from opensim_wink.squat.results import SquatAnalysis
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.trial.filters import frame_rate, lowpass

FloatArray = NDArray[np.float64]

MOMENTS = ("start", "onset", "bottom")


@dataclass(frozen=True, eq=False)
class MuscleMoments:
    """What muscle paths are at the start (the last standing frame), at onset and at the bottom.

    Attributes
    ----------
    reps : tuple of int
        Numbers of the repetitions, length R.
    time_s : ndarray, shape (R, 3)
        When; NaN where there is no onset.
    length_m, velocity_m_s : ndarray, shape (R, 3, K)
        Of each muscle; NaN where unknown. Lengths are low-passed as the angles are.
    arm_m : ndarray, shape (R, 3, K, J)
        Moment arms, low-passed.
    standing_m : ndarray, shape (K,)
        Median length over all standing frames of the trial, which lengths are held against.
    """

    reps: tuple[int, ...]
    time_s: FloatArray
    length_m: FloatArray
    velocity_m_s: FloatArray
    arm_m: FloatArray
    standing_m: FloatArray


def muscle_moments(
    muscle: MuscleCurves, signals: SquatSignals, squat: SquatAnalysis
) -> MuscleMoments:
    """Read muscle curves at the moments of the repetitions.

    Parameters
    ----------
    muscle : MuscleCurves
        Muscle paths of the trial.
    signals : SquatSignals
        Its clinical curves, for the frames in which the person stands.
    squat : SquatAnalysis
        Its repetitions.

    Returns
    -------
    MuscleMoments
        The same lengths that the hamstring tests judge.
    """
    moments = find_moments(signals, squat)
    time_s = muscle.time_s
    ends = [(rep.repetition.start, rep.repetition.bottom) for rep in squat.reps]
    when = np.array(
        [
            (time_s[start], onset, time_s[bottom])
            for (start, bottom), onset in zip(ends, moments.onset_s, strict=True)
        ],
        dtype=float,
    ).reshape(-1, len(MOMENTS))
    length = smooth(muscle, muscle.length_m, squat)
    flat_arms = smooth(muscle, muscle.arm_m, squat).reshape(len(time_s), -1)

    def at(values: FloatArray) -> FloatArray:
        return sample(time_s, values, when.ravel()).reshape(*when.shape, values.shape[1])

    return MuscleMoments(
        reps=moments.reps,
        time_s=when,
        length_m=at(length),
        velocity_m_s=at(muscle.velocity_m_s),
        arm_m=at(flat_arms).reshape(*when.shape, *muscle.arm_m.shape[1:]),
        standing_m=standing_lengths(length, moments.standing),
    )


def smooth(muscle: MuscleCurves, values: FloatArray, squat: SquatAnalysis) -> FloatArray:
    """Low-pass curves of muscles as the angles were.

    Parameters
    ----------
    muscle : MuscleCurves
        For its frame times.
    values : ndarray, shape (T, ...)
        Curves.
    squat : SquatAnalysis
        For the cutoff.

    Returns
    -------
    ndarray, shape (T, ...)
        NaN frames stay NaN.
    """
    rate_hz = frame_rate(muscle.time_s)
    return lowpass(values, rate_hz, squat.settings.cutoff_hz)
