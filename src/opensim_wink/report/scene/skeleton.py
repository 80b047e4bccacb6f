"""Simple bones for any model, placed by its joints and sized by the person's lengths.

All is laid out in the model's upright posture, all coordinates at zero, and then fixed to the
bodies. What a joint does not tell (crests, ribs, skull) has the proportions of the generic OpenSim
skeleton: bones to see a movement by, not to measure on.
"""

from __future__ import annotations

from opensim_wink.body.subject import Subject
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.report.scene.bones.layout import Layout
from opensim_wink.report.scene.bones.limbs import arm_bones, leg_bones
from opensim_wink.report.scene.bones.pelvis import pelvis_bones
from opensim_wink.report.scene.bones.spine import lumbar_bones
from opensim_wink.report.scene.bones.thorax import thorax_bones
from opensim_wink.report.scene.scene import SceneBone


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
        Pelvis, spine, chest and head, legs, arms, as far as the model has these parts; ``body``
        counts its bodies without ground.
    """
    layout = Layout(subject, kinematics)
    return (
        *pelvis_bones(layout),
        *lumbar_bones(layout),
        *thorax_bones(layout),
        *leg_bones(layout),
        *arm_bones(layout),
    )
