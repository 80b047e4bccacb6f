"""Squats of known wink: what the pelvis, the lumbar spine and the knees do on the way down."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES
from opensim_wink.motion.kinematics import NodePoses
from opensim_wink.samples.person import Body
from opensim_wink.samples.postures import Planted, solve_postures
from opensim_wink.samples.profiles import Timing, minimum_jerk, ramp, repeat

FloatArray = NDArray[np.float64]

_ROUNDING = 0.025
_ARCHED_BY = 0.5  # share of the way down by which an arch is complete
_STANDING_TILT_DEG, _STANDING_LUMBAR_DEG, _STANDING_KNEE_DEG = -6.0, 5.0, 4.0
# Where the centre of mass is over the middle of the soles, and how it moves on the way down.
_STANDING_M, _LEAN_M = np.array([-0.035, 0.0, 0.002]), np.array([0.015, 0.0, 0.006])
_FOOT_M = np.array([0.2, 0.0, 0.0])
_PALM_M = np.array([0.02, -0.07, 0.0])
_SECANT_STEPS = 12


@dataclass(frozen=True)
class Squat:
    """How a person squats; angles in degrees, changes are those from standing to the bottom.

    Attributes
    ----------
    knee_deg : float
        Knee flexion at the bottom, mean of both sides.
    anterior_tilt_deg : float
        Anterior tilt that the pelvis gains on the way down, without wink and arch.
    wink_deg : float
        Posterior tilt that takes some of it back, from the onset to the bottom.
    onset : float
        Where on the way (0..1) the wink begins.
    lumbar_deg : float
        Lumbar flexion that goes with the wink.
    arch_deg : float
        Lumbar extension and anterior tilt on top, built up early and given up from the onset on.
    hip_deg : float or None
        Hip flexion at the bottom; the anterior tilt is found from it.
    heel_m : float
        Height of the heels over the toes.
    stance_m, toe_out_deg : float
        Distance of the heels, and how far each foot points out.
    held_kg : float
        Mass held in both hands before the chest.
    arms_deg : tuple of float
        Shoulder flexion and elbow flexion at the bottom.
    lean_deg, turn_deg : float
        List and rotation of the pelvis at the bottom: no one is symmetric.
    rep_change : tuple of float
        Per repetition, a factor on wink and arch.
    rep_depth_deg : tuple of float
        Per repetition, what its knees bend more.
    """

    knee_deg: float
    anterior_tilt_deg: float
    wink_deg: float = 0.0
    onset: float = 0.75
    lumbar_deg: float = 0.0
    arch_deg: float = 0.0
    hip_deg: float | None = None
    heel_m: float = 0.0
    stance_m: float = 0.34
    toe_out_deg: float = 16.0
    held_kg: float = 0.0
    arms_deg: tuple[float, float] = (75.0, 10.0)
    lean_deg: float = 0.8
    turn_deg: float = -1.0
    rep_change: tuple[float, ...] = (1.0, 1.0)
    rep_depth_deg: tuple[float, ...] = (0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Course:
    """A movement as the true coordinates of a person.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        From 0.
    values : ndarray, shape (T, C)
        Coordinates, rad or m, couplers satisfied; X forward, Y up, Z right.
    way : ndarray, shape (T,)
        0 at rest, 1 at the end of each repetition's way.
    descents : tuple of slice
        Frames from the start to the bottom of each repetition.
    feet : tuple of Planted
        What stays on the floor: right, then left; empty where no foot does.
    held_kg, back_kg : float
        Mass held in the hands, and mass on the shoulders.
    pull_n : ndarray, shape (T,), or None
        Force with which something fixed pulls the hands forwards; None where nothing does.
    tucks_from : float or None
        On all fours, where on the way the tuck was made to begin; None where it begins where the
        tilt turns, as in squats.
    on_all_fours : bool
        Whether the hips go back to the heels instead of down.
    """

    time_s: FloatArray
    values: FloatArray
    way: FloatArray
    descents: tuple[slice, ...]
    feet: tuple[Planted, ...] = ()
    held_kg: float = 0.0
    back_kg: float = 0.0
    pull_n: FloatArray | None = None
    tucks_from: float | None = None
    on_all_fours: bool = False


def squat_course(
    body: Body, squat: Squat, timings: tuple[Timing, ...], rate_hz: float, rest_s: float
) -> Course:
    """The true movement of a squat trial.

    Both feet stay planted (each may roll a little about its long axis, as feet do), the centre of
    mass stays over them, knees, pelvis and lumbar spine follow what was asked for; hips, ankles
    and the place of the pelvis follow from that.

    Parameters
    ----------
    body : Body
        The person.
    squat : Squat
        How they squat.
    timings : tuple of Timing
        One a repetition.
    rate_hz : float
        Frames per second.
    rest_s : float
        Standing after the last repetition.

    Returns
    -------
    Course
        The true movement.

    Raises
    ------
    MotionError
        If no posture meets what was asked for.
    """
    length_s = sum(timing.length_s for timing in timings) + rest_s
    time_s = np.arange(round(length_s * rate_hz)) / rate_hz
    way, number, descents = repeat(time_s, timings)
    feet = tuple(_foot(squat, side) for side in SIDES)
    if squat.hip_deg is not None:
        squat = replace(squat, anterior_tilt_deg=_tilt_for_hip(body, squat, feet))
    values = _postures(body, squat, feet, way, number)
    return Course(time_s, values, way, descents, feet, squat.held_kg)


def _tilt_for_hip(body: Body, squat: Squat, feet: tuple[Planted, ...]) -> float:
    """Anterior tilt with which the hips reach the angle asked for, by the secant method."""
    assert squat.hip_deg is not None
    way, number = np.linspace(0.0, 1.0, 12), np.zeros(12, dtype=np.intp)
    columns = [body.tree.coordinate(f"hip_flexion_{side}") for side in SIDES]

    def off(tilt_deg: float) -> float:
        plain = replace(squat, anterior_tilt_deg=tilt_deg)
        values = _postures(body, plain, feet, way, number)
        return float(np.rad2deg(values[-1, columns].mean())) - float(squat.hip_deg or 0.0)

    first, second = squat.anterior_tilt_deg, squat.anterior_tilt_deg + 2.0
    before, now = off(first), off(second)
    for _ in range(_SECANT_STEPS):
        if abs(now) < 1e-9:
            break
        first, second = second, second - now * (second - first) / (now - before)
        before, now = now, off(second)
    return second


def _foot(squat: Squat, side: str) -> Planted:
    sign = 1.0 if side == "r" else -1.0
    turn = np.deg2rad(squat.toe_out_deg)
    pitch = np.arcsin(squat.heel_m / _FOOT_M[0])
    along = np.array([np.cos(turn) * np.cos(pitch), -np.sin(pitch), sign * np.sin(turn)])
    along /= np.linalg.norm(along)
    heel = np.array([0.0, squat.heel_m, sign * squat.stance_m / 2.0])
    return Planted(f"calcn_{side}", np.zeros(3), _FOOT_M, heel, heel + _FOOT_M[0] * along)


def _postures(
    body: Body,
    squat: Squat,
    feet: tuple[Planted, ...],
    way: FloatArray,
    number: NDArray[np.intp],
) -> FloatArray:
    """Coordinates for every frame, shape (T, C)."""
    values = np.tile(body.tree.default, (len(way), 1))
    change = np.asarray(squat.rep_change)[number]
    knee_deg = _STANDING_KNEE_DEG + way * (
        squat.knee_deg - _STANDING_KNEE_DEG + np.asarray(squat.rep_depth_deg)[number]
    )
    back = ramp(way, squat.onset, _ROUNDING)
    gives_back = squat.wink_deg > 0.0 or squat.arch_deg > 0.0
    # Once the pelvis turns back, its forward tilt no longer grows.
    forward = way - (1.0 - squat.onset) * back if gives_back else way
    arch = change * squat.arch_deg * (minimum_jerk(way / _ARCHED_BY) - back)
    wink, flexion = (change * size * back for size in (squat.wink_deg, squat.lumbar_deg))
    tilt = _STANDING_TILT_DEG - squat.anterior_tilt_deg * forward + wink - arch
    angles_deg = {
        "pelvis_tilt": tilt,
        "pelvis_list": squat.lean_deg * way,
        "pelvis_rotation": squat.turn_deg * way,
        "lumbar_extension": _STANDING_LUMBAR_DEG - flexion + arch,
        "lumbar_bending": -0.5 * squat.lean_deg * way,
    }
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        ankle = 0.27 * knee_deg + np.rad2deg(np.arcsin(squat.heel_m / _FOOT_M[0])) * (way - 1.0)
        angles_deg |= {
            f"knee_angle_{side}": knee_deg,
            f"ankle_angle_{side}": ankle,
            f"hip_flexion_{side}": knee_deg - ankle - tilt,
            f"hip_rotation_{side}": -squat.toe_out_deg + 0.0 * way,
            f"hip_adduction_{side}": -8.0 * way,
            f"arm_flex_{side}": 5.0 + (squat.arms_deg[0] + sign - 5.0) * way,
            f"arm_add_{side}": -10.0 + 0.0 * way,
            f"elbow_flex_{side}": 12.0 + (squat.arms_deg[1] - sign - 12.0) * way,
            f"pro_sup_{side}": 45.0 + 0.0 * way,
        }
    for name, angle in angles_deg.items():
        values[:, body.tree.coordinate(name)] = np.deg2rad(angle)
    return _stand_on(body, squat, feet, values, way)


def _stand_on(
    body: Body, squat: Squat, feet: tuple[Planted, ...], values: FloatArray, way: FloatArray
) -> FloatArray:
    """The posture with planted feet and the centre of mass over them, all else as it is."""
    tree, kinematics = body.tree, body.kinematics
    knees = [tree.coordinate(f"knee_angle_{side}") for side in SIDES]
    wanted = values[:, knees].mean(axis=1)
    base = np.mean([0.5 * (foot.near_at_m + foot.far_at_m) for foot in feet], axis=0)
    over = base + np.outer(way, _LEAN_M) + _STANDING_M
    root = [tree.coordinate(f"pelvis_{axis}") for axis in ("tx", "ty", "tz")]
    poses = body.poses(values)
    middle = np.mean(
        [kinematics.points(poses, foot.body, 0.5 * (foot.near_m + foot.far_m)) for foot in feet],
        axis=0,
    )
    values[:, root] += base - middle
    unknown = ["pelvis_tx", "pelvis_ty", "pelvis_tz"]
    for side in SIDES:
        unknown += [f"hip_{what}_{side}" for what in ("flexion", "adduction", "rotation")]
        unknown += [f"knee_angle_{side}", f"ankle_angle_{side}"]

    def conditions(tried: FloatArray) -> FloatArray:
        centre = centre_of_mass(body, body.poses(tried), squat.held_kg)
        return np.column_stack(
            [
                *(foot.miss(body, tried) for foot in feet),
                (centre - over)[:, [0, 2]],
                tried[:, knees].mean(axis=1) - wanted,
            ]
        )

    return tree.follow_couplers(solve_postures(body, values, unknown, conditions))


def centre_of_mass(
    body: Body, poses: NodePoses, held_kg: float = 0.0, back_kg: float = 0.0
) -> FloatArray:
    """Centre of mass of the body and of what it carries.

    Parameters
    ----------
    body : Body
        The person.
    poses : NodePoses
        Their posture.
    held_kg, back_kg : float
        Point masses between both hands, and behind the lowest vertebra of the neck.

    Returns
    -------
    ndarray, shape (T, 3)
        In ground, m.
    """
    own = body.centre_of_mass(poses)
    if held_kg:
        total = body.masses.total_kg + held_kg
        own = (body.masses.total_kg * own + held_kg * held_place(body, poses)) / total
    if back_kg:
        total = body.masses.total_kg + held_kg
        own = (total * own + back_kg * back_place(body, poses)) / (total + back_kg)
    return own


def held_place(body: Body, poses: NodePoses) -> FloatArray:
    """Where a mass held in both hands is: between them, shape (T, 3), m."""
    hands = [body.kinematics.points(poses, f"hand_{side}", _PALM_M) for side in SIDES]
    return np.asarray(np.mean(hands, axis=0))


def back_place(body: Body, poses: NodePoses) -> FloatArray:
    """Where a mass on the shoulders is: behind the neck, shape (T, 3), m."""
    index = body.tree.markers.index("C7")
    carrier = body.tree.bodies[body.tree.marker_body[index]]
    return body.kinematics.points(poses, carrier, body.tree.marker_offset_m[index])
