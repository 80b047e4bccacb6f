"""Forces that joints carry: by one body on the other, at a stated point, along stated axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import Side
from opensim_wink.body.subject import Subject
from opensim_wink.body.tree import KinematicTree
from opensim_wink.errors import counted
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import Dynamics, moment_about, wrench_on
from opensim_wink.load.joint_frames import JointCut, joint_cuts
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.static_optimisation import MuscleForces
from opensim_wink.muscle.pulls import MusclePulls

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

DEEP_KNEE_DEG = 120.0  # beyond, thigh and calf touch
DISC_TURN_DEG = 10.0  # about one standard deviation of the sacrum's slope between people


@dataclass(frozen=True, eq=False)
class JointReaction:
    """What one body exerts on the next through a joint.

    Attributes
    ----------
    name : str
        ``"l5s1"``, ``"hip_r"``, ``"hip_l"``, ``"knee_r"`` or ``"knee_l"``.
    joint : str
        Native joint name.
    on_body, by_body : str
        The body that feels the force, and the one that exerts it.
    frame : str
        In words: where the axes are fixed and how they lie.
    origin : str
        In words: the point that the moment is about.
    axes : tuple of str
        Direction words of the three components, such as ``("anterior", "compression", "right")``.
    force_n, moment_nm : ndarray, shape (T, 3)
        Along these axes; NaN where not known.
    net_force_n, net_moment_nm : ndarray, shape (T, 3)
        The same without muscles: the net joint force and moment of inverse dynamics.
    known : ndarray of bool, shape (T,)
        Frames in which the contact force may be believed: forces from outside known, muscles
        balanced.
    reserve_share : ndarray, shape (T,)
        Moment that reserves bear at this joint over the net moment there.
    notes : tuple of str
        What to bear in mind, one sentence each.
    """

    name: str
    joint: str
    on_body: str
    by_body: str
    frame: str
    origin: str
    axes: tuple[str, str, str]
    force_n: FloatArray
    moment_nm: FloatArray
    net_force_n: FloatArray
    net_moment_nm: FloatArray
    known: BoolArray
    reserve_share: FloatArray
    notes: tuple[str, ...] = ()

    @property
    def resultant_n(self) -> FloatArray:
        """Length of the contact force, shape (T,), N."""
        return np.asarray(np.linalg.norm(self.force_n, axis=1))


def joint_reactions(
    subject: Subject,
    dynamics: Dynamics,
    applied: Sequence[AppliedForce],
    pulls: MusclePulls | None,
    muscles: MuscleForces | None,
    legs_known: BoolArray,
    *,
    settings: LoadSettings,
) -> dict[str, JointReaction]:
    """Forces in L5/S1, hips and knees, as far as the model has these joints.

    Everything beyond a joint is cut free: what it needs for its motion, less its weight, less
    forces from outside, is the net force through the joint; less the pull of all muscles on it, it
    is the force in the joint.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    dynamics : Dynamics
        Its motion.
    applied : sequence of AppliedForce
        Ground reactions and what is carried.
    pulls : MusclePulls or None
        What each muscle does to the bodies, per newton.
    muscles : MuscleForces or None
        What each muscle bears. Without it only net forces and moments are given.
    legs_known : ndarray of bool, shape (T,)
        Frames in which ground reactions are complete.
    settings : LoadSettings
        What was chosen.

    Returns
    -------
    dict of str to JointReaction
        By name: ``l5s1``, ``hip_r``, ``hip_l``, ``knee_r``, ``knee_l``. Hips and knees are NaN
        where ground reactions are not complete.

    References
    ----------
    Steele KM, DeMers MS, Schwartz MH, Delp SL (2012). Compressive tibiofemoral force during crouch
    gait. Gait Posture 35:556–560. doi:10.1016/j.gaitpost.2011.11.023
    """
    found = {}
    deep = deep_knees(subject, dynamics)
    for name, cut in joint_cuts(subject, dynamics).items():
        known = dynamics.known & legs_known if cut.needs_legs else dynamics.known.copy()
        net = wrench_on(dynamics, cut.beyond, applied)
        net = np.where(known, net, np.nan)
        found[name] = _reaction(subject.tree, cut, net, known, pulls, muscles, deep, settings)
    return found


def deep_knees(subject: Subject, dynamics: Dynamics) -> dict[Side, BoolArray]:
    """Frames in which a knee is so bent that thigh and calf touch, which no model here knows.

    Parameters
    ----------
    subject : Subject
        The model.
    dynamics : Dynamics
        Its motion.

    Returns
    -------
    dict of Side to ndarray of bool, shape (T,)
        Beyond 120° of flexion.

    References
    ----------
    Glitsch U, Heinrich K, Ellegast RP (2022). Estimation of tibiofemoral and patellofemoral joint
    forces during squatting and kneeling. Appl Sci 12:255. doi:10.3390/app12010255
    """
    found = {}
    for side, coordinate in subject.profile.knee_flexion.items():
        native = dynamics.values[:, subject.tree.coordinate(coordinate.name)]
        with np.errstate(invalid="ignore"):
            found[side] = np.rad2deg(coordinate.sign * native) > DEEP_KNEE_DEG
    return found


def _reaction(
    tree: KinematicTree,
    cut: JointCut,
    net: FloatArray,
    known: BoolArray,
    pulls: MusclePulls | None,
    muscles: MuscleForces | None,
    deep: dict[Side, BoolArray],
    settings: LoadSettings,
) -> JointReaction:
    """Net and contact force of one joint from the net wrench through it."""
    net_force, net_moment = _along(cut, net)
    force, moment = np.full_like(net_force, np.nan), np.full_like(net_force, np.nan)
    share = np.full(len(known), np.nan)
    believed = np.zeros(len(known), dtype=bool)
    notes = list(cut.notes)
    if pulls is None or muscles is None or settings.level != "muscles":
        notes.append("No muscle forces: only net force and moment, no force in the joint.")
    elif not muscles_across(cut, pulls):
        notes.append(
            "No muscle of the model crosses this joint: a motor turns it, which adds no "
            "compression, so a force in the joint would come out far too low and none is given."
        )
    else:
        pulled = muscle_wrench(cut, pulls, muscles, len(known))
        force, moment = _along(cut, net - pulled)
        share = _reserve_share(tree, cut, muscles, net_moment)
        believed = known & muscles.balanced & np.isfinite(force).all(axis=1)
        notes.extend(_force_notes(cut, force, believed, settings))
    notes.extend(_deep_note(cut, deep, known))
    return JointReaction(
        name=cut.name,
        joint=cut.joint.name,
        on_body=cut.on_body,
        by_body=cut.by_body,
        frame=cut.frame,
        origin=cut.origin,
        axes=cut.axes,
        force_n=force,
        moment_nm=moment,
        net_force_n=net_force,
        net_moment_nm=net_moment,
        known=believed,
        reserve_share=share,
        notes=tuple(notes),
    )


def _along(cut: JointCut, wrench: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Force and moment about the cut's centre, along its directions, shapes (T, 3)."""
    force = np.einsum("tij,jt->ti", cut.directions, wrench[3:])
    moment = np.einsum("tij,tj->ti", cut.directions, moment_about(wrench, cut.centre_m))
    return force, moment


