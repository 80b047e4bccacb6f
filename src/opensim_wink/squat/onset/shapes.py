"""Shapes of a tilt that turns back, and how well each of them explains a descent.

A shape falls towards the onset and rises after it: straight, straight with a rounded corner, or as
a parabola; or it falls, stays on a floor and then rises, and the *end* of the floor is the onset.
Size of fall and rise are free. Each shape goes through the same low-pass filter as the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from opensim_wink.squat.onset.noise import FIT_RATE_HZ
from opensim_wink.squat.signals import FloatArray

Shape = Literal["vee", "rounded", "bowl", "plateau", "lowest sample", "two lines"]

ONSET_STEP = 0.005
FIRST_ONSET, LAST_ONSET = 0.02, 0.985
# The fit goes on past the bottom for this long, so that its filter has no edge there.
TAIL_S = 0.6
# The fit begins where the tilt lay this many times as far above its lowest as it ends.
REACH = 1.25
FEWEST_SAMPLES = 8


@dataclass(frozen=True)
class Family:
    """Shapes that differ only in their onset.

    Attributes
    ----------
    name : {"vee", "rounded", "bowl", "plateau"}
        What to call it.
    rounding : float
        Share of the depth over which the corner is rounded on either side; inf is a parabola.
    floor : float
        Share of the depth that the floor takes.
    log_odds : float
        Logarithm of its odds before anything is seen.
    """

    name: Shape
    rounding: float = 0.0
    floor: float = 0.0
    log_odds: float = 0.0


ROUNDINGS = (0.0, 0.08, 0.2, np.inf)
FLOORS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
FAMILIES = (
    Family("vee"),
    Family("rounded", rounding=0.08, log_odds=-2.0),
    Family("rounded", rounding=0.2, log_odds=-2.0),
    Family("bowl", rounding=np.inf),
    *(Family("plateau", floor=floor, log_odds=-0.5 - np.log(len(FLOORS))) for floor in FLOORS),
)


@dataclass(frozen=True, eq=False)
class Descent:
    """A descent at the rate of the fit.

    Attributes
    ----------
    time_s, depth : ndarray, shape (M,)
        From the start of the descent to a little past the bottom.
    down : int
        Samples up to the bottom.
    curves_deg : ndarray, shape (Q, down)
        Angles of the descent.
    """

    time_s: FloatArray
    depth: FloatArray
    down: int
    curves_deg: FloatArray


@dataclass(frozen=True, eq=False)
class ShapeFits:
    """How well each shape explains each curve, from the first sample of the fit to the bottom.

    Attributes
    ----------
    onset : ndarray, shape (K,)
        Onsets tried.
    misfit : ndarray, shape (Q, F, K)
        Weighted squared misfit of curve, family and onset; inf where fall or rise would be
        negative.
    rise_deg : ndarray, shape (Q, F, K)
        From the onset to the bottom, before the filter.
    rise_sd_deg : ndarray, shape (F, K)
        Its standard error.
    without_rise : ndarray, shape (Q,)
        Misfit of the best shape that never turns back.
    samples : int
        Independent errors that the misfit sums up.
    """

    onset: FloatArray
    misfit: FloatArray
    rise_deg: FloatArray
    rise_sd_deg: FloatArray
    without_rise: FloatArray
    samples: int


def resample(
    time_s: FloatArray, depth: FloatArray, curves_deg: FloatArray, bottom: int
) -> Descent | None:
    """Bring a descent to the rate of the fit, its bottom on a sample.

    Parameters
    ----------
    time_s, depth : ndarray, shape (N,)
        From the start of the descent to somewhere past the bottom; NaN frames are left out.
    curves_deg : ndarray, shape (Q, N)
        Angles; a frame unknown in one of them is left out of all.
    bottom : int
        Index of the bottom.

    Returns
    -------
    Descent or None
        None where fewer than eight frames of the descent are known.
    """
    known = np.isfinite(depth) & np.isfinite(curves_deg).all(axis=0)
    if known[: bottom + 1].sum() < FEWEST_SAMPLES:
        return None
    last = min(time_s[-1], time_s[bottom] + TAIL_S)
    down = int(np.floor((time_s[bottom] - time_s[0]) * FIT_RATE_HZ + 1e-9)) + 1
    tail = int(np.floor((last - time_s[bottom]) * FIT_RATE_HZ + 1e-9))
    times = time_s[bottom] + np.arange(1 - down, tail + 1) / FIT_RATE_HZ
    there, curves = time_s[known], curves_deg[:, known]
    after = np.clip(np.searchsorted(there, times[:down]), 1, len(there) - 1)
    step = (times[:down] - there[after - 1]) / (there[after] - there[after - 1])
    step = np.clip(step, 0.0, 1.0)
    angles = curves[:, after - 1] * (1 - step) + curves[:, after] * step
    return Descent(times, np.interp(times, there, depth[known]), down, angles)


def first_sample(angle_deg: FloatArray) -> int:
    """Where the fit begins: where the angle lay `REACH` times as far above its lowest as it ends.

    Parameters
    ----------
    angle_deg : ndarray, shape (n,)
        One descent.

    Returns
    -------
    int
        Index, at least `FEWEST_SAMPLES` before the bottom if the descent has them.
    """
    lowest = int(np.argmin(angle_deg))
    limit = angle_deg[lowest] + REACH * (angle_deg[-1] - angle_deg[lowest])
    above = np.flatnonzero(angle_deg[:lowest] > limit)
    begin = int(above[-1]) + 1 if above.size else 0
    return max(0, min(begin, len(angle_deg) - FEWEST_SAMPLES))


def fit_shapes(
    descent: Descent,
    begin: int,
    whitener: FloatArray,
    cutoff_hz: float,
    *,
    curves: int | None = None,
) -> ShapeFits:
    """Fit every shape to every curve by generalised least squares.

    Parameters
    ----------
    descent : Descent
        Curves at the rate of the fit.
    begin : int
        First sample of the fit.
    whitener : ndarray, shape (m, n)
        Turns their noise from there to the bottom into independent errors of variance 1.
    cutoff_hz : float
        Cutoff of the low-pass filter that they have been through.
    curves : int, optional
        Fit the first Q of them; all where it is not given.

    Returns
    -------
    ShapeFits
        Misfit and rise for each curve, family and onset.

    References
    ----------
    Aitken AC (1935). On least squares and linear combination of observations. Proc R Soc Edinb
    55:42–48. doi:10.1017/S0370164600014346
    """
    onset = np.arange(FIRST_ONSET, LAST_ONSET + 1e-9, ONSET_STEP)
    constant = whitener.sum(axis=1)
    constant /= np.linalg.norm(constant)

    def white(curves: FloatArray) -> FloatArray:
        there = curves @ whitener.T
        return np.asarray(there - np.multiply.outer(there @ constant, constant))

    through = _low_pass(len(descent.depth), cutoff_hz)[:, begin : descent.down]
    target = white(descent.curves_deg[:curves, begin:])
    sides = {}
    for rounding in ROUNDINGS:
        ahead = descent.depth - onset[:, None]
        sides[rounding] = tuple(white(_side(x, rounding) @ through) for x in (-ahead, ahead))
    start = max(float(descent.depth[begin]), 0.0) + 0.01
    fits = []
    for family in FAMILIES:
        shift = round(family.floor / ONSET_STEP)
        falls, rise = sides[family.rounding]
        fall = np.roll(falls, shift, axis=0)
        allowed = (onset - family.floor > start) & (np.arange(len(onset)) >= shift)
        fits.append(_fit(fall, rise, target, allowed, _side(1 - onset, family.rounding)))
    misfit, rise, rise_sd = (np.stack(parts, axis=-2) for parts in zip(*fits, strict=True))
    falls = np.concatenate([fall for fall, _ in sides.values()])
    return ShapeFits(onset, misfit, rise, rise_sd, _without_rise(falls, target), target.shape[1])


def _side(ahead: FloatArray, rounding: float) -> FloatArray:
    """One side of a shape: 0 before its corner, then a straight line after a rounded start."""
    x = np.maximum(ahead, 0.0)
    if rounding == 0:
        return x
    if np.isinf(rounding):
        return x**2
    return np.where(x < rounding, x**2 / (2 * rounding), x - rounding / 2)


@lru_cache(maxsize=16)
def _low_pass(n: int, cutoff_hz: float) -> FloatArray:
    """Zero-lag low-pass of curves of n samples, as a matrix to multiply them with."""
    from scipy.signal import butter, sosfiltfilt

    sos = butter(2, min(cutoff_hz, 0.45 * FIT_RATE_HZ), fs=FIT_RATE_HZ, output="sos")
    return np.asarray(sosfiltfilt(sos, np.eye(n), axis=1, padlen=min(30, n - 1)))


def _fit(
    fall: FloatArray, rise: FloatArray, target: FloatArray, allowed: np.ndarray, height: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Misfit (Q, K), rise at the bottom (Q, K) and its standard error (K,) of one family."""
    ff, rr, fr = (fall**2).sum(1), (rise**2).sum(1), (fall * rise).sum(1)
    ft, rt = target @ fall.T, target @ rise.T
    determinant = ff * rr - fr**2
    regular = allowed & (determinant > 1e-9 * ff * rr)
    safe = np.where(regular, determinant, 1.0)
    a, b = (rr * ft - fr * rt) / safe, (ff * rt - fr * ft) / safe
    misfit = (target**2).sum(1)[:, None] - a * ft - b * rt
    misfit = np.where(regular & (a >= 0) & (b > 0), np.maximum(misfit, 1e-12), np.inf)
    return misfit, b * height, np.sqrt(ff / safe) * height


def _without_rise(falls: FloatArray, target: FloatArray) -> FloatArray:
    """Least misfit (Q,) of a curve that falls and stays there, or does not move at all."""
    size = (falls**2).sum(axis=1)
    gain = np.maximum(target @ falls.T, 0.0) ** 2 / np.where(size > 1e-9, size, np.inf)
    return np.asarray((target**2).sum(axis=1) - gain.max(axis=1))
