"""How the feet stand: width, toe-out and pitch, seen from the pelvis and not from the laboratory.

All of it is read from the model's bodies. Forward is where the line through both hip centres says
that the pelvis faces at the start of the repetition, as the person stands.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.subject import Subject
from opensim_wink.load.dynamics import Dynamics
from opensim_wink.load.feet import Sole
from opensim_wink.motion.kinematics import Kinematics, NodePoses
from opensim_wink.squat.curves import at_time
from opensim_wink.squat.from_motion import joint_centre

FloatArray = NDArray[np.float64]

BEHIND_ANKLE_M = 0.01  # the foot's own origin marks the heel where it lies this far behind
BEFORE_ANKLE_M = 0.05  # a joint of the foot this far before the ankle is one of its toes

DEFINITIONS = {
    "stance_width_cm": (
        "Distance of both ankle centres from side to side at the start, square to where the pelvis "
        "faces then."
    ),
    "stance_width_per_hip": "Stance width over the distance of both hip centres.",
    "stance_width_per_leg": "Stance width over leg length.",
    "feet_offset_cm": "How far the right ankle centre is ahead of the left one at the start.",
    "toe_out_r_deg": (
        "Direction of the right foot from heel to toe joint, seen from above, against where the "
        "pelvis faces at the start; + points out."
    ),
    "toe_out_l_deg": "As toe_out_r_deg, of the left foot; + points out.",
    "foot_pitch_start_deg": (
        "Slope of the soles at the start, mean of both feet, + heels higher than toes: 0 on flat "
        "feet, about 8 on heels raised by 30 mm."
    ),
    "foot_pitch_bottom_deg": "The same at the bottom; more than at the start where the heels rise.",
}


@dataclass(frozen=True)
class Stance:
    """How the feet stand in one repetition, as `DEFINITIONS` says; NaN where not known."""

    stance_width_cm: float
    stance_width_per_hip: float
    stance_width_per_leg: float
    feet_offset_cm: float
    toe_out_r_deg: float
    toe_out_l_deg: float
    foot_pitch_start_deg: float
    foot_pitch_bottom_deg: float


@dataclass(frozen=True, eq=False)
class FloorPlan:
    """Hips, ankles and feet from above; the last axis is X (forward) and Z (right) of ground.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    hips_m, ankles_m : ndarray, shape (T, 2, 2)
        Joint centres, right and left; NaN where the motion is not known.
    feet : ndarray, shape (T, 2, 2)
        From heel to toe joint, right and left, m.
    """

    time_s: FloatArray
    hips_m: FloatArray
    ankles_m: FloatArray
    feet: FloatArray

    def facing(self, when_s: float) -> FloatArray:
        """Unit vector to where the pelvis faces at a time, shape (2,); NaN where not known."""
        right = self.at(self.hips_m[:, 0] - self.hips_m[:, 1], when_s)
        size = float(np.hypot(*right))
        return np.array([right[1], -right[0]]) / (size if size > 1e-6 else np.nan)

    def at(self, curve: FloatArray, when_s: float) -> FloatArray:
        """A curve (T, ...) at a time between frames."""
        flat = curve.reshape(len(curve), -1)
        return at_time(self.time_s, flat.T, when_s).reshape(curve.shape[1:])


def to_the_right(forward: FloatArray) -> FloatArray:
    """Unit vector to the right of one that points forward, both (X, Z), shape (2,)."""
    return np.array([-forward[1], forward[0]])


def floor_plan(subject: Subject, dynamics: Dynamics) -> FloorPlan:
    """Hips, ankles and feet from above, over a motion.

    Parameters
    ----------
    subject : Subject
        The scaled model; it needs both feet.
    dynamics : Dynamics
        Its motion.

    Returns
    -------
    FloorPlan
        NaN in frames in which the motion is not known.
    """
    kinematics, poses = dynamics.kinematics, dynamics.poses
    upright = kinematics.zero_poses()
    hips, ankles = (
        np.stack([joint_centre(kinematics, poses, subject, side, which) for side in SIDES], axis=1)
        for which in ("hip", "ankle")
    )
    feet = []
    for side in SIDES:
        heel, toe = _ends_in_foot(subject, kinematics, upright, side)
        body = subject.profile.foot[side]
        feet.append(kinematics.points(poses, body, toe) - kinematics.points(poses, body, heel))
    floor = [0, 2]
    return FloorPlan(
        dynamics.time_s, hips[..., floor], ankles[..., floor], np.stack(feet, axis=1)[..., floor]
    )


def _ends_in_foot(
    subject: Subject, kinematics: Kinematics, upright: NodePoses, side: Side
) -> tuple[FloatArray, FloatArray]:
    """Heel and toe joint in the foot's own axes, m.

    OpenSim's feet have their origin at the heel. Where one has it elsewhere the ankle centre stands
    in for the heel; without a toe joint the foot points to where the model faces at its zero.
    """
    tree, body = subject.tree, subject.profile.foot[side]
    turn = kinematics.body_rotation(upright, body)[0]
    origin = kinematics.points(upright, body, np.zeros(3))[0]
    ankle = joint_centre(kinematics, upright, subject, side, "ankle")[0]
    hips = [joint_centre(kinematics, upright, subject, s, "hip")[0] for s in SIDES]
    forward = np.cross([0.0, 1.0, 0.0], hips[0] - hips[1])
    forward /= np.linalg.norm(forward)
    ankle_in_foot = turn.T @ (ankle - origin)
    behind = float((ankle - origin) @ forward) > BEHIND_ANKLE_M
    heel = np.zeros(3) if behind else ankle_in_foot
    index = tree.body(body)
    joints = [joint.parent_frame.position for joint in tree.joints if joint.parent == index]
    toes = [at for at in joints if float((origin + turn @ at - ankle) @ forward) > BEFORE_ANKLE_M]
    return heel, np.mean(toes, axis=0) if toes else heel + turn.T @ forward


def stance_of(
    plan: FloorPlan,
    soles: dict[Side, Sole],
    leg_length_m: float,
    start_s: float,
    bottom_s: float,
) -> Stance:
    """How the feet stand in one repetition.

    Parameters
    ----------
    plan : FloorPlan
        Of its trial.
    soles : dict of Side to Sole
        Both, over the same frames.
    leg_length_m : float
        From hip to ankle centre.
    start_s, bottom_s : float
        When it starts and when it is deepest.

    Returns
    -------
    Stance
        NaN where the motion is not known then.
    """
    forward = plan.facing(start_s)
    right = to_the_right(forward)
    ankles, hips, feet = (
        plan.at(curve, start_s) for curve in (plan.ankles_m, plan.hips_m, plan.feet)
    )
    apart = ankles[0] - ankles[1]
    width = float(apart @ right)
    out = [
        float(np.rad2deg(np.arctan2(sign * (foot @ right), foot @ forward)))
        for sign, foot in zip((1.0, -1.0), feet, strict=True)
    ]
    pitch = np.mean([foot_pitch_deg(soles[side]) for side in SIDES], axis=0)
    return Stance(
        stance_width_cm=100.0 * width,
        stance_width_per_hip=width / float(np.hypot(*(hips[0] - hips[1]))),
        stance_width_per_leg=width / leg_length_m,
        feet_offset_cm=100.0 * float(apart @ forward),
        toe_out_r_deg=out[0],
        toe_out_l_deg=out[1],
        foot_pitch_start_deg=float(at_time(plan.time_s, pitch, start_s)),
        foot_pitch_bottom_deg=float(at_time(plan.time_s, pitch, bottom_s)),
    )


def foot_pitch_deg(sole: Sole) -> FloatArray:
    """Slope of a sole, + heel higher, shape (T,); NaN where the motion is not known.

    Parameters
    ----------
    sole : Sole
        Level where the model stands at its zero.
    """
    along = sole.toe_m - sole.heel_m
    return np.asarray(np.rad2deg(np.arctan2(-along[:, 1], np.hypot(along[:, 0], along[:, 2]))))
