"""The patella as a lever: what the patellar ligament bears of the quadriceps' force.

A muscle path has one tension from end to end. Where it runs over a patella that glides on the
femur, a model therefore pulls on the tibia with all of the quadriceps' force, and the coupler that
guides the patella bears what does not balance. In a body the patella is in balance between tendon,
ligament and femur, and in deep flexion the ligament bears less than the tendon.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.load.dynamics import Dynamics
from opensim_wink.load.joint_frames import JointCut
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.muscle.pulls import MusclePulls
from opensim_wink.muscle.unit_pull import coordinate_moves

FloatArray = NDArray[np.float64]

LEAST_ARM_M = 0.005  # with a shorter arm of the ligament the lever says nothing


def ligament_shares(
    tree: KinematicTree, dynamics: Dynamics, cut: JointCut, pulls: MusclePulls
) -> FloatArray:
    """Force beyond the patella over the force before it, for every muscle at a knee.

    The ligament's force is the one whose moment on the tibia is that of the muscle: its arm is that
    of the pull on the tibia alone, the muscle's arm that of the whole path, patella included.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    dynamics : Dynamics
        The motion.
    cut : JointCut
        The cut through the joint.
    pulls : MusclePulls
        Pulls of K muscles.

    Returns
    -------
    ndarray, shape (T, K)
        1 for muscles that run over no patella on the near side of the cut, and in joints other
        than knees.

    References
    ----------
    Buff HU, Jones LC, Hungerford DS (1988). Experimental determination of forces transmitted
    through the patello-femoral joint. J Biomech 21:17–23. doi:10.1016/0021-9290(88)90187-X:
    quadriceps over ligament 0.86 at 10° and 1.55 at 70° of flexion.
    """
    shares = np.ones(pulls.length_m.shape)
    lead = _lead(tree, cut)
    if not cut.name.startswith("knee") or lead is None or tree.coordinates[lead] not in pulls.about:
        return shares
    sesamoids = _guided_by(tree, dynamics.kinematics, lead) - cut.beyond
    axis = _turning(tree, dynamics, cut, lead)
    whole_m = pulls.arm_m[:, :, pulls.about.index(tree.coordinates[lead])]
    for k, wrenches in enumerate(pulls.wrenches):
        far = [wrench for node, wrench in wrenches.items() if node in cut.beyond]
        if not far or not sesamoids & set(wrenches):
            continue
        arm_m = np.sum(np.sum(far, axis=0) * axis, axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = whole_m[:, k] / arm_m
            clear = (np.abs(arm_m) > LEAST_ARM_M) & (share > 0)
        shares[:, k] = np.where(clear, share, 1.0)
    return shares


def _lead(tree: KinematicTree, cut: JointCut) -> int | None:
    """The one coordinate that turns the joint; None where there are more."""
    turning = {c for axis in cut.joint.axes if axis.rotation for c in axis.coordinates}
    leads = {lead for c in turning for lead in tree.leads(c)}
    return leads.pop() if len(leads) == 1 else None


def _guided_by(tree: KinematicTree, kinematics: Kinematics, lead: int) -> frozenset[int]:
    """Nodes that only glide as a coupler has them follow a coordinate."""
    followers = {coupler.dependent for coupler in tree.couplers}
    return frozenset(
        n
        for n, node in enumerate(kinematics.nodes)
        if node.coordinates
        and all(c in followers and set(tree.leads(c)) == {lead} for c in node.coordinates)
    )


def _turning(tree: KinematicTree, dynamics: Dynamics, cut: JointCut, lead: int) -> FloatArray:
    """How the far side moves against the near side with the coordinate, shape (6, T)."""
    kinematics = dynamics.kinematics
    known = np.asarray(np.isfinite(dynamics.values).all(axis=1))
    moves = coordinate_moves(tree, dynamics.values[known].T, [tree.coordinates[lead]])[0]
    node = kinematics.body_node[cut.joint.child]
    found = np.full((6, len(known)), np.nan)
    found[:, known] = 0.0
    for row, c in enumerate(kinematics.nodes[node].coordinates):
        if c in moves:
            twist = dynamics.twists[kinematics.twist_rows[node].start + row]
            found[:, known] += twist[:, known] * moves[c]
    return found
