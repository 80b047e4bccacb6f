"""Where a joint's force is taken apart: the cut, the point and three named directions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.subject import Subject
from opensim_wink.body.tree import TreeJoint
from opensim_wink.load.dynamics import Dynamics, nodes_beyond
from opensim_wink.load.sacrum import PELVIC_INCIDENCE_DEG, disc_slopes
from opensim_wink.motion.kinematics import Kinematics

FloatArray = NDArray[np.float64]

SIDE_WORD: dict[Side, str] = {"r": "right", "l": "left"}


@dataclass(frozen=True, eq=False)
class JointCut:
    """A cut through one joint, and how what crosses it is told.

    Attributes
    ----------
    name : str
        ``"l5s1"``, ``"hip_r"`` and so on.
    joint : TreeJoint
        The joint that is cut.
    on_body, by_body : str
        The body on the outboard side, that feels the force, and the one on the inboard side.
    beyond : frozenset of int
        Nodes of the outboard side.
    centre_m : ndarray, shape (T, 3)
        The point that moments are about, in ground.
    directions : ndarray, shape (T, 3, 3)
        ``directions[t, i]`` is the i-th direction in ground, a unit vector. They are at right
        angles; components are projections on them, of moments by the right-hand rule.
    axes : tuple of str
        What the directions are called.
    frame, origin : str
        In words.
    needs_legs : bool
        Whether ground reactions must be known for it.
    limb : frozenset of str
        Coordinates of the whole leg or trunk that the joint belongs to, and those that drive them:
        muscles that cannot balance one of these pull wrongly on the joint too.
    notes : tuple of str
        What to bear in mind, one sentence each.
    """

    name: str
    joint: TreeJoint
    on_body: str
    by_body: str
    beyond: frozenset[int]
    centre_m: FloatArray
    directions: FloatArray
    axes: tuple[str, str, str]
    frame: str
    origin: str
    needs_legs: bool
    limb: frozenset[str]
    notes: tuple[str, ...] = ()


def joint_cuts(subject: Subject, dynamics: Dynamics) -> dict[str, JointCut]:
    """Cuts through L5/S1, hips and knees, as far as the model has them.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    dynamics : Dynamics
        Its motion.

    Returns
    -------
    dict of str to JointCut
        By name: ``l5s1``, ``hip_r``, ``hip_l``, ``knee_r``, ``knee_l``.
    """
    cuts = []
    line = trunk_line(subject, dynamics.kinematics)
    if line:
        cuts.append(_lumbosacral_cut(subject, dynamics, line))
    cuts += [_hip_cut(subject, dynamics, s) for s in SIDES if s in subject.profile.femur]
    cuts += [_knee_cut(subject, dynamics, s) for s in SIDES if s in subject.profile.tibia]
    return {cut.name: cut for cut in cuts}


def trunk_line(subject: Subject, kinematics: Kinematics) -> list[TreeJoint]:
    """Moving joints from the pelvis up to the thorax.

    Parameters
    ----------
    subject : Subject
        The model.
    kinematics : Kinematics
        Its nodes.

    Returns
    -------
    list of TreeJoint
        The lowest first; its parent is the pelvis, or a sacrum welded to it. Empty where the model
        has no thorax that hangs on the pelvis.
    """
    tree, profile = subject.tree, subject.profile
    if not profile.torso:
        return []
    into = {joint.child: joint for joint in tree.joints}
    pelvis = tree.body(profile.pelvis)
    body, line = tree.body(profile.torso), []
    while body in into and body != pelvis:
        line.append(into[body])
        body = into[body].parent
    if body != pelvis:
        return []
    node = kinematics.body_node
    return [joint for joint in reversed(line) if node[joint.child] != node[joint.parent]]


def _body_axes(dynamics: Dynamics, body: str) -> FloatArray:
    """Axes of a body in ground as rows, shape (T, 3, 3)."""
    return np.swapaxes(dynamics.kinematics.body_rotation(dynamics.poses, body), 1, 2)


def _child_origin(dynamics: Dynamics, joint: TreeJoint) -> FloatArray:
    """The joint's frame in its child, in ground, shape (T, 3)."""
    child = dynamics.kinematics.tree.bodies[joint.child]
    return dynamics.kinematics.points(dynamics.poses, child, joint.child_frame.position)


def _beyond(dynamics: Dynamics, joint: TreeJoint) -> frozenset[int]:
    return nodes_beyond(dynamics.kinematics, dynamics.kinematics.body_node[joint.child])


def _limb(subject: Subject, dynamics: Dynamics, joint: TreeJoint) -> frozenset[str]:
    """Coordinates of all that hangs on the pelvis by the branch that the joint is on."""
    tree, kinematics = subject.tree, dynamics.kinematics
    pelvis = kinematics.body_node[tree.body(subject.profile.pelvis)]
    node = kinematics.body_node[joint.child]
    while kinematics.nodes[node].parent not in (pelvis, -1):
        node = kinematics.nodes[node].parent
    moved = {c for n in nodes_beyond(kinematics, node) for c in kinematics.nodes[n].coordinates}
    moved |= {lead for c in moved for lead in tree.leads(c)}
    return frozenset(tree.coordinates[c] for c in moved)


def _hip_cut(subject: Subject, dynamics: Dynamics, side: Side) -> JointCut:
    tree, femur, pelvis = subject.tree, subject.profile.femur[side], subject.profile.pelvis
    joint = tree.joint_of(femur)
    return JointCut(
        name=f"hip_{side}",
        joint=joint,
        on_body=femur,
        by_body=tree.bodies[joint.parent],
        beyond=_beyond(dynamics, joint),
        centre_m=_child_origin(dynamics, joint),
        directions=_body_axes(dynamics, pelvis),
        axes=("anterior", "superior", "right"),
        frame=(
            "Fixed in the pelvis, along its axes: anterior, superior, right. The force is that of "
            "the pelvis on the femur: minus superior presses on a standing leg, + anterior on a "
            "thigh that is raised. The length of the three is what instrumented hips report."
        ),
        origin="the hip's centre",
        needs_legs=True,
        limb=_limb(subject, dynamics, joint),
    )


