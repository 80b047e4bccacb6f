"""How long a person's thighs are against shanks and trunk, from the scaled model."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from opensim_wink.body.profile import SIDES
from opensim_wink.body.subject import Subject
from opensim_wink.errors import ModelError
from opensim_wink.load.carried import shoulders_in_torso
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.squat.from_motion import joint_centre

DEFINITIONS = {
    "femur_cm": "Hip centre to knee centre in the scaled model, mean of both sides.",
    "tibia_cm": "Knee centre to ankle centre in the scaled model, mean of both sides.",
    "trunk_cm": (
        "Midpoint of the hip centres to midpoint of the shoulder joints, the scaled model upright; "
        "null where it has no arms."
    ),
    "hip_width_cm": "Distance of both hip centres.",
    "femur_per_tibia": "Length of the thigh over that of the shank.",
    "femur_per_trunk": "Length of the thigh over that of the trunk.",
}


@dataclass(frozen=True)
class Proportions:
    """Lengths of a person's segments, as `DEFINITIONS` says.

    Attributes
    ----------
    femur_cm, tibia_cm, trunk_cm, hip_width_cm : float
        Lengths; that of the trunk NaN where the model has no arms.
    """

    femur_cm: float
    tibia_cm: float
    trunk_cm: float
    hip_width_cm: float

    @property
    def femur_per_tibia(self) -> float:
        """Thigh over shank."""
        return self.femur_cm / self.tibia_cm

    @property
    def femur_per_trunk(self) -> float:
        """Thigh over trunk."""
        return self.femur_cm / self.trunk_cm

    def numbers(self) -> dict[str, float]:
        """All by name, in the order of `DEFINITIONS`."""
        ratios = {name: float(getattr(self, name)) for name in DEFINITIONS if "_per_" in name}
        return asdict(self) | ratios


def proportions(subject: Subject) -> Proportions:
    """Measure the scaled model, upright with all coordinates at zero.

    Parameters
    ----------
    subject : Subject
        The scaled model; it needs both legs.

    Returns
    -------
    Proportions
        Lengths and their ratios.
    """
    kinematics = Kinematics(subject.tree)
    upright = kinematics.zero_poses()
    hip, knee, ankle = (
        np.stack([joint_centre(kinematics, upright, subject, side, which)[0] for side in SIDES])
        for which in ("hip", "knee", "ankle")
    )
    try:
        in_torso = np.mean(shoulders_in_torso(subject), axis=0)
    except ModelError:
        trunk_m = float("nan")
    else:
        shoulders = kinematics.points(upright, subject.profile.torso, in_torso)[0]
        trunk_m = float(np.linalg.norm(shoulders - hip.mean(axis=0)))
    return Proportions(
        femur_cm=100.0 * float(np.linalg.norm(knee - hip, axis=1).mean()),
        tibia_cm=100.0 * float(np.linalg.norm(ankle - knee, axis=1).mean()),
        trunk_cm=100.0 * trunk_m,
        hip_width_cm=100.0 * float(np.linalg.norm(hip[0] - hip[1])),
    )
