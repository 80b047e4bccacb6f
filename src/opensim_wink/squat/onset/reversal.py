"""Where the wink begins: the reversal of the pelvic tilt on the way down.

The first opinion is the depth at which the tilt stops going forward and starts to come back. The
lowest sample of a noisy curve is a poor estimate of it: a rounded reversal scatters it, and on a
plateau it lands anywhere. So shapes of known onset are fitted around the reversal
(`opensim_wink.squat.onset.shapes`), by generalised least squares, since errors of a tilt stay alike
for some tenths of a second and neighbouring frames are no independent witnesses.

Which shape it is cannot always be told, and an onset comes with its shape. So every onset of every
shape gets its likelihood, exp(−misfit/2) with size of fall and rise at their best, times the odds
of its shape; the onset is the median over them all, and the interval in
`opensim_wink.squat.onset.interval` holds 95 % of them. Where the noise is so small that no shape
explains the curve within it, the lowest sample is better than any of them, and is taken.
``benchmarks/onset.py`` measures bias, spread and coverage.

The second opinion is a segmented regression: `opensim_wink.squat.onset.segmented`.

References
----------
Hoeting JA et al. (1999). Bayesian model averaging: a tutorial. Stat Sci 14:382–417.
doi:10.1214/ss/1009212519
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opensim_wink.squat.onset.noise import (
    FEWEST_CURVES,
    FIT_RATE_HZ,
    assumed_whitener,
    fitted_whitener,
)
from opensim_wink.squat.onset.segmented import segmented_onset
from opensim_wink.squat.onset.shapes import (
    FAMILIES,
    ONSET_STEP,
    Descent,
    Shape,
    ShapeFits,
    first_sample,
    fit_shapes,
    resample,
)
from opensim_wink.squat.signals import FloatArray

__all__ = ["OnsetFit", "Reversal", "find_reversal", "fit_onset", "segmented_onset"]

# A turn is one where the best shape explains the tilt better than the best that never turns, by
# this much of the weighted misfit: the 95 % point of chi-squared for its two numbers more.
TURN_EVIDENCE = 6.0
# The best guess believes a floor only where the evidence is clear; the interval asks less of it.
FLOOR_CAUTION = 1.5
# A shape explains the curve unless chance would leave so much unexplained this rarely.
LEAST_CHANCE = 0.02
FITTED_NUMBERS = 4
_LOG_ODDS = np.array([family.log_odds for family in FAMILIES])
_CAUTION = np.array([FLOOR_CAUTION if family.floor else 0.0 for family in FAMILIES])


@dataclass(frozen=True)
class Reversal:
    """The reversal of the tilt in one descent.

    Attributes
    ----------
    time_s : float
        When it was reached.
    depth_fraction : float
        Where, as a share of the repetition's depth.
    shape : {"vee", "rounded", "bowl", "plateau", "lowest sample", "two lines"}
        Which shape explains it best; ``"lowest sample"`` where none does. ``"two lines"`` is no
        reversal: the tilt leaves its line there.
    """

    time_s: float
    depth_fraction: float
    shape: Shape


@dataclass(frozen=True, eq=False)
class OnsetFit:
    """All shapes fitted to a descent.

    Attributes
    ----------
    descent : Descent
        The measured curve, first, and its samples, if any.
    fits : ShapeFits
        Misfits of the measured curve, first, and of its samples where they were asked for.
    """

    descent: Descent
    fits: ShapeFits

    @property
    def explained(self) -> bool:
        """Whether a shape explains the measured curve within its noise."""
        from scipy.stats import chi2

        freedom = max(self.fits.samples - FITTED_NUMBERS, 1)
        return bool(self.fits.misfit[0].min() < chi2.isf(LEAST_CHANCE, freedom))

    def odds(self, *, caution: bool = False, samples: bool = False) -> FloatArray:
        """Odds of every family and onset.

        Parameters
        ----------
        caution : bool
            Believe a floor only where the evidence is clear.
        samples : bool
            Of the samples in place of the measured curve.

        Returns
        -------
        ndarray, shape (F, K), or (S, F, K) with ``samples``
            Each curve's sum is 1, or 0 where no shape turns back.
        """
        misfit = self.fits.misfit[1:] if samples else self.fits.misfit[0]
        log_odds = (_LOG_ODDS - caution * _CAUTION)[:, None] - 0.5 * misfit
        top = log_odds.max(axis=(-2, -1), keepdims=True)
        odds = np.exp(log_odds - np.where(np.isfinite(top), top, 0.0))
        total = odds.sum(axis=(-2, -1), keepdims=True)
        return np.asarray(odds / np.where(total > 0, total, 1.0))

    @property
    def evidence(self) -> float:
        """How much better the best shape explains the measured curve than one that never turns."""
        return float(self.fits.without_rise[0] - self.fits.misfit[0].min())

    @property
    def turns(self) -> bool:
        """Whether the measured curve turns back at all, beyond what noise would do."""
        return self.evidence > TURN_EVIDENCE

    @property
    def lowest_s(self) -> FloatArray:
        """Time of each curve's lowest point, between samples, shape (Q,)."""
        curves, last = self.descent.curves_deg, self.descent.down - 1
        row, low = np.arange(len(curves)), np.argmin(curves, axis=1)
        inner = np.clip(low, 1, last - 1)
        before, here, after = (curves[row, inner + step] for step in (-1, 0, 1))
        bend = before - 2 * here + after
        offset = np.where(bend > 0, 0.5 * (before - after) / np.where(bend > 0, bend, 1.0), 0.0)
        offset = np.where(low == inner, offset, 0.0)
        return np.asarray(self.descent.time_s[low] + offset / FIT_RATE_HZ)

    def depths_at(self, time_s: FloatArray) -> FloatArray:
        """Share of the depth at given times of the descent, within 0..1."""
        down = self.descent.down
        deep = np.interp(time_s, self.descent.time_s[:down], self.descent.depth[:down])
        return np.clip(deep, 0.0, 1.0)

    def depths(self, shares: FloatArray) -> FloatArray:
        """Onsets below which given shares of the measured curve's odds lie, shape as ``shares``."""
        return quantiles(self.fits.onset, self.odds().sum(axis=0), shares)

    def times(self, depths: FloatArray) -> FloatArray:
        """When the depth passes each of ``depths`` for the last time before the bottom."""
        down = self.descent.down
        # Seen from the bottom, the largest depth so far falls steadily: an inverse exists.
        highest = np.minimum.accumulate(self.descent.depth[:down][::-1])[::-1]
        return np.interp(depths, highest, self.descent.time_s[:down])

    @property
    def reversal(self) -> Reversal | None:
        """The reversal of the measured curve; None where it does not turn back."""
        if not self.turns:
            return None
        if not self.explained:
            lowest_s = self.lowest_s[:1]
            return Reversal(float(lowest_s[0]), float(self.depths_at(lowest_s)[0]), "lowest sample")
        odds = self.odds(caution=True)
        middle = quantiles(self.fits.onset, odds.sum(axis=0), np.array([0.5]))
        shares = {family.name: 0.0 for family in FAMILIES}
        for family, share in zip(FAMILIES, odds.sum(axis=1), strict=True):
            shares[family.name] += float(share)
        shape = max(shares, key=lambda name: shares[name])
        return Reversal(float(self.times(middle)[0]), float(middle[0]), shape)


