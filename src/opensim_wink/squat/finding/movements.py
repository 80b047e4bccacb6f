"""What a time below standing is when it is not a squat, and how that shows."""

from __future__ import annotations

import numpy as np

from opensim_wink.squat.finding.excursions import Excursion
from opensim_wink.squat.finding.jumps import OFF_THE_FLOOR
from opensim_wink.squat.finding.scene import LIFTED_PER_LEG, Reason, Scene
from opensim_wink.squat.signals import FloatArray
from opensim_wink.squat.standing import mean_of_sides, median_or_nan

# Seated: held still, or at the height of a seat, with the body's weight behind the feet.
STILL_S = 0.5
STILL_START_S = 0.2
SAME_SEAT_PER_LEG = 0.05
BEHIND_FEET_PER_LEG = -0.15
# Centre of mass from hips and trunk, in leg lengths (segment shares after de Leva 1996,
# doi:10.1016/0021-9290(95)00178-6): head, arms and trunk 0.68 at 0.38 above the hips, thighs 0.28
# at 0.43 of 0.5; the shanks and feet lie close to the ankles.
UPPER_SHARE, UPPER_HEIGHT = 0.68, 0.38
THIGH_SHARE, THIGH_ARM = 0.28, 0.215
JUMP_REACH_S = 0.6
WALK_TRAVEL_PER_LEG = 0.3
# Steps that a cut at the edge of the recording has left half show beyond the movement itself.
WALK_REACH_S = 0.5
LEVEL_TRUNK_DEG = 60.0


def hold_frames(scene: Scene, excursion: Excursion) -> slice:
    """Frames around the bottom within 5 % of the depth of it."""
    inside = scene.drop.smooth_m >= 0.95 * excursion.drop_m
    first = last = excursion.bottom
    while first > excursion.first and inside[first - 1]:
        first -= 1
    while last < excursion.last and inside[last + 1]:
        last += 1
    return slice(first, last + 1)


def gains(scene: Scene, frames: slice) -> tuple[FloatArray, FloatArray]:
    """Flexion of hips and knees, right and left, above standing; NaN where unknown."""
    hip, knee = (
        np.array([median_or_nan(values[frames, side]) for side in (0, 1)])
        for values in (scene.signals.hip_flexion_deg, scene.signals.knee_flexion_deg)
    )
    if scene.standing is not None:
        hip = hip - np.nan_to_num(scene.standing.hip_flexion_deg)
        knee = knee - np.nan_to_num(scene.standing.knee_flexion_deg)
    return hip, knee


def weight_behind_feet(scene: Scene, frames: slice) -> float:
    """Centre of mass ahead of the ankles, in leg lengths; NaN where unknown."""
    signals = scene.signals
    feet = median_or_nan(mean_of_sides(signals.foot_m[frames, :, 0]))
    hips = (median_or_nan(signals.hip_forward_m[frames]) - feet) / scene.leg_m
    lean = np.deg2rad(median_or_nan(signals.trunk_lean_deg[frames]))
    thigh = np.deg2rad(median_or_nan(mean_of_sides(signals.thigh_inclination_deg[frames])))
    upper = UPPER_SHARE * (hips + UPPER_HEIGHT * np.sin(lean))
    return float(upper + THIGH_SHARE * (hips + THIGH_ARM * np.cos(thigh)))


