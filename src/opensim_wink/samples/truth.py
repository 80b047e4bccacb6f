"""What is true of a sample trial, measured on the coordinates that it was made from."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES
from opensim_wink.samples.marking import Marking
from opensim_wink.samples.person import Body
from opensim_wink.samples.squats import Course
from opensim_wink.squat.wink import split_at_neutral
from opensim_wink.trial.rigid import rigid_fits

FloatArray = NDArray[np.float64]

# Below this turning back of the pelvis the true movement has no onset to speak of.
_LEAST_WINK_DEG = 1.0


def angles_deg(body: Body, course: Course) -> dict[str, FloatArray]:
    """Clinical angles of the true movement.

    Parameters
    ----------
    body : Body
        The person.
    course : Course
        The movement.

    Returns
    -------
    dict of str to ndarray, shape (T,) or (T, 2)
        Degrees: ``posterior_pelvic_tilt``, ``lumbar_flexion``, and right and left of
        ``hip_flexion``, ``knee_flexion``, ``ankle_dorsiflexion``.
    """

    def of(name: str) -> FloatArray:
        return np.rad2deg(course.values[:, body.tree.coordinate(name)])

    sided = {
        "hip_flexion": "hip_flexion",
        "knee_flexion": "knee_angle",
        "ankle_dorsiflexion": "ankle_angle",
    }
    return {
        "posterior_pelvic_tilt": of("pelvis_tilt"),
        "lumbar_flexion": -of("lumbar_extension"),
        **{
            name: np.stack([of(f"{stem}_{side}") for side in SIDES], axis=1)
            for name, stem in sided.items()
        },
    }


def hip_height(body: Body, course: Course) -> FloatArray:
    """Mean height of the hip centres, shape (T,), m."""
    poses = body.poses(course.values)
    hips = [body.kinematics.points(poses, f"femur_{side}", np.zeros(3)) for side in SIDES]
    return np.asarray(np.mean(hips, axis=0)[:, 1])


def hip_ankle_distance(body: Body, course: Course) -> FloatArray:
    """Distance from the middle of the hip to the middle of the ankle centres, shape (T,), m."""
    poses = body.poses(course.values)
    hips, ankles = (
        np.mean(
            [body.kinematics.points(poses, f"{bone}_{side}", np.zeros(3)) for side in SIDES], axis=0
        )
        for bone in ("femur", "talus")
    )
    return np.asarray(np.linalg.norm(hips - ankles, axis=1))


def describe_reps(
    body: Body,
    course: Course,
    skin_tilt_deg: FloatArray,
    start_s: float,
    *,
    neutral_deg: float | None = None,
) -> list[dict[str, Any]]:
    """Wink, onset and bottom of every repetition.

    Parameters
    ----------
    body : Body
        The person.
    course : Course
        The movement.
    skin_tilt_deg : ndarray, shape (T,)
        Tilt that the pelvis markers show beyond the bone's.
    start_s : float
        Time of the first frame on the laboratory's clock.
    neutral_deg : float, optional
        Neutral lumbar flexion; that of the first frame where it is not given.

    Returns
    -------
    list of dict
        One a repetition, JSON types, angles in degrees; ``onset`` is None where the pelvis never
        turns back. On all fours depth is the way of the hips towards the ankles, and the onset
        where the tuck was made to begin, if it was.
    """
    angles, height = angles_deg(body, course), hip_height(body, course)
    if course.on_all_fours:
        height = hip_ankle_distance(body, course)
    tilt, lumbar = angles["posterior_pelvic_tilt"], angles["lumbar_flexion"]
    neutral = float(lumbar[0]) if neutral_deg is None else neutral_deg
    reps = []
    for number, frames in enumerate(course.descents, start=1):
        bottom = frames.stop - 1
        lowest = frames.start + int(np.argmin(tilt[frames]))
        wink = float(tilt[bottom] - tilt[lowest])
        onset = lowest
        if course.tucks_from is not None:
            onset = frames.start + int(np.argmax(course.way[frames] >= course.tucks_from))
        extended = float(lumbar[frames].min())

        def posture(frame: int, first: int = frames.start, last: int = bottom) -> dict[str, Any]:
            depth = (height[first] - height[frame]) / (height[first] - height[last])
            named = {f"{name}_deg": _round(values[frame]) for name, values in angles.items()}
            return {
                "time_s": _round(start_s + course.time_s[frame]),
                "depth_fraction": _round(depth),
                "depth_m": _round(height[first] - height[frame]),
                **named,
            }

        has_onset = wink >= _LEAST_WINK_DEG
        split = split_at_neutral(float(lumbar[onset]), float(lumbar[bottom]), neutral)
        reps.append(
            {
                "rep": number,
                "pelvis_wink_deg": _round(wink),
                "lumbar_wink_deg": _round(lumbar[bottom] - extended),
                "unwind_deg": _round(float(split.unwind_deg)) if has_onset else None,
                "true_flexion_deg": _round(float(split.true_flexion_deg)) if has_onset else None,
                "onset": posture(onset) if has_onset else None,
                "bottom": posture(bottom),
                "skin_wink_deg": _round(skin_tilt_deg[bottom] - skin_tilt_deg[lowest]),
            }
        )
    return reps


def skin_tilt(marking: Marking, shift_m: FloatArray) -> FloatArray:
    """Posterior tilt that the skin lends the pelvis markers, by their best rigid fit.

    Parameters
    ----------
    marking : Marking
        The markers.
    shift_m : ndarray, shape (T, M, 3)
        How far the skin carries them.

    Returns
    -------
    ndarray, shape (T,)
        Degrees beyond the bone's.
    """
    pelvis = [index for index, name in enumerate(marking.bodies) if name == "pelvis"]
    at_rest = marking.offsets_m[pelvis]
    moved = at_rest + shift_m[:, pelvis]
    turn, _, _ = rigid_fits(at_rest, moved)
    return np.rad2deg(np.arctan2(turn[:, 1, 0], turn[:, 0, 0]))


def _round(value: Any) -> Any:
    """Four decimals: far below any noise, and the same on every machine."""
    array = np.round(np.asarray(value, dtype=float), 4) + 0.0
    return array.tolist()
