"""What a virtual person can and wants to do, and under which circumstances they squat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from opensim_wink.body.profile import SIDES
from opensim_wink.samples.limits import HipStop
from opensim_wink.samples.postures import Planted

FOOT_M = np.array([0.2, 0.0, 0.0])


@dataclass(frozen=True)
class Traits:
    """What a person can and wants to do; angles in degrees.

    Attributes
    ----------
    hip : HipStop
        Where bone stops the hip.
    ankle_deg : float
        Dorsiflexion at which the ankle stops.
    most_strain : float
        Stretch at which the hamstrings stop; see `opensim_wink.samples.limits.hamstring_strain`.
    dare_deg : float
        Anterior lean of the pelvis beyond which the person does not dare to go, however the
        balance is.
    rear_m : float
        Rear end of where the person can have the centre of mass, from the heel.
    place_m : float
        Where they like to have it in the squat, from the heel.
    arch_deg : float
        Lumbar extension, beyond standing, that they take on as they start down, by habit.
    split : float
        Habitual dorsiflexion for each degree of knee flexion.
    ankle_helps : float
        Further dorsiflexion for each degree by which the spine yields.
    tuck : float
        Share of rounding the back with which the pelvis tucks.
    settle_m : float
        How far back they let the mass go for each radian by which the spine yields, m/rad.
    tilt_deg, lumbar_deg : float
        Pelvic tilt (posterior +) and lumbar flexion (− extended) in easy standing.
    drop : float
        How far the hips go down, per length of thigh and shank together.
    """

    hip: HipStop
    ankle_deg: float
    most_strain: float
    dare_deg: float
    rear_m: float
    place_m: float
    arch_deg: float
    split: float
    ankle_helps: float
    tuck: float
    settle_m: float
    tilt_deg: float
    lumbar_deg: float
    drop: float


@dataclass(frozen=True)
class Setup:
    """Under which circumstances a person squats.

    Attributes
    ----------
    heel_m : float
        Height of the heels over the toes.
    stance_m, toe_out_deg : float
        Distance of the heels, and how far each foot points out.
    held_kg, back_kg : float
        Mass held in both hands, and mass on the back.
    supported : bool
        Whether the hands hold on to something fixed.
    arch_deg : float or None
        Arch to begin with; None for the person's habit.
    arms_deg : tuple of float
        Shoulder flexion, shoulder adduction and elbow flexion at the bottom.
    split : float or None
        Dorsiflexion for each degree of knee flexion; None for the person's habit.
    drop : float or None
        How far the hips go down; None for the person's habit.
    """

    heel_m: float = 0.0
    stance_m: float = 0.34
    toe_out_deg: float = 16.0
    held_kg: float = 0.0
    back_kg: float = 0.0
    supported: bool = False
    arch_deg: float | None = None
    arms_deg: tuple[float, float, float] = (45.0, -10.0, 15.0)
    split: float | None = None
    drop: float | None = None


def plant_feet(setup: Setup) -> tuple[Planted, ...]:
    """Both feet on the floor, or with the heels on something.

    Parameters
    ----------
    setup : Setup
        Stance and height of the heels.

    Returns
    -------
    tuple of Planted
        Right, then left.
    """
    turn, pitch = np.deg2rad(setup.toe_out_deg), np.arcsin(setup.heel_m / FOOT_M[0])
    feet = []
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        along = np.array([np.cos(turn) * np.cos(pitch), 0.0, sign * np.sin(turn) * np.cos(pitch)])
        along[1] = -np.sin(pitch)
        heel = np.array([0.0, setup.heel_m, sign * setup.stance_m / 2.0])
        far = heel + FOOT_M[0] * along
        feet.append(Planted(f"calcn_{side}", np.zeros(3), FOOT_M, heel, far))
    return tuple(feet)
