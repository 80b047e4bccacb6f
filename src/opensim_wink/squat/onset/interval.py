"""How sure an onset is: its 95 % interval, and draws of it to read other curves at.

The sample curves hold the noise twice, once measured and once drawn. Onsets found in them scatter
too widely and are shifted, most of all where the reversal is round. So they only serve to learn the
covariance of the noise, and the interval comes from the likelihood of the measured curve: 95 % of
the odds over all onsets and shapes. ``benchmarks/onset.py`` measures how often it holds the truth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.onset.noise import FEWEST_CURVES, FIT_RATE_HZ
from opensim_wink.squat.onset.reversal import OnsetFit, Reversal, fit_onset
from opensim_wink.squat.onset.segmented import segmented_onset, segmented_onsets
from opensim_wink.squat.signals import FloatArray
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.intervals import ENDS

NORMAL_END = 1.96


@dataclass(frozen=True, eq=False)
class OnsetInterval:
    """An onset with its uncertainty.

    Attributes
    ----------
    reversal : Reversal
        The best guess.
    depth_fraction : Estimate
        Its depth with 95 % interval, within 0..1.
    time_s : Estimate
        Its time with 95 % interval.
    segmented_depth_fraction : Estimate or None
        Knot of the segmented regression; None where no knot bends the line upwards. Its interval
        is that of the knot of the noise-free curve, which need not be the reversal.
    disagreement : Estimate or None
        Segmented knot less reversal.
    depth_draws, time_draws_s : ndarray, shape (S,)
        Onsets that the measured curve allows, each as often as it is likely. Draw s belongs to
        sample s: it is late where that sample's noise makes the tilt seem to turn early.
    """

    reversal: Reversal
    depth_fraction: Estimate
    time_s: Estimate
    segmented_depth_fraction: Estimate | None
    disagreement: Estimate | None
    depth_draws: FloatArray
    time_draws_s: FloatArray


def onset_interval(
    time_s: FloatArray,
    depth: FloatArray,
    tilt_deg: FloatArray,
    tilt_samples_deg: FloatArray,
    bottom: int,
    *,
    cutoff_hz: float = 6.0,
) -> OnsetInterval | None:
    """Find where the tilt turns back in one descent, and how sure that is.

    Parameters
    ----------
    time_s, depth, tilt_deg : ndarray, shape (N,)
        As for `opensim_wink.squat.onset.reversal.find_reversal`.
    tilt_samples_deg : ndarray, shape (S, N)
        The tilt with a fresh draw of its noise on top, S ≥ 30 times.
    bottom : int
        Index of the bottom in these arrays.
    cutoff_hz : float
        Cutoff of the low-pass filter that they have been through.

    Returns
    -------
    OnsetInterval or None
        None where the tilt does not turn back, as for `find_reversal`.
    """
    fit = fit_onset(
        time_s,
        depth,
        tilt_deg,
        bottom,
        tilt_samples_deg=tilt_samples_deg,
        fit_samples=True,
        cutoff_hz=cutoff_hz,
    )
    reversal = None if fit is None else fit.reversal
    if fit is None or reversal is None:
        return None
    draws = _draws(fit)
    low, high = _ends(fit)
    best = reversal.depth_fraction
    low, high = min(float(low), best), max(float(high), best)
    early, late = fit.times(np.array([low, high]))
    knot, apart = _second_opinion(depth, tilt_deg, tilt_samples_deg, bottom, best, draws)
    return OnsetInterval(
        reversal=reversal,
        depth_fraction=Estimate(best, low, high),
        time_s=Estimate(
            reversal.time_s, min(float(early), reversal.time_s), max(float(late), reversal.time_s)
        ),
        segmented_depth_fraction=knot,
        disagreement=apart,
        depth_draws=draws,
        time_draws_s=fit.times(draws),
    )


def _ends(fit: OnsetFit) -> FloatArray:
    """Ends of the interval: 95 % of the odds, or of the samples where no shape explains the curve.

    A lowest sample is known to half a sample of the fit at best, however small the noise.
    """
    if fit.explained:
        return fit.depths(np.array(ENDS))
    half_s = 0.5 / FIT_RATE_HZ
    return fit.depths_at(
        np.quantile(fit.lowest_s[1:], ENDS, method="weibull") + np.array([-half_s, half_s])
    )


def _draws(fit: OnsetFit) -> FloatArray:
    """One onset a sample: quantiles of the odds, in the reverse order of the samples' onsets."""
    if not fit.explained:
        # Lowest samples of the samples hold the noise twice: their scatter is, if anything, wide.
        return fit.depths_at(fit.lowest_s[1:])
    found = fit.odds(samples=True).sum(axis=1) @ fit.fits.onset
    order = np.argsort(np.argsort(-found))
    return fit.depths((order + 0.5) / len(order))


