"""Simple bones for any model: from its joints, its parts and the person's lengths."""

from __future__ import annotations

import numpy as np

from opensim_wink.body.subject import Subject
from opensim_wink.load.feet import upright_poses
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.report.scene import SceneBone


def skeleton_bones(subject: Subject, kinematics: Kinematics) -> tuple[SceneBone, ...]:
    """Bones of a person.

    Parameters
    ----------
    subject : Subject
        The person's model.
    kinematics : Kinematics
        Its kinematics.

    Returns
    -------
    tuple of SceneBone
        ``body`` counts the model's bodies without ground.
    """
    tree, upright = subject.tree, upright_poses(kinematics)
    bones = []
    for joint in tree.joints:
        if joint.parent == 0:
            continue
        name = tree.bodies[joint.parent]
        centre = kinematics.points(upright, tree.bodies[joint.child], joint.child_frame.position)[0]
        turn = kinematics.body_rotation(upright, name)[0]
        origin = kinematics.points(upright, name, np.zeros(3))[0]
        points = np.stack([np.zeros(3), turn.T @ (centre - origin)])
        bones.append(SceneBone(joint.parent - 1, "shaft", "", points, 0.012))
    return tuple(bones)
