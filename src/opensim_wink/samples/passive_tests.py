"""Tests without balance: rocking back on all fours, a leg that is raised on the back.

The same stops act as in a squat (`opensim_wink.samples.limits`); the pelvis gives where they end.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES
from opensim_wink.errors import MotionError
from opensim_wink.samples.floor_work import plant_hands
from opensim_wink.samples.limits import complementary, hamstring_room_rad, soft_least
from opensim_wink.samples.person import Body
from opensim_wink.samples.postures import Planted, solve_postures
from opensim_wink.samples.strategy import SOFT_RAD
from opensim_wink.samples.traits import Traits

FloatArray = NDArray[np.float64]

_KNEE_HEIGHT_M = 0.06
_SHIN_M = np.array([0.0, -0.38, 0.0])
_START_KNEE_DEG, _START_TRUNK_DEG, _END_TRUNK_DEG = 80.0, -84.0, -89.0
_HANDS_AHEAD_M = (0.0, -0.06)  # the first where the arms reach the floor all along
_SHINS_IN_DEG = 8.0  # with the knees apart the feet come together, which keeps the thighs' turn


def room_rad(traits: Traits, hip: FloatArray, turn_deg: FloatArray, knee: FloatArray) -> FloatArray:
    """Hip flexion that bone and hamstrings leave.

    Parameters
    ----------
    traits : Traits
        The person's stops.
    hip, knee : ndarray, shape (T,)
        Flexion, rad.
    turn_deg : ndarray, shape (2,) or (2, T)
        Adduction and internal rotation, degrees.

    Returns
    -------
    ndarray, shape (T,)
        Rad; whichever ends first.
    """
    bone = np.deg2rad(traits.hip.stop_deg(turn_deg[0], turn_deg[1])) - hip
    return soft_least(bone, hamstring_room_rad(hip, knee, traits.most_strain), SOFT_RAD)


def rock_back_postures(
    body: Body, traits: Traits, way: FloatArray, hip_deg: float, thigh_out_deg: float
) -> FloatArray:
    """On hands and knees, the hips go back; shins and hands stay on the floor.

    The trunk goes its way, lowered a little with the shoulders. The spine yields where the hips
    have no room left, and the pelvis tucks by as much.

    Parameters
    ----------
    body : Body
        The person.
    traits : Traits
        Their stops.
    way : ndarray, shape (N,)
        0 on hands and knees, 1 at the end.
    hip_deg : float
        Hip flexion at the end, if the hips have the room.
    thigh_out_deg : float
        How far the thighs are apart from straight ahead, as in the person's squat.

    Returns
    -------
    ndarray, shape (N, C)
        Coordinates, couplers satisfied.

    Raises
    ------
    MotionError
        If shins and hands cannot stay where they are.
    """
    column = body.tree.coordinate
    trunk = _START_TRUNK_DEG + (_END_TRUNK_DEG - _START_TRUNK_DEG) * way
    held = -traits.lumbar_deg
    knee_end = hip_deg + 90.0 + _END_TRUNK_DEG - held
    knee = _START_KNEE_DEG + (knee_end - _START_KNEE_DEG) * way
    values = np.tile(body.tree.default, (len(way), 1))
    angles: dict[str, FloatArray | float] = {"pelvis_tilt": trunk - held, "lumbar_extension": held}
    for side in SIDES:
        angles |= {
            f"knee_angle_{side}": knee,
            f"hip_flexion_{side}": knee - 90.0 - trunk + held,
            f"hip_adduction_{side}": -thigh_out_deg,
            f"ankle_angle_{side}": -35.0,
            f"arm_flex_{side}": 70.0 + 55.0 * way,
            f"elbow_flex_{side}": 30.0,
            f"pro_sup_{side}": 80.0,
        }
    for name, angle in angles.items():
        values[:, column(name)] = np.deg2rad(angle)
    values[:, column("pelvis_ty")] = 0.5 - 0.2 * way
    values = _plant_shins(body, traits, values, (knee, trunk), thigh_out_deg)
    for ahead_m in _HANDS_AHEAD_M:
        try:
            planted = plant_hands(body, values, ahead_m=ahead_m)
        except MotionError as error:
            failure = error
            continue
        return np.asarray(body.tree.follow_couplers(planted))
    raise failure


def _plant_shins(
    body: Body,
    traits: Traits,
    values: FloatArray,
    wanted_deg: tuple[FloatArray, FloatArray],
    thigh_out_deg: float,
) -> FloatArray:
    column = body.tree.coordinate
    knees, hips, aside, turned = (
        [column(f"{name}_{side}") for side in SIDES]
        for name in ("knee_angle", "hip_flexion", "hip_adduction", "hip_rotation")
    )
    tilt, spine = column("pelvis_tilt"), column("lumbar_extension")
    poses = body.poses(body.tree.default[None])
    hip, knee = (
        body.kinematics.points(poses, f"{bone}_r", np.zeros(3))[0] for bone in ("femur", "tibia")
    )
    apart = float(hip[2] + np.linalg.norm(hip - knee) * np.sin(np.deg2rad(thigh_out_deg)))
    shins = []
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        at = np.array([0.0, _KNEE_HEIGHT_M, sign * apart])
        inwards = np.deg2rad(_SHINS_IN_DEG)
        back = _SHIN_M[1] * np.array([np.cos(inwards), 0.0, sign * np.sin(inwards)])
        shins.append(Planted(f"tibia_{side}", np.zeros(3), _SHIN_M, at, at + back))
    unknown = ["pelvis_tx", "pelvis_ty", "pelvis_tz", "pelvis_tilt", "lumbar_extension"]
    for side in SIDES:
        unknown += [f"hip_{what}_{side}" for what in ("flexion", "adduction", "rotation")]
        unknown.append(f"knee_angle_{side}")
    knee_wanted, trunk_wanted = (np.deg2rad(angle) for angle in wanted_deg)

    def conditions(tried: FloatArray) -> FloatArray:
        bent = tried[:, knees].mean(axis=1)
        turn = np.rad2deg([tried[:, aside].mean(axis=1), tried[:, turned].mean(axis=1)])
        room = room_rad(traits, tried[:, hips].mean(axis=1), turn, bent)
        yielded = -np.deg2rad(traits.lumbar_deg) - tried[:, spine]
        return np.column_stack(
            [
                *(shin.miss(body, tried) for shin in shins),
                bent - knee_wanted,
                tried[:, tilt] + tried[:, spine] - trunk_wanted,
                complementary(yielded, room, SOFT_RAD),
            ]
        )

    return solve_postures(body, values, unknown, conditions)


def supine_postures(
    body: Body,
    traits: Traits,
    way: FloatArray,
    *,
    leg_deg: float,
    knee_deg: float,
    turn_deg: tuple[float, float],
) -> FloatArray:
    """On the back, someone lifts the right leg; the pelvis rolls with it where the hip stops.

    Parameters
    ----------
    body : Body
        The person.
    traits : Traits
        Their stops.
    way : ndarray, shape (N,)
        0 lying, 1 at the end.
    leg_deg : float
        How far the thigh is lifted from the floor at the end.
    knee_deg : float
        Knee flexion at the end.
    turn_deg : tuple of float
        Adduction and internal rotation that the leg is held in.

    Returns
    -------
    ndarray, shape (N, C)
        Coordinates, couplers satisfied; head towards −X, 0.75 m above the floor.
    """
    thigh, knee = (np.deg2rad(start + (end - start) * way) for start, end in
                   ((4.0, leg_deg), (2.0, knee_deg)))  # fmt: skip
    turn = np.asarray(turn_deg)[:, None] * np.minimum(1.0, 5.0 * way)
    tuck = np.maximum(thigh - np.deg2rad(traits.hip.stop_deg(*turn)), 0.0) + SOFT_RAD
    for _ in range(60):
        miss = complementary(tuck, room_rad(traits, thigh - tuck, turn, knee), SOFT_RAD)
        ahead = tuck + 1e-6
        more = complementary(ahead, room_rad(traits, thigh - ahead, turn, knee), SOFT_RAD)
        tuck = tuck - miss * 1e-6 / (more - miss)
    rolled = np.rad2deg(tuck)
    values = np.tile(body.tree.default, (len(way), 1))
    angles: dict[str, FloatArray | float] = {
        "pelvis_tilt": 86.0 + rolled,
        "lumbar_extension": -traits.lumbar_deg - rolled,
        "hip_flexion_r": np.rad2deg(thigh) - rolled,
        "hip_adduction_r": turn[0],
        "hip_rotation_r": turn[1],
        "hip_flexion_l": 4.0 - rolled,  # the left leg stays where it lies
        "hip_rotation_l": -9.0,
        "knee_angle_r": np.rad2deg(knee),
        "knee_angle_l": 3.0,
        "ankle_angle_r": -15.0,
        "ankle_angle_l": -20.0,
    }
    for side in SIDES:
        angles |= {f"arm_add_{side}": -20.0, f"elbow_flex_{side}": 8.0}
    for name, angle in angles.items():
        values[:, body.tree.coordinate(name)] = np.deg2rad(angle)
    values[:, body.tree.coordinate("pelvis_ty")] = 0.90
    return np.asarray(body.tree.follow_couplers(values))
