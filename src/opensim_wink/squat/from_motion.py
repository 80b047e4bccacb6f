"""From a solved motion to the clinical curves of a squat."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side, SignedCoordinate
from opensim_wink.body.subject import Subject
from opensim_wink.body.tree import KinematicTree
from opensim_wink.motion.kinematics import Kinematics, NodePoses
from opensim_wink.motion.motion import Motion
from opensim_wink.squat.signals import SquatSignals
from opensim_wink.trial.filters import frame_rate, lowpass

FloatArray = NDArray[np.float64]


def squat_signals(
    subject: Subject,
    motion: Motion,
    *,
    cutoff_hz: float = 6.0,
    lumbar_known: NDArray[np.bool_] | None = None,
) -> SquatSignals:
    """Low-pass the coordinates, place the joints by forward kinematics, name angles clinically.

    Parameters
    ----------
    subject : Subject
        The scaled model that the motion belongs to.
    motion : Motion
        Coordinates over time; those that it lacks take the model's default.
    cutoff_hz : float
        Cutoff of the zero-lag Butterworth filter on the coordinates.
    lumbar_known : ndarray of bool, shape (T,), optional
        Frames in which something tells the lumbar angle; it is NaN in all others.

    Returns
    -------
    SquatSignals
        NaN in frames that were not solved.

    Raises
    ------
    MotionError
        If there are fewer than two frames or the times do not rise.
    SettingError
        If the cutoff cannot be.
    """
    tree = subject.tree
    rate_hz = frame_rate(motion.time_s)
    values = lowpass(motion.values_of(tree), rate_hz, cutoff_hz)
    kinematics = Kinematics(tree)
    poses = kinematics.poses(tree.follow_couplers(values).T)
    hip, knee, ankle = (
        np.stack([joint_centre(kinematics, poses, subject, side, which) for side in SIDES], axis=1)
        for which in ("hip", "knee", "ankle")
    )
    profile = subject.profile
    lumbar = _angle(tree, values, profile.lumbar_flexion)
    if lumbar_known is not None:
        lumbar = np.where(lumbar_known, lumbar, np.nan)
    middle = hip.mean(axis=1)
    across = hip[:, 0] - hip[:, 1]
    thigh = knee - hip
    length_m = np.nanmedian(
        np.linalg.norm(thigh, axis=2) + np.linalg.norm(ankle - knee, axis=2), axis=0
    )
    return SquatSignals(
        time_s=motion.time_s,
        hip_height_m=middle[:, 1],
        hip_forward_m=middle[:, 0],
        hip_right_m=middle[:, 2],
        knee_height_m=knee[:, :, 1],
        foot_m=ankle,
        posterior_pelvic_tilt_deg=_angle(tree, values, (profile.posterior_pelvic_tilt,)),
        lumbar_flexion_deg=lumbar,
        hip_flexion_deg=_both_sides(tree, values, profile.hip_flexion),
        knee_flexion_deg=_both_sides(tree, values, profile.knee_flexion),
        ankle_dorsiflexion_deg=_both_sides(tree, values, profile.ankle_dorsiflexion),
        trunk_lean_deg=_trunk_lean(kinematics, poses, profile.torso, len(values)),
        thigh_inclination_deg=_inclination(thigh),
        leg_length_m=float(length_m.mean()),
        pelvic_list_deg=np.rad2deg(np.arctan2(across[:, 1], np.hypot(across[:, 0], across[:, 2]))),
        pelvic_rotation_deg=np.rad2deg(np.arctan2(across[:, 0], across[:, 2])),
    )


def joint_centre(
    kinematics: Kinematics, poses: NodePoses, subject: Subject, side: Side, which: str
) -> FloatArray:
    """Where a joint sits on its lower body: hip on the femur, knee on the tibia, ankle below it.

    Parameters
    ----------
    kinematics : Kinematics
        The model's.
    poses : NodePoses
        Where it is in T frames.
    subject : Subject
        The scaled model.
    side : {"r", "l"}
        Right or left.
    which : {"hip", "knee", "ankle"}
        The joint.

    Returns
    -------
    ndarray, shape (T, 3)
        In ground, m.
    """
    tree, profile = subject.tree, subject.profile
    if which == "hip":
        joint = tree.joint_of(profile.femur[side])
    elif which == "knee":
        joint = tree.joint_of(profile.tibia[side])
    else:
        joint = tree.joint_of(profile.foot[side])
        while joint.parent != tree.body(profile.tibia[side]) and joint.parent > 0:
            joint = tree.joint_of(tree.bodies[joint.parent])
    return kinematics.points(poses, tree.bodies[joint.child], joint.child_frame.position)


def _angle(
    tree: KinematicTree, values: FloatArray, parts: tuple[SignedCoordinate, ...]
) -> FloatArray:
    """Sum of signed coordinates in degrees; NaN throughout where there are none."""
    if not parts:
        return np.full(len(values), np.nan)
    total = sum(part.sign * values[:, tree.coordinate(part.name)] for part in parts)
    return np.rad2deg(np.asarray(total))


def _both_sides(
    tree: KinematicTree, values: FloatArray, sides: dict[Side, SignedCoordinate]
) -> FloatArray:
    return np.stack(
        [_angle(tree, values, (sides[side],) if side in sides else ()) for side in SIDES],
        axis=1,
    )


def _trunk_lean(kinematics: Kinematics, poses: NodePoses, torso: str, n_frames: int) -> FloatArray:
    if not torso:
        return np.full(n_frames, np.nan)
    up = kinematics.body_rotation(poses, torso)[:, :, 1]
    return np.rad2deg(np.arctan2(up[:, 0], up[:, 1]))


def _inclination(segment: FloatArray) -> FloatArray:
    """Angle of a downward segment against the horizontal: 90 hanging, 0 level, negative above."""
    level = np.linalg.norm(segment[..., [0, 2]], axis=-1)
    return np.rad2deg(np.arctan2(-segment[..., 1], level))