def muscles_across(cut: JointCut, pulls: MusclePulls) -> tuple[int, ...]:
    """Muscles that run from one side of a cut to the other.

    Parameters
    ----------
    cut : JointCut
        The cut.
    pulls : MusclePulls
        Their pulls.

    Returns
    -------
    tuple of int
        Indices into ``pulls.names``: those whose pull on the outboard side is not in balance.
    """
    found = []
    for k, wrenches in enumerate(pulls.wrenches):
        beyond = [wrench for node, wrench in wrenches.items() if node in cut.beyond]
        if beyond and np.nanmax(np.abs(np.sum(beyond, axis=0)[3:]), initial=0.0) > 1e-9:
            found.append(k)
    return tuple(found)


def muscle_wrench(
    cut: JointCut, pulls: MusclePulls, muscles: MuscleForces, n_frames: int
) -> FloatArray:
    """Pull of all muscles together on the outboard side of a cut.

    Parameters
    ----------
    cut : JointCut
        The cut.
    pulls : MusclePulls
        Pulls per newton.
    muscles : MuscleForces
        What each bears; those it does not name bear nothing.
    n_frames : int
        Number of frames T.

    Returns
    -------
    ndarray, shape (6, T)
        Moment about ground's origin, and force; NaN in frames without a solution.
    """
    tension = muscles.tension_n
    column = {name: k for k, name in enumerate(muscles.muscles)}
    total = np.zeros((6, n_frames))
    for name, wrenches in zip(pulls.names, pulls.wrenches, strict=True):
        if name not in column:
            continue
        for node, wrench in wrenches.items():
            if node in cut.beyond:
                total += tension[:, column[name]] * wrench
    return np.where(muscles.solved, total, np.nan)


