"""The model in its upright posture: where joints are, which way is forward, how large it is."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.subject import Subject
from opensim_wink.body.tree import TreeJoint
from opensim_wink.errors import ModelError
from opensim_wink.load.carried import (
    SHOULDERS_APART,
    SHOULDERS_BACK,
    SHOULDERS_UP,
    shoulders_in_torso,
)
from opensim_wink.load.joint_frames import trunk_line
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.report.scene.scene import FloatArray, SceneBone
from opensim_wink.squat.from_motion import joint_centre

# Distances in the generic OpenSim skeleton, which sizes are told against, m.
GENERIC_HIPS_M, GENERIC_THIGH_M, GENERIC_SHOULDERS_M = 0.154, 0.41, 0.34
S1_FROM_HIPS_M = (-0.032, 0.132)  # forward and up; where the model has no lumbar joint
NECK_FROM_SHOULDERS = (-0.047, 0.126)  # forward and up, as shares of the shoulders' distance
_MIDLINE_M = 0.03


class Layout:
    """A person upright.

    Parameters
    ----------
    subject : Subject
        The person's model.
    kinematics : Kinematics
        Its kinematics.

    Attributes
    ----------
    hip, knee, ankle : dict of Side to ndarray, shape (3,)
        Joint centres in ground, as far as the model has them.
    axes : ndarray, shape (3, 3)
        Rows are forward, up and right in ground.
    """

    def __init__(self, subject: Subject, kinematics: Kinematics) -> None:
        self.subject, self.kinematics = subject, kinematics
        self.upright = kinematics.zero_poses()
        profile = subject.profile
        self.hip, self.knee, self.ankle = (
            {
                side: joint_centre(kinematics, self.upright, subject, side, which)[0]
                for side in SIDES
                if all(side in part for part in needed)
            }
            for which, needed in (
                ("hip", (profile.femur,)),
                ("knee", (profile.tibia,)),
                ("ankle", (profile.tibia, profile.foot)),
            )
        )
        right = np.array([0.0, 0.0, 1.0])
        if len(self.hip) == 2:
            right = (self.hip["r"] - self.hip["l"]) * (1.0, 0.0, 1.0)
            right = right / np.linalg.norm(right)
        up = np.array([0.0, 1.0, 0.0])
        self.axes = np.stack([np.cross(up, right), up, right])

    def to(self, forward: float, up: float, right: float = 0.0) -> FloatArray:
        """A way in ground, shape (3,)."""
        return np.asarray(np.array([forward, up, right]) @ self.axes)

    def joint(self, joint: TreeJoint) -> FloatArray:
        """A joint's centre, on its child, in ground, shape (3,)."""
        name = self.subject.tree.bodies[joint.child]
        return self.kinematics.points(self.upright, name, joint.child_frame.position)[0]

    def bone(
        self, body: str, kind: str, side: str, points_m: FloatArray, radius_m: float
    ) -> SceneBone:
        """A bone of points (K, 3) in ground, fixed to a body."""
        turn = self.kinematics.body_rotation(self.upright, body)[0]
        origin = self.kinematics.points(self.upright, body, np.zeros(3))[0]
        local = (np.atleast_2d(points_m) - origin) @ turn
        return SceneBone(self.subject.tree.body(body) - 1, kind, side, local, radius_m)

    @cached_property
    def hips_m(self) -> FloatArray:
        """The middle between the hips, in ground, shape (3,)."""
        pelvis = self.subject.profile.pelvis
        if not self.hip:
            return self.kinematics.points(self.upright, pelvis, np.zeros(3))[0]
        return np.asarray(np.mean(list(self.hip.values()), axis=0))

    @cached_property
    def pelvis_size(self) -> float:
        """Against the generic pelvis, by the distance of the hips."""
        if len(self.hip) < 2:
            return 1.0
        return float(np.linalg.norm(self.hip["r"] - self.hip["l"])) / GENERIC_HIPS_M

    @cached_property
    def leg_size(self) -> float:
        """Against the generic leg, by the length of the thighs."""
        thighs = [np.linalg.norm(self.hip[s] - self.knee[s]) for s in self.hip if s in self.knee]
        return float(np.mean(thighs)) / GENERIC_THIGH_M if thighs else 1.0

    @cached_property
    def trunk(self) -> list[TreeJoint]:
        """Moving joints from the pelvis to the thorax, the lowest first."""
        return trunk_line(self.subject, self.kinematics)

    @cached_property
    def s1_m(self) -> FloatArray:
        """The middle of the sacrum's endplate: the lowest lumbar joint."""
        if self.trunk:
            return self.joint(self.trunk[0])
        forward, up = S1_FROM_HIPS_M
        return self.hips_m + self.pelvis_size * self.to(forward, up)

    @cached_property
    def shoulder(self) -> dict[Side, FloatArray]:
        """Shoulder joints in ground; by the length of the thigh where the model has no arms."""
        torso = self.subject.profile.torso
        try:
            places = shoulders_in_torso(self.subject)
        except ModelError:
            thigh = self.leg_size * GENERIC_THIGH_M
            middle = self.hips_m + thigh * self.to(-SHOULDERS_BACK, SHOULDERS_UP)
            half = 0.5 * thigh * SHOULDERS_APART
            return {"r": middle + self.to(0, 0, half), "l": middle - self.to(0, 0, half)}
        return {
            side: self.kinematics.points(self.upright, torso, place)[0]
            for side, place in zip(SIDES, places, strict=True)
        }

    @cached_property
    def shoulders_apart_m(self) -> float:
        """Distance of the shoulder joints."""
        return float(np.linalg.norm(self.shoulder["r"] - self.shoulder["l"]))

    @cached_property
    def neck_joint(self) -> TreeJoint | None:
        """The joint of a head on the torso; None where the model has none."""
        tree, torso = self.subject.tree, self.subject.profile.torso
        middle = np.mean(list(self.shoulder.values()), axis=0)
        for joint in tree.joints:
            if torso and joint.parent == tree.body(torso):
                _, up, right = self.axes @ (self.joint(joint) - middle)
                if up > 0 and abs(right) < _MIDLINE_M:
                    return joint
        return None

    @cached_property
    def neck_m(self) -> FloatArray:
        """The foot of the neck, in ground, shape (3,)."""
        if self.neck_joint is not None:
            return self.joint(self.neck_joint)
        forward, up = NECK_FROM_SHOULDERS
        middle = np.mean(list(self.shoulder.values()), axis=0)
        return np.asarray(middle + self.shoulders_apart_m * self.to(forward, up))
