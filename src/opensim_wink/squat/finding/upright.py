"""Movements with the hips about as high as in standing: walking, bending forward, stretching."""

from __future__ import annotations

import numpy as np

from opensim_wink.squat.curves import join_runs, per_second
from opensim_wink.squat.finding.jumps import OFF_THE_FLOOR
from opensim_wink.squat.finding.movements import JUMP_REACH_S, WALK_TRAVEL_PER_LEG, gains
from opensim_wink.squat.finding.scene import LIFTED_PER_LEG, RejectedMovement, Scene
from opensim_wink.squat.signals import BoolArray, FloatArray
from opensim_wink.squat.standing import mean_of_sides

STEP_SPEED_PER_LEG = 0.35
# Feet that lead in turn by this much, this often and at least this fast are those of a walk.
STEP_LEAD_PER_LEG = 0.1
WALK_STEPS = 3
SLOWEST_STEP_S = 1.2
BEND_HIP_DEG = 40.0
BACKWARD_LEAN_DEG = 20.0


def other_movements(scene: Scene, taken: BoolArray) -> list[RejectedMovement]:
    """Movements with the hips about as high as in standing.

    Parameters
    ----------
    scene : Scene
        Curves, standing and drop.
    taken : ndarray of bool, shape (T,)
        Frames that belong to a squat or to another movement already.

    Returns
    -------
    list of RejectedMovement
        Jumps, walking, forward bends, stretching and noise, each with its numbers.
    """
    rate = scene.drop.rate_hz
    free = ~taken
    found: list[RejectedMovement] = []
    steps = _stepping(scene)
    for name, mask in (
        ("jump", scene.in_flight()),
        ("steps", steps),
        ("bend", _bending(scene)),
        ("stretch", _stretching(scene)),
    ):
        shortest = 1 if name == "jump" else round(0.3 * rate)
        for start, stop in join_runs(mask & free, round(0.8 * rate), shortest):
            found.append(_named(scene, name, start, stop - 1))
            margin = round(0.3 * rate)
            free[max(0, start - margin) : stop + margin] = False
    deep = scene.settings.min_depth_per_leg * scene.leg_m
    landing = round(JUMP_REACH_S * rate)
    for start, stop in join_runs(scene.drop.jump_m > deep, round(0.1 * rate), 1):
        if scene.in_flight()[max(0, start - landing) : stop + landing].any():
            continue
        detail = f"the hips jump by over {100 * deep:.0f} cm and back"
        found.append(scene.rejected(start, stop - 1, "single frames of noise", detail))
    return found


def _named(scene: Scene, name: str, start: int, end: int) -> RejectedMovement:
    """A run of frames with the reason that fits its kind."""
    frames = slice(start, end + 1)
    if name == "jump":
        return scene.rejected(start, end, "jump", OFF_THE_FLOOR)
    if name == "bend":
        hip, knee = gains(scene, frames)
        detail = f"hips bent by {np.nanmean(hip):.0f}°, knees by {np.nanmean(knee):.0f}°"
        return scene.rejected(start, end, "forward bend (hips high, knees straight)", detail)
    if name == "steps":
        signals = scene.signals
        travel = float(
            np.hypot(_spread(signals.hip_forward_m[frames]), _spread(signals.hip_right_m[frames]))
        )
        if travel > WALK_TRAVEL_PER_LEG * scene.leg_m:
            return scene.rejected(start, end, "walking in", f"hips went {100 * travel:.0f} cm")
        steps = _steps_in_turn(scene, frames)
        if steps >= WALK_STEPS:
            detail = f"{steps} steps in turn, the hips stayed, as on a treadmill"
            return scene.rejected(start, end, "walking on the spot", detail)
        return scene.rejected(start, end, "stretching", "a foot moved, the hips stayed")
    return scene.rejected(start, end, "stretching", "a leg lifted or the trunk leant back")


def _steps_in_turn(scene: Scene, frames: slice) -> int:
    """How often the feet take turns in leading, at the pace of a walk."""
    lead = scene.signals.foot_m[frames, 0, 0] - scene.signals.foot_m[frames, 1, 0]
    ahead = np.sign(lead) * (np.abs(lead) > STEP_LEAD_PER_LEG * scene.leg_m)
    at = np.flatnonzero(np.nan_to_num(ahead))
    turns = at[np.flatnonzero(np.diff(ahead[at])) + 1]
    quick = np.diff(turns) <= SLOWEST_STEP_S * scene.drop.rate_hz
    return int(quick.sum()) + 1 if quick.any() else 0


def _spread(values: FloatArray) -> float:
    finite = values[np.isfinite(values)]
    return float(np.ptp(finite)) if finite.size else 0.0


def _stepping(scene: Scene) -> BoolArray:
    """Frames in which an ankle (or, with unknown ankles, the hips) travels like a step."""
    rate, signals = scene.drop.rate_hz, scene.signals
    limit = STEP_SPEED_PER_LEG * scene.leg_m
    feet = np.stack(
        [
            np.hypot(
                per_second(signals.foot_m[:, side, 0], rate, 0.2),
                per_second(signals.foot_m[:, side, 2], rate, 0.2),
            )
            for side in (0, 1)
        ]
    )
    hips = np.hypot(
        per_second(signals.hip_forward_m, rate, 0.5), per_second(signals.hip_right_m, rate, 0.5)
    )
    unknown = np.isnan(feet).all(axis=0)
    return np.asarray((feet > limit).any(axis=0) | (unknown & (hips > limit)))


def _bending(scene: Scene) -> BoolArray:
    """Frames with bent hips over straight knees."""
    hip, knee = (
        mean_of_sides(values)
        for values in (scene.signals.hip_flexion_deg, scene.signals.knee_flexion_deg)
    )
    if scene.standing is not None:
        hip = hip - np.nan_to_num(scene.standing.hip_flexion_deg)
        knee = knee - np.nan_to_num(scene.standing.knee_flexion_deg)
    return np.asarray((hip > BEND_HIP_DEG) & (knee < 0.5 * hip))


def _stretching(scene: Scene) -> BoolArray:
    """Frames with a foot off the floor, one knee bent alone, or the trunk leant back."""
    knee = scene.signals.knee_flexion_deg
    apart = np.abs(knee[:, 0] - knee[:, 1]) > scene.settings.max_knee_difference_deg
    leant = scene.signals.trunk_lean_deg < -BACKWARD_LEAN_DEG
    return np.asarray(scene.lifted(LIFTED_PER_LEG).any(axis=1) | apart | leant)