def refusal(
    scene: Scene, excursion: Excursion, seat_m: float | None = None
) -> tuple[Reason, str] | None:
    """Say why a time below standing is no squat.

    Parameters
    ----------
    scene : Scene
        Curves, standing and drop.
    excursion : Excursion
        The time below standing.
    seat_m : float, optional
        Drop of the seat that the recording starts on, if it does.

    Returns
    -------
    (reason, detail) or None
        None where it is a squat.
    """
    settings, rate = scene.settings, scene.drop.rate_hz
    reach = round(JUMP_REACH_S * rate)
    near = slice(max(0, excursion.first - reach), excursion.last + reach + 1)
    if scene.in_flight()[near].any():
        return "jump", OFF_THE_FLOOR
    duration = (excursion.last - excursion.first + 1) / rate
    if duration < settings.min_duration_s and not (excursion.open_start or excursion.open_end):
        return "single frames of noise", f"hips down for {duration:.2f} s only"
    frames = hold_frames(scene, excursion)
    return (
        _walking(scene, excursion)
        or _wrong_joints(scene, frames)
        or _moving_feet(scene, excursion, frames)
        or _seated(scene, excursion, frames, seat_m)
        or _seated_at_edge(scene, excursion)
        or _incomplete(scene, excursion)
    )


def _walking(scene: Scene, excursion: Excursion) -> tuple[Reason, str] | None:
    """Steps that take the hips elsewhere; a lunge brings them back."""
    signals, leg = scene.signals, scene.leg_m
    reach = round(WALK_REACH_S * scene.drop.rate_hz)
    first, last = excursion.first, excursion.last
    # What came before an open start was not recorded: look beyond the other end.
    if excursion.open_start:
        last += reach
    if excursion.open_end:
        first = max(0, first - reach)
    frames = slice(first, last + 1)
    if not foot_travel(scene, frames) > scene.settings.max_foot_travel_per_leg * leg:
        return None
    ways = [values[frames] for values in (signals.hip_forward_m, signals.hip_right_m)]
    known = np.isfinite(ways).all(axis=0)
    if not known.any():
        return None
    away = float(np.hypot(*(way[known][-1] - way[known][0] for way in ways)))
    if away <= WALK_TRAVEL_PER_LEG * leg:
        return None
    return "walking in", f"hips went {100 * away:.0f} cm"


def _wrong_joints(scene: Scene, frames: slice) -> tuple[Reason, str] | None:
    """A bend with straight knees, or two legs that do different things."""
    settings = scene.settings
    hip, knee = gains(scene, frames)
    known = knee[np.isfinite(knee)]
    if known.size == 2 and abs(knee[0] - knee[1]) > settings.max_knee_difference_deg:
        return "asymmetric / lunge", f"knees differ by {abs(knee[0] - knee[1]):.0f}°"
    right, left = (median_or_nan(scene.signals.foot_m[frames, side, 0]) for side in (0, 1))
    split = abs(right - left)
    if split > settings.max_foot_split_per_leg * scene.leg_m:
        return "asymmetric / lunge", f"one foot {100 * split:.0f} cm ahead of the other"
    if known.size == 0 or not np.isfinite(hip).any():
        return None
    hip_gain, knee_gain = float(np.nanmean(hip)), float(known.mean())
    straight = knee_gain < settings.min_joint_gain_deg
    hinge = knee_gain < 0.5 * hip_gain and knee_gain < 2 * settings.min_joint_gain_deg
    if hip_gain >= settings.min_joint_gain_deg and (straight or hinge):
        detail = f"hips bent by {hip_gain:.0f}°, knees by {knee_gain:.0f}°"
        return "forward bend (hips high, knees straight)", detail
    if min(hip_gain, knee_gain) < settings.min_joint_gain_deg:
        return "stretching", f"hips bent by {hip_gain:.0f}°, knees by {knee_gain:.0f}°"
    return None


def foot_travel(scene: Scene, frames: slice) -> float:
    """Largest horizontal travel of an ankle in metres; 0 where unknown."""
    travel = 0.0
    for side in (0, 1):
        path = scene.signals.foot_m[frames, side][:, [0, 2]]
        path = path[np.isfinite(path).all(axis=1)]
        if len(path):
            low, high = np.percentile(path, [3, 97], axis=0)
            travel = max(travel, float(np.hypot(*(high - low))))
    return travel


