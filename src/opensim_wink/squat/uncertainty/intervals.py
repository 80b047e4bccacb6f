"""95 % intervals from sample curves, of one repetition and of the mean of several.

A sample is the measured value with a fresh draw of its noise: it holds the noise twice. For a
smooth number, such as an angle at the bottom, its deviation from the measured value is distributed
as that of the measured from the true one; the interval mirrors it (basic bootstrap).
"""

from __future__ import annotations

import numpy as np

from opensim_wink.squat.signals import FloatArray
from opensim_wink.squat.uncertainty.estimate import Estimate

ENDS = (0.025, 0.975)
FEWEST_SAMPLES = 30


def basic_interval(
    value: float,
    sample_values: FloatArray,
    *,
    floor: float = -np.inf,
    ceiling: float = np.inf,
) -> tuple[float, float]:
    """95 % interval of a number that depends smoothly on the curves.

    Parameters
    ----------
    value : float
        The measured number.
    sample_values : ndarray, shape (S,)
        The same number in each sample; NaN ones are left out.
    floor, ceiling : float
        What it cannot fall below or rise above.

    Returns
    -------
    tuple of float
        ``2·value`` less the upper and lower ends of the samples; NaN where under thirty are known.

    References
    ----------
    Efron B (1987). Better bootstrap confidence intervals. J Am Stat Assoc 82:171–185.
    doi:10.1080/01621459.1987.10478410
    """
    known = np.asarray(sample_values, dtype=np.float64)
    known = known[np.isfinite(known)]
    if len(known) < FEWEST_SAMPLES or not np.isfinite(value):
        return float("nan"), float("nan")
    low, high = np.quantile(known, ENDS, method="weibull")
    ends = np.clip([2 * value - high, 2 * value - low], floor, ceiling)
    return min(float(ends[0]), value), max(float(ends[1]), value)


def interval(
    value: float,
    sample_values: FloatArray,
    *,
    floor: float = -np.inf,
    ceiling: float = np.inf,
) -> Estimate:
    """A smooth number with its 95 % interval, see `basic_interval`.

    Parameters
    ----------
    value : float
        The measured number.
    sample_values : ndarray, shape (S,)
        The same number in each sample.
    floor, ceiling : float
        What it cannot fall below or rise above.

    Returns
    -------
    Estimate
        Without an interval where under thirty samples are known.
    """
    low, high = basic_interval(value, sample_values, floor=floor, ceiling=ceiling)
    return Estimate(value) if np.isnan(low) else Estimate(value, low, high)


def truth_interval(value: float, truths: FloatArray) -> Estimate:
    """A number with the middle 95 % of what the truth may be.

    Parameters
    ----------
    value : float
        The measured number.
    truths : ndarray, shape (S,)
        Draws of the true one, the noise taken off; NaN ones are left out.

    Returns
    -------
    Estimate
        The interval holds the measured number; none where no draw is known.
    """
    known = truths[np.isfinite(truths)]
    if not known.size:
        return Estimate(value)
    low, high = np.quantile(known, ENDS, method="weibull")
    return Estimate(value, min(float(low), value), max(float(high), value))


def standard_error_of_mean(values: FloatArray, sample_values: FloatArray) -> tuple[float, float]:
    """Standard error of the mean over repetitions, and its degrees of freedom.

    Repetitions differ since people do, and by noise of their own: both show in the spread of the
    values and shrink with their number. Skin that slides the same way in each of them does
    neither: it shows in the samples as covariance between repetitions, and stays.

    Parameters
    ----------
    values : ndarray, shape (R,)
        One a repetition, all finite.
    sample_values : ndarray, shape (S, R)
        The same in each sample, columns in the order of the values.

    Returns
    -------
    tuple of float
        Standard error and degrees of freedom (inf where all of it is known from the samples).

    References
    ----------
    Satterthwaite FE (1946). An approximate distribution of estimates of variance components.
    Biometrics Bull 2:110–114. doi:10.2307/3002019
    """
    reps = len(values)
    known = np.asarray(sample_values, dtype=np.float64)
    known = known[np.isfinite(known).all(axis=1)]
    if len(known) < FEWEST_SAMPLES:
        noise = np.zeros((reps, reps))
    else:
        noise = np.atleast_2d(np.cov(known, rowvar=False))
    if reps == 1:
        return float(np.sqrt(noise[0, 0])), float("inf")
    shared = max(float(noise.sum() - np.trace(noise)) / (reps * (reps - 1)), 0.0)
    own = max(float(np.trace(noise)) / reps - shared, 0.0)
    spread = float(np.var(values, ddof=1))
    # Repetitions that happen to agree better than their noise allows are no better than it.
    variance = max(spread, own) / reps + shared
    if spread <= 0:
        return float(np.sqrt(variance)), float("inf")
    # What the samples tell is known; only the spread is an estimate from few repetitions.
    return float(np.sqrt(variance)), (reps - 1) * (variance * reps / spread) ** 2


def combine_reps(
    values: FloatArray, sample_values: FloatArray, *, floor: float = -np.inf
) -> Estimate:
    """Mean over repetitions with its 95 % interval, from their noise and their spread together.

    Parameters
    ----------
    values : ndarray, shape (R,)
        One a repetition; NaN ones are left out.
    sample_values : ndarray, shape (S, R)
        The same in each sample.
    floor : float
        What the mean cannot fall below.

    Returns
    -------
    Estimate
        What the person does on average, with t quantiles for few repetitions; of one repetition,
        what that one was. NaN where none is known; without an interval for one repetition without
        samples.
    """
    from scipy.stats import t

    known = np.isfinite(values)
    if not known.any():
        return Estimate(float("nan"))
    mean = float(values[known].mean())
    error, freedom = standard_error_of_mean(values[known], sample_values[:, known])
    if error == 0:
        return Estimate(mean)
    half = float(t.ppf(ENDS[1], min(freedom, 1e6))) * error
    return Estimate(mean, max(mean - half, floor), mean + half)


def minimal_detectable_change(standard_error: float) -> float:
    """Smallest difference of two measurements that is more than their errors, 95 times of 100.

    ``1.96 · √2 · SEM``. With the standard error of a trial's mean it is the change between two
    trials in the same session, with the same markers in place; markers that are put on again add
    errors of their own, which no sample knows of.

    Parameters
    ----------
    standard_error : float
        Standard error of measurement of one of them.

    Returns
    -------
    float
        In the same unit.

    References
    ----------
    Weir JP (2005). Quantifying test-retest reliability using the intraclass correlation coefficient
    and the SEM. J Strength Cond Res 19:231–240. doi:10.1519/15184.1
    """
    return float(1.96 * np.sqrt(2.0) * standard_error)
