"""Two squats of known curves, with noise samples, for all tables."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import butter, sosfiltfilt

from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.results import SquatAnalysis
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples

sys.path.insert(0, str(Path(__file__).parent))  # squat_making.py and load_making.py
from squat_making import RATE_HZ, curves

SAMPLES = 40


@pytest.fixture(scope="session")
def sampled_curves() -> tuple[SquatSignals, SignalSamples]:
    """Curves of two squats: 0.5° and 2 mm of noise that has been through the filter."""
    phase = np.clip((np.arange(0.0, 10.0, 1 / RATE_HZ) % 5.0 - 1.0) / 3.0, 0.0, 1.0)
    signals = curves(np.sin(np.pi * phase) ** 2)
    rng, sections = np.random.default_rng(3), butter(2, 6.0, fs=RATE_HZ, output="sos")
    drawn = {}
    for field in fields(SignalSamples):
        values = getattr(signals, field.name)
        noise = sosfiltfilt(sections, rng.standard_normal((SAMPLES, *values.shape)), axis=1)
        size = 0.002 if field.name.endswith("_m") else 0.5
        drawn[field.name] = (values + size * noise / noise.std()).astype(np.float32)
    return signals, SignalSamples(**drawn)


@pytest.fixture(scope="session")
def sampled(sampled_curves) -> SquatAnalysis:
    """Two squats with intervals."""
    signals, samples = sampled_curves
    return analyze_squats(signals, samples=samples)


@pytest.fixture(scope="session")
def nobody() -> SquatAnalysis:
    """A trial in which nobody squats."""
    return analyze_squats(curves(np.zeros(500)))