def _moving_feet(scene: Scene, excursion: Excursion, hold: slice) -> tuple[Reason, str] | None:
    """Steps taken, or a foot off the floor, during the movement."""
    frames = slice(excursion.first, excursion.last + 1)
    travel = foot_travel(scene, frames)
    if travel > scene.settings.max_foot_travel_per_leg * scene.leg_m:
        return "walking in", f"a foot moved by {100 * travel:.0f} cm"
    lifted = scene.lifted(LIFTED_PER_LEG)[hold]
    if (lifted.mean(axis=0) > 0.5).any():
        return "stretching", "a foot is off the floor"
    return None


def _seated(
    scene: Scene, excursion: Excursion, frames: slice, seat_m: float | None
) -> tuple[Reason, str] | None:
    """Sitting on something: the body's weight behind the feet, where no one can stand."""
    behind = weight_behind_feet(scene, frames)
    if not behind < BEHIND_FEET_PER_LEG:
        return None
    held_s = (frames.stop - frames.start) / scene.drop.rate_hz
    if seat_m is not None and abs(excursion.drop_m - seat_m) < SAME_SEAT_PER_LEG * scene.leg_m:
        why = "back on the seat that the recording starts on"
    elif held_s >= STILL_S:
        why = f"held for {held_s:.1f} s"
    elif (excursion.open_start or excursion.open_end) and held_s >= STILL_START_S:
        why = "at the edge of the recording"
    else:
        return None
    distance = -100 * behind * scene.leg_m
    return "sit-to-stand", f"weight about {distance:.0f} cm behind the ankles, {why}"


def _seated_at_edge(scene: Scene, excursion: Excursion) -> tuple[Reason, str] | None:
    """Sitting still where the recording starts or ends, though the hips go a little lower later."""
    n = round(STILL_S * scene.drop.rate_hz)
    first, stop = excursion.first, excursion.last + 1
    for is_open, frames in (
        (excursion.open_start, slice(first, min(first + n, stop))),
        (excursion.open_end, slice(max(first, stop - n), stop)),
    ):
        low = scene.drop.smooth_m[frames]
        still = np.ptp(low) < 0.05 * excursion.drop_m and low.min() > 0.5 * excursion.drop_m
        refused = _seated(scene, excursion, frames, None) if is_open and still else None
        if refused:
            return refused
    return None


def _incomplete(scene: Scene, excursion: Excursion) -> tuple[Reason, str] | None:
    """A movement without standing before or after, or one that is not deep enough."""
    settings, leg = scene.settings, scene.leg_m
    last_frame = len(scene.signals.time_s) - 1
    if excursion.open_start and excursion.open_end:
        lean = median_or_nan(scene.signals.trunk_lean_deg[excursion.first : excursion.last + 1])
        level = "; the trunk is level, lying or on all fours" if abs(lean) > LEVEL_TRUNK_DEG else ""
        return "never standing", f"the hips stay below standing throughout{level}"
    for is_open, at_edge, edge in (
        (excursion.open_start, excursion.first == 0, "start"),
        (excursion.open_end, excursion.last == last_frame, "end"),
    ):
        if is_open and at_edge:
            detail = f"hips {100 * excursion.drop_m:.0f} cm below standing at most"
            if edge == "start":
                return "half repetition at the start of the recording", detail
            return "half repetition at the end of the recording", detail
        if is_open:
            detail = f"more than {settings.max_gap_s:g} s unsolved at its {edge}"
            return "half repetition at a gap in the recording", detail
    if excursion.drop_m < settings.min_depth_per_leg * leg:
        detail = (
            f"hips dropped by {100 * excursion.drop_m:.0f} cm, "
            f"{100 * settings.min_depth_per_leg * leg:.0f} cm needed"
        )
        return "too shallow", detail
    return None


def seat_at_start(scene: Scene, excursions: tuple[Excursion, ...]) -> float | None:
    """Drop of the seat that the recording starts on; None where it does not start seated."""
    for excursion in excursions[:1]:
        frames = hold_frames(scene, excursion)
        if excursion.open_start and _seated(scene, excursion, frames, None):
            return excursion.drop_m
    return None
