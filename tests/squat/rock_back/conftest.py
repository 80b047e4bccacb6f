"""The stick figure on hands and knees."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from opensim_wink.squat.signals import SquatSignals

THIGH_M, SHANK_M = 0.42, 0.38
REST_TILT_DEG, NEUTRAL_DEG = -95.0, -8.0
WAY_DEG = 45.0


def distance_m(thigh_deg: np.ndarray | float) -> np.ndarray:
    """Hip to ankle with the shin on the floor, by the law of cosines."""
    return np.sqrt(THIGH_M**2 + SHANK_M**2 - 2 * THIGH_M * SHANK_M * np.sin(np.deg2rad(thigh_deg)))


def depth_of(level: np.ndarray) -> np.ndarray:
    """Share of the way of the hips towards the ankles."""
    rest, end = distance_m(0.0), distance_m(WAY_DEG)
    return (rest - distance_m(WAY_DEG * level)) / (rest - end)


@pytest.fixture(scope="session")
def on_floor(figure: SimpleNamespace) -> SimpleNamespace:
    def rocking(
        reps: int = 2,
        *,
        wink_deg: float = 0.0,
        onset: float = 0.6,
        drift_deg: float = 0.0,
        level: np.ndarray | None = None,
        **timing: float,
    ) -> SquatSignals:
        """Rock-backs whose pelvis drifts backward evenly and tucks from a share of the way on."""
        time_s, usual, _ = figure.squat_level(reps, **timing)
        level = usual if level is None else level
        depth = depth_of(level)
        tuck = wink_deg * np.maximum(0.0, depth - onset) / (1.0 - onset)
        sides = np.ones((1, 2))
        signals = figure.Figure(
            time_s,
            shank_deg=np.full((len(time_s), 2), 90.0),
            thigh_deg=WAY_DEG * level[:, None] * sides,
            lean_deg=np.full(len(time_s), 92.0),
            tilt_deg=REST_TILT_DEG + drift_deg * depth + tuck,
        ).signals()
        return replace(signals, lumbar_flexion_deg=NEUTRAL_DEG + tuck)

    return SimpleNamespace(
        rocking=rocking,
        depth_of=depth_of,
        distance_m=distance_m,
        neutral_deg=NEUTRAL_DEG,
        way_deg=WAY_DEG,
    )
