"""Squat curves that are known, for all tables."""

from __future__ import annotations

import numpy as np

from opensim_wink.squat.measures import balance, pace, stance
from opensim_wink.squat.measures.balance import Balance
from opensim_wink.squat.measures.circumstances import JOINT_DEFINITIONS, RepSetting
from opensim_wink.squat.measures.pace import Pace
from opensim_wink.squat.measures.stance import Stance
from opensim_wink.squat.signals import SquatSignals

RATE_HZ = 100.0


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


def unknown_setting(number: int) -> RepSetting:
    """Circumstances of a repetition of which nothing is known."""
    parts = (
        kind(*[np.nan] * len(of.DEFINITIONS))
        for kind, of in ((Stance, stance), (Balance, balance), (Pace, pace))
    )
    feet, over, speed = parts
    return RepSetting(number, feet, dict.fromkeys(JOINT_DEFINITIONS, np.nan), over, speed)