def quantiles(onset: FloatArray, odds: FloatArray, shares: FloatArray) -> FloatArray:
    """Onsets below which given shares of the odds lie.

    Parameters
    ----------
    onset, odds : ndarray, shape (K,)
        Evenly spaced onsets and what each is worth.
    shares : ndarray
        Between 0 and 1.

    Returns
    -------
    ndarray, shape of ``shares``
        The odds of an onset are spread evenly over its step.
    """
    edges = np.append(onset - ONSET_STEP / 2, onset[-1] + ONSET_STEP / 2)
    below = np.concatenate([[0.0], np.cumsum(odds)])
    return np.interp(shares, below / below[-1], edges)


def fit_onset(
    time_s: FloatArray,
    depth: FloatArray,
    tilt_deg: FloatArray,
    bottom: int,
    *,
    tilt_samples_deg: FloatArray | None = None,
    fit_samples: bool = False,
    cutoff_hz: float = 6.0,
    noise_correlation_s: float = 0.2,
    noise_sd_deg: float = 0.7,
) -> OnsetFit | None:
    """Fit all shapes of a reversal to one descent.

    Parameters
    ----------
    time_s, depth, tilt_deg, bottom, cutoff_hz, noise_correlation_s, noise_sd_deg
        As for `find_reversal`.
    tilt_samples_deg : ndarray, shape (S, N), optional
        The tilt with a fresh draw of its noise on top, S times. From thirty on, the covariance of
        the noise is fitted to them; the assumed correlation and size are not used then.
    fit_samples : bool
        Fit the shapes to each of the samples as well.

    Returns
    -------
    OnsetFit or None
        None where fewer than eight frames of the descent are known.
    """
    samples = np.empty((0, len(tilt_deg))) if tilt_samples_deg is None else tilt_samples_deg
    curves = np.concatenate([tilt_deg[None], samples]).astype(np.float64)
    descent = resample(time_s, depth, curves, bottom)
    if descent is None:
        return None
    begin = first_sample(descent.curves_deg[0])
    deviations = (descent.curves_deg[1:] - descent.curves_deg[0])[:, begin:]
    if len(samples) >= FEWEST_CURVES and deviations.any():
        depths = descent.depth[begin : descent.down]
        whitener = fitted_whitener(deviations, depths, cutoff_hz=cutoff_hz)
    else:
        whitener = assumed_whitener(
            descent.down - begin,
            cutoff_hz=cutoff_hz,
            correlation_s=noise_correlation_s,
            sd_deg=noise_sd_deg,
        )
    curve_count = None if fit_samples else 1
    return OnsetFit(descent, fit_shapes(descent, begin, whitener, cutoff_hz, curves=curve_count))


def find_reversal(
    time_s: FloatArray,
    depth: FloatArray,
    tilt_deg: FloatArray,
    bottom: int,
    *,
    tilt_samples_deg: FloatArray | None = None,
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
    tilt_samples_deg : ndarray, shape (S, N), optional
        The tilt with a fresh draw of its noise on top, S times; the noise is judged by them.
    cutoff_hz : float
        Cutoff of that low-pass filter.
    noise_correlation_s : float
        Time over which errors of the tilt stay alike, where there are no samples.
    noise_sd_deg : float
        Their size, where there are no samples.

    Returns
    -------
    Reversal or None
        None where fewer than eight frames of the descent are known, and where the tilt does not
        turn back by more than its noise would. Says nothing on whether the turn is large enough to
        be a wink.
    """
    fit = fit_onset(
        time_s,
        depth,
        tilt_deg,
        bottom,
        tilt_samples_deg=tilt_samples_deg,
        cutoff_hz=cutoff_hz,
        noise_correlation_s=noise_correlation_s,
        noise_sd_deg=noise_sd_deg,
    )
    return None if fit is None else fit.reversal
