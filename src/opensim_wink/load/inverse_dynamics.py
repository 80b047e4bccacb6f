"""Generalised forces that a motion asks for, and what they leave over at the pelvis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import GRAVITY_M_S2, Dynamics, moment_about, net_wrenches

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

FORCE_LIMIT = 0.05  # of the largest force from outside
MOMENT_LIMIT = 0.01  # of the same times the height of the centre of mass


@dataclass(frozen=True, eq=False)
class InverseDynamics:
    """Generalised forces of a motion under forces from outside.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    coordinates : tuple of str
        Native names, length C.
    force : ndarray, shape (T, C)
        Generalised force on each coordinate as a tree without couplers, as OpenSim's tool gives
        it: N·m for angles, N for translations, + drives the coordinate up. NaN where not known.
    independent : ndarray, shape (T, C)
        The same with each coupled coordinate's force passed to those that drive it; zero for
        coupled ones.
    residual_n, residual_nm : ndarray, shape (T, 3)
        What the ground would still have to do to the pelvis, about its origin, along ground's
        axes: zero for perfect data, whole weight without a ground reaction.
    known : ndarray of bool, shape (T,)
        Frames with a motion.
    legs_known : ndarray of bool, shape (T,)
        Frames in which ground reactions are complete too, so that the legs may be believed.
    notes : tuple of str
        One sentence each.
    """

    time_s: FloatArray
    coordinates: tuple[str, ...]
    force: FloatArray
    independent: FloatArray
    residual_n: FloatArray
    residual_nm: FloatArray
    known: BoolArray
    legs_known: BoolArray
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Residuals:
    """What inverse dynamics leaves over at the pelvis, beside the limits that the field accepts.

    Attributes
    ----------
    force_n, moment_nm : float
        Largest over the frames.
    force_rms_n, moment_rms_nm : float
        Root mean square over the frames.
    body_weight_share : float
        ``force_n`` over the person's weight.
    force_share : float
        ``force_n`` over the largest force from outside; accepted below ``FORCE_LIMIT``.
    moment_share : float
        ``moment_nm`` over the same times the mean height of the centre of mass over the ground;
        accepted below ``MOMENT_LIMIT``.
    frames : int
        Frames that were looked at; all figures are NaN where there are none.
    """

    force_n: float
    moment_nm: float
    force_rms_n: float
    moment_rms_nm: float
    body_weight_share: float
    force_share: float
    moment_share: float
    frames: int

    @property
    def accepted(self) -> bool:
        """Whether force and moment both stay within the limits."""
        return self.force_share < FORCE_LIMIT and self.moment_share < MOMENT_LIMIT

    @property
    def note(self) -> str:
        """The figures in one sentence."""
        if not self.frames:
            return "Residuals at the pelvis are not known: no frame has a ground reaction."
        verdict = "within" if self.accepted else "beyond"
        return (
            f"Residuals at the pelvis reach {self.force_n:.0f} N "
            f"({100 * self.body_weight_share:.0f} % of body weight, "
            f"{100 * self.force_share:.1f} % of the largest force from outside; accepted below "
            f"{100 * FORCE_LIMIT:.0f} %) and {self.moment_nm:.0f} N·m "
            f"({100 * self.moment_share:.1f} % of that force times the height of the centre of "
            f"mass; accepted below {100 * MOMENT_LIMIT:.0f} %): {verdict} the accepted limits."
        )


def inverse_dynamics(
    dynamics: Dynamics,
    applied: Sequence[AppliedForce],
    legs_known: BoolArray,
    *,
    pelvis: str = "pelvis",
) -> InverseDynamics:
    """Generalised forces that a motion asks for under given forces from outside.

    The power of a joint's net wrench on the twist of a coordinate is that coordinate's generalised
    force, joint by joint and over all frames at once.

    Parameters
    ----------
    dynamics : Dynamics
        The motion.
    applied : sequence of AppliedForce
        Forces from outside on the bodies.
    legs_known : ndarray of bool, shape (T,)
        Frames in which what the ground does to each foot is known.
    pelvis : str
        Body at which residuals are given.

    Returns
    -------
    InverseDynamics
        Forces and residuals.

    References
    ----------
    Featherstone R, Rigid Body Dynamics Algorithms, 2008, doi:10.1007/978-1-4899-7560-7.
    """
    kinematics = dynamics.kinematics
    tree, nodes = kinematics.tree, kinematics.nodes
    net = net_wrenches(dynamics, applied)
    node_of_row = np.repeat(
        np.arange(len(nodes)), [rows.stop - rows.start for rows in kinematics.twist_rows]
    )
    column_of_row = [c for node in nodes for c in node.coordinates]
    power = np.einsum("rit,rit->tr", dynamics.twists, net[node_of_row])
    force = np.zeros(dynamics.values.shape)
    for row, column in enumerate(column_of_row):
        force[:, column] += power[:, row]
    force[~dynamics.known] = np.nan
    node = kinematics.body_node[tree.body(pelvis)]
    root = node
    while root >= 0 and nodes[root].parent >= 0:
        root = nodes[root].parent
    left = net[root] if root >= 0 else np.full((6, len(force)), np.nan)
    where_m = kinematics.points(dynamics.poses, pelvis, np.zeros(3))
    return InverseDynamics(
        time_s=dynamics.time_s,
        coordinates=tree.coordinates,
        force=force,
        independent=pass_to_leads(dynamics, force),
        residual_n=np.ascontiguousarray(left[3:].T),
        residual_nm=moment_about(left, where_m),
        known=dynamics.known,
        legs_known=np.asarray(legs_known & dynamics.known, dtype=bool),
        notes=_ends(dynamics),
    )


def _ends(dynamics: Dynamics) -> tuple[str, ...]:
    """What to bear in mind of frames beside gaps, the motion's own two ends aside."""
    inner = dynamics.weak.copy()
    frames = np.flatnonzero(dynamics.known)
    for end in (frames, frames[::-1]):
        for frame in end:
            if not inner[frame]:
                break
            inner[frame] = False
    if not inner.any():
        return ()
    return (
        f"In {int(inner.sum())} frames beside gaps of the motion the filter saw one side only: "
        "moments and forces are less certain there.",
    )


