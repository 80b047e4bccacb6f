"""Low-pass filter without lag, and derivatives, for recordings with gaps."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from opensim_wink.errors import MotionError, SettingError
from opensim_wink.trial.runs import runs

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def frame_rate(time_s: FloatArray) -> float:
    """Frames a second, from the median step.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
        Frame times, rising.

    Returns
    -------
    float
        Rate in Hz.

    Raises
    ------
    MotionError
        If there are fewer than two frames or the times do not rise.
    """
    if len(time_s) < 2:
        raise MotionError(f"the motion has {len(time_s)} frames; at least 2 are needed")
    steps = np.diff(time_s)
    if not (steps > 0).all():
        frame = int(np.flatnonzero(~(steps > 0))[0]) + 1
        raise MotionError(f"frame {frame}: time {time_s[frame]} s does not follow the one before")
    return float(1.0 / np.median(steps))


def pass_cutoff_hz(rate_hz: float, cutoff_hz: float, order: int = 4) -> float:
    """Cutoff of each single pass, so that both passes together have the cutoff asked for.

    Two passes of a filter damp twice, so their common −3 dB point lies below that of one pass.
    With Ω = tan(π·cutoff/rate), each pass is designed at Ω/C, C = (2^(1/2) − 1)^(1/order), where
    ``order`` is that of both passes together (each pass has half of it).

    Parameters
    ----------
    rate_hz : float
        Samples per second.
    cutoff_hz : float
        Frequency at which both passes together damp the amplitude by 3 dB.
    order : int
        Order of both passes together: even, at least 2.

    Returns
    -------
    float
        Design cutoff of one pass in Hz: above ``cutoff_hz``, below half the rate.

    Raises
    ------
    SettingError
        If the rate is not positive, the cutoff not between 0 and half the rate, or the order odd.

    References
    ----------
    Winter DA, Biomechanics and Motor Control of Human Movement, 4th ed., 2009,
    doi:10.1002/9780470549148. Robertson DGE, Dowling JJ, J Electromyogr Kinesiol 2003;13:569,
    doi:10.1016/S1050-6411(03)00080-4.
    """
    if not 0 < rate_hz < np.inf:
        raise SettingError(f"rate {rate_hz:g} Hz: the rate must be a positive number.")
    if not 0 < cutoff_hz < rate_hz / 2:
        raise SettingError(
            f"cutoff {cutoff_hz:g} Hz: at {rate_hz:g} samples per second it must lie above 0 and "
            f"below {rate_hz / 2:g} Hz; choose a lower cutoff."
        )
    if order < 2 or order % 2:
        raise SettingError(
            f"filter order {order}: two passes share it, so it must be even and at least 2."
        )
    correction = (2.0 ** (1.0 / 2.0) - 1.0) ** (1.0 / order)
    warped = np.tan(np.pi * cutoff_hz / rate_hz) / correction
    return float(np.arctan(warped) * rate_hz / np.pi)


def shortest_run(rate_hz: float, cutoff_hz: float, order: int = 4) -> int:
    """Fewest samples in a row that `lowpass` filters: one period of the cutoff, and one more.

    Parameters
    ----------
    rate_hz, cutoff_hz : float
        Samples per second and cutoff.
    order : int
        Order of both passes together.

    Returns
    -------
    int
        Number of samples.
    """
    return max(3 * (order // 2 + 1), int(np.ceil(rate_hz / cutoff_hz))) + 1


def lowpass(values: FloatArray, rate_hz: float, cutoff_hz: float, order: int = 4) -> FloatArray:
    """Zero-lag Butterworth filter over time, each run between gaps by itself.

    The filter runs forward and back; its cutoff is corrected for that (see `pass_cutoff_hz`). The
    ends of each run are extended by point reflection over three periods of the cutoff, or as far as
    the run itself reaches.

    Parameters
    ----------
    values : ndarray, shape (T, ...)
        Samples over the first axis; NaN in gaps.
    rate_hz : float
        Samples per second.
    cutoff_hz : float
        Frequency at which the result's amplitude is down by 3 dB.
    order : int
        Order of both passes together, as the field counts it: 4 is a second-order filter run
        twice.

    Returns
    -------
    ndarray, shape (T, ...)
        Filtered samples; NaN where ``values`` is not finite. Runs shorter than `shortest_run`
        are returned as they are.

    Raises
    ------
    SettingError
        If rate, cutoff or order cannot be (see `pass_cutoff_hz`).
    """
    from scipy.signal import butter, sosfiltfilt

    design_hz = pass_cutoff_hz(rate_hz, cutoff_hz, order)
    sections = butter(order // 2, design_hz, fs=rate_hz, output="sos")
    shortest = shortest_run(rate_hz, cutoff_hz, order)
    # The filter's own start-up has died away after three periods.
    longest_pad = max(shortest, int(np.ceil(3 * rate_hz / cutoff_hz)))
    smooth = partial(sosfiltfilt, sections, axis=0, padtype="odd")
    values = np.asarray(values, dtype=np.float64)
    flat = _columns(values)
    finite = np.isfinite(flat)
    result = np.where(finite, flat, np.nan)
    for columns, first, last in _column_runs(finite):
        if last - first >= shortest:
            pad = min(longest_pad, last - first - 1)
            result[first:last, columns] = smooth(flat[first:last, columns], padlen=pad)
    return result.reshape(values.shape)


def _columns(values: FloatArray) -> FloatArray:
    """The samples as a table, shape (T, K)."""
    return values.reshape(len(values), int(np.prod(values.shape[1:])))


def _column_runs(finite: BoolArray) -> list[tuple[NDArray[np.intp] | slice, int, int]]:
    """Runs of finite samples as (columns, first, last + 1); columns with like gaps together."""
    found: list[tuple[NDArray[np.intp] | slice, int, int]] = []
    if not finite.size:
        return found
    if (finite == finite[:, :1]).all():  # usual, and sorting the columns of many samples is slow
        return [(slice(None), first, stop) for first, stop in runs(finite[:, 0])]
    patterns, which = np.unique(finite, axis=1, return_inverse=True)
    for index in range(patterns.shape[1]):
        columns = np.flatnonzero(which.ravel() == index)
        found.extend((columns, first, stop) for first, stop in runs(patterns[:, index]))
    return found


def derivative(values: FloatArray, rate_hz: float) -> FloatArray:
    """Rate of change over time: central differences, one-sided at the ends and beside gaps.

    Parameters
    ----------
    values : ndarray, shape (T, ...)
        Samples over the first axis; NaN in gaps.
    rate_hz : float
        Samples per second.

    Returns
    -------
    ndarray, shape (T, ...)
        Units of ``values`` per second, exact for a parabola in runs of three or more samples; NaN
        in gaps and where a sample stands alone.

    Raises
    ------
    SettingError
        If the rate is not positive.
    """
    if not 0 < rate_hz < np.inf:
        raise SettingError(f"rate {rate_hz:g} Hz: the rate must be a positive number.")
    values = np.asarray(values, dtype=np.float64)
    flat = _columns(values)
    result = np.full(flat.shape, np.nan)
    for columns, first, last in _column_runs(np.isfinite(flat)):
        if last - first >= 2:
            run: FloatArray = flat[first:last, columns]
            slope = np.gradient(run, axis=0, edge_order=2 if last - first > 2 else 1)
            result[first:last, columns] = slope * rate_hz
    return result.reshape(values.shape)
