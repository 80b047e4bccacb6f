"""Where the wink begins: the reversal of the pelvic tilt on the way down.

The first opinion is the depth at which the tilt stops going forward and starts to come back. The
lowest sample of a noisy curve is a poor estimate of it: a rounded reversal scatters it, and on a
plateau it lands anywhere. So a small family of shapes is fitted around the reversal: a vee, a bowl
and the same two with a flat floor between the fall and the rise, whose *end* is then the onset.

Errors of a pelvic tilt stay alike for some tenths of a second, so that neighbouring frames are no
independent witnesses. The fit is therefore weighted by the inverse covariance of an autoregressive
noise after the low-pass filter (generalised least squares), and the shapes go through the same
filter as the data. ``benchmarks/onset.py`` measures bias and spread of all this.

The second opinion is a segmented regression over the whole descent: two straight lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from opensim_wink.squat.signals import FloatArray

# Tilt moves below about 6 Hz: 50 samples a second hold all of it, at any camera rate.
FIT_RATE_HZ = 50.0
# The fit goes on past the bottom for this long, so that its filter has no edge there.
TAIL_S = 0.6
# Grids, in shares of the depth.
FIRST_ONSET, LAST_ONSET, ONSET_STEPS = 0.02, 0.98, 97
FLOORS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
# A floor is one more number to fit, so it must explain clearly more than none: the weighted misfit
# falls by this many variances of the error, and by this share.
FLOOR_EVIDENCE, FLOOR_GAIN = 8.0, 1.2
# Variance of independent errors beside the correlated ones; keeps the covariance regular.
NUGGET = 4e-4
FEWEST_SAMPLES = 8

Shape = Literal["vee", "bowl", "plateau", "lowest sample"]


@dataclass(frozen=True)
class Reversal:
    """The reversal of the tilt in one descent.

    Attributes
    ----------
    time_s : float
        When it was reached.
    depth_fraction : float
        Where, as a share of the repetition's depth.
    shape : {"vee", "bowl", "plateau", "lowest sample"}
        Which shape fitted best; the last where none did.
    """

    time_s: float
    depth_fraction: float
    shape: Shape


@lru_cache(maxsize=16)
def _whitener(n: int, cutoff_hz: float, correlation_s: float) -> FloatArray:
    """Matrix (n, n) that turns filtered autoregressive noise into independent one."""
    span = 8 * n + 512
    frequency = np.fft.rfftfreq(span, 1 / FIT_RATE_HZ)
    rho = np.exp(-1.0 / (FIT_RATE_HZ * correlation_s))
    turn = 2 * np.pi * frequency / FIT_RATE_HZ
    power = (1 - rho**2) / (1 - 2 * rho * np.cos(turn) + rho**2)
    power = power / (1 + (frequency / cutoff_hz) ** 4) ** 2
    covariance = np.fft.irfft(power, span)[:n]
    lags = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    matrix = covariance[lags] + NUGGET * np.eye(n)
    return np.asarray(np.linalg.inv(np.linalg.cholesky(matrix)), dtype=np.float64)


def _misfits(
    fall: FloatArray, rise: FloatArray, tilt: FloatArray, whitener: FloatArray
) -> FloatArray:
    """Weighted misfit of ``c + a·fall + b·rise`` for K pairs of shapes; inf where a or b < 0."""
    constant = whitener.sum(axis=1)
    constant /= np.linalg.norm(constant)

    def without_constant(curves: FloatArray) -> FloatArray:
        white = curves @ whitener.T
        return np.asarray(white - np.multiply.outer(white @ constant, constant))

    fall, rise, target = map(without_constant, (fall, rise, tilt))
    ff, rr, fr = (fall**2).sum(1), (rise**2).sum(1), (fall * rise).sum(1)
    ft, rt = fall @ target, rise @ target
    determinant = ff * rr - fr**2
    regular = determinant > 1e-9 * ff * rr
    safe = np.where(regular, determinant, 1.0)
    a, b = (rr * ft - fr * rt) / safe, (ff * rt - fr * ft) / safe
    misfit = target @ target - a * ft - b * rt
    return np.where(regular & (a >= 0) & (b > 0), np.maximum(misfit, 1e-12), np.inf)


def _low_pass(curves: FloatArray, cutoff_hz: float) -> FloatArray:
    """Zero-lag low-pass of the shapes (K, n), at the rate of the fit."""
    from scipy.signal import butter, sosfiltfilt

    sos = butter(2, min(cutoff_hz, 0.45 * FIT_RATE_HZ), fs=FIT_RATE_HZ, output="sos")
    padlen = min(30, curves.shape[1] - 1)
    return np.asarray(sosfiltfilt(sos, curves, axis=1, padlen=padlen), dtype=np.float64)


def _window_start(tilt: FloatArray) -> int:
    """First sample of the fit: where the tilt lay as far above its lowest as it ends."""
    lowest = int(np.argmin(tilt))
    above = np.flatnonzero(tilt[:lowest] > tilt[-1])
    return int(above[-1]) + 1 if above.size else 0


def _candidates(first: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Onset, floor and exponent of every shape tried in a window that starts at depth ``first``."""
    onsets = np.linspace(FIRST_ONSET, LAST_ONSET, ONSET_STEPS)
    grid = [
        (onset, floor, power)
        for power in (1.0, 2.0)
        for floor in (0.0, *FLOORS)
        for onset in onsets
        if onset - floor > max(first, 0.0) + 0.01
    ]
    onset, floor, power = np.array(grid, dtype=np.float64).reshape(-1, 3).T
    return onset, floor, power


