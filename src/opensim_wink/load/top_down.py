"""Net moment of both hips from the upper body alone: no force plate is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.masses import BodyMasses, masses_of
from opensim_wink.body.profile import SIDES, Profile, Side
from opensim_wink.body.subject import Subject
from opensim_wink.body.tree import KinematicTree, TreeJoint
from opensim_wink.errors import ModelError, MotionError, SettingError, listed
from opensim_wink.motion.kinematics import Kinematics, NodePoses
from opensim_wink.motion.motion import Motion
from opensim_wink.trial.filters import derivative, frame_rate, lowpass

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]

GRAVITY_M_S2 = np.array([0.0, -9.80665, 0.0])
SHOULDER_APART_M = 0.05  # from the midline; nearer joints of the torso are no shoulders
EQUAL_SHARE = (
    "The net hip moment is that of the upper body over both hips together; each side is given half."
)


@dataclass(frozen=True, eq=False)
class PointMass:
    """Something carried, as a mass at one point of a body.

    Attributes
    ----------
    body : str
        The body that carries it.
    offset_m : ndarray, shape (3,)
        Where, in the body.
    mass_kg : float
        How much.
    """

    body: str
    offset_m: FloatArray
    mass_kg: float


@dataclass(frozen=True, eq=False)
class HipMoment:
    """Net flexion–extension moment that the hips exert on the pelvis.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    both_nm : ndarray, shape (T,)
        Both hips together, N·m about the line through both hip centres; + extends the hips (holds
        the trunk up). NaN in frames that were not solved.
    upper_kg : float
        Mass above the hips, what is carried included.
    notes : tuple of str
        What was assumed, one sentence each.
    """

    time_s: FloatArray
    both_nm: FloatArray
    upper_kg: float
    notes: tuple[str, ...]

    @property
    def per_side_nm(self) -> FloatArray:
        """Half of the moment: plates or a model of the legs would be needed to tell the sides."""
        return self.both_nm / len(SIDES)

    def to_frame(self) -> pd.DataFrame:
        """The moment as a table: index ``time_s``, N·m."""
        import pandas as pd

        return pd.DataFrame(
            {"net_hip_extension_moment_nm": self.both_nm},
            index=pd.Index(self.time_s, name="time_s"),
        )


def hip_moment(
    subject: Subject,
    motion: Motion,
    *,
    cutoff_hz: float = 6.0,
    carried: PointMass | None = None,
    masses: BodyMasses | None = None,
) -> HipMoment:
    """Newton–Euler from above: what both hips together do to keep the upper body in its motion.

    Pelvis and everything above it are summed about the line through both hip centres, so the
    forces in the hips drop out, and no ground reaction is needed:
    ``M = e · Σ [(c − p) × m(a − g) + dH/dt]``, with ``c`` and ``H`` each body's centre of mass and
    angular momentum about it, ``p`` the middle of the hips and ``e`` their axis, to the right.

    Parameters
    ----------
    subject : Subject
        The scaled model; it needs both hips.
    motion : Motion
        Its coordinates, unfiltered.
    cutoff_hz : float
        Cutoff of the zero-lag filter on the coordinates, from which all else is differentiated.
    carried : PointMass, optional
        A bar on the shoulders (see :func:`on_shoulders`) or the like.
    masses : BodyMasses, optional
        Mass properties; read from the subject's model where they are not given.

    Returns
    -------
    HipMoment
        NaN in unsolved frames and in those whose neighbours are not solved.

    Raises
    ------
    ModelError
        If the model lacks a hip, or the body that carries something.
    MotionError
        If the motion has too few frames to be differentiated.

    References
    ----------
    Winter DA, Biomechanics and Motor Control of Human Movement, 4th ed., 2009,
    doi:10.1002/9780470549148.
    """
    if motion.n_frames < 2:
        raise MotionError(
            f"{motion.source or motion.name}: {motion.n_frames} frames; a moment needs at least 2."
        )
    tree = subject.tree
    hips = _hips(subject)
    if masses is None:
        masses = masses_of(subject.model_path)
    rate_hz = frame_rate(motion.time_s)
    values = lowpass(motion.values_of(tree), rate_hz, cutoff_hz)
    kinematics = Kinematics(tree)
    poses = kinematics.poses(tree.follow_couplers(values).T)
    right, left = (
        kinematics.points(poses, tree.bodies[hip.parent], hip.parent_frame.position) for hip in hips
    )
    across = right - left
    axis = across / np.linalg.norm(across, axis=1, keepdims=True)
    middle = 0.5 * (right + left)
    upper = _above(tree, hips)
    total, upper_kg = np.zeros((motion.n_frames, 3)), 0.0
    for body, mass, com, inertia in zip(
        masses.bodies, masses.mass_kg, masses.com_m, masses.inertia_kgm2, strict=True
    ):
        if tree.body(body) not in upper:
            continue
        upper_kg += float(mass)
        total += _linear(kinematics.points(poses, body, com), middle, float(mass), rate_hz)
        total += derivative(_spin(kinematics, poses, body, inertia, rate_hz), rate_hz)
    if carried is not None:
        upper_kg += carried.mass_kg
        place = kinematics.points(poses, carried.body, carried.offset_m)
        total += _linear(place, middle, carried.mass_kg, rate_hz)
    notes = [EQUAL_SHARE]
    if carried is not None:
        notes.append(f"{carried.mass_kg:g} kg are carried on the {carried.body}, as a point.")
    return HipMoment(motion.time_s, np.sum(total * axis, axis=1), upper_kg, tuple(notes))


def on_shoulders(tree: KinematicTree, profile: Profile, mass_kg: float) -> PointMass:
    """A bar as a point between both shoulder joints.

    Parameters
    ----------
    tree : KinematicTree
        The model.
    profile : Profile
        Its parts.
    mass_kg : float
        Mass of the bar with its plates.

    Returns
    -------
    PointMass
        On the torso.

    Raises
    ------
    SettingError
        If the mass is negative or not finite.
    ModelError
        If the model has no shoulders to lay a bar on.
    """
    if not 0 <= mass_kg < np.inf:
        raise SettingError(f"a bar of {mass_kg} kg: its mass must be 0 or more.")
    if not profile.torso:
        raise ModelError("the model has no torso to lay a bar on; state the load as a PointMass.")
    torso = tree.body(profile.torso)
    places = [
        joint.parent_frame.position
        for joint in tree.joints
        if joint.parent == torso and abs(joint.parent_frame.position[2]) > SHOULDER_APART_M
    ]
    if {bool(place[2] > 0) for place in places} != {True, False}:
        raise ModelError(
            f"body '{profile.torso}' has no shoulder joint on both sides to lay a bar on; state "
            "the load as a PointMass."
        )
    return PointMass(profile.torso, np.mean(places, axis=0), float(mass_kg))


def _hips(subject: Subject) -> tuple[TreeJoint, ...]:
    """Right and left hip joint."""
    femur: dict[Side, str] = subject.profile.femur
    missing = [side for side in SIDES if side not in femur]
    if missing:
        raise ModelError(
            f"{subject.model_path}: no femur on side {listed(missing)}; the moment about both hips "
            "needs both."
        )
    return tuple(subject.tree.joint_of(femur[side]) for side in SIDES)


def _above(tree: KinematicTree, hips: tuple[TreeJoint, ...]) -> set[int]:
    """Bodies that do not hang on a hip."""
    legs = {hip.child for hip in hips}
    for joint in tree.joints:  # parents before children
        if joint.parent in legs:
            legs.add(joint.child)
    return set(range(1, len(tree.bodies))) - legs


def _linear(place: FloatArray, about: FloatArray, mass_kg: float, rate_hz: float) -> FloatArray:
    """Moment about a point that holds a mass up and moves it on."""
    acceleration = derivative(derivative(place, rate_hz), rate_hz)
    return np.asarray(np.cross(place - about, mass_kg * (acceleration - GRAVITY_M_S2)))


def _spin(
    kinematics: Kinematics, poses: NodePoses, body: str, inertia: FloatArray, rate_hz: float
) -> FloatArray:
    """Angular momentum of a body about its centre of mass, in ground, shape (T, 3)."""
    rotation = kinematics.body_rotation(poses, body)
    turning = np.einsum("tij,tkj->tik", derivative(rotation, rate_hz), rotation)
    velocity = 0.5 * np.stack(
        [
            turning[:, 2, 1] - turning[:, 1, 2],
            turning[:, 0, 2] - turning[:, 2, 0],
            turning[:, 1, 0] - turning[:, 0, 1],
        ],
        axis=1,
    )
    return np.einsum("tij,jk,tlk,tl->ti", rotation, inertia, rotation, velocity, optimize=True)
