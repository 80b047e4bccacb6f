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

sys.path.insert(0, str(Path(__file__).parent))  # load_making.py, shared by several modules

RATE_HZ = 100.0
SAMPLES = 40


def curves(down: np.ndarray) -> SquatSignals:
    """Curves over the share of depth: the pelvis tucks by 20° in its last quarter."""
    late = np.clip((down - 0.75) / 0.25, 0.0, None)
    both = np.stack([down, down], axis=1)
    feet = np.zeros((len(down), 2, 3))
    feet[:, :, 1] = 0.08
    return SquatSignals(
        time_s=np.arange(len(down)) / RATE_HZ,
        hip_height_m=0.95 - 0.5 * down,
        hip_forward_m=-0.1 * down,
        hip_right_m=0.0 * down,
        knee_height_m=0.5 - 0.05 * both,
        foot_m=feet,
        posterior_pelvic_tilt_deg=-12.0 * down + 23.0 * late,
        lumbar_flexion_deg=30.0 * late,
        hip_flexion_deg=110.0 * both,
        knee_flexion_deg=115.0 * both,
        ankle_dorsiflexion_deg=25.0 * both,
        trunk_lean_deg=30.0 * down,
        thigh_inclination_deg=90.0 - 95.0 * both,
        leg_length_m=0.87,
        pelvic_list_deg=0.0 * down,
        pelvic_rotation_deg=0.0 * down,
    )


@pytest.fixture(scope="session")
def sampled() -> SquatAnalysis:
    """Two squats with intervals: 0.5° and 2 mm of noise that has been through the filter."""
    phase = np.clip((np.arange(0.0, 10.0, 1 / RATE_HZ) % 5.0 - 1.0) / 3.0, 0.0, 1.0)
    signals = curves(np.sin(np.pi * phase) ** 2)
    rng, sections = np.random.default_rng(3), butter(2, 6.0, fs=RATE_HZ, output="sos")
    drawn = {}
    for field in fields(SignalSamples):
        values = getattr(signals, field.name)
        noise = sosfiltfilt(sections, rng.standard_normal((SAMPLES, *values.shape)), axis=1)
        size = 0.002 if field.name.endswith("_m") else 0.5
        drawn[field.name] = (values + size * noise / noise.std()).astype(np.float32)
    return analyze_squats(signals, samples=SignalSamples(**drawn))


@pytest.fixture(scope="session")
def nobody() -> SquatAnalysis:
    """A trial in which nobody squats."""
    return analyze_squats(curves(np.zeros(500)))
