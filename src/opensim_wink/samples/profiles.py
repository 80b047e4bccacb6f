"""Smooth courses over time and over depth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Timing:
    """When one repetition happens.

    Attributes
    ----------
    rest_s : float
        Standing before it.
    down_s, hold_s, up_s : float
        Descent, bottom, ascent.
    """

    rest_s: float
    down_s: float
    hold_s: float
    up_s: float

    @property
    def length_s(self) -> float:
        """From the start of its rest to the end of its ascent."""
        return self.rest_s + self.down_s + self.hold_s + self.up_s


def minimum_jerk(share: FloatArray) -> FloatArray:
    """The smoothest way from 0 to 1, at rest at both ends.

    Parameters
    ----------
    share : ndarray
        Share of the time, clipped to 0..1.

    Returns
    -------
    ndarray
        Share of the way.

    References
    ----------
    Flash T, Hogan N (1985). The coordination of arm movements. J Neurosci 5:1688–1703.
    doi:10.1523/JNEUROSCI.05-07-01688.1985
    """
    u = np.clip(share, 0.0, 1.0)
    return np.asarray(u**3 * (10.0 - 15.0 * u + 6.0 * u**2))


def repeat(
    time_s: FloatArray, timings: tuple[Timing, ...]
) -> tuple[FloatArray, NDArray[np.intp], tuple[slice, ...]]:
    """How far down a movement is that is done several times.

    Parameters
    ----------
    time_s : ndarray, shape (T,)
        Seconds from the start of the recording.
    timings : tuple of Timing
        One a repetition.

    Returns
    -------
    way : ndarray, shape (T,)
        0 at rest, 1 at the bottom.
    number : ndarray of int, shape (T,)
        Repetition that each frame belongs to, its rest included, from 0; the last rest belongs to
        the last one.
    descents : tuple of slice
        Frames from the start of each descent to the end of its bottom.
    """
    way = np.zeros_like(time_s)
    number = np.full(len(time_s), len(timings) - 1, dtype=np.intp)
    descents = []
    start = 0.0
    for index, timing in enumerate(timings):
        down = start + timing.rest_s
        up = down + timing.down_s + timing.hold_s
        end = start + timing.length_s
        inside = (time_s >= start) & (time_s < end)
        number[inside] = index
        way += minimum_jerk((time_s - down) / timing.down_s) * (time_s < up)
        rising = (time_s >= up) & (time_s < end)
        way[rising] = 1.0 - minimum_jerk((time_s[rising] - up) / timing.up_s)
        first, last = np.searchsorted(time_s, [down, up])
        descents.append(slice(int(first), int(last)))
        start = end
    return way, number, tuple(descents)


def ramp(way: FloatArray, onset: float, rounding: float) -> FloatArray:
    """0 up to an onset, then up to 1 at the end of the way, with a rounded corner.

    Parameters
    ----------
    way : ndarray
        0..1.
    onset : float
        Where it begins.
    rounding : float
        Width of the corner as a share of the way; the larger, the softer.

    Returns
    -------
    ndarray
        Twice differentiable in ``way``; 0 at 0 and 1 at 1.
    """

    def soft(x: FloatArray) -> FloatArray:
        return np.asarray(rounding * np.logaddexp(0.0, (x - onset) / rounding))

    low, high = soft(np.zeros(1))[0], soft(np.ones(1))[0]
    return np.asarray((soft(way) - low) / (high - low))
