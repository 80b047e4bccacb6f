"""When in each repetition the hamstrings are looked at: standing, onset, bottom."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.claims.hamstrings.effect import Moment
from opensim_wink.squat.results import SquatAnalysis, SquatRep
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.standing import standing_frames
from opensim_wink.squat.verdict import side_of

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Moments:
    """Frames and times of a trial's repetitions.

    Attributes
    ----------
    reps : tuple of int
        Numbers of the repetitions, length R.
    winked : ndarray of bool, shape (R,)
        Which have an onset, and a wink that is larger than the threshold for certain.
    doubtful : ndarray of bool, shape (R,)
        Which have an onset, but a wink too near the threshold to call; it counts as none.
    usable : ndarray of bool, shape (R,)
        Which the squat's guard does not object to, with a bottom that was seen.
    onset_s : ndarray, shape (R,)
        Time of the onset; NaN where there is none.
    bottom : ndarray of int, shape (R,)
        Deepest frame.
    wink_deg : ndarray, shape (R,)
        Posterior tilt from onset to bottom; 0 where there is no onset.
    standing : ndarray of bool, shape (T,)
        Frames in which the person stands; first frames of the repetitions where there are none.
    """

    reps: tuple[int, ...]
    winked: BoolArray
    doubtful: BoolArray
    usable: BoolArray
    onset_s: FloatArray
    bottom: NDArray[np.intp]
    wink_deg: FloatArray
    standing: BoolArray

    @property
    def at(self) -> Moment:
        """Where the tests of blame look: the onset, or the bottom where nobody winks."""
        return "onset" if (self.winked & self.usable).any() else "bottom"

    @property
    def counted(self) -> BoolArray:
        """Repetitions of the tests of blame: those with a wink, or all where there is none."""
        return self.usable & self.winked if self.at == "onset" else self.usable

    def times(self, time_s: FloatArray) -> FloatArray:
        """Time of ``at`` in each repetition, shape (R,)."""
        bottom: FloatArray = time_s[self.bottom]
        return np.where(self.winked, self.onset_s, bottom) if self.at == "onset" else bottom


def find_moments(signals: SquatSignals, squat: SquatAnalysis) -> Moments:
    """Read the moments out of a squat analysis.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    squat : SquatAnalysis
        Its repetitions.

    Returns
    -------
    Moments
        One entry a repetition.
    """
    reps = squat.reps
    standing = standing_frames(signals, squat.settings)
    if not standing.any() and squat.movement == "squat":  # on all fours no frame stands in for it
        standing = np.zeros(len(signals.time_s), dtype=bool)
        standing[[rep.repetition.start for rep in reps]] = True
    onset = np.array([_onset_s(rep) for rep in reps])
    certain = np.array([_certain(rep, squat.settings) for rep in reps], dtype=bool)
    winked = np.isfinite(onset) & certain
    return Moments(
        reps=tuple(rep.repetition.number for rep in reps),
        winked=winked,
        doubtful=np.isfinite(onset) & ~certain,
        usable=np.array([_usable(rep) for rep in reps], dtype=bool),
        onset_s=onset,
        bottom=np.array([rep.repetition.bottom for rep in reps], dtype=np.intp),
        wink_deg=np.where(winked, [rep.pelvis_wink_deg.value for rep in reps], 0.0),
        standing=standing,
    )


def _onset_s(rep: SquatRep) -> float:
    return float("nan") if rep.onset is None else rep.onset.time_s.value


def _certain(rep: SquatRep, settings: SquatSettings) -> bool:
    wink = rep.pelvis_wink_deg
    return side_of(wink, settings.wink_threshold_deg, settings.pelvis_error_deg) > 0


def _usable(rep: SquatRep) -> bool:
    seen = rep.repetition.bottom_seen and not math.isnan(rep.pelvis_wink_deg.value)
    return seen and not rep.flags


def sample(time_s: FloatArray, values: FloatArray, when_s: FloatArray) -> FloatArray:
    """Values of curves at given times, linear between frames.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
        Frame times, rising.
    values : ndarray, shape (T, K)
        Curves.
    when_s : ndarray, shape (R,)
        Times; NaN gives NaN.

    Returns
    -------
    ndarray, shape (R, K)
        NaN where a frame beside the time is NaN, and outside the trial.
    """
    out = np.full((len(when_s), values.shape[1]), np.nan)
    for row, when in enumerate(when_s):
        if not time_s[0] <= when <= time_s[-1]:
            continue
        after = max(1, int(np.searchsorted(time_s, when)))
        before = after - 1
        share = (when - time_s[before]) / (time_s[after] - time_s[before])
        if share >= 1.0:  # on a frame: a gap before it does not matter
            out[row] = values[after]
        else:
            out[row] = (1 - share) * values[before] + share * values[after]
    return out


def all_beside(time_s: FloatArray, holds: BoolArray, when_s: FloatArray) -> BoolArray:
    """Whether something holds in the frames on both sides of given times.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
        Frame times, rising.
    holds : ndarray of bool, shape (T, K)
        Per frame and curve.
    when_s : ndarray, shape (R,)
        Times; NaN gives False.

    Returns
    -------
    ndarray of bool, shape (R, K)
        False outside the trial.
    """
    lacking = sample(time_s, np.where(holds, 0.0, 1.0), when_s)
    return np.asarray(lacking == 0.0)