def _refined(onset: FloatArray, misfit: FloatArray, best: int) -> float:
    """Lowest point of the parabola through the best onset and its two neighbours on the grid."""
    if not 0 < best < len(onset) - 1 or not np.isfinite(misfit[best - 1 : best + 2]).all():
        return float(onset[best])
    step = onset[best + 1] - onset[best]
    if not np.isclose(onset[best] - onset[best - 1], step):
        return float(onset[best])
    before, here, after = misfit[best - 1 : best + 2]
    bend = before - 2 * here + after
    return float(onset[best] + (0.5 * step * (before - after) / bend if bend > 0 else 0.0))


def _choose(misfit: FloatArray, floor: FloatArray, noise_sd_deg: float) -> int:
    """Index of the best shape, one with a floor only where the evidence for it is clear."""
    plain = int(np.argmin(np.where(floor == 0, misfit, np.inf)))
    if not (floor > 0).any():
        return plain
    floored = int(np.argmin(np.where(floor > 0, misfit, np.inf)))
    needed = max(misfit[floored] * FLOOR_GAIN, misfit[floored] + FLOOR_EVIDENCE * noise_sd_deg**2)
    return floored if misfit[plain] > needed else plain


def find_reversal(
    time_s: FloatArray,
    depth: FloatArray,
    tilt_deg: FloatArray,
    bottom: int,
    *,
    cutoff_hz: float = 6.0,
    noise_correlation_s: float = 0.2,
    noise_sd_deg: float = 0.7,
) -> Reversal | None:
    """Find where the tilt turns back in one descent.

    Parameters
    ----------
    time_s : ndarray, shape (N,)
        Frame times from the start of the descent to somewhere past the bottom.
    depth : ndarray, shape (N,)
        Share of the depth, 0 standing, 1 at the bottom; NaN frames are left out.
    tilt_deg : ndarray, shape (N,)
        Posterior pelvic tilt, low-passed; NaN frames are left out.
    bottom : int
        Index of the bottom in these arrays.
    cutoff_hz : float
        Cutoff of that low-pass filter.
    noise_correlation_s : float
        Time over which errors of the tilt stay alike.
    noise_sd_deg : float
        Expected size of these errors; decides when a floor is believed.

    Returns
    -------
    Reversal or None
        None where fewer than eight frames of the descent are known. Says nothing on whether the
        turn is large enough to be a wink.
    """
    known = np.isfinite(depth) & np.isfinite(tilt_deg)
    if known[: bottom + 1].sum() < FEWEST_SAMPLES:
        return None
    last = min(time_s[-1], time_s[bottom] + TAIL_S)
    n_down = int(np.floor((time_s[bottom] - time_s[0]) * FIT_RATE_HZ)) + 1
    n_tail = int(np.floor((last - time_s[bottom]) * FIT_RATE_HZ))
    times = time_s[bottom] + np.arange(1 - n_down, n_tail + 1) / FIT_RATE_HZ
    all_depths = np.interp(times, time_s[known], depth[known])
    tilts = np.interp(times[:n_down], time_s[known], tilt_deg[known])
    depths = all_depths[:n_down]
    lowest = int(np.argmin(tilts))
    plain = Reversal(float(times[lowest]), float(np.clip(depths[lowest], 0, 1)), "lowest sample")
    begin = _window_start(tilts)
    if n_down - begin < FEWEST_SAMPLES:
        return plain
    onset, floor, power = _candidates(float(depths[begin]))
    if onset.size == 0:
        return plain
    base = np.asarray(onset - floor)[:, None]
    fall = np.maximum(0.0, base - all_depths) ** power[:, None]
    rise = np.maximum(0.0, all_depths - onset[:, None]) ** power[:, None]
    fall, rise = (_low_pass(curve, cutoff_hz)[:, begin:n_down] for curve in (fall, rise))
    whitener = _whitener(n_down - begin, cutoff_hz, noise_correlation_s)
    misfit = _misfits(fall, rise, tilts[begin:], whitener)
    best = _choose(misfit, floor, noise_sd_deg)
    if not np.isfinite(misfit[best]):
        return plain
    shape: Shape = "plateau" if floor[best] > 0 else "vee" if power[best] == 1 else "bowl"
    fraction = _refined(onset, misfit, best)
    return Reversal(_time_at(times[:n_down], depths, fraction), fraction, shape)