def pass_to_leads(dynamics: Dynamics, force: FloatArray) -> FloatArray:
    """Pass the force on every coupled coordinate to those that drive it.

    Parameters
    ----------
    dynamics : Dynamics
        The motion.
    force : ndarray, shape (T, C)
        Generalised forces of the tree without couplers.

    Returns
    -------
    ndarray, shape (T, C)
        Generalised forces of the independent coordinates; zero for coupled ones.
    """
    found = force.copy()
    for coupler in reversed(dynamics.kinematics.tree.couplers):  # followers of followers first
        slopes = coupler.slopes(dynamics.values.T)
        for slope, lead in zip(slopes, coupler.independents, strict=True):
            found[:, lead] += slope * found[:, coupler.dependent]
        found[:, coupler.dependent] = 0.0
    return found


def residuals(
    inverse: InverseDynamics,
    dynamics: Dynamics,
    applied: Sequence[AppliedForce],
    frames: BoolArray | None = None,
) -> Residuals:
    """Residuals at the pelvis beside the limits that the field accepts.

    Parameters
    ----------
    inverse : InverseDynamics
        Of the motion.
    dynamics : Dynamics
        The motion.
    applied : sequence of AppliedForce
        The same forces that inverse dynamics was given.
    frames : ndarray of bool, shape (T,), optional
        Frames to look at, such as one repetition; all where the legs are known by default.

    Returns
    -------
    Residuals
        In N and N·m, and as shares.

    References
    ----------
    Hicks JL et al., J Biomech Eng 2015;137:020905, doi:10.1115/1.4029304 (the two limits are those
    that the field quotes from there; the paper's own words were not at hand).
    """
    chosen = inverse.legs_known if frames is None else frames & inverse.known
    chosen = chosen & np.isfinite(inverse.residual_n).all(axis=1) & bool(applied)
    if not chosen.any():
        nan = float("nan")
        return Residuals(nan, nan, nan, nan, nan, nan, nan, 0)
    force = np.linalg.norm(inverse.residual_n[chosen], axis=1)
    moment = np.linalg.norm(inverse.residual_nm[chosen], axis=1)
    outside = np.sum([other.force_n[chosen] for other in applied], axis=0)
    peak = float(np.linalg.norm(outside, axis=1).max())
    # A plate said to lie over the centre of mass is doubted elsewhere; a share has no sign.
    height = abs(float(np.mean(dynamics.com_m[chosen, 1] - _ground_m(applied, chosen))))
    weight = dynamics.mass_kg * float(np.linalg.norm(GRAVITY_M_S2))
    return Residuals(
        force_n=float(force.max()),
        moment_nm=float(moment.max()),
        force_rms_n=float(np.sqrt(np.mean(force**2))),
        moment_rms_nm=float(np.sqrt(np.mean(moment**2))),
        body_weight_share=float(force.max()) / weight,
        force_share=float(force.max()) / peak if peak else float("nan"),
        moment_share=float(moment.max()) / (peak * height) if peak * height else float("nan"),
        frames=int(chosen.sum()),
    )


def _ground_m(applied: Sequence[AppliedForce], frames: BoolArray) -> float:
    """Height of the ground: the lowest point that a force from outside acts at."""
    heights = [force.point_m[frames, 1] for force in applied if force.force_n[frames].any()]
    lowest = [float(np.nanmin(height)) for height in heights if np.isfinite(height).any()]
    return min(lowest, default=0.0)
