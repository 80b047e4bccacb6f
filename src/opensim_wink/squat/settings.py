"""The numbers that decide what counts as a squat and as a wink, in one place."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from opensim_wink.errors import SettingError


@dataclass(frozen=True)
class SquatSettings:
    """Settings of the squat analysis; lengths are given per leg length.

    Attributes
    ----------
    wink_threshold_deg : float
        Smallest pelvic wink that counts. 5° lies in the middle (on a ratio scale) of the 3–10°
        within which pelvic tilt by markers repeats from session to session.
    pelvis_error_deg : float
        Half-width of the error band around a wink that has no interval of its own. An amplitude is
        the difference of two frames of one trial with the same markers in place, so the default is
        the smallest detectable change for the best published standard error of measurement (SEM),
        2.77 · 0.9° = 2.5°; frames of different sessions would need more.
    flexion_threshold_deg : float
        Smallest lumbar flexion beyond neutral that counts.
    lumbar_error_deg : float
        Error band of the lumbar split, as ``pelvis_error_deg``.
    neutral_lumbar_flexion_deg : float or None
        Lumbar angle taken as neutral; None takes the subject's own standing.
    min_depth_per_leg : float
        Hip drop below standing from which a movement can be a squat (0.15: knees at about 60°).
    half_rep_share : float
        Share of the usual depth of the trial's squats below which one is a half repetition: too
        high for the depth at which the others would wink, so nothing may be learnt from it.
    standing_drop_per_leg : float
        Hip drop within which the subject counts as standing.
    return_fraction : float
        Share of a squat's depth within which the hips must be back before a new one begins,
        for people who do not stand up fully in between.
    min_joint_gain_deg : float
        Flexion that both hips and knees must gain.
    max_knee_difference_deg : float
        Difference of right and left knee flexion at the bottom above which it is no squat.
    max_foot_split_per_leg : float
        Distance of one foot ahead of the other above which it is a lunge.
    max_foot_travel_per_leg : float
        Horizontal travel of an ankle above which the feet are not planted.
    flight_per_leg : float
        Rise of both ankles above the floor level that makes a jump.
    min_duration_s : float
        Shortest time below standing that a person can do.
    max_gap_s : float
        Longest run of unsolved frames that is bridged while looking for repetitions. Longer ones
        end the recording there, so that a repetition cut by one is refused.
    max_missing_share : float
        Share of unsolved frames in a descent above which nothing is said of its wink.
    pause_share : float
        Share of the depth, from the bottom, that counts as the bottom (and its pause).
    edge_speed_share : float
        A descent starts, and an ascent ends, where the speed is this share of its peak.
    hip_above_seat_per_leg : float
        Height of the hip centre above the seat of a box. From memory, unverified: about 9 cm.
    cutoff_hz : float
        Cutoff of the low-pass filter that the signals have been through.
    noise_correlation_s : float
        Time over which errors of the pelvic tilt stay alike (0.2 s: ρ = 0.95 at 100 Hz).
    tilt_noise_sd_deg : float
        Size of these errors within a descent; decides when the onset may follow a plateau.
    tilt_drifts : bool
        Whether the tilt may drift backward evenly before the wink, as on all fours, so that the
        wink begins where it leaves that line.
    """

    wink_threshold_deg: float = 5.0
    pelvis_error_deg: float = 2.5
    flexion_threshold_deg: float = 5.0
    lumbar_error_deg: float = 2.5
    neutral_lumbar_flexion_deg: float | None = None
    min_depth_per_leg: float = 0.15
    half_rep_share: float = 0.5
    standing_drop_per_leg: float = 0.10
    return_fraction: float = 0.25
    min_joint_gain_deg: float = 30.0
    max_knee_difference_deg: float = 25.0
    max_foot_split_per_leg: float = 0.35
    max_foot_travel_per_leg: float = 0.15
    flight_per_leg: float = 0.12
    min_duration_s: float = 0.35
    max_gap_s: float = 0.5
    max_missing_share: float = 0.3
    pause_share: float = 0.02
    edge_speed_share: float = 0.05
    hip_above_seat_per_leg: float = 0.11
    cutoff_hz: float = 6.0
    noise_correlation_s: float = 0.2
    tilt_noise_sd_deg: float = 0.7
    tilt_drifts: bool = False

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None:
                continue
            if not math.isfinite(value):
                raise SettingError(f"{field.name} is {value}; give a finite number")
            if value < 0 and field.name != "neutral_lumbar_flexion_deg":
                raise SettingError(f"{field.name} is {value}; it must not be negative")
        for name in ("cutoff_hz", "noise_correlation_s", "min_depth_per_leg"):
            if getattr(self, name) == 0:
                raise SettingError(f"{name} is 0; it must be positive")
        shares = ("return_fraction", "max_missing_share", "pause_share", "edge_speed_share")
        for name in (*shares, "half_rep_share"):
            if getattr(self, name) >= 1:
                raise SettingError(f"{name} is {getattr(self, name)}; it must be below 1")
        if self.standing_drop_per_leg >= self.min_depth_per_leg:
            raise SettingError(
                f"standing_drop_per_leg ({self.standing_drop_per_leg}) must be below "
                f"min_depth_per_leg ({self.min_depth_per_leg}): lower the first or raise the second"
            )
