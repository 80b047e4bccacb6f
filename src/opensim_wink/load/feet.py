"""Where the soles are: what a model without soles tells of them through its ankles and toe joints.

Models carry no outline of the foot. With ``d``, the horizontal distance from the ankle to the toe
joint (0.13 m in the generic OpenSim feet), the sole is assumed to reach ``0.5 d`` behind the ankle
and ``0.6 d`` before the toe joint, ``0.4 d`` to either side of that line, and to lie ``0.15 d``
below the toe joint: 273 mm long and 104 mm wide in the generic foot, as a shoe is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.subject import Subject
from opensim_wink.errors import ModelError, listed
from opensim_wink.load.dynamics import Dynamics
from opensim_wink.motion.kinematics import Kinematics, NodePoses

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

HEEL_SHARE, TOE_SHARE, HALF_WIDTH_SHARE, BELOW_SHARE = 0.5, 0.6, 0.4, 0.15
# Feet without a toe joint: ankle to toe joint over the length of the shank, generic 0.13/0.43.
SHANK_SHARE = 0.3
LIFTED_M = 0.05  # a sole whose lowest end is higher than this over the floor does not touch it
FLOOR_PERCENTILE = 5.0


@dataclass(frozen=True, eq=False)
class Sole:
    """One sole over the frames of a motion.

    Attributes
    ----------
    side : Side
        Right or left.
    body : str
        The body that the ground pushes: the calcaneus.
    heel_m, toe_m : ndarray, shape (T, 3)
        Both ends of its long axis in ground, m; NaN where the motion is not known.
    half_width_m : float
        Half of its width.
    """

    side: Side
    body: str
    heel_m: FloatArray
    toe_m: FloatArray
    half_width_m: float

    @property
    def middle_m(self) -> FloatArray:
        """Its middle, shape (T, 3), m."""
        return np.asarray(0.5 * (self.heel_m + self.toe_m))

    @property
    def height_m(self) -> FloatArray:
        """Height of its lower end, shape (T,), m."""
        return np.asarray(np.minimum(self.heel_m[:, 1], self.toe_m[:, 1]))

    def distance_m(self, point_m: FloatArray) -> FloatArray:
        """How far a point lies outside the sole, seen from above.

        Parameters
        ----------
        point_m : ndarray, shape (T, 3)
            In ground, m.

        Returns
        -------
        ndarray, shape (T,)
            m; negative inside, NaN where point or sole is not known.
        """
        heel, toe, point = (at[:, [0, 2]] for at in (self.heel_m, self.toe_m, point_m))
        along = toe - heel
        length = np.maximum(np.linalg.norm(along, axis=1), 1e-9)
        # Round ends: the line between them is shorter than the sole by half its width at each.
        inset = np.minimum(self.half_width_m / length, 0.5)
        share = np.sum((point - heel) * along, axis=1) / length**2
        nearest = heel + np.clip(share, inset, 1.0 - inset)[:, None] * along
        return np.asarray(np.linalg.norm(point - nearest, axis=1) - self.half_width_m)


def find_soles(subject: Subject, dynamics: Dynamics) -> dict[Side, Sole]:
    """Both soles over a motion.

    Parameters
    ----------
    subject : Subject
        The scaled model; it needs both feet.
    dynamics : Dynamics
        Its motion.

    Returns
    -------
    dict of Side to Sole
        Right and left.

    Raises
    ------
    ModelError
        If the model lacks a foot.
    """
    foot = subject.profile.foot
    missing = [side for side in SIDES if side not in foot]
    if missing:
        raise ModelError(
            f"{subject.model_path}: no foot on side {listed(missing)}, so nothing tells which foot "
            "the ground pushes; use a model with both feet, or loads of the trunk alone."
        )
    kinematics = dynamics.kinematics
    upright = kinematics.zero_poses()
    return {side: _sole(side, subject, kinematics, dynamics.poses, upright) for side in SIDES}


def _sole(
    side: Side, subject: Subject, kinematics: Kinematics, poses: NodePoses, upright: NodePoses
) -> Sole:
    """Ends of the sole, fixed to the foot as it is when the model stands upright."""
    tree, body = subject.tree, subject.profile.foot[side]
    ankle = _joint_point(subject, kinematics, upright, side, "ankle")
    foot = tree.body(body)
    toe_joints = [joint for joint in tree.joints if joint.parent == foot]
    heading = _forward(kinematics, upright, subject)
    if toe_joints:
        places = [
            kinematics.points(upright, body, joint.parent_frame.position)[0] for joint in toe_joints
        ]
        ball = max(places, key=lambda place: float(place @ heading))
    else:
        knee = _joint_point(subject, kinematics, upright, side, "knee")
        shank = float(np.linalg.norm(knee - ankle))
        ball = ankle + SHANK_SHARE * shank * heading
        ball[1] = kinematics.points(upright, body, np.zeros(3))[0, 1]
    flat = (ball - ankle) * np.array([1.0, 0.0, 1.0])
    length = float(np.linalg.norm(flat))
    if not length > 0.02:
        raise ModelError(
            f"{subject.model_path}: ankle and toe joint of '{body}' are {length * 1000:.0f} mm "
            "apart; a foot must be longer than 20 mm to be told where it stands."
        )
    along, height = flat / length, ball[1] - BELOW_SHARE * length
    heel, toe = ankle - HEEL_SHARE * flat, ball + TOE_SHARE * length * along
    heel[1] = toe[1] = height
    ends = [_fixed_to(kinematics, upright, poses, body, end) for end in (heel, toe)]
    return Sole(side, body, ends[0], ends[1], HALF_WIDTH_SHARE * length)


def _joint_point(
    subject: Subject, kinematics: Kinematics, poses: NodePoses, side: Side, which: str
) -> FloatArray:
    """Centre of the ankle (below the tibia) or of the knee (above it)."""
    tree, profile = subject.tree, subject.profile
    if side not in profile.tibia:
        raise ModelError(
            f"{subject.model_path}: no shank on side {side}, so its foot cannot be placed."
        )
    tibia = tree.body(profile.tibia[side])
    if which == "knee":
        joint = next(joint for joint in tree.joints if joint.child == tibia)
        return np.array(
            kinematics.points(poses, profile.tibia[side], joint.child_frame.position)[0]
        )
    below = tree.body(profile.foot[side])
    joint = next(joint for joint in tree.joints if joint.child == below)
    while joint.parent not in (tibia, 0):  # from the calcaneus by way of the talus
        above = joint.parent
        joint = next(joint for joint in tree.joints if joint.child == above)
    name = tree.bodies[joint.child]
    return np.array(kinematics.points(poses, name, joint.child_frame.position)[0])


def _forward(kinematics: Kinematics, upright: NodePoses, subject: Subject) -> FloatArray:
    """The pelvis's forward axis on the floor."""
    x = kinematics.body_rotation(upright, subject.profile.pelvis)[0, :, 0] * (1.0, 0.0, 1.0)
    return np.asarray(x / np.linalg.norm(x))


