"""How sure an amplitude is: the turning back of an angle between its extreme and the bottom.

The extreme of a noisy curve is too extreme, so the measured amplitude is too large, most of all
where the curve is flat; the low-pass filter cuts a sharp extreme, which makes it too small. Samples
hold the noise twice and repeat the first error, not the second. The shapes fitted for the onset
know of both: their rise, before the filter, is the amplitude. The interval holds 95 % of the odds
over all shapes and onsets, with what the curve would have to rise by chance counted as none.
"""

from __future__ import annotations

import numpy as np

from opensim_wink.squat.onset.reversal import TURN_EVIDENCE, OnsetFit, fit_onset
from opensim_wink.squat.signals import FloatArray
from opensim_wink.squat.uncertainty.intervals import ENDS, basic_interval
from opensim_wink.squat.wink import turned_back

# Odds that are too small to move the ends of an interval.
_LEAST_ODDS = 1e-6
_STEPS = 1001


def amplitude_interval(
    time_s: FloatArray,
    depth: FloatArray,
    angle_deg: FloatArray,
    angle_samples_deg: FloatArray,
    bottom: int,
    *,
    cutoff_hz: float = 6.0,
) -> tuple[float, float]:
    """95 % interval of an angle's turning back before the bottom.

    Parameters
    ----------
    time_s, depth, angle_deg : ndarray, shape (N,)
        As for `opensim_wink.squat.onset.reversal.find_reversal`: pelvic tilt or lumbar flexion.
    angle_samples_deg : ndarray, shape (S, N)
        The angle with a fresh draw of its noise on top, S ≥ 30 times.
    bottom : int
        Index of the bottom in these arrays.
    cutoff_hz : float
        Cutoff of the low-pass filter that they have been through.

    Returns
    -------
    tuple of float
        Low and high end, ≥ 0; they hold the measured amplitude. NaN where the bottom or too much of
        the descent is unknown.
    """
    fit = fit_onset(
        time_s, depth, angle_deg, bottom, tilt_samples_deg=angle_samples_deg, cutoff_hz=cutoff_hz
    )
    if fit is None:
        return float("nan"), float("nan")
    curves = np.concatenate([angle_deg[None], angle_samples_deg])[:, : bottom + 1]
    known = np.isfinite(curves).all(axis=0)
    if not known[bottom]:
        return float("nan"), float("nan")
    sizes = turned_back(curves[:, known])
    measured = float(sizes[0])
    if fit.explained and np.isfinite(fit.fits.misfit[0]).any():
        low, high = rise_interval(fit)
        return min(low, measured), max(high, measured)
    # No shape explains the curve, so that its noise is small against its features: the samples do.
    return basic_interval(measured, sizes[1:], floor=0.0)


def rise_interval(fit: OnsetFit) -> tuple[float, float]:
    """95 % interval of the rise from the onset to the bottom, over all shapes.

    Parameters
    ----------
    fit : OnsetFit
        Shapes fitted to the curve.

    Returns
    -------
    tuple of float
        Low and high end, ≥ 0.
    """
    from scipy.special import expit, ndtr

    odds = fit.odds()
    worth = odds > _LEAST_ODDS
    share, rise = odds[worth] / odds[worth].sum(), fit.fits.rise_deg[0][worth]
    error = fit.fits.rise_sd_deg[worth]
    none = expit(0.5 * (TURN_EVIDENCE - fit.evidence))
    size = np.linspace(0.0, float((rise + 5 * error).max()), _STEPS)
    below_zero = ndtr(-rise / error)
    below = (ndtr((size[:, None] - rise) / error) - below_zero) / (1.0 - below_zero) @ share
    below = none + (1.0 - none) * below
    low, high = np.interp(ENDS, below, size)
    return float(low), float(high)