def _knee_cut(subject: Subject, dynamics: Dynamics, side: Side) -> JointCut:
    tree, tibia = subject.tree, subject.profile.tibia[side]
    joint = tree.joint_of(tibia)
    forward, up, right = np.moveaxis(_body_axes(dynamics, tibia), 1, 0)
    beyond = _beyond(dynamics, joint)
    return JointCut(
        name=f"knee_{side}",
        joint=joint,
        on_body=tibia,
        by_body=tree.bodies[joint.parent],
        beyond=beyond,
        centre_m=_child_origin(dynamics, joint),
        directions=np.stack([forward, -up, right], axis=1),
        axes=("anterior", "compression", "right"),
        frame=(
            "Fixed in the tibia, along its axes: anterior; compression, which is down the shank; "
            "right. The force is that of the femur on the tibia: + compression presses the joint "
            "together, + anterior pushes the tibia forward."
        ),
        origin="the knee's joint origin on the tibia",
        needs_legs=True,
        limb=_limb(subject, dynamics, joint),
        notes=(_patella_note(subject, dynamics, side, beyond),),
    )


def _patella_note(subject: Subject, dynamics: Dynamics, side: Side, beyond: frozenset[int]) -> str:
    """On which side of the cut the patella lies, and what that makes of the force."""
    tree, word = subject.tree, SIDE_WORD[side]
    mine = [
        body
        for body in tree.bodies
        if "patella" in body.lower() and body.lower().endswith(("_" + side, "." + side, side))
    ]
    if not mine:
        return (
            f"The model has no {word} patella: where the quadriceps' path bends over points of the "
            "tibia, what presses there counts as force between femur and tibia."
        )
    if any(dynamics.kinematics.body_node[tree.body(body)] in beyond for body in mine):
        return (
            f"The {word} patella hangs on the tibia: what presses it on the femur counts as force "
            "between femur and tibia."
        )
    return (
        f"The {word} patella belongs to the femur's side: the force is that between femur and "
        "tibia alone, with the patellar tendon pulling on the tibia."
    )


def _lumbosacral_cut(subject: Subject, dynamics: Dynamics, line: list[TreeJoint]) -> JointCut:
    """L5/S1 with the mid-plane of its disc, or the sacrum's plate where L5 is not told apart."""
    tree, joint = subject.tree, line[0]
    slopes = disc_slopes(subject, joint, line[1] if len(line) > 1 else None)
    pelvis = _body_axes(dynamics, subject.profile.pelvis)
    upward, right = _turned(pelvis, slopes.sacrum_rad)
    if slopes.vertebra_rad is not None:
        vertebra = _body_axes(dynamics, tree.bodies[joint.child])
        other_up, other_right = _turned(vertebra, slopes.vertebra_rad)
        upward, right = upward + other_up, right + other_right
        plane = (
            "the mid-plane of the disc, half-way between the sacrum's endplate, which turns with "
            "the pelvis, and L5, whose endplate is taken square to the line from L5/S1 to L4/5"
        )
    else:
        plane = "the sacrum's endplate, which turns with the pelvis, for the model has no L5"
    upward = upward / np.linalg.norm(upward, axis=1, keepdims=True)
    right = right - np.sum(right * upward, axis=1, keepdims=True) * upward
    right = right / np.linalg.norm(right, axis=1, keepdims=True)
    backward = -np.cross(upward, right)
    return JointCut(
        name="l5s1",
        joint=joint,
        on_body=tree.bodies[joint.child],
        by_body=tree.bodies[joint.parent],
        beyond=_beyond(dynamics, joint),
        centre_m=_child_origin(dynamics, joint),
        directions=np.stack([backward, upward, right], axis=1),
        axes=("anterior_shear", "compression", "right"),
        frame=(
            f"Fixed in {plane}: anterior shear, compression, right. The force is that of the "
            "sacrum on the spine above. + compression is along the plane's normal and presses the "
            "disc; + anterior shear is the push to the back by which the sacrum keeps L5 from "
            "sliding forward, so that L5 shears forward on S1; + right pushes L5 to the right. "
            "A + moment about right extends the trunk."
        ),
        origin="the joint's centre, taken as the disc's",
        needs_legs=False,
        limb=_limb(subject, dynamics, joint),
        notes=_slope_notes(slopes.sacrum_rad, slopes.vertebra_rad),
    )


def _turned(axes: FloatArray, slope_rad: float) -> tuple[FloatArray, FloatArray]:
    """Normal of a plate that falls to the front by an angle, and the body's right."""
    forward, up, right = np.moveaxis(axes, 1, 0)
    return np.cos(slope_rad) * up + np.sin(slope_rad) * forward, right


def _slope_notes(sacrum_rad: float, vertebra_rad: float | None) -> tuple[str, ...]:
    words = (
        f"The sacrum's endplate falls to the front by {np.rad2deg(sacrum_rad):.0f}° in the pelvis "
        f"at its zero: a pelvic incidence of {PELVIC_INCIDENCE_DEG:g}°, the mean of adults, less "
        "the tilt of the line from the hips to L5/S1 in this model; people differ by ±10° (1 SD)."
    )
    if vertebra_rad is None:
        return (words, "The model's one lumbar joint stands for L5/S1.")
    return (
        words,
        f"L5 leans forward by {np.rad2deg(vertebra_rad):.0f}° at the model's zero; its wedge shape "
        "is left out.",
    )
