"""The forces of a scene: of the ground on each foot, and in hips, knees and L5/S1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.subject import Subject
from opensim_wink.load.dynamics import Dynamics
from opensim_wink.load.ground import GroundContact
from opensim_wink.load.joint_frames import JointCut, joint_cuts
from opensim_wink.load.reactions import JointReaction
from opensim_wink.load.results import Loads
from opensim_wink.report.scene.scene import FloatArray, SceneForce


def scene_forces(subject: Subject, dynamics: Dynamics, loads: Loads) -> tuple[SceneForce, ...]:
    """Forces in ground over the frames of a motion.

    Parameters
    ----------
    subject : Subject
        The person's model.
    dynamics : Dynamics
        Its motion, filtered as for the loads.
    loads : Loads
        What was computed.

    Returns
    -------
    tuple of SceneForce
        Ground reactions, then joints; what is not known in any frame is left out.
    """
    feet = [ground_force(loads.ground, side) for side in SIDES if side in loads.ground.sides]
    cuts = joint_cuts(subject, dynamics)
    joints = [
        joint_force(reaction, cuts[name])
        for name, reaction in loads.reactions.items()
        if name in cuts
    ]
    return tuple(f for f in (*feet, *joints) if np.isfinite(f.force_n).all(axis=1).any())


def ground_force(ground: GroundContact, side: Side) -> SceneForce:
    """All that the ground does to one foot, as one force.

    Parameters
    ----------
    ground : GroundContact
        Ground reactions.
    side : {"r", "l"}
        The foot.

    Returns
    -------
    SceneForce
        NaN where ground reactions are not complete. Where several plates bear the foot it acts
        between them, nearer to the one that bears more.
    """
    forces = [f for f, of in zip(ground.forces, ground.sides, strict=True) if of == side]
    total = np.sum([force.force_n for force in forces], axis=0)
    share = np.array([np.abs(force.force_n[:, 1]) for force in forces])
    point = np.array([np.nan_to_num(force.point_m) for force in forces])
    placed = [np.isfinite(force.point_m).all(axis=1) for force in forces]
    share = np.where(placed, share, 0.0)
    whole = share.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        at_m = (share[..., None] * point).sum(axis=0) / whole[:, None]
    known = ground.complete[:, None]
    return SceneForce(
        f"ground {side}", "ground", side, np.where(known, at_m, np.nan), _only(total, known)
    )


def joint_force(reaction: JointReaction, cut: JointCut) -> SceneForce:
    """A joint's contact force on the distal or lower bone, in ground.

    Parameters
    ----------
    reaction : JointReaction
        The force along the joint's own axes, on the outboard bone.
    cut : JointCut
        These axes and the joint's centre in ground.

    Returns
    -------
    SceneForce
        For L5/S1 that of the spine on the sacrum, which is the lower bone; NaN where the reaction
        is not believed.
    """
    lower = -1.0 if cut.name == "l5s1" else 1.0
    force = lower * np.einsum("ti,tij->tj", reaction.force_n, cut.directions)
    name, _, side = cut.name.partition("_")
    known = reaction.known[:, None]
    return SceneForce(
        f"{name} {side}".strip(), "joint", side, _only(cut.centre_m, known), _only(force, known)
    )


def _only(values: FloatArray, known: NDArray[np.bool_]) -> FloatArray:
    return np.where(known, values, np.nan)
