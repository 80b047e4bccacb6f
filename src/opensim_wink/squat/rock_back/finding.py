"""Who is on all fours, and the repetitions of rocking back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from opensim_wink.errors import counted
from opensim_wink.squat.curves import join_runs, per_second
from opensim_wink.squat.finding.excursions import Excursion, find_excursions, hip_drop
from opensim_wink.squat.finding.given import given_repetitions
from opensim_wink.squat.finding.movements import foot_travel, hold_frames
from opensim_wink.squat.finding.repetitions import Repetitions, tell_apart
from opensim_wink.squat.finding.scene import Reason, Scene
from opensim_wink.squat.rock_back.heel_distance import RockBackSignals, rock_back_signals
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.signals import BoolArray, FloatArray, SquatSignals
from opensim_wink.squat.standing import (
    QUIET_SPEED_PER_LEG,
    UPRIGHT_BAND_PER_LEG,
    mean_of_sides,
    median_or_nan,
    standing_reference,
)
from opensim_wink.trial.filters import frame_rate

# On all fours: trunk (or pelvis) well over towards level, shins along the floor, knees bent, hips
# above them. Toes that are tucked under lift the ankles.
LEVEL_TRUNK_DEG = 50.0
LEVEL_SHIN_PER_LEG = 0.2
BENT_KNEE_DEG = 50.0
HIPS_ABOVE_PER_LEG = 0.02
SHORTEST_S = 0.5
# Share of the solved frames from which a trial shows by itself that it is a rock-back.
PLAIN_SHARE = 0.8
# Thighs this far from the floor's level count as upright: all fours at rest.
UPRIGHT_THIGH_DEG = 65.0
REST_PERCENTILE = 80.0
# The knees start at 90° already, so the whole way is half of a squat's, and so are its limits.
WAY_SHARE = 0.5


def on_all_fours(signals: SquatSignals) -> BoolArray:
    """Frames in which the person is on hands and knees, hips back or not.

    No curve shows the hands; with the trunk over and the shins on the floor they can be nowhere
    else for long.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial, with true hip heights.

    Returns
    -------
    ndarray of bool, shape (T,)
        False in unsolved frames.
    """
    leg_m = signals.leg_length_m
    lean = signals.trunk_lean_deg
    over = np.where(np.isfinite(lean), lean, -signals.posterior_pelvic_tilt_deg)
    shin = np.abs(signals.knee_height_m - signals.foot_m[:, :, 1])
    above = signals.hip_height_m - signals.knee_height_m.mean(axis=1)
    return np.asarray(
        (over > LEVEL_TRUNK_DEG)
        & (shin < LEVEL_SHIN_PER_LEG * leg_m).all(axis=1)
        & (mean_of_sides(signals.knee_flexion_deg) > BENT_KNEE_DEG)
        & (above > HIPS_ABOVE_PER_LEG * leg_m)
    )


def shows_all_fours(signals: SquatSignals) -> bool:
    """Whether a trial shows plainly that it is one on all fours.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial, with true hip heights.

    Returns
    -------
    bool
        True where the person is on hands and knees in most of the solved frames.
    """
    solved = np.isfinite(signals.hip_height_m)
    return bool(solved.any() and on_all_fours(signals)[solved].mean() >= PLAIN_SHARE)


def find_rock_backs(
    signals: SquatSignals,
    *,
    settings: SquatSettings | None = None,
    reps: Sequence[tuple[float, float]] | None = None,
) -> Repetitions:
    """Find the repetitions of rocking back on all fours.

    Parameters
    ----------
    signals : SquatSignals
        Curves of the trial, low-passed, with true hip heights.
    settings : SquatSettings, optional
        Defaults where none are given.
    reps : sequence of (float, float), optional
        Start and end times of the repetitions, set by hand: nothing is searched or refused then.

    Returns
    -------
    Repetitions
        In each, ``standing_height_m`` is the distance of hips and ankles at rest, thighs upright,
        and ``depth_m`` how much of it is lost at the end of the way back. ``standing`` is that of
        frames in which the person stands, if the trial has any.

    Raises
    ------
    SettingError
        If ``reps`` lie outside the recording, overlap, or hold no solved frame.
    MotionError
        If the times do not rise.
    """
    settings = settings or SquatSettings()
    standing = standing_reference(signals, settings=settings)
    curves = rock_back_signals(signals)
    if reps is not None:
        return Repetitions(given_repetitions(curves, settings, None, reps), (), standing)
    frames = _times_on_all_fours(signals, settings)
    if not frames.any():
        return Repetitions((), (), standing, _notes(signals, frames))
    settings = replace(
        settings,
        standing_drop_per_leg=WAY_SHARE * settings.standing_drop_per_leg,
        min_depth_per_leg=WAY_SHARE * settings.min_depth_per_leg,
    )
    rest_m = _rest_distance(curves, frames)
    looked_at = replace(curves, hip_height_m=np.where(frames, curves.hip_height_m, np.nan))
    scene = Scene(curves, settings, None, hip_drop(looked_at, rest_m, settings))
    excursions = find_excursions(scene.drop, signals.leg_length_m, settings)
    accepted, rejected = tell_apart(
        scene, excursions, lambda excursion: _refusal(scene, excursion), rest_m
    )
    rejected.sort(key=lambda movement: movement.start)
    return Repetitions(tuple(accepted), tuple(rejected), standing, _notes(signals, frames))


def _times_on_all_fours(signals: SquatSignals, settings: SquatSettings) -> BoolArray:
    """Frames on all fours, over short gaps, without what is over at once."""
    rate_hz = frame_rate(signals.time_s)
    frames = np.zeros(len(signals.time_s), dtype=np.bool_)
    gap = round(settings.max_gap_s * rate_hz)
    for start, stop in join_runs(on_all_fours(signals), gap, round(SHORTEST_S * rate_hz)):
        frames[start:stop] = True
    return frames


def _rest_distance(curves: RockBackSignals, frames: BoolArray) -> float:
    """Distance of hips and ankles at rest, the thighs upright; as quiet as the trial offers."""
    distance, leg_m = curves.hip_height_m, curves.leg_length_m
    known = frames & np.isfinite(distance)
    thigh_deg = mean_of_sides(curves.thigh_inclination_deg)
    if not (known & (thigh_deg > UPRIGHT_THIGH_DEG)).any():
        return float(np.percentile(distance[known], 95)) if known.any() else float("nan")
    # Thighs that are spread never stand upright: as much of a lean is allowed from their own best.
    best = np.sin(np.deg2rad(thigh_deg[known].max()))
    upright = known & (np.sin(np.deg2rad(thigh_deg)) > best * np.sin(np.deg2rad(UPRIGHT_THIGH_DEG)))
    usual = np.percentile(distance[upright], REST_PERCENTILE)
    near = upright & (np.abs(distance - usual) < UPRIGHT_BAND_PER_LEG * leg_m)
    speed = np.abs(per_second(distance, frame_rate(curves.time_s)))
    quiet = near & (speed < QUIET_SPEED_PER_LEG * leg_m)
    return median_or_nan(distance[quiet if quiet.any() else near])


def _refusal(scene: Scene, excursion: Excursion) -> tuple[Reason, str] | None:
    """Why a time with the hips back is no repetition; None where it is one."""
    settings, leg_m = scene.settings, scene.leg_m
    duration = (excursion.last - excursion.first + 1) / scene.drop.rate_hz
    is_open = excursion.open_start or excursion.open_end
    if duration < settings.min_duration_s and not is_open:
        return "single frames of noise", f"hips back for {duration:.2f} s only"
    knees = _knees(scene, hold_frames(scene, excursion))
    if abs(knees[0] - knees[1]) > settings.max_knee_difference_deg:
        return "asymmetric / lunge", f"knees differ by {abs(knees[0] - knees[1]):.0f}°"
    travel = foot_travel(scene, slice(excursion.first, excursion.last + 1))
    if travel > settings.max_foot_travel_per_leg * leg_m:
        return "crawling", f"a foot moved by {100 * travel:.0f} cm"
    detail = f"hips {100 * excursion.drop_m:.0f} cm nearer to the heels at most"
    for open_here, at_edge, edge in (
        (excursion.open_start, excursion.first == 0, "start"),
        (excursion.open_end, excursion.last == len(scene.signals.time_s) - 1, "end"),
    ):
        if open_here and not at_edge:
            return "half repetition at a gap in the recording", f"{detail}; cut at its {edge}"
        if open_here and edge == "start":
            return "half repetition at the start of the recording", detail
        if open_here:
            return "half repetition at the end of the recording", detail
    if excursion.drop_m < settings.min_depth_per_leg * leg_m:
        needed = 100 * settings.min_depth_per_leg * leg_m
        return "too shallow", f"{detail}, {needed:.0f} cm needed"
    return None


def _knees(scene: Scene, frames: slice) -> FloatArray:
    knee = scene.signals.knee_flexion_deg[frames]
    return np.array([median_or_nan(knee[:, side]) for side in (0, 1)])


def _notes(signals: SquatSignals, frames: BoolArray) -> tuple[str, ...]:
    """What the curves did not allow to look at."""
    notes = []
    if not np.isfinite(signals.foot_m).any():
        notes.append("The ankles are unknown: the way of the hips to the heels cannot be measured.")
    away = int((~frames & np.isfinite(signals.hip_height_m)).sum())
    if away and frames.any():
        notes.append(
            f"In {counted(away, 'frame')} the person is not on all fours: nothing is looked for "
            "there."
        )
    return tuple(notes)
