"""Thighs, shanks, kneecaps, feet with toes, arms and hands."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from opensim_wink.body.naming import readings
from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.tree import TreeJoint
from opensim_wink.errors import ModelError
from opensim_wink.load.carried import SHORTEST_FOREARM_M, find_hands
from opensim_wink.load.feet import (
    BELOW_SHARE,
    HALF_WIDTH_SHARE,
    HEEL_SHARE,
    SHANK_SHARE,
    TOE_SHARE,
)
from opensim_wink.report.scene.bones.layout import GENERIC_SHOULDERS_M, Layout
from opensim_wink.report.scene.scene import FloatArray, SceneBone

_THIGH_M, _SHANK_M, _KNEECAP_M, _UPPER_ARM_M, _FOREARM_M, _HAND_M = (
    0.016, 0.014, 0.018, 0.013, 0.010, 0.016,
)  # fmt: skip
_TROCHANTER = (-0.010, -0.022, 0.045)  # from the hip, forward, up and outward, m
_KNEECAP_HALF_M = 0.018
_HAND_SHARE = 0.62  # of the forearm's length, from the wrist to the finger tips
_HEEL_UP, _BALL_UP, _TIP_UP = 0.42, 0.30, 0.12  # heights over the sole, as shares of ankle to toes
_SHORTEST_M = 0.005


def leg_bones(layout: Layout) -> list[SceneBone]:
    """Bones of both legs.

    Parameters
    ----------
    layout : Layout
        The person upright.

    Returns
    -------
    list of SceneBone
        Right, then left, as far as the model has these parts.
    """
    return [bone for side in SIDES for bone in _leg(layout, side)]


def _leg(layout: Layout, side: Side) -> list[SceneBone]:
    profile, size = layout.subject.profile, layout.leg_size
    hip, knee, ankle = (part.get(side) for part in (layout.hip, layout.knee, layout.ankle))
    bones = []
    if hip is not None and knee is not None:
        forward, up, out = _TROCHANTER
        outward = out if side == "r" else -out
        trochanter = hip + layout.pelvis_size * layout.to(forward, up, outward)
        points = np.stack([hip, trochanter, knee])
        bones.append(layout.bone(profile.femur[side], "shaft", side, points, size * _THIGH_M))
    if knee is not None and ankle is not None:
        points = np.stack([knee, ankle])
        bones.append(layout.bone(profile.tibia[side], "shaft", side, points, size * _SHANK_M))
        bones += _foot(layout, side, ankle, float(np.linalg.norm(knee - ankle)))
    return bones + _kneecap(layout, side)


def _kneecap(layout: Layout, side: Side) -> list[SceneBone]:
    tree = layout.subject.tree
    found = [body for body in tree.bodies[1:] if ("patella", side) in readings(body)]
    bones = []
    for body in found:
        at = layout.kinematics.points(layout.upright, body, np.zeros(3))[0]
        half = layout.leg_size * layout.to(0.0, _KNEECAP_HALF_M)
        points = np.stack([at - half, at + half])
        bones.append(layout.bone(body, "shaft", side, points, layout.leg_size * _KNEECAP_M))
    return bones


def _foot(layout: Layout, side: Side, ankle: FloatArray, shank_m: float) -> list[SceneBone]:
    """Hind and mid foot on the calcaneus, toes on a body of their own where there is one.

    The sole has the outline that ground reactions are given to, see `opensim_wink.load.feet`.
    """
    tree, body = layout.subject.tree, layout.subject.profile.foot[side]
    foot = tree.body(body)
    toe_joints = [joint for joint in tree.joints if joint.parent == foot]
    ahead = max(
        toe_joints, key=lambda joint: float(layout.joint(joint) @ layout.axes[0]), default=None
    )
    ball = (
        ankle + layout.to(SHANK_SHARE * shank_m, -0.1 * shank_m)
        if ahead is None
        else layout.joint(ahead)
    )
    flat = (ball - ankle) * (1.0, 0.0, 1.0)
    long = float(np.linalg.norm(flat))
    if long < _SHORTEST_M:
        return []
    along = flat / long
    sole = float(ball[1]) - BELOW_SHARE * long

    def over(at: FloatArray, up: float) -> FloatArray:
        return np.array([at[0], sole + up * long, at[2]])

    heel, tip = ankle - HEEL_SHARE * flat, ball + TOE_SHARE * long * along
    width = HALF_WIDTH_SHARE * long
    back = [over(heel, 0.0), over(heel, _HEEL_UP), ankle, over(ball, _BALL_UP)]
    toes = [over(ball, 0.0), over(ball, _BALL_UP), over(tip, _TIP_UP), over(tip, 0.0)]
    if ahead is None:
        return [layout.bone(body, "foot", side, np.stack([*back, *toes[2:]]), width)]
    return [
        layout.bone(body, "foot", side, np.stack([*back, over(ball, 0.0)]), width),
        layout.bone(tree.bodies[ahead.child], "foot", side, np.stack(toes), width),
    ]


def arm_bones(layout: Layout) -> list[SceneBone]:
    """Bones of both arms.

    Parameters
    ----------
    layout : Layout
        The person upright.

    Returns
    -------
    list of SceneBone
        From the shoulder to the finger tips; empty where the model has no arms.
    """
    try:
        hands = find_hands(layout.subject)
    except ModelError:
        return []
    return [bone for side, hand in hands.items() for bone in _arm(layout, side, hand)]


def _arm(layout: Layout, side: Side, hand: str) -> list[SceneBone]:
    tree = layout.subject.tree
    torso = tree.body(layout.subject.profile.torso)
    chain: list[TreeJoint] = [tree.joint_of(hand)]
    while chain[-1].parent not in (torso, 0):
        chain.append(tree.joint_of(tree.bodies[chain[-1].parent]))
    chain.reverse()
    centres = [layout.joint(joint) for joint in chain]
    size = layout.shoulders_apart_m / GENERIC_SHOULDERS_M
    bones = []
    forearm = np.zeros(3)
    for place, (low, high) in enumerate(pairwise(centres)):
        way = high - low
        if np.linalg.norm(way) < _SHORTEST_M:
            continue
        radius = _UPPER_ARM_M if place == 0 else _FOREARM_M
        body = tree.bodies[chain[place].child]
        bones.append(layout.bone(body, "shaft", side, np.stack([low, high]), size * radius))
        if np.linalg.norm(way) >= SHORTEST_FOREARM_M:
            forearm = way
    wrist = centres[-1]
    if forearm.any():
        points = np.stack([wrist, wrist + _HAND_SHARE * forearm])
        bones.append(layout.bone(hand, "hand", side, points, size * _HAND_M))
    return bones
