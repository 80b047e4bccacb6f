"""Forces that joints carry: by one body on the other, at a stated point, along stated axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import Subject
from opensim_wink.body.tree import KinematicTree
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import Dynamics, moment_about, wrench_on
from opensim_wink.load.joint_frames import JointCut, joint_cuts
from opensim_wink.load.patella import ligament_shares
from opensim_wink.load.reaction_notes import (
    deep_knees,
    deep_notes,
    knee_notes,
    ligament_notes,
    spine_notes,
    yielding_notes,
)
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.static_optimisation import MuscleForces
from opensim_wink.muscle.pulls import MusclePulls

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Patella = Literal["lever", "pulley"]


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
        Frames in which the contact force may be believed: forces from outside known, muscles of
        the same leg or trunk balanced.
    reserve_share : ndarray, shape (T,)
        Moment that reserves bear at this joint over the net moment there, those of
        ``yielding_share`` left out.
    notes : tuple of str
        What to bear in mind, one sentence each.
    yielding_share : ndarray, shape (T,)
        The same of reserves that stand for tissue the model lacks, such as the capsule of the hip;
        empty where none was asked for.
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
    yielding_share: FloatArray = field(default_factory=lambda: np.empty(0))

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
    patella: Patella = "lever",
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
    patella : {"lever", "pulley"}
        Whether the patellar ligament bears what balances the patella (see
        :func:`opensim_wink.load.patella.ligament_shares`), or all of the quadriceps' force, as
        OpenSim's tool has it.

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
        shares = None
        if pulls is not None and patella == "lever":
            shares = ligament_shares(subject.tree, dynamics, cut, pulls)
        found[name] = _reaction(
            subject.tree, cut, net, known, pulls, muscles, deep, settings, shares
        )
    return found


def _reaction(
    tree: KinematicTree,
    cut: JointCut,
    net: FloatArray,
    known: BoolArray,
    pulls: MusclePulls | None,
    muscles: MuscleForces | None,
    deep: dict[str, BoolArray],
    settings: LoadSettings,
    shares: FloatArray | None,
) -> JointReaction:
    """Net and contact force of one joint from the net wrench through it."""
    net_force, net_moment = _along(cut, net)
    force, moment = np.full_like(net_force, np.nan), np.full_like(net_force, np.nan)
    share, yielding = np.full((2, len(known)), np.nan)
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
        pulled = muscle_wrench(cut, pulls, muscles, len(known), shares)
        force, moment = _along(cut, net - pulled)
        share, yielding = _reserve_shares(tree, cut, muscles, net_moment)
        believed = known & muscles.balanced_at(cut.limb) & np.isfinite(force).all(axis=1)
        notes.extend(spine_notes(cut, force, believed, settings))
        seen = np.where(believed[:, None], force, np.nan)
        notes.extend(knee_notes(tree, cut, pulls, muscles, seen))
        notes.extend(ligament_notes(shares, seen))
        notes.extend(yielding_notes(cut, yielding, net_moment, known))
    notes.extend(deep_notes(cut, deep, known))
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
        yielding_share=yielding,
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
    cut: JointCut,
    pulls: MusclePulls,
    muscles: MuscleForces,
    n_frames: int,
    shares: FloatArray | None = None,
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
    shares : ndarray, shape (T, K), optional
        Share of its tension with which each muscle of ``pulls`` pulls there; all where not given.

    Returns
    -------
    ndarray, shape (6, T)
        Moment about ground's origin, and force; NaN in frames without a solution.
    """
    tension = muscles.tension_n
    column = {name: k for k, name in enumerate(muscles.muscles)}
    total = np.zeros((6, n_frames))
    for k, (name, wrenches) in enumerate(zip(pulls.names, pulls.wrenches, strict=True)):
        if name not in column:
            continue
        pull = tension[:, column[name]] * (1.0 if shares is None else shares[:, k])
        for node, wrench in wrenches.items():
            if node in cut.beyond:
                total += pull * wrench
    return np.where(muscles.solved, total, np.nan)


def _reserve_shares(
    tree: KinematicTree, cut: JointCut, muscles: MuscleForces, net_moment: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Moment of the reserves that turn this joint over the net moment in it, shape (T,).

    First of those that stand for muscles, then of those that stand for tissue the model lacks.
    """
    turning = {c for axis in cut.joint.axes if axis.rotation for c in axis.coordinates}
    names = {tree.coordinates[c] for c in turning}
    if not names & set(muscles.coordinates):  # balanced by what drives them
        names = {tree.coordinates[lead] for c in turning for lead in tree.leads(c)}
    whole = np.linalg.norm(net_moment, axis=1)
    found = []
    for some in (names - set(muscles.yields), names & set(muscles.yields)):
        columns = [a for a, name in enumerate(muscles.coordinates) if name in some]
        borne = np.linalg.norm(muscles.reserve_nm[:, columns], axis=1)
        found.append(np.divide(borne, whole, out=np.full_like(whole, np.nan), where=whole > 0))
    return found[0], found[1]
