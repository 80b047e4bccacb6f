"""Breaks in time: frames that were held, lost or spliced before the file was written."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import counted
from opensim_wink.motion.guard.evidence import Evidence
from opensim_wink.motion.guard.flag import GuardFlag
from opensim_wink.motion.guard.limits import HELD_S, TIME_BREAK_M_S2
from opensim_wink.trial.filters import frame_rate
from opensim_wink.trial.runs import runs

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

STEP_S = 0.010  # between the three frames of an acceleration: shorter ones measure noise
CLIP_M = 0.02  # of one marker's second difference, so that a few that jump hardly count
TIMES_ITS_NEIGHBOURS = 8.0
HELD_FRAMES = 5  # repeated ones, at least
_AROUND_S = 0.1  # to either side of a step: the level that it must stand out of
_SMEARED_S = 0.1  # how far the low-pass carries a break, and may move a bottom away from it
_MOVES_M_S = 0.05  # mean speed of all markers beside held frames
_SHARE_SEEN = 0.5  # of the markers that are usually seen
_FEWEST_MARKERS = 3
_APART_FRAMES = 4  # two breaks that are told as two
_SHOWN = 4  # times in a reason


def time_break_flags(evidence: Evidence) -> Iterable[GuardFlag]:
    """Doubts about the recording's clock.

    Parameters
    ----------
    evidence : Evidence
        The motion and its markers.

    Yields
    ------
    GuardFlag
        ``"held_frames"`` and ``"time_break"``; some may concern no frame, and there is none where
        it is not known where the markers were measured.
    """
    motion = evidence.motion
    if evidence.points_m is None or motion.n_frames < _FEWEST_MARKERS:
        return
    points_m = np.where(evidence.measured[..., None], evidence.points_m, np.nan)
    rate_hz = frame_rate(motion.time_s)
    held = held_frames(points_m, rate_hz)
    longest_s = max((stop - first for first, stop in runs(held)), default=0) / rate_hz
    yield GuardFlag(
        "held_frames",
        held,
        longest_s,
        HELD_S,
        f"every marker stands still to the last digit for {longest_s:.2f} s at "
        f"{_times(held, motion.time_s)}, in the middle of movement: frames were held or filled "
        "with copies there; export the recording anew, or record it again.",
        blocks=True,
    )
    acceleration = body_acceleration(points_m, rate_hz)
    broken = time_breaks(acceleration, rate_hz) & ~_widened(held, _steps(rate_hz))
    worst = float(np.max(acceleration[broken], initial=0.0))
    yield GuardFlag(
        "time_break",
        _widened(broken, max(1, round(_SMEARED_S * rate_hz))),
        worst,
        TIME_BREAK_M_S2,
        f"all markers jump or change speed at once ({worst:.0f} m/s²) at "
        f"{_times(broken, motion.time_s)}, as no body does: frames are missing there, or two "
        "recordings were joined; export the whole recording anew, or record it again.",
        blocks=True,
    )


def body_acceleration(points_m: FloatArray, rate_hz: float) -> FloatArray:
    """Acceleration that all markers share: the mean of their second differences over 10 ms.

    Each marker's difference is clipped to 20 mm (Huber's weight, doi:10.1214/aoms/1177703732), so
    that single markers that jump, or exchange their labels, hardly move the mean.

    Parameters
    ----------
    points_m : ndarray, shape (T, M, 3)
        Measured markers; NaN where one was not seen.
    rate_hz : float
        Frames a second.

    Returns
    -------
    ndarray, shape (T,)
        m/s²; NaN at the ends and where under half of the usual markers are in all three frames.
    """
    step = _steps(rate_hz)
    result = np.full(len(points_m), np.nan)
    if len(points_m) <= 2 * step or not points_m.shape[1]:
        return result
    second = points_m[2 * step :] - 2 * points_m[step:-step] + points_m[: -2 * step]
    seen: BoolArray = np.asarray(np.isfinite(second).all(axis=2))
    length = np.linalg.norm(np.where(seen[..., None], second, 0.0), axis=2)
    clipped = second * np.minimum(1.0, CLIP_M / np.maximum(length, 1e-12))[..., None]
    count = seen.sum(axis=1)
    total = np.where(seen[..., None], clipped, 0.0).sum(axis=1)
    mean = np.linalg.norm(total, axis=1) / np.maximum(count, 1) * (rate_hz / step) ** 2
    usual = np.median(np.isfinite(points_m).all(axis=2).sum(axis=1))
    enough = count >= max(_FEWEST_MARKERS, _SHARE_SEEN * usual)
    result[step:-step] = np.where(enough, mean, np.nan)
    return result


def time_breaks(acceleration_m_s2: FloatArray, rate_hz: float) -> BoolArray:
    """Frames whose shared acceleration is too large, and far above that of their neighbours.

    Fast movement and noise are as large before and after; a break in time lies between two frames.

    Parameters
    ----------
    acceleration_m_s2 : ndarray, shape (T,)
        From `body_acceleration`.
    rate_hz : float
        Frames a second.

    Returns
    -------
    ndarray of bool, shape (T,)
        Over 20 m/s², and over eight times the medians of the recording, of 0.1 s before and after.
    """
    size, gap = len(acceleration_m_s2), 2 * _steps(rate_hz)
    reach = gap + max(1, round(_AROUND_S * rate_hz))
    known = np.isfinite(acceleration_m_s2)
    broken = np.zeros(size, dtype=bool)
    if not known.any():
        return broken
    usual = float(np.median(acceleration_m_s2[known]))
    large = known & (np.nan_to_num(acceleration_m_s2) > TIME_BREAK_M_S2)
    for frame in np.flatnonzero(large):
        before = acceleration_m_s2[max(0, frame - reach) : max(0, frame - gap)]
        after = acceleration_m_s2[frame + gap + 1 : frame + reach + 1]
        level = max(usual, *(_median_of_known(beside) for beside in (before, after)))
        broken[frame] = acceleration_m_s2[frame] > TIMES_ITS_NEIGHBOURS * level
    return broken


def _median_of_known(values: FloatArray) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else 0.0


def held_frames(points_m: FloatArray, rate_hz: float) -> BoolArray:
    """Frames that repeat the one before in every marker, in the midst of movement.

    Parameters
    ----------
    points_m : ndarray, shape (T, M, 3)
        Measured markers; NaN where one was not seen.
    rate_hz : float
        Frames a second.

    Returns
    -------
    ndarray of bool, shape (T,)
        Runs of five repeated frames and 0.05 s at least, beside which the markers move by over
        0.05 m/s in the mean, or jump when they are let go.
    """
    held = np.zeros(len(points_m), dtype=bool)
    if len(points_m) < 2:
        return held
    step = np.diff(points_m, axis=0)
    seen: BoolArray = np.asarray(np.isfinite(step).all(axis=2))
    still = (np.where(seen[..., None], step, 0.0) == 0.0).all(axis=(1, 2))
    same = np.concatenate([[False], still & (seen.sum(axis=1) >= _FEWEST_MARKERS)])
    beside = max(1, round(HELD_S * rate_hz))
    for first, stop in runs(same):
        if stop - first < HELD_FRAMES or (stop - first) / rate_hz < HELD_S - 1e-9:
            continue
        before = _speed(points_m[max(0, first - 1 - beside)], points_m[first - 1])
        after = _speed(points_m[stop - 1], points_m[min(len(points_m) - 1, stop - 1 + beside)])
        held[first:stop] = max(before, after) * rate_hz / beside > _MOVES_M_S
    return held


def _speed(start_m: FloatArray, end_m: FloatArray) -> float:
    """How far the markers seen in both frames went together, m."""
    step = end_m - start_m
    step = step[np.isfinite(step).all(axis=1)]
    return float(np.linalg.norm(step.mean(axis=0))) if len(step) else 0.0


def _steps(rate_hz: float) -> int:
    """Frames between the three of an acceleration."""
    return max(1, int(np.ceil(STEP_S * rate_hz - 1e-9)))


def _widened(frames: BoolArray, by: int) -> BoolArray:
    """The frames and some on either side."""
    wide = frames.copy()
    for shift in range(1, min(by, len(frames) - 1) + 1):
        wide[shift:] |= frames[:-shift]
        wide[:-shift] |= frames[shift:]
    return wide


def _times(frames: BoolArray, time_s: FloatArray) -> str:
    """When it is, in words; neighbouring frames are told once."""
    at = np.flatnonzero(frames)
    starts = at[np.diff(at, prepend=-_APART_FRAMES) >= _APART_FRAMES]
    told = [f"{time_s[frame]:.2f}" for frame in starts[:_SHOWN]]
    more = len(starts) - len(told)
    return ", ".join(told) + " s" + (f" and {counted(more, 'more time')}" if more else "")
