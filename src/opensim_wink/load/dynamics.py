"""What a motion asks of every part of the body: rates of momentum less weight, node by node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.masses import BodyMasses, masses_of
from opensim_wink.body.subject import Subject
from opensim_wink.errors import MotionError
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.momentum import (
    GRAVITY_M_S2,
    SPLINE_DEGREE,
    centres,
    needed_wrenches,
    node_masses,
    spline_rate,
)
from opensim_wink.motion.coupled_rates import follow_coupled_rates
from opensim_wink.motion.kinematics import Kinematics, NodePoses
from opensim_wink.motion.motion import Motion
from opensim_wink.trial.filters import frame_rate, lowpass, shortest_run
from opensim_wink.trial.runs import runs

__all__ = [
    "GRAVITY_M_S2",
    "Dynamics",
    "moment_about",
    "net_wrenches",
    "nodes_beyond",
    "prepare_dynamics",
    "wrench_on",
]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Dynamics:
    """A motion made ready for moments: filtered, differentiated, with the wrench each node needs.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    kinematics : Kinematics
        The model's; ``needed`` and ``poses`` go by its nodes (welded bodies are fused).
    values, rates : ndarray, shape (T, C)
        Low-passed coordinates with couplers met, rad or m, and their first derivatives.
    poses : NodePoses
        Where the nodes are.
    twists : ndarray, shape (R, 6, T)
        Twist of every coordinate about ground's origin, rows as in ``kinematics.twist_rows``.
    needed : ndarray, shape (N, 6, T)
        Moment about ground's origin, and force, that all else must exert on the node: the rate of
        its momentum less its weight. NaN where the motion is not known.
    known : ndarray of bool, shape (T,)
        Frames in which ``needed`` is known.
    weak : ndarray of bool, shape (T,)
        Known frames so near to an end of their run that the filter saw one side only: within half
        a period of its cutoff. In a squat cut anywhere, joint moments were off by up to 33 N·m in
        the first frame, by 2 N·m after half a period and by 0.1 N·m after one. Coordinates that
        came filtered leave the first and last frame weak (0.3 N·m).
    mass_kg : float
        Mass of the whole model.
    node_mass_kg : ndarray, shape (N,)
        Mass of each node, its welded bodies together.
    com_m : ndarray, shape (T, 3)
        Centre of mass of the whole model in ground, m.
    """

    time_s: FloatArray
    kinematics: Kinematics
    values: FloatArray
    rates: FloatArray
    poses: NodePoses
    twists: FloatArray
    needed: FloatArray
    known: BoolArray
    weak: BoolArray
    mass_kg: float
    node_mass_kg: FloatArray
    com_m: FloatArray


def prepare_dynamics(
    subject: Subject,
    motion: Motion,
    *,
    cutoff_hz: float = 6.0,
    masses: BodyMasses | None = None,
    filtered: bool = False,
) -> Dynamics:
    """Filter and differentiate a motion, and weigh what each part of the body needs for it.

    Velocities come from twists and the coordinates' rates; momentum is taken about a fixed point,
    so that its rate is the wrench itself and one derivative is enough: ``needed = d/dt (H, p) −
    weight``. All rates are those of interpolating quintic splines through the frames, each run of
    known frames by itself.

    Parameters
    ----------
    subject : Subject
        The scaled model.
    motion : Motion
        Its coordinates over time.
    cutoff_hz : float
        Cutoff of the zero-lag filter on the coordinates.
    masses : BodyMasses, optional
        Mass properties; read from the subject's model where they are not given.
    filtered : bool
        Take the coordinates as they are: they have been filtered already.

    Returns
    -------
    Dynamics
        NaN, and not known, in unsolved frames and in runs of them too short to be filtered or
        differentiated.

    Raises
    ------
    MotionError
        If the motion has fewer than two frames, or times that do not rise.
    ModelError
        If mass properties name a body that the model lacks.

    References
    ----------
    Winter DA, Biomechanics and Motor Control of Human Movement, 4th ed., 2009,
    doi:10.1002/9780470549148. Woltring HJ, Adv Eng Softw 1986;8:104,
    doi:10.1016/0141-1195(86)90098-7.
    """
    if motion.n_frames < 2:
        raise MotionError(
            f"{motion.source or motion.name}: {motion.n_frames} frames; a moment needs at least 2."
        )
    tree = subject.tree
    masses = masses_of(subject.model_path) if masses is None else masses
    rate_hz = frame_rate(motion.time_s)
    values = motion.values_of(tree)
    known: BoolArray = np.asarray(np.isfinite(values).all(axis=1))
    shortest = SPLINE_DEGREE + 1
    if not filtered:
        values = lowpass(np.where(known[:, None], values, np.nan), rate_hz, cutoff_hz)
        shortest = max(shortest, shortest_run(rate_hz, cutoff_hz))
    spans = [(first, stop) for first, stop in runs(known) if stop - first >= shortest]
    at_end = 1 if filtered else int(np.ceil(0.5 * rate_hz / cutoff_hz))
    known, weak = np.zeros((2, motion.n_frames), dtype=bool)
    for first, stop in spans:
        known[first:stop] = True
        weak[first : first + at_end] = weak[max(first, stop - at_end) : stop] = True
    weak &= known
    values = tree.follow_couplers(np.where(known[:, None], values, np.nan))
    rates = follow_coupled_rates(tree, values, spline_rate(motion.time_s, values, spans))
    kinematics = Kinematics(tree)
    poses, twists = kinematics.poses_and_twists(values.T)
    parts = node_masses(kinematics, masses)
    needed = needed_wrenches(motion.time_s, kinematics, parts, poses, twists, rates, spans)
    return Dynamics(
        time_s=motion.time_s,
        kinematics=kinematics,
        values=values,
        rates=rates,
        poses=poses,
        twists=twists,
        needed=needed,
        known=known,
        weak=weak,
        mass_kg=masses.total_kg,
        node_mass_kg=parts.mass_kg,
        com_m=np.einsum("n,nit->ti", _shares(parts.mass_kg), centres(parts, poses)),
    )


def _shares(mass_kg: FloatArray) -> FloatArray:
    """Shares of the whole; NaN where there is no mass at all."""
    total = float(mass_kg.sum())
    return mass_kg / total if total > 0 else np.full_like(mass_kg, np.nan)


def net_wrenches(dynamics: Dynamics, applied: Sequence[AppliedForce]) -> FloatArray:
    """Net wrench that every joint carries, on its outboard side, muscles and contact together.

    Parameters
    ----------
    dynamics : Dynamics
        The motion.
    applied : sequence of AppliedForce
        Forces from outside.

    Returns
    -------
    ndarray, shape (N, 6, T)
        By the node that the joint moves: moment about ground's origin, and force, that must cross
        it into the node and all beyond. NaN where the motion or a force beyond is not known.
    """
    found = dynamics.needed.copy()
    kinematics = dynamics.kinematics
    for force in applied:
        node = kinematics.body_node[kinematics.tree.body(force.body)]
        if node >= 0:
            found[node] -= force.wrench
    for n in range(len(kinematics.nodes) - 1, -1, -1):  # parents come before children
        parent = kinematics.nodes[n].parent
        if parent >= 0:
            found[parent] += found[n]
    return found


def wrench_on(
    dynamics: Dynamics, nodes: frozenset[int], applied: Sequence[AppliedForce]
) -> FloatArray:
    """Net wrench that some nodes need beyond given forces from outside.

    Parameters
    ----------
    dynamics : Dynamics
        The motion.
    nodes : frozenset of int
        The nodes, taken together.
    applied : sequence of AppliedForce
        Forces from outside; those on other nodes do not count.

    Returns
    -------
    ndarray, shape (6, T)
        Moment about ground's origin, and force. NaN where not known.
    """
    kinematics = dynamics.kinematics
    total = np.asarray(dynamics.needed[sorted(nodes)].sum(axis=0))
    for force in applied:
        if kinematics.body_node[kinematics.tree.body(force.body)] in nodes:
            total = total - force.wrench
    return total


def nodes_beyond(kinematics: Kinematics, node: int) -> frozenset[int]:
    """A node and all that hang on it.

    Parameters
    ----------
    kinematics : Kinematics
        The model's.
    node : int
        Index of the node.

    Returns
    -------
    frozenset of int
        Their indices.
    """
    found = {node}
    for index, other in enumerate(kinematics.nodes):  # parents come before children
        if other.parent in found:
            found.add(index)
    return frozenset(found)


def moment_about(wrench: FloatArray, point_m: FloatArray) -> FloatArray:
    """Moment of a wrench about another point than ground's origin.

    Parameters
    ----------
    wrench : ndarray, shape (6, T)
        Moment about ground's origin, and force.
    point_m : ndarray, shape (T, 3)
        The point in ground, m.

    Returns
    -------
    ndarray, shape (T, 3)
        N·m along ground's axes.
    """
    return np.asarray(wrench[:3].T - np.cross(point_m, wrench[3:].T))