def _second_opinion(
    depth: FloatArray,
    tilt_deg: FloatArray,
    tilt_samples_deg: FloatArray,
    bottom: int,
    reversal: float,
    draws: FloatArray,
) -> tuple[Estimate | None, Estimate | None]:
    """Segmented knot and its distance from the reversal, with intervals."""
    down = slice(0, bottom + 1)
    knot = segmented_onset(depth[down], tilt_deg[down])
    if knot is None:
        return None, None
    knots = segmented_onsets(depth[down], np.asarray(tilt_samples_deg[:, down], dtype=np.float64))
    apart = knot - reversal
    # Knots of samples, which hold the noise twice, are shifted but scatter as the measured one.
    known = np.isfinite(knots)
    if known.sum() < FEWEST_CURVES:
        return Estimate(knot), Estimate(apart)
    errors = knots[known] - knots[known].mean()
    reach = NORMAL_END * float(errors.std(ddof=1))
    within = Estimate(knot, max(knot - reach, 0.0), min(knot + reach, 1.0))
    low, high = np.quantile(knot - errors - draws[known], ENDS, method="weibull")
    return within, Estimate(apart, min(float(low), apart), max(float(high), apart))


def values_at_onset(
    time_s: FloatArray, values: FloatArray, value_samples: FloatArray, onset: OnsetInterval
) -> Estimate:
    """Another curve at the onset, with the uncertainty of both.

    Parameters
    ----------
    time_s, values : ndarray, shape (N,)
        A measured curve, such as hip flexion.
    value_samples : ndarray, shape (S, N)
        The curve with a fresh draw of its noise on top, samples in the order of the tilt's.
    onset : OnsetInterval
        The onset.

    Returns
    -------
    Estimate
        95 % interval; NaN without one where the curve is unknown at the onset.
    """
    draws = draws_at_onset(time_s, values, value_samples, onset)
    known = np.isfinite(values)
    if not known.any():
        return Estimate(float("nan"))
    value = float(np.interp(onset.reversal.time_s, time_s[known], values[known]))
    low, high = np.quantile(draws, ENDS, method="weibull")
    return Estimate(value, min(float(low), value), max(float(high), value))


def draws_at_onset(
    time_s: FloatArray, values: FloatArray, value_samples: FloatArray, onset: OnsetInterval
) -> FloatArray:
    """What a curve's true value at the true onset may be, once a sample.

    Parameters
    ----------
    time_s, values, value_samples, onset
        As for `values_at_onset`.

    Returns
    -------
    ndarray, shape (S,)
        The measured curve less the sample's noise, at the sample's onset; NaN where unknown.
    """
    known = np.flatnonzero(np.isfinite(values) & np.isfinite(value_samples).all(axis=0))
    if len(known) < 2:
        return np.full(len(value_samples), np.nan)
    there = time_s[known]
    after = np.clip(np.searchsorted(there, onset.time_draws_s), 1, len(known) - 1)
    step = (onset.time_draws_s - there[after - 1]) / (there[after] - there[after - 1])
    step = np.clip(step, 0.0, 1.0)
    row = np.arange(len(value_samples))
    truth = [
        2.0 * values[known[frame]] - np.asarray(value_samples[row, known[frame]], dtype=np.float64)
        for frame in (after - 1, after)
    ]
    return np.asarray(truth[0] * (1 - step) + truth[1] * step)
