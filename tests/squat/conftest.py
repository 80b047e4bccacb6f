"""A jointed stick figure whose movements are known, to find squats in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from types import SimpleNamespace

import numpy as np
import pytest

from opensim_wink.squat.depth import depth_share
from opensim_wink.squat.finding.repetitions import Repetition, find_repetitions
from opensim_wink.squat.signals import SquatSignals

THIGH_M, SHANK_M, ANKLE_M = 0.42, 0.38, 0.08
RATE_HZ = 100.0


@dataclass
class Figure:
    """Angles of the figure over time: right and left lean of the shanks, thighs, and the trunk."""

    time_s: np.ndarray
    shank_deg: np.ndarray = field(default=None)
    thigh_deg: np.ndarray = field(default=None)
    lean_deg: np.ndarray = field(default=None)
    tilt_deg: np.ndarray = field(default=None)
    ankle_m: np.ndarray = field(default=None)

    def __post_init__(self) -> None:
        n = len(self.time_s)
        for name, shape in (
            ("shank_deg", (n, 2)),
            ("thigh_deg", (n, 2)),
            ("lean_deg", (n,)),
            ("tilt_deg", (n,)),
        ):
            if getattr(self, name) is None:
                setattr(self, name, np.zeros(shape))
        if self.ankle_m is None:
            self.ankle_m = np.tile([0.0, ANKLE_M, 0.0], (n, 2, 1))
            self.ankle_m[:, 0, 2], self.ankle_m[:, 1, 2] = 0.15, -0.15

    def signals(self) -> SquatSignals:
        shank, thigh = np.deg2rad(self.shank_deg), np.deg2rad(self.thigh_deg)
        knee = self.ankle_m.copy()
        knee[..., 0] += SHANK_M * np.sin(shank)
        knee[..., 1] += SHANK_M * np.cos(shank)
        hip = knee.copy()
        hip[..., 0] -= THIGH_M * np.sin(thigh)
        hip[..., 1] += THIGH_M * np.cos(thigh)
        # The leg that the body stands on carries the hips.
        lower = np.argmin(self.ankle_m[..., 1], axis=1)
        middle = np.where(
            np.ptp(self.ankle_m[..., 1], axis=1)[:, None] > 0.02,
            hip[np.arange(len(hip)), lower],
            hip.mean(axis=1),
        )
        return SquatSignals(
            time_s=self.time_s,
            hip_height_m=middle[:, 1],
            hip_forward_m=middle[:, 0],
            hip_right_m=np.zeros(len(hip)),
            knee_height_m=knee[..., 1],
            foot_m=self.ankle_m,
            posterior_pelvic_tilt_deg=self.tilt_deg,
            lumbar_flexion_deg=self.lean_deg + self.tilt_deg,
            hip_flexion_deg=self.thigh_deg - self.tilt_deg[:, None],
            knee_flexion_deg=self.shank_deg + self.thigh_deg,
            ankle_dorsiflexion_deg=self.shank_deg,
            trunk_lean_deg=self.lean_deg,
            thigh_inclination_deg=90.0 - self.thigh_deg,
            leg_length_m=THIGH_M + SHANK_M,
            pelvic_list_deg=np.zeros(len(hip)),
            pelvic_rotation_deg=np.zeros(len(hip)),
        )


def times(duration_s: float) -> np.ndarray:
    return np.arange(round(duration_s * RATE_HZ)) / RATE_HZ


def ramp(time_s: np.ndarray, begin_s: float, end_s: float) -> np.ndarray:
    """0 before, 1 after, half a cosine in between."""
    return (1 - np.cos(np.pi * np.clip((time_s - begin_s) / (end_s - begin_s), 0, 1))) / 2


def squat_level(
    reps: int, descent_s: float = 1.0, pause_s: float = 0.2, rest_s: float = 0.8
) -> tuple[np.ndarray, np.ndarray, list[tuple[float, float, float]]]:
    """Time, level (0 standing, 1 down), and (start, middle of bottom, end) of every repetition."""
    period = 2 * descent_s + pause_s + rest_s
    time_s = times(1.0 + reps * period)
    level, events = np.zeros_like(time_s), []
    for rep in range(reps):
        begin = 0.8 + rep * period
        up = begin + descent_s + pause_s
        level += ramp(time_s, begin, begin + descent_s) - ramp(time_s, up, up + descent_s)
        events.append((begin, begin + descent_s + pause_s / 2, up + descent_s))
    return time_s, level, events


def depth_of_level(level: np.ndarray, thigh_deg: float = 95.0) -> np.ndarray:
    """Hip drop of the figure as a share of that at level 1."""

    def drop(at: np.ndarray | float) -> np.ndarray:
        shank, thigh = np.deg2rad(30.0 * at), np.deg2rad(thigh_deg * at)
        return SHANK_M * (1 - np.cos(shank)) + THIGH_M * (1 - np.cos(thigh))

    return drop(level) / drop(1.0)


def squatting(
    time_s: np.ndarray,
    level: np.ndarray,
    *,
    wink_deg: float = 0.0,
    onset: float = 0.75,
    anterior_deg: float = 25.0,
    arch_deg: float = 0.0,
    thigh_deg: float = 95.0,
) -> Figure:
    """Squats with a wink of known onset (share of depth); an arch extends the spine before it."""
    depth = depth_of_level(level, thigh_deg)
    past = np.maximum(0, depth - onset) / (1 - onset)
    anterior = (anterior_deg + arch_deg) * np.minimum(depth / onset, 1)
    sides = np.ones((1, 2))
    return Figure(
        time_s,
        shank_deg=30.0 * level[:, None] * sides,
        thigh_deg=thigh_deg * level[:, None] * sides,
        lean_deg=anterior_deg * np.minimum(depth / onset, 1),
        tilt_deg=wink_deg * past - anterior,
    )


@lru_cache
def one_squat(
    descent_s: float = 1.2, pause_s: float = 0.2, **options: float
) -> tuple[SquatSignals, Repetition, np.ndarray]:
    """Curves of one squat, its repetition, and the share of its depth in every frame; kept."""
    time_s, level, _ = squat_level(1, descent_s, pause_s)
    signals = squatting(time_s, level, **options).signals()
    rep = find_repetitions(signals).accepted[0]
    depth = depth_share(signals.hip_height_m, rep)
    depth.flags.writeable = False
    return signals, rep, depth


def going_up(n_frames: int, rep: Repetition) -> np.ndarray:
    """Frames after the bottom."""
    return np.arange(n_frames) > rep.bottom


@pytest.fixture(scope="session")
def figure() -> SimpleNamespace:
    """The builders above, for tests of any module."""
    return SimpleNamespace(
        Figure=Figure,
        times=times,
        ramp=ramp,
        squat_level=squat_level,
        squatting=squatting,
        one_squat=one_squat,
        going_up=going_up,
        depth_of_level=depth_of_level,
        rate_hz=RATE_HZ,
    )
