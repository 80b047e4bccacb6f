"""Times in which the hips are below standing: what may be a squat and may be something else."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from opensim_wink.squat.curves import bridge_gaps, join_runs, running_median
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.trial.filters import frame_rate
from opensim_wink.trial.runs import runs

MEDIAN_WINDOW_S = 0.25
SPIKE_PER_LEG = 0.06


@dataclass(frozen=True, eq=False)
class HipDrop:
    """Drop of the hips below standing, cleaned for the search of repetitions.

    Attributes
    ----------
    rate_hz : float
        Frames a second.
    raw_m : ndarray, shape (T,)
        Drop in solved frames; NaN in spikes, where the height jumps away from its surroundings.
    smooth_m : ndarray, shape (T,)
        Running median with short gaps bridged, which spikes do not move; NaN in long gaps.
    jump_m : ndarray, shape (T,)
        How far the height lies from its running median.
    """

    rate_hz: float
    raw_m: FloatArray
    smooth_m: FloatArray
    jump_m: FloatArray


@dataclass(frozen=True)
class Excursion:
    """One time below standing.

    Attributes
    ----------
    first, last : int
        First and last frame below the standing level.
    bottom : int
        Deepest frame.
    drop_m : float
        Drop there.
    open_start, open_end : bool
        Whether the recording (or what could be solved of it) begins or ends down there.
    """

    first: int
    last: int
    bottom: int
    drop_m: float
    open_start: bool
    open_end: bool


def hip_drop(signals: SquatSignals, standing_height_m: float, settings: SquatSettings) -> HipDrop:
    """Drop of the hips, cleaned of single-frame noise and short gaps.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial.
    standing_height_m : float
        Height of the hip centres in standing.
    settings : SquatSettings
        For the longest gap.

    Returns
    -------
    HipDrop
        Raw and smoothed drop.
    """
    rate_hz = frame_rate(signals.time_s)
    height = bridge_gaps(signals.hip_height_m, round(settings.max_gap_s * rate_hz))
    smooth = running_median(height, round(MEDIAN_WINDOW_S * rate_hz))
    jump = np.abs(height - smooth)
    clean = jump <= SPIKE_PER_LEG * signals.leg_length_m
    return HipDrop(
        rate_hz=rate_hz,
        raw_m=standing_height_m - np.where(clean, signals.hip_height_m, np.nan),
        smooth_m=standing_height_m - smooth,
        jump_m=jump,
    )


def find_excursions(
    drop: HipDrop, leg_length_m: float, settings: SquatSettings
) -> tuple[Excursion, ...]:
    """Times below the standing level, cut where the hips came most of the way back in between.

    Parameters
    ----------
    drop : HipDrop
        Drop of the hips.
    leg_length_m : float
        Leg length.
    settings : SquatSettings
        For the standing level and the share that counts as coming back.

    Returns
    -------
    tuple of Excursion
        In order of time, shallow ones included.
    """
    level = settings.standing_drop_per_leg * leg_length_m
    below = np.nan_to_num(drop.smooth_m, nan=-np.inf) > level
    solved = np.isfinite(drop.smooth_m)
    found: list[Excursion] = []
    for first, stop in runs(below):
        cuts = [first, *_returns(drop, first, stop, level, settings), stop]
        for begin, end in pairwise(cuts):
            open_start = begin == first and (first == 0 or not solved[first - 1])
            open_end = end == stop and (stop == len(below) or not solved[stop])
            bottom = _deepest(drop, begin, end)
            depth_m = float(drop.smooth_m[bottom])
            found.append(Excursion(begin, end - 1, bottom, depth_m, open_start, open_end))
    return tuple(found)


def _deepest(drop: HipDrop, first: int, stop: int) -> int:
    """Deepest frame, of the raw curve where it has any."""
    raw = drop.raw_m[first:stop]
    values = raw if np.isfinite(raw).any() else drop.smooth_m[first:stop]
    return first + int(np.nanargmax(values))


def _returns(
    drop: HipDrop, first: int, stop: int, level: float, settings: SquatSettings
) -> list[int]:
    """Frames within a run below standing at which one squat ends and the next begins."""
    curve = drop.smooth_m[first:stop]
    deep = settings.return_fraction * float(curve.max())
    if deep <= level:
        return []
    cuts: list[int] = []
    for start, end in join_runs(curve > deep, gap=0, shortest=1)[:-1]:
        after = end + int(np.flatnonzero(curve[end:] > deep)[0])
        valley = end + int(np.argmin(curve[end:after]))
        if curve[start:end].max() * settings.return_fraction >= curve[valley]:
            cuts.append(first + valley)
    return cuts
