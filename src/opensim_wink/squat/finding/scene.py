"""The trial as the rules on movements look at it, and what they can say of a movement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from opensim_wink.squat.finding.excursions import HipDrop
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import BoolArray, FloatArray, SquatSignals
from opensim_wink.squat.standing import Standing, median_or_nan

# An ankle this far above its usual height belongs to a foot that is off the floor.
LIFTED_PER_LEG = 0.12
# Hips at least this far above the ankles in the air, knees drawn up included.
HANGING_PER_LEG = 0.3

Reason = Literal[
    "half repetition at the start of the recording",
    "half repetition at the end of the recording",
    "half repetition at a gap in the recording",
    "forward bend (hips high, knees straight)",
    "walking in",
    "walking on the spot",
    "stretching",
    "sit-to-stand",
    "jump",
    "single frames of noise",
    "asymmetric / lunge",
    "too shallow",
    "half repetition beside deeper ones",
    "never standing",
    "crawling",
]


@dataclass(frozen=True)
class RejectedMovement:
    """A movement that is no squat.

    Attributes
    ----------
    start, end : int
        First and last frame.
    start_s, end_s : float
        Their times.
    reason : str
        What it is.
    detail : str
        The numbers that say so.
    """

    start: int
    end: int
    start_s: float
    end_s: float
    reason: Reason
    detail: str


@dataclass(frozen=True, eq=False)
class Scene:
    """What the rules look at: the curves, the standing posture and the drop of the hips."""

    signals: SquatSignals
    settings: SquatSettings
    standing: Standing | None
    drop: HipDrop

    @property
    def leg_m(self) -> float:
        """Leg length."""
        return self.signals.leg_length_m

    def floor_m(self) -> FloatArray:
        """Usual height of the right and the left ankle."""
        ankle = self.signals.foot_m[:, :, 1]
        return np.array([median_or_nan(ankle[:, side]) for side in (0, 1)])

    def lifted(self, per_leg: float) -> BoolArray:
        """Whether each ankle (T, 2) is that far above its usual height."""
        high: BoolArray = self.signals.foot_m[:, :, 1] > self.floor_m() + per_leg * self.leg_m
        return high

    def in_flight(self) -> BoolArray:
        """Whether both ankles (T,) are too high for any foot to touch the floor."""
        signals = self.signals
        # Someone who lies and lifts both legs is not in the air.
        hanging = signals.hip_height_m - signals.foot_m[:, :, 1].mean(axis=1)
        lying = hanging < HANGING_PER_LEG * self.leg_m
        return np.asarray(self.lifted(self.settings.flight_per_leg).all(axis=1) & ~lying)

    def rejected(self, start: int, end: int, reason: Reason, detail: str) -> RejectedMovement:
        """The frames ``start`` to ``end`` with a reason."""
        time_s = self.signals.time_s
        return RejectedMovement(
            start, end, float(time_s[start]), float(time_s[end]), reason, detail
        )
