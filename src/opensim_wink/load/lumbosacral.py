"""Net moment at L5/S1, once from above and once from below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import Subject
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import Dynamics, moment_about, nodes_beyond, wrench_on
from opensim_wink.load.ground import GroundContact
from opensim_wink.motion.kinematics import Kinematics

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class LumbosacralMoment:
    """Net force and moment that the pelvis exerts on the lumbar spine through L5/S1.

    Attributes
    ----------
    joint : str
        Native joint name.
    above_nm, below_nm : ndarray, shape (T, 3)
        About the joint's centre, along the pelvis's axes (X anterior, Y up, Z right; + about Z
        extends the trunk): from the trunk, head and arms; and from legs, pelvis and ground
        reactions, NaN where these are not complete.
    above_n, below_n : ndarray, shape (T, 3)
        The forces likewise.
    centre_m : ndarray, shape (T, 3)
        The joint's centre in ground.
    difference_nm : ndarray, shape (T,)
        ``below − above`` about Z: a figure for the quality of plates, masses and motion.
    notes : tuple of str
        One sentence each.
    """

    joint: str
    above_nm: FloatArray
    below_nm: FloatArray
    above_n: FloatArray
    below_n: FloatArray
    centre_m: FloatArray
    difference_nm: FloatArray
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LumbarRoot:
    """The joint by which the spine stands on the pelvis.

    Attributes
    ----------
    joint : str
        Native name.
    node : int
        The node that it moves.
    pelvis_node : int
        The node that carries the pelvis.
    levels : int
        Moving joints between pelvis and trunk.
    """

    joint: str
    node: int
    pelvis_node: int
    levels: int


def lumbar_root(subject: Subject, kinematics: Kinematics) -> LumbarRoot | None:
    """Find the lowest moving joint between trunk and pelvis.

    It is the first on the way down from the trunk that ends on the pelvis, so bodies beside the
    spine, such as one that only carries the sum of its levels, are not mistaken for it.

    Parameters
    ----------
    subject : Subject
        The model.
    kinematics : Kinematics
        Its nodes.

    Returns
    -------
    LumbarRoot or None
        None where the model has no trunk, or none that moves on the pelvis.
    """
    tree, profile = kinematics.tree, subject.profile
    if not profile.torso:
        return None
    pelvis = kinematics.body_node[tree.body(profile.pelvis)]
    node, levels = kinematics.body_node[tree.body(profile.torso)], 0
    found = -1
    while node >= 0 and node != pelvis:
        found, node, levels = node, kinematics.nodes[node].parent, levels + 1
    if node != pelvis or found < 0:
        return None
    names = [
        joint.name
        for joint in tree.joints
        if kinematics.body_node[joint.child] == found
        and kinematics.body_node[joint.parent] == pelvis
    ]
    return LumbarRoot(names[0], found, pelvis, levels)


def lumbosacral_moment(
    subject: Subject,
    dynamics: Dynamics,
    carried: Sequence[AppliedForce],
    ground: GroundContact,
) -> LumbosacralMoment | None:
    """Net moment at L5/S1, from the trunk above and from the legs below.

    From above it rests on the motion and on what is carried; from below on the motion of legs and
    pelvis and on all that the ground does to the feet together.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    dynamics : Dynamics
        The motion.
    carried : sequence of AppliedForce
        A bar, weights in the hands.
    ground : GroundContact
        Ground reactions.

    Returns
    -------
    LumbosacralMoment or None
        None where the model has no joint between pelvis and trunk.
    """
    kinematics = dynamics.kinematics
    root = lumbar_root(subject, kinematics)
    if root is None:
        return None
    upper = nodes_beyond(kinematics, root.node)
    lower = nodes_beyond(kinematics, root.pelvis_node) - upper
    above = wrench_on(dynamics, upper, carried)
    feet = total_ground_wrench(ground, len(dynamics.time_s))
    below = feet - wrench_on(dynamics, lower, carried)
    # The node's origin is the joint's centre on the spine's side.
    centre_m = np.ascontiguousarray(dynamics.poses.position[root.node].T)
    axes = kinematics.body_rotation(dynamics.poses, subject.profile.pelvis)

    def in_pelvis(vectors: FloatArray) -> FloatArray:
        return np.asarray(np.einsum("tij,ti->tj", axes, vectors))

    above_nm = in_pelvis(moment_about(above, centre_m))
    below_nm = in_pelvis(moment_about(below, centre_m))
    return LumbosacralMoment(
        joint=root.joint,
        above_nm=above_nm,
        below_nm=below_nm,
        above_n=in_pelvis(above[3:].T),
        below_n=in_pelvis(below[3:].T),
        centre_m=centre_m,
        difference_nm=below_nm[:, 2] - above_nm[:, 2],
        notes=(_what_it_stands_for(dynamics, subject, root), *_same_by_construction(ground)),
    )


def total_ground_wrench(ground: GroundContact, n_frames: int) -> FloatArray:
    """All that the ground does to the body, whichever foot it goes to.

    Parameters
    ----------
    ground : GroundContact
        Ground reactions.
    n_frames : int
        Number of frames T.

    Returns
    -------
    ndarray, shape (6, T)
        Moment about ground's origin, and force; NaN where not known.
    """
    if ground.total_wrench is not None:
        return ground.total_wrench
    total = np.zeros((6, n_frames))
    for force in ground.forces:
        total = total + force.wrench
    return np.where(ground.complete & bool(ground.forces), total, np.nan)


def _same_by_construction(ground: GroundContact) -> tuple[str, ...]:
    """An estimated ground brings the moment from above round to below."""
    if ground.source != "estimate":
        return ()
    return (
        "The ground reaction is an estimate from the motion, so the L5/S1 moment from below is "
        "that from above, and their difference says nothing.",
    )


def _what_it_stands_for(dynamics: Dynamics, subject: Subject, root: LumbarRoot) -> str:
    """Which joint of the model was taken for L5/S1, and where it lies."""
    joint = next(j for j in dynamics.kinematics.tree.joints if j.name == root.joint)
    if root.levels > 1:
        return (
            f"L5/S1 is joint '{root.joint}', the lowest of {root.levels} between pelvis and trunk."
        )
    x, y, _ = 1000 * joint.parent_frame.position
    return (
        f"The model's one joint between pelvis and trunk, '{root.joint}', stands for L5/S1; it "
        f"lies {abs(x):.0f} mm {'behind' if x < 0 else 'before'} and {abs(y):.0f} mm "
        f"{'above' if y > 0 else 'below'} the origin of body '{subject.profile.pelvis}', and the "
        "moment is about that point."
    )