def _reserve_share(
    tree: KinematicTree, cut: JointCut, muscles: MuscleForces, net_moment: FloatArray
) -> FloatArray:
    """Moment of the reserves that turn this joint over the net moment in it, shape (T,)."""
    turning = {c for axis in cut.joint.axes if axis.rotation for c in axis.coordinates}
    leads = {tree.coordinates[lead] for c in turning for lead in tree.leads(c)}
    columns = [a for a, name in enumerate(muscles.coordinates) if name in leads]
    borne = np.linalg.norm(muscles.reserve_nm[:, columns], axis=1)
    whole = np.linalg.norm(net_moment, axis=1)
    share = np.divide(borne, whole, out=np.full_like(whole, np.nan), where=whole > 0)
    return np.asarray(share)


def _force_notes(
    cut: JointCut, force: FloatArray, known: BoolArray, settings: LoadSettings
) -> list[str]:
    """What the force in L5/S1 leaves out, and how it hangs on the disc's inclination."""
    if cut.name != "l5s1":
        return []
    notes = []
    if settings.abdominal_pressure_kpa or settings.ligament_share:
        notes.append(
            "Abdominal pressure and passive tissue of the spine are not in this force; what they "
            "would change is told beside it."
        )
    if known.any():
        frame = int(np.nanargmax(np.where(known, force[:, 1], np.nan)))
        turned = [inclined(force[frame], turn) for turn in (-DISC_TURN_DEG, DISC_TURN_DEG)]
        shear, press = force[frame, :2]
        notes.append(
            f"Were the disc inclined {DISC_TURN_DEG:.0f}° less or more, the largest compression of "
            f"{press:.0f} N would be {turned[0][1]:.0f} or {turned[1][1]:.0f} N and the anterior "
            f"shear of {shear:.0f} N there {turned[0][0]:.0f} or {turned[1][0]:.0f} N: shear "
            "hangs on the disc's plane, which was not measured."
        )
    return notes


def inclined(force_n: FloatArray, turn_deg: float) -> FloatArray:
    """The force in L5/S1 as a disc would tell it that falls more to the front.

    Parameters
    ----------
    force_n : ndarray, shape (..., 3)
        Anterior shear, compression and force to the right, N.
    turn_deg : float
        How much more the disc falls to the front.

    Returns
    -------
    ndarray, shape (..., 3)
        The same force along the turned directions.
    """
    turn = np.deg2rad(turn_deg)
    shear, press, right = np.moveaxis(np.asarray(force_n, dtype=float), -1, 0)
    return np.stack(
        [
            np.cos(turn) * shear + np.sin(turn) * press,
            np.cos(turn) * press - np.sin(turn) * shear,
            right,
        ],
        axis=-1,
    )


def _deep_note(cut: JointCut, deep: dict[Side, BoolArray], known: BoolArray) -> list[str]:
    for side, frames in deep.items():
        number = int((frames & known).sum())
        if cut.name == f"knee_{side}" and number:
            return [
                f"In {counted(number, 'frame')} the knee is bent beyond {DEEP_KNEE_DEG:.0f}°, "
                "where the thigh rests on the calf: that push is left out, so the force is too "
                "high there."
            ]
    return []
