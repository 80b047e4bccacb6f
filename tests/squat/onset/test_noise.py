"""The covariance of a noise, found again from curves of it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import butter, lfilter, sosfiltfilt

from opensim_wink.squat.onset.noise import FIT_RATE_HZ, assumed_whitener, fitted_whitener

CUTOFF_HZ = 6.0
DEPTH = (1 - np.cos(np.linspace(0.6, np.pi, 70))) / 2


def noise(curves, sd_deg, correlation_s, seed, posture_deg=0.0):
    """Noise at twice the rate of the fit, filtered there, with skin that follows the depth."""
    rng = np.random.default_rng(seed)
    rho = np.exp(-1 / (2 * FIT_RATE_HZ * correlation_s))
    kicks = rng.standard_normal((curves, 700)) * sd_deg * np.sqrt(1 - rho**2)
    slow = lfilter([1], [1, -rho], kicks, axis=1)
    sos = butter(2, CUTOFF_HZ, fs=2 * FIT_RATE_HZ, output="sos")
    chosen = sosfiltfilt(sos, slow, axis=1)[:, 400:540:2]
    return chosen + posture_deg * rng.standard_normal((curves, 1)) * DEPTH**2


@pytest.mark.parametrize("correlation_s", [0.1, 0.2, 0.6])
@pytest.mark.parametrize(("sd_deg", "posture_deg"), [(0.7, 0.0), (0.1, 2.0)])
def test_whitened_noise_is_white(correlation_s, sd_deg, posture_deg) -> None:
    learnt = noise(200, sd_deg, correlation_s, 0, posture_deg)
    whitener = fitted_whitener(learnt, DEPTH, cutoff_hz=CUTOFF_HZ)
    white = noise(2000, sd_deg, correlation_s, 1, posture_deg) @ whitener.T
    covariance = white.T @ white / len(white)
    assert np.diag(covariance) == pytest.approx(1.0, abs=0.5)
    assert np.diag(covariance).mean() == pytest.approx(1.0, abs=0.12)
    apart = covariance - np.diag(np.diag(covariance))
    assert np.sqrt((apart**2).mean()) < 0.06


def test_assumed_whitener_scales_with_the_noise() -> None:
    one, half = (
        assumed_whitener(70, cutoff_hz=CUTOFF_HZ, correlation_s=0.2, sd_deg=sd) for sd in (1.0, 0.5)
    )
    np.testing.assert_allclose(half, 2 * one)
    white = noise(2000, 1.0, 0.2, 2) @ one.T
    assert (white**2).mean() == pytest.approx(1.0, abs=0.1)
