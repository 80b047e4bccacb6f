"""How errors of an angle hang together over one descent, and how to take that out.

Two things make a measured angle wrong. Cameras and solver shake it: errors that stay alike for some
tenths of a second and have been through the low-pass filter. And markers sit on skin that slides as
the joints bend: errors that follow the posture and are the same in each repetition. The first is
an autoregressive noise with a white share, the second a polynomial of depth with random
coefficients. Their sizes are fitted to sample curves by restricted maximum likelihood.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from opensim_wink.squat.signals import FloatArray

# Angles of a squat move below about 6 Hz: 50 samples a second hold all of it, at any camera rate.
FIT_RATE_HZ = 50.0
# Times over which errors stay alike, and shares of white noise beside them, that are tried.
CORRELATIONS_S = (0.05, 0.1, 0.2, 0.4, 0.8)
WHITE_SHARES = (0.03, 0.1, 0.3, 0.7)
# Variance beside that of the noise, relative to it; keeps the covariance regular.
NUGGET = 5e-5
POSTURE_DEGREE = 3
# Beyond this many times the cutoff nearly nothing is left of angle and noise, and that depends on
# how they were filtered; fewer waves than this would hold no shape.
BAND, FEWEST_WAVES = 1.5, 8
# Samples from which the covariance is taken from them.
FEWEST_CURVES = 30


@lru_cache(maxsize=64)
def _whitener(
    n: int, cutoff_hz: float, correlation_s: float, white: float = 0.0
) -> tuple[FloatArray, float]:
    """Matrix (m, n) that turns filtered noise of variance 1 into m independent errors.

    The other is the logarithm of the determinant of the noise's covariance in the band.
    """
    from scipy.fft import idct

    span = 8 * n + 512
    frequency = np.fft.rfftfreq(span, 1 / FIT_RATE_HZ)
    rho = np.exp(-1.0 / (FIT_RATE_HZ * correlation_s))
    turn = 2 * np.pi * frequency / FIT_RATE_HZ
    power = (1 - white) * (1 - rho**2) / (1 - 2 * rho * np.cos(turn) + rho**2) + white
    power = power / (1 + (frequency / cutoff_hz) ** 4) ** 2
    covariance = np.fft.irfft(power, span)[:n]
    lags = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    waves = max(FEWEST_WAVES, int(np.ceil(2 * BAND * cutoff_hz * n / FIT_RATE_HZ)))
    band = idct(np.eye(min(n, waves), n), axis=1, norm="ortho")
    matrix = band @ covariance[lags] @ band.T + NUGGET * np.eye(len(band))
    factor = np.linalg.cholesky(matrix)
    whitener = np.asarray(np.linalg.solve(factor, band), dtype=np.float64)
    return whitener, 2 * float(np.log(np.diag(factor)).sum())


def assumed_whitener(
    n: int, *, cutoff_hz: float, correlation_s: float, sd_deg: float
) -> FloatArray:
    """Whitener of a noise whose size and correlation are given.

    Parameters
    ----------
    n : int
        Samples, `FIT_RATE_HZ` a second.
    cutoff_hz : float
        Cutoff of the zero-lag low-pass filter of second order that the curve has been through.
    correlation_s : float
        Time over which errors stay alike.
    sd_deg : float
        Their standard deviation before the filter.

    Returns
    -------
    ndarray, shape (m, n)
        Multiplied with the noise it gives m independent errors of variance 1: those of its cosine
        waves up to 1.5 times the cutoff.
    """
    return _whitener(n, cutoff_hz, correlation_s)[0] / sd_deg


def fitted_whitener(
    deviations_deg: FloatArray, depth: FloatArray, *, cutoff_hz: float
) -> FloatArray:
    """Whitener of the noise that sample curves show.

    Parameters
    ----------
    deviations_deg : ndarray, shape (S, n)
        Sample curves less the measured one, `FIT_RATE_HZ` samples a second.
    depth : ndarray, shape (n,)
        Share of the depth.
    cutoff_hz : float
        Cutoff of the low-pass filter that they have been through.

    Returns
    -------
    ndarray, shape (m, n)
        Multiplied with the noise it gives m independent errors of variance 1: those of its cosine
        waves up to 1.5 times the cutoff.

    References
    ----------
    Restricted likelihood with random coefficients: Laird NM, Ware JH (1982). Random-effects models
    for longitudinal data. Biometrics 38:963–974. doi:10.2307/2529876
    """
    n = len(depth)
    powers = np.arange(min(POSTURE_DEGREE, n - 2) + 1)
    posture = depth[:, None] ** powers

    def tried(correlation_s: float, white: float) -> tuple[float, float, float]:
        noise = _whitener(n, cutoff_hz, correlation_s, white)
        return _restricted(*noise, deviations_deg, posture)[0], correlation_s, white

    _, correlation_s, _ = max(tried(correlation, 0.0) for correlation in CORRELATIONS_S)
    _, correlation_s, white = max(
        [tried(correlation_s, share) for share in (0.0, *WHITE_SHARES)]
        + [tried(max(CORRELATIONS_S), share) for share in WHITE_SHARES]
    )
    whitener, log_det = _whitener(n, cutoff_hz, correlation_s, white)
    _, variance, basis, spread = _restricted(whitener, log_det, deviations_deg, posture)
    size, direction = np.linalg.eigh(spread / variance)
    # Eigenvalues that as many samples of pure noise would show by chance are no posture's.
    chance = (1 + np.sqrt(len(powers) / len(deviations_deg))) ** 2
    more = np.where(size > chance, size, 1.0)
    along = basis @ direction
    shrunk = whitener - (along * (1 - 1 / np.sqrt(more))) @ (along.T @ whitener)
    return np.asarray(shrunk / np.sqrt(variance))


def _restricted(
    whitener: FloatArray, log_det: float, deviations: FloatArray, posture: FloatArray
) -> tuple[float, float, FloatArray, FloatArray]:
    """Restricted log-likelihood, noise variance, basis of the posture, spread within it."""
    white = deviations @ whitener.T
    basis, triangle = np.linalg.qr(whitener @ posture)
    within = white @ basis
    curves, m = white.shape
    free = m - basis.shape[1]
    variance = max(float(((white**2).sum() - (within**2).sum()) / (curves * free)), 1e-12)
    log_det = log_det + 2 * float(np.log(np.abs(np.diag(triangle))).sum())
    likelihood = -0.5 * curves * (free * np.log(variance) + log_det)
    return likelihood, variance, basis, within.T @ within / curves
