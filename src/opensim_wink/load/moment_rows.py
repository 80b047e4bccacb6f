"""Moments that muscles may have to balance: which coordinates, and the arms about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.subject import Subject
from opensim_wink.load.dynamics import Dynamics, nodes_beyond
from opensim_wink.load.inverse_dynamics import InverseDynamics
from opensim_wink.motion.kinematics import Kinematics
from opensim_wink.muscle.pulls import MusclePulls, tree_arms
from opensim_wink.muscle.unit_pull import line_of

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Spine = Literal["levels", "coupled"]

_SPANS_M = 1e-9  # a muscle with a smaller arm throughout does not cross the coordinate
_ASKS_NM = 0.01  # less throughout is the weight of a body that only carries a joint


@dataclass(frozen=True, eq=False)
class MomentRows:
    """Moments to be balanced.

    Attributes
    ----------
    names : tuple of str
        Coordinates, length A.
    needed : ndarray, shape (T, A)
        Generalised forces that the motion asks for, N·m or N.
    arm_m : ndarray, shape (T, K, A)
        Arms of the muscles.
    leg : ndarray of bool, shape (A,)
        Coordinates that move a leg or a part of it: the ground's forces must be known for them.
    yields : ndarray of bool, shape (A,)
        Coordinates at which tissue that the model lacks may bear a little: rotation of the hip
        (short rotators, capsule), and levels of a coupled spine above the lowest.
    """

    names: tuple[str, ...]
    needed: FloatArray
    arm_m: FloatArray
    leg: BoolArray
    yields: BoolArray

    @property
    def spanned(self) -> BoolArray:
        """Whether a muscle crosses a coordinate, shape (K, A)."""
        return np.asarray((np.abs(np.nan_to_num(self.arm_m)) > _SPANS_M).any(axis=0))

    def of(self, keep: BoolArray) -> MomentRows:
        """Some of them."""
        names = tuple(name for name, kept in zip(self.names, keep, strict=True) if kept)
        return MomentRows(
            names,
            self.needed[:, keep],
            self.arm_m[:, :, keep],
            self.leg[keep],
            self.yields[keep],
        )


def moment_rows(
    subject: Subject,
    dynamics: Dynamics,
    inverse: InverseDynamics,
    pulls: MusclePulls,
    spine: Spine,
) -> MomentRows:
    """Every free coordinate but the root's, level by level in a coupled spine if so wanted.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    dynamics : Dynamics
        The motion.
    inverse : InverseDynamics
        What it asks for.
    pulls : MusclePulls
        Of the model's muscles in the same frames.
    spine : {"levels", "coupled"}
        Whether the levels of a coupled spine count each on its own, or together as couplers have
        it.

    Returns
    -------
    MomentRows
        Whether muscles cross a coordinate or not.
    """
    kinematics = dynamics.kinematics
    tree = subject.tree
    levels = _spine_levels(subject, kinematics) if spine == "levels" else ()
    led = {name: tree.leads(tree.coordinate(name)) for name in levels}
    leads = sorted({lead for heads in led.values() for lead in heads})
    lowest = {next(name for name in levels if lead in led[name]) for lead in leads}
    alone = tuple(dict.fromkeys((*levels, *(tree.coordinates[lead] for lead in leads))))
    followers = {coupler.dependent for coupler in tree.couplers}
    fixed = followers | _root(subject, kinematics) | set(np.flatnonzero(tree.locked).tolist())
    coupled = tuple(
        name for c, name in enumerate(tree.coordinates) if c not in fixed and name not in alone
    )
    arm = np.zeros((*pulls.length_m.shape, len(coupled)))
    for a, name in enumerate(coupled):
        if name in pulls.about:
            arm[:, :, a] = pulls.arm_m[:, :, pulls.about.index(name)]
    columns = [tree.coordinate(name) for name in coupled]
    leg = _legs(subject, kinematics, coupled)
    yields = np.isin(coupled, hip_rotations(subject))
    rows = MomentRows(coupled, inverse.independent[:, columns], arm, leg, yields)
    if not alone:
        return rows
    columns = [tree.coordinate(name) for name in alone]
    own = MomentRows(
        alone,
        inverse.force[:, columns],
        tree_arms(kinematics, dynamics.twists, pulls, alone),
        _legs(subject, kinematics, alone),
        np.array([name in levels and name not in lowest for name in alone], dtype=bool),
    )
    # A coordinate that only drives the levels moves nothing that weighs or is pulled.
    acts = (np.abs(np.nan_to_num(own.needed)) > _ASKS_NM).any(axis=0)
    acts |= (np.abs(np.nan_to_num(own.arm_m)) > _SPANS_M).any(axis=(0, 1))
    own = own.of(acts | np.isin(alone, levels))
    return MomentRows(
        (*own.names, *rows.names),
        np.concatenate([own.needed, rows.needed], axis=1),
        np.concatenate([own.arm_m, rows.arm_m], axis=2),
        np.concatenate([own.leg, rows.leg]),
        np.concatenate([own.yields, rows.yields]),
    )


def hip_rotations(subject: Subject) -> tuple[str, ...]:
    """Coordinates that turn a thigh about its long axis, whatever they are called.

    Parameters
    ----------
    subject : Subject
        The model.

    Returns
    -------
    tuple of str
        One for each leg whose hip has such a coordinate.
    """
    tree, found = subject.tree, []
    for side, femur in subject.profile.femur.items():
        hip, along = tree.joint_of(femur), np.array([0.0, 1.0, 0.0])
        if side in subject.profile.tibia:
            knee = tree.joint_of(subject.profile.tibia[side])
            if knee.parent == hip.child:
                along = knee.parent_frame.position - hip.child_frame.position
        turns = [axis for axis in hip.axes if axis.rotation and len(axis.coordinates) == 1]
        if not turns:
            continue
        axis = max(turns, key=lambda axis: abs(float(axis.direction @ along)))
        name = tree.coordinates[axis.coordinates[0]]
        if name != subject.profile.hip_flexion[side].name:
            found.append(name)
    return tuple(found)


def _root(subject: Subject, kinematics: Kinematics) -> set[int]:
    """Coordinates that place the pelvis in ground: no muscle bears what is left over there."""
    node = kinematics.body_node[subject.tree.body(subject.profile.pelvis)]
    return {c for above in line_of(kinematics, node) for c in kinematics.nodes[above].coordinates}


def _spine_levels(subject: Subject, kinematics: Kinematics) -> tuple[str, ...]:
    """Coordinates between pelvis and torso that couplers tie together, from the pelvis up."""
    tree, profile = subject.tree, subject.profile
    if not profile.torso:
        return ()
    ends = [kinematics.body_node[tree.body(name)] for name in (profile.torso, profile.pelvis)]
    line, node = [], ends[0]
    while node not in (ends[1], -1):
        line.append(node)
        node = kinematics.nodes[node].parent
    moved = [c for node in reversed(line) for c in kinematics.nodes[node].coordinates]
    tied = {coupler.dependent for coupler in tree.couplers} & set(moved)
    tied |= {lead for c in tied for lead in tree.leads(c)}
    return tuple(tree.coordinates[c] for c in moved if c in tied)


def _legs(subject: Subject, kinematics: Kinematics, names: tuple[str, ...]) -> BoolArray:
    """Which coordinates move a leg or a part of it: the ground's forces must be known for them."""
    tree = subject.tree
    moved: set[int] = set()
    for femur in subject.profile.femur.values():
        for node in nodes_beyond(kinematics, kinematics.body_node[tree.body(femur)]):
            moved.update(kinematics.nodes[node].coordinates)
    leads = {lead for c in moved for lead in tree.leads(c)} | moved
    return np.array([tree.coordinate(name) in leads for name in names], dtype=bool)