def _fixed_to(
    kinematics: Kinematics, upright: NodePoses, poses: NodePoses, body: str, point_m: FloatArray
) -> FloatArray:
    """Path of a point that is fixed to a body and lies at a given place in another posture."""
    turn = kinematics.body_rotation(upright, body)[0]
    origin = kinematics.points(upright, body, np.zeros(3))[0]
    return kinematics.points(poses, body, turn.T @ (point_m - origin))


def floor_height(soles: dict[Side, Sole]) -> float:
    """Height of the floor, from where the soles are at their lowest.

    Parameters
    ----------
    soles : dict of Side to Sole
        Both.

    Returns
    -------
    float
        m; NaN where no frame is known.
    """
    heights = np.concatenate([sole.height_m for sole in soles.values()])
    heights = heights[np.isfinite(heights)]
    return float(np.percentile(heights, FLOOR_PERCENTILE)) if heights.size else float("nan")


def on_floor(soles: dict[Side, Sole]) -> dict[Side, BoolArray]:
    """Frames in which each foot is on the floor.

    Parameters
    ----------
    soles : dict of Side to Sole
        Both.

    Returns
    -------
    dict of Side to ndarray of bool, shape (T,)
        Where the sole's lower end is no higher than 50 mm over the floor.
    """
    floor = floor_height(soles)
    with np.errstate(invalid="ignore"):
        return {side: sole.height_m <= floor + LIFTED_M for side, sole in soles.items()}


def outside_both_m(soles: dict[Side, Sole], point_m: FloatArray) -> FloatArray:
    """How far a point lies outside the area that both soles span, seen from above.

    Parameters
    ----------
    soles : dict of Side to Sole
        Both.
    point_m : ndarray, shape (T, 3)
        In ground, m.

    Returns
    -------
    ndarray, shape (T,)
        m; negative inside, NaN where not known.
    """
    ends = [end[:, [0, 2]] for sole in soles.values() for end in (sole.heel_m, sole.toe_m)]
    point = point_m[:, [0, 2]]
    edges = [one - other for one, other in combinations(ends, 2)]
    normals = [np.stack([edge[:, 1], -edge[:, 0]], axis=1) for edge in edges]
    # The distance from a convex area is the most that any direction shows; that direction is
    # square to an edge or runs from a corner to the point.
    ways = [*normals, *(-normal for normal in normals), *(point - end for end in ends)]
    beyond = []
    for way in ways:
        size = np.linalg.norm(way, axis=1)
        unit = way / np.where(size > 1e-12, size, np.inf)[:, None]
        reach = np.max([np.sum(end * unit, axis=1) for end in ends], axis=0)
        shown = np.sum(point * unit, axis=1) - reach
        beyond.append(np.where(size > 1e-12, shown, -np.inf))
    half_width = max(sole.half_width_m for sole in soles.values())
    known = np.isfinite(point).all(axis=1) & np.isfinite(ends).all(axis=(0, 2))
    return np.where(known, np.max(beyond, axis=0) - half_width, np.nan)
