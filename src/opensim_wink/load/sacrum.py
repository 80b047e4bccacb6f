"""How the plates about the lowest disc lie in pelvis and L5, which models do not tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES
from opensim_wink.body.subject import Subject
from opensim_wink.body.tree import KinematicTree, Placement, TreeJoint

FloatArray = NDArray[np.float64]

# Standing adults, 709 of them: mean ± 2 SD of pelvic incidence 32° to 74°, Mac-Thiong 2011.
PELVIC_INCIDENCE_DEG = 53.0
SACRAL_SLOPE_DEG = 40.0  # the same people: 24° to 55°; where the model has no hips to go by
VERTEBRA_APART_M = (0.015, 0.07)  # one lumbar level, for adults of all sizes


@dataclass(frozen=True)
class DiscSlopes:
    """How far the plates about the lowest disc fall to the front, where the model is at zero.

    Attributes
    ----------
    sacrum_rad : float
        The sacrum's endplate in the pelvis.
    vertebra_rad : float or None
        L5's endplate in L5; None where the model has no L5.
    """

    sacrum_rad: float
    vertebra_rad: float | None


def disc_slopes(subject: Subject, joint: TreeJoint, above: TreeJoint | None) -> DiscSlopes:
    """Slopes of the plates below and above the lowest disc.

    A pelvis' incidence is a constant of its bone: the angle between the normal of the sacrum's
    endplate and the line from the plate's middle to the hips' axis. The model holds that line, so
    incidence less the line's tilt is the plate's slope, however the model's pelvis is turned at
    zero. L5's plate is taken square to the line from L5/S1 to L4/5.

    Parameters
    ----------
    subject : Subject
        The model.
    joint : TreeJoint
        The lowest lumbar joint.
    above : TreeJoint or None
        The next joint above it on the way to the thorax.

    Returns
    -------
    DiscSlopes
        Radians, + falls to the front.

    References
    ----------
    Mac-Thiong JM, Roussouly P, Berthonnaud É, Guigui P (2011). Age- and sex-related variations in
    sagittal sacropelvic morphology and balance in asymptomatic adults. Eur Spine J 20(S5):572–577.
    doi:10.1007/s00586-011-1923-2
    """
    return DiscSlopes(_sacrum(subject, joint), _vertebra(joint, above))


def _sacrum(subject: Subject, joint: TreeJoint) -> float:
    tree, profile = subject.tree, subject.profile
    pelvis = tree.body(profile.pelvis)
    hips = [tree.joint_of(profile.femur[side]) for side in SIDES if side in profile.femur]
    if not hips or any(hip.parent != pelvis for hip in hips):
        return float(np.deg2rad(SACRAL_SLOPE_DEG))
    middle = np.mean([hip.parent_frame.position for hip in hips], axis=0)
    disc = (_welded(tree, joint.parent, pelvis) @ joint.parent_frame).position
    forward, up, _ = disc - middle
    tilt = np.arctan2(-forward, up)
    return float(np.deg2rad(PELVIC_INCIDENCE_DEG) - tilt)


def _welded(tree: KinematicTree, body: int, onto: int) -> Placement:
    """A body's place in another that it is welded to."""
    place = Placement()
    into = {joint.child: joint for joint in tree.joints}
    while body != onto:
        joint = into[body]
        place = joint.parent_frame @ joint.child_frame.inverse() @ place
        body = joint.parent
    return place


def _vertebra(joint: TreeJoint, above: TreeJoint | None) -> float | None:
    if above is None or above.parent != joint.child:
        return None
    line = above.parent_frame.position - joint.child_frame.position
    low, high = VERTEBRA_APART_M
    if not low <= np.linalg.norm(line) <= high:
        return None
    return float(np.arctan2(line[0], line[1]))