def _time_at(times: FloatArray, depths: FloatArray, fraction: float) -> float:
    """When the depth passes ``fraction`` for the last time before the bottom."""
    below = np.flatnonzero(depths[:-1] < fraction)
    if below.size == 0:
        return float(times[0])
    i = int(below[-1])
    step = (fraction - depths[i]) / (depths[i + 1] - depths[i])
    return float(times[i] + min(step, 1.0) * (times[i + 1] - times[i]))


def segmented_onset(depth: FloatArray, tilt_deg: FloatArray) -> float | None:
    """Second opinion: the knot of two straight lines through tilt over depth.

    Ordinary least squares over the whole descent, knots tried from 0.05 to 0.98 of the depth.

    Parameters
    ----------
    depth : ndarray, shape (N,)
        Share of the depth in the descent; NaN frames are left out.
    tilt_deg : ndarray, shape (N,)
        Posterior pelvic tilt.

    Returns
    -------
    float or None
        The knot; None where fewer than eight frames are known or no knot bends the line upwards.
    """
    known = np.isfinite(depth) & np.isfinite(tilt_deg)
    x, y = depth[known], tilt_deg[known]
    if x.size < FEWEST_SAMPLES or np.ptp(x) == 0:
        return None
    knots = np.linspace(0.05, 0.98, 187)
    line, _ = np.linalg.qr(np.stack([np.ones_like(x), x], axis=1))
    hinge = np.maximum(0.0, x - knots[:, None])
    hinge = hinge - (hinge @ line) @ line.T
    rest = y - line @ (line.T @ y)
    size = (hinge**2).sum(axis=1)
    bend = hinge @ rest
    usable = (size > 1e-9 * x.size) & (bend > 0)
    if not usable.any():
        return None
    gain = np.where(usable, bend**2 / np.where(usable, size, 1.0), -np.inf)
    return float(knots[int(np.argmax(gain))])
