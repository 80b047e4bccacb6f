"""A load summed over time, all of it or only while an angle is beyond a limit."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from opensim_wink.squat.signals import FloatArray


class Impulse(NamedTuple):
    """A load times how long it lasts.

    Attributes
    ----------
    impulse : float
        Load unit times seconds; NaN where the load or the angle is not known when it matters.
    duration_s : float
        How long the angle was beyond the limit; NaN where the angle is not known.
    """

    impulse: float
    duration_s: float


def impulse_beyond(
    time_s: FloatArray, load: FloatArray, angle: FloatArray, limit: float
) -> Impulse:
    """Integral of a load over the time in which an angle is above a limit.

    Load and angle are straight lines between frames, so crossings of the limit are found between
    frames too, and the integral is exact for such curves.

    Parameters
    ----------
    time_s : ndarray, shape (n,)
        Frame times, rising.
    load : ndarray, shape (n,)
        The load; it may be NaN where the angle is not above the limit.
    angle : ndarray, shape (n,)
        The angle, in the unit of the limit.
    limit : float
        Above which the load counts; −inf takes all of it.

    Returns
    -------
    Impulse
        Zero where the angle never is above the limit.
    """
    over = np.asarray(angle, dtype=np.float64) - limit
    first, last = over[:-1], over[1:]
    turns = (first > 0) != (last > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        crossing = np.where(turns, first / (first - last), 0.0)
    begin = np.where(turns & (first <= 0), crossing, 0.0)
    end = np.where(first > 0, np.where(turns, crossing, 1.0), np.where(last > 0, 1.0, 0.0))
    share = np.where(np.isfinite(angle[:-1]) & np.isfinite(angle[1:]), end - begin, np.nan)
    step = np.diff(time_s)
    middle = load[:-1] + 0.5 * (begin + end) * np.diff(load)
    whole = np.where(share == 0, 0.0, step * share * middle)
    return Impulse(float(whole.sum()), float((step * share).sum()))


def impulse_of(time_s: FloatArray, load: FloatArray) -> float:
    """Integral of a load over all of the time.

    Parameters
    ----------
    time_s : ndarray, shape (n,)
        Frame times, rising.
    load : ndarray, shape (n,)
        The load.

    Returns
    -------
    float
        Load unit times seconds, by trapezes; NaN where a frame is.
    """
    return float(np.trapezoid(load, time_s))
