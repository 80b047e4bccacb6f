"""Depth on all fours: how far the hips have come towards the heels.

In a squat the hips sink; on all fours they go back, and their height tells little. The distance
from hip to ankle centre serves both: it falls from the length of the leg as the knee bends, and in
a squat with level feet it differs from the height of the hips above the ankles by the cosine of the
line between them alone.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from opensim_wink.squat.signals import FloatArray, SquatSignals
from opensim_wink.squat.standing import mean_of_sides, median_or_nan
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples

# Below this flexion the two segments lie too nearly in line to tell their lengths apart.
_BENT_KNEE_DEG = 30.0


@dataclass(frozen=True, eq=False)
class RockBackSignals(SquatSignals):
    """Curves of a trial on all fours, so that depth is the way of the hips towards the heels.

    All that is measured over depth reads it from ``hip_height_m``; here that is the distance of the
    hips from the ankles, see `hip_ankle_distance`.
    """

    def to_frame(self) -> pd.DataFrame:
        """As `SquatSignals.to_frame`, with the distance under its own name."""
        return super().to_frame().rename(columns={"hip_height_m": "hip_ankle_distance_m"})


def hip_ankle_distance(signals: SquatSignals) -> FloatArray:
    """Distance from the middle of the hip centres to the middle of the ankle centres.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial, with true hip heights.

    Returns
    -------
    ndarray, shape (T,)
        Metres; NaN in unsolved frames, and where a foot is unknown.
    """
    hips = np.stack([signals.hip_forward_m, signals.hip_height_m, signals.hip_right_m], axis=1)
    return np.asarray(np.linalg.norm(hips - signals.foot_m.mean(axis=1), axis=1))


def rock_back_signals(signals: SquatSignals) -> RockBackSignals:
    """The curves of a trial with depth along the way of the hips towards the heels.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial, with true hip heights.

    Returns
    -------
    RockBackSignals
        The same but for ``hip_height_m``.
    """
    if isinstance(signals, RockBackSignals):
        return signals
    parts = {field.name: getattr(signals, field.name) for field in fields(SquatSignals)}
    return RockBackSignals(**parts | {"hip_height_m": hip_ankle_distance(signals)})


def rock_back_samples(samples: SignalSamples, signals: RockBackSignals) -> SignalSamples:
    """The draws of a trial's curves, with that distance in place of the hips' height.

    Hip and ankle centre hang on the two ends of thigh and shank, so the distance depends on the
    knee alone: by the law of cosines ``d² = (a + b)² − 2ab(1 − cos κ)`` with segments a and b and
    knee flexion κ. The product ab follows from the measured distances; draws of the knee move the
    distance by the derivative, to first order.

    Parameters
    ----------
    samples : SignalSamples
        Draws around the curves.
    signals : RockBackSignals
        The curves.

    Returns
    -------
    SignalSamples
        The same but for ``hip_height_m``.
    """
    distance, leg_m = signals.hip_height_m, signals.leg_length_m
    measured_deg = mean_of_sides(signals.knee_flexion_deg)
    knee = np.deg2rad(measured_deg)
    bent = measured_deg > _BENT_KNEE_DEG
    products = (leg_m**2 - distance[bent] ** 2) / (2.0 * (1.0 - np.cos(knee[bent])))
    product = median_or_nan(products)
    slope = -product * np.sin(knee) / distance
    drawn_deg = mean_of_sides(np.asarray(samples.knee_flexion_deg, dtype=np.float64))
    moved = distance + slope * np.deg2rad(drawn_deg - measured_deg)
    return replace(samples, hip_height_m=moved.astype(np.float32))
