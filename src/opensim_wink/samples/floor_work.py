"""Movements that are no squats: rocking back on all fours, a straight-leg raise, standing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES
from opensim_wink.samples.person import Body
from opensim_wink.samples.postures import Planted, solve_postures
from opensim_wink.samples.profiles import Timing, ramp, repeat
from opensim_wink.samples.squats import Course, Squat, squat_course

FloatArray = NDArray[np.float64]

_ROUNDING = 0.03
_KNEES_APART_M, _KNEE_HEIGHT_M = 0.24, 0.06
_SHIN_M = np.array([0.0, -0.38, 0.0])
_HANDS_APART_M, _WRIST_HEIGHT_M = 0.36, 0.05


def standing_course(body: Body, length_s: float, rate_hz: float) -> Course:
    """Standing still with the arms a little out, as for a static trial.

    Parameters
    ----------
    body : Body
        The person.
    length_s, rate_hz : float
        Length of the recording and frames per second.

    Returns
    -------
    Course
        The same posture in every frame.
    """
    rest = Timing(length_s, 1.0, 0.0, 1.0)
    whole = squat_course(body, Squat(40.0, 5.0), (rest,), rate_hz, 0.1)
    frames = round(length_s * rate_hz)
    values = np.tile(whole.values[:1], (frames, 1))
    for side in SIDES:
        values[:, body.tree.coordinate(f"arm_add_{side}")] = np.deg2rad(-25.0)
    return Course(whole.time_s[:frames], values, whole.way[:frames], (), whole.feet)


def straight_leg_raise(
    body: Body, timings: tuple[Timing, ...], rate_hz: float, rest_s: float, hip_deg: float
) -> Course:
    """Lying on the back; someone lifts the straight right leg, and the pelvis follows at the end.

    Parameters
    ----------
    body : Body
        The person.
    timings : tuple of Timing
        One a repetition.
    rate_hz, rest_s : float
        Frames per second, and lying still at the end.
    hip_deg : float
        Flexion of the right hip at the top.

    Returns
    -------
    Course
        The true movement; head towards −X, 0.75 m above the floor.
    """
    length_s = sum(timing.length_s for timing in timings) + rest_s
    time_s = np.arange(round(length_s * rate_hz)) / rate_hz
    way, _, descents = repeat(time_s, timings)
    tuck = 5.0 * ramp(way, 0.6, _ROUNDING)
    values = np.tile(body.tree.default, (len(way), 1))
    angles_deg = {
        "pelvis_tilt": 86.0 + tuck,
        "lumbar_extension": 4.0 - tuck,
        "hip_flexion_r": 4.0 + (hip_deg - 4.0) * way,
        "hip_flexion_l": 4.0 + tuck,
        "knee_angle_r": 2.0 + 1.5 * way,
        "knee_angle_l": 3.0 + 0.0 * way,
        "ankle_angle_r": -15.0 + 10.0 * way,
        "ankle_angle_l": -20.0 + 0.0 * way,
        "hip_rotation_r": -4.0 + 0.0 * way,
        "hip_rotation_l": -9.0 + 0.0 * way,
    }
    for side in SIDES:
        angles_deg |= {f"arm_add_{side}": -20.0 + 0.0 * way, f"elbow_flex_{side}": 8.0 + 0.0 * way}
    for name, angle in angles_deg.items():
        values[:, body.tree.coordinate(name)] = np.deg2rad(angle)
    values[:, body.tree.coordinate("pelvis_ty")] = 0.90
    return Course(time_s, body.tree.follow_couplers(values), way, descents)


def rock_back(
    body: Body,
    timings: tuple[Timing, ...],
    rate_hz: float,
    rest_s: float,
    *,
    wink_deg: float,
    onset: float,
) -> Course:
    """On hands and knees, the hips go back over the heels; shins and hands stay on the floor.

    Parameters
    ----------
    body : Body
        The person.
    timings : tuple of Timing
        One a repetition.
    rate_hz, rest_s : float
        Frames per second, and stillness at the end.
    wink_deg : float
        Posterior tilt and lumbar flexion from the onset to the end of the way.
    onset : float
        Where on the way (0..1) they begin.

    Returns
    -------
    Course
        The true movement.

    Raises
    ------
    MotionError
        If shins and hands cannot stay where they are.
    """
    length_s = sum(timing.length_s for timing in timings) + rest_s
    time_s = np.arange(round(length_s * rate_hz)) / rate_hz
    way, _, descents = repeat(time_s, timings)
    values = _all_fours(body, way, wink_deg * ramp(way, onset, _ROUNDING))
    values = _plant_shins(body, values)
    values = plant_hands(body, values)
    tucks_from = onset if wink_deg else None
    whole = body.tree.follow_couplers(values)
    return Course(time_s, whole, way, descents, tucks_from=tucks_from, on_all_fours=True)


def _all_fours(body: Body, way: FloatArray, tuck_deg: FloatArray) -> FloatArray:
    """What is asked for, and a first guess of what follows from it."""
    values = np.tile(body.tree.default, (len(way), 1))
    tilt = -97.0 + 2.0 * way + tuck_deg
    knee = 88.0 + 47.0 * way
    angles_deg = {"pelvis_tilt": tilt, "lumbar_extension": 4.0 - tuck_deg}
    for side in SIDES:
        angles_deg |= {
            f"knee_angle_{side}": knee,
            f"hip_flexion_{side}": knee - 90.0 - tilt,
            f"ankle_angle_{side}": -35.0 + 0.0 * way,
            f"arm_flex_{side}": 65.0 + 60.0 * way,
            f"elbow_flex_{side}": 30.0 + 0.0 * way,
            f"pro_sup_{side}": 80.0 + 0.0 * way,
        }
    for name, angle in angles_deg.items():
        values[:, body.tree.coordinate(name)] = np.deg2rad(angle)
    values[:, body.tree.coordinate("pelvis_ty")] = 0.5 - 0.2 * way
    return values


def _plant_shins(body: Body, values: FloatArray) -> FloatArray:
    knees = [body.tree.coordinate(f"knee_angle_{side}") for side in SIDES]
    wanted = values[:, knees].mean(axis=1)
    shins = []
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        at = np.array([0.0, _KNEE_HEIGHT_M, sign * _KNEES_APART_M / 2.0])
        back = np.array([_SHIN_M[1], 0.0, 0.0])
        shins.append(Planted(f"tibia_{side}", np.zeros(3), _SHIN_M, at, at + back))
    unknown = ["pelvis_tx", "pelvis_ty", "pelvis_tz"]
    for side in SIDES:
        unknown += [f"hip_{what}_{side}" for what in ("flexion", "adduction", "rotation")]
        unknown.append(f"knee_angle_{side}")

    def conditions(tried: FloatArray) -> FloatArray:
        mean = tried[:, knees].mean(axis=1) - wanted
        return np.column_stack([*(shin.miss(body, tried) for shin in shins), mean])

    return solve_postures(body, values, unknown, conditions)


def plant_hands(body: Body, values: FloatArray, *, ahead_m: float = 0.0) -> FloatArray:
    """Bend shoulders and elbows so that the wrists stay where both ends of the way reach them.

    Parameters
    ----------
    body : Body
        The person.
    values : ndarray, shape (T, C)
        Coordinates; arms as a first guess.
    ahead_m : float
        How far the hands are ahead of the middle of the shoulders' way.

    Returns
    -------
    ndarray, shape (T, C)
        The same with other arms.

    Raises
    ------
    MotionError
        If the hands cannot stay in one place.
    """
    kinematics = body.kinematics
    out = values
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        shoulder = kinematics.points(body.poses(values), f"humerus_{side}", np.zeros(3))
        ahead = 0.5 * (shoulder[:, 0].max() + shoulder[:, 0].min()) + ahead_m
        at = np.array([ahead, _WRIST_HEIGHT_M, sign * _HANDS_APART_M / 2.0])

        def conditions(tried: FloatArray, side: str = side, at: FloatArray = at) -> FloatArray:
            return kinematics.points(body.poses(tried), f"hand_{side}", np.zeros(3)) - at

        unknown = [f"arm_flex_{side}", f"arm_add_{side}", f"elbow_flex_{side}"]
        out = solve_postures(body, out, unknown, conditions)
    return out
