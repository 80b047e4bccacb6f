"""Loads of two squats, made up from the share of depth, for all that tells of loads."""

from __future__ import annotations

import numpy as np

from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.ground import GroundContact
from opensim_wink.load.inverse_dynamics import InverseDynamics
from opensim_wink.load.lumbosacral import LumbosacralMoment
from opensim_wink.load.reactions import JointReaction
from opensim_wink.load.results import Loads
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.static_optimisation import MuscleForces
from opensim_wink.motion.guard.flag import GuardFlag

WEIGHT_N = 700.0
COORDINATES = ("pelvis_tilt", "pelvis_ty", "hip_flexion_r", "hip_flexion_l", "knee_angle_r",
               "knee_angle_l", "ankle_angle_r", "ankle_angle_l", "lumbar_extension")  # fmt: skip
MUSCLES = ("glmax1_r", "glmax1_l", "vaslat_r")
# Contact force at the bottom over body weight, along the directions of each joint.
PEAKS = {
    "l5s1": (0.8, 4.0, 0.1),
    "hip_r": (1.2, -2.7, -0.4),
    "hip_l": (1.1, -2.5, 0.4),
    "knee_r": (-0.6, 3.5, 0.1),
    "knee_l": (-0.6, 3.3, -0.1),
}
DIRECTIONS = {
    "l5s1": ("anterior_shear", "compression", "right"),
    "hip": ("anterior", "superior", "right"),
    "knee": ("anterior", "compression", "right"),
}


def vectors(down: np.ndarray, *peaks: float) -> np.ndarray:
    """Components that grow with depth from a tenth of their peak, shape (T, 3)."""
    return np.outer(0.1 + 0.9 * down, peaks)


def plate(name: str, body: str, time_s: np.ndarray, side: float) -> AppliedForce:
    shape = (len(time_s), 3)
    return AppliedForce(
        name=name,
        body=body,
        force_n=np.broadcast_to((0.0, WEIGHT_N / 2, 0.0), shape).copy(),
        point_m=np.broadcast_to((0.05, 0.0, side * 0.12), shape).copy(),
        moment_nm=np.broadcast_to((0.0, side * 0.5, 0.0), shape).copy(),
    )


def reaction(name: str, down: np.ndarray) -> JointReaction:
    kind, _, side = name.partition("_")
    end = f"_{side}" if side else ""
    force = WEIGHT_N * vectors(down, *PEAKS[name])
    moment = vectors(down, 1.0, 2.0, 3.0)
    return JointReaction(
        name=name,
        joint={"l5s1": "L5_S1", "hip": "hip", "knee": "walker_knee"}[kind] + end,
        on_body={"l5s1": "L5", "hip": "femur", "knee": "tibia"}[kind] + end,
        by_body={"l5s1": "pelvis", "hip": "pelvis", "knee": "femur" + end}[kind],
        frame="Fixed in the body that feels the force.",
        origin="the joint's centre",
        axes=DIRECTIONS[kind],
        force_n=force,
        moment_nm=moment,
        net_force_n=0.3 * force,
        net_moment_nm=20.0 * moment,
        known=np.ones(len(down), bool),
        reserve_share=0.02 * down,
    )


def inverse(down: np.ndarray, time_s: np.ndarray) -> InverseDynamics:
    peaks = np.linspace(-10.0, 80.0, len(COORDINATES))
    force = np.outer(down, peaks)
    residual = vectors(down, 5.0, -12.0, 3.0)
    return InverseDynamics(
        time_s=time_s,
        coordinates=COORDINATES,
        force=force,
        independent=force,
        residual_n=residual,
        residual_nm=0.5 * residual,
        known=np.ones(len(down), bool),
        legs_known=np.ones(len(down), bool),
        notes=("The motion was low-passed at 6 Hz.",),
    )


def muscle_forces(down: np.ndarray) -> MuscleForces:
    shape = (len(down), len(MUSCLES))
    activation = np.broadcast_to((0.05 + 0.4 * down)[:, None], shape).copy()
    balanced = ("hip_flexion_r", "lumbar_extension")
    return MuscleForces(
        muscles=MUSCLES,
        activation=activation,
        active_n=1000.0 * activation,
        passive_n=np.full(shape, 12.0),
        coordinates=balanced,
        needed_nm=np.outer(down, (80.0, 150.0)),
        reserve_nm=np.outer(down, (0.4, 3.0)),
        motors=(),
        solved=np.ones(len(down), bool),
        balanced=np.ones(len(down), bool),
        notes=("Resting fibres bear force.",),
    )


def make_loads(down: np.ndarray, rate_hz: float = 100.0) -> Loads:
    """Loads that follow the depth: plates under both feet, every joint known."""
    time_s = np.arange(len(down)) / rate_hz
    above = vectors(down, 3.0, -2.0, 150.0)
    below = vectors(down, 4.0, -1.0, 160.0)
    blocked = np.zeros(len(down), bool)
    blocked[:10] = True
    ground = GroundContact(
        source="plates",
        forces=(
            plate("plate 1 on the right foot", "calcn_r", time_s, 1.0),
            plate("plate 2 on the left foot", "calcn_l", time_s, -1.0),
        ),
        sides=("r", "l"),
        complete=np.ones(len(down), bool),
        total_n=np.broadcast_to((0.0, WEIGHT_N, 0.0), (len(down), 3)).copy(),
        doubts=(
            GuardFlag("plate_offset", blocked, 31.0, 20.0, "Plate 1 reads 31 N empty.", False),
        ),
        notes=("Plate 1 is under the right foot, plate 2 under the left.",),
    )
    return Loads(
        time_s=time_s,
        settings=LoadSettings(),
        body_weight_n=WEIGHT_N,
        ground=ground,
        carried=(),
        dynamics=inverse(down, time_s),
        lumbosacral=LumbosacralMoment(
            joint="L5_S1",
            above_nm=above,
            below_nm=below,
            above_n=vectors(down, 0.0, 400.0, 0.0),
            below_n=vectors(down, 0.0, 410.0, 0.0),
            centre_m=np.zeros((len(down), 3)),
            difference_nm=below[:, 2] - above[:, 2],
        ),
        muscles=muscle_forces(down),
        reactions={name: reaction(name, down) for name in PEAKS},
        notes=("Loads rest on one model.",),
    )
