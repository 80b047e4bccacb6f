"""Small operations on curves over time that have gaps."""

from __future__ import annotations

import numpy as np

from opensim_wink.squat.signals import BoolArray, FloatArray
from opensim_wink.trial.runs import runs


def join_runs(mask: BoolArray, gap: int, shortest: int) -> list[tuple[int, int]]:
    """Runs of True, joined over short gaps, the short ones left out.

    Parameters
    ----------
    mask : ndarray of bool, shape (T,)
        Frames.
    gap : int
        Runs at most this many frames apart become one.
    shortest : int
        Runs of fewer frames are dropped, after joining.

    Returns
    -------
    list of (int, int)
        Half-open ranges in order.
    """
    joined: list[tuple[int, int]] = []
    for start, stop in runs(mask):
        if joined and start - joined[-1][1] <= gap:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return [(start, stop) for start, stop in joined if stop - start >= shortest]


def bridge_gaps(values: FloatArray, longest: int) -> FloatArray:
    """Fill runs of NaN of at most ``longest`` frames by straight lines.

    Parameters
    ----------
    values : ndarray, shape (T,)
        Curve with NaN.
    longest : int
        Longest run that is filled; runs at the ends are held at the nearest value.

    Returns
    -------
    ndarray, shape (T,)
        A copy.
    """
    filled = values.copy()
    known = np.isfinite(values)
    if not known.any():
        return filled
    frames = np.arange(len(values))
    for start, stop in runs(~known):
        if stop - start <= longest:
            filled[start:stop] = np.interp(frames[start:stop], frames[known], values[known])
    return filled


def per_second(values: FloatArray, rate_hz: float, window_s: float = 0.1) -> FloatArray:
    """Rate of change: central difference over a window, which damps noise.

    Parameters
    ----------
    values : ndarray, shape (T,)
        Curve; NaN spreads over the window.
    rate_hz : float
        Frames a second.
    window_s : float
        Time between the two samples of a difference.

    Returns
    -------
    ndarray, shape (T,)
        Units a second.
    """
    half = max(1, round(window_s * rate_hz / 2))
    frames = np.arange(len(values))
    after = np.minimum(frames + half, len(values) - 1)
    before = np.maximum(frames - half, 0)
    change: FloatArray = (values[after] - values[before]) * rate_hz / np.maximum(after - before, 1)
    return change


def running_median(values: FloatArray, frames: int) -> FloatArray:
    """Median over a centred window, with the ends held; NaN only where the window is all NaN.

    Parameters
    ----------
    values : ndarray, shape (T,)
        Curve.
    frames : int
        Width of the window; the next odd number is taken.

    Returns
    -------
    ndarray, shape (T,)
        The smoothed curve, NaN where ``values`` is NaN.
    """
    half = frames // 2
    if half == 0:
        return values.copy()
    padded = np.pad(values, half, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1)
    smooth = np.full(len(values), np.nan)
    clean = np.isfinite(windows).all(axis=1)
    smooth[clean] = np.median(windows[clean], axis=1)
    for frame in np.flatnonzero(~clean & np.isfinite(values)):
        window = windows[frame]
        smooth[frame] = np.median(window[np.isfinite(window)])
    return smooth


def mean_of_known(rows: FloatArray) -> FloatArray:
    """Mean along the first axis of what is known.

    Parameters
    ----------
    rows : ndarray, shape (R, ...)
        NaN where unknown.

    Returns
    -------
    ndarray, shape (...)
        NaN where no row is known.
    """
    known = np.isfinite(rows)
    count = known.sum(axis=0)
    total = np.where(known, rows, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def at_time(
    time_s: FloatArray,
    values: FloatArray,
    when_s: float | FloatArray,
    *,
    widest_hole_s: float = 0.1,
) -> FloatArray:
    """Value of curves at a time, on straight lines between solved frames.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
        Frame times, rising.
    values : ndarray, shape (..., T)
        Curves; a frame that is NaN in one of them counts as unsolved in all.
    when_s : float or ndarray
        Time for all curves, or times that broadcast with their leading axes; NaN gives NaN.
    widest_hole_s : float
        Unsolved time across which a value is still read.

    Returns
    -------
    ndarray
        Of the broadcast shape; NaN outside the solved frames and in holes that are wider.
    """
    when = np.asarray(when_s, dtype=np.float64)
    shape = np.broadcast_shapes(when.shape, values.shape[:-1])
    known = np.flatnonzero(np.isfinite(values).all(axis=tuple(range(values.ndim - 1))))
    if not known.size:
        return np.full(shape, np.nan)
    when, values = np.broadcast_to(when, shape), np.broadcast_to(values, (*shape, values.shape[-1]))
    times = time_s[known]
    outside = ~((when >= times[0]) & (when <= times[-1]))
    after = np.minimum(np.searchsorted(times, np.where(outside, times[0], when)), len(known) - 1)
    before = np.maximum(after - 1, 0)
    width = times[after] - times[before]
    share = np.where(width > 0, (when - times[before]) / np.where(width > 0, width, 1.0), 0.0)
    low, high = (
        np.take_along_axis(values, known[frame][..., None], axis=-1)[..., 0]
        for frame in (before, after)
    )
    # A frame that was solved is read as it is, however far its neighbours are.
    hidden = outside | ((width > widest_hole_s) & (share < 1))
    return np.where(hidden, np.nan, low + share * (high - low))
