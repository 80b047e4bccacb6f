"""Net moment of both hips from the upper body alone: no force plate is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.profile import SIDES, Side
from opensim_wink.body.subject import Subject
from opensim_wink.body.tree import TreeJoint
from opensim_wink.errors import ModelError, listed
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.dynamics import Dynamics, moment_about, nodes_beyond, wrench_on

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]

EQUAL_SHARE = (
    "The net hip moment is that of the upper body over both hips together; each side is given half."
)


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
        Mass of the body above the hips, without what is carried.
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
    subject: Subject, dynamics: Dynamics, carried: Sequence[AppliedForce] = ()
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
    dynamics : Dynamics
        Its motion.
    carried : sequence of AppliedForce
        A bar, weights in the hands; forces on the legs do not count.

    Returns
    -------
    HipMoment
        NaN in frames in which the motion, or the force of what is carried, is not known.

    Raises
    ------
    ModelError
        If the model lacks a hip, or a body that carries something.

    References
    ----------
    Winter DA, Biomechanics and Motor Control of Human Movement, 4th ed., 2009,
    doi:10.1002/9780470549148.
    """
    kinematics = dynamics.kinematics
    tree = kinematics.tree
    hips = _hips(subject)
    right, left = (
        kinematics.points(dynamics.poses, tree.bodies[hip.parent], hip.parent_frame.position)
        for hip in hips
    )
    across = right - left
    axis = across / np.linalg.norm(across, axis=1, keepdims=True)
    legs = frozenset[int]().union(
        *(nodes_beyond(kinematics, kinematics.body_node[hip.child]) for hip in hips)
    )
    upper = frozenset(range(len(kinematics.nodes))) - legs
    moment = moment_about(wrench_on(dynamics, upper, carried), 0.5 * (right + left))
    upper_kg = float(dynamics.node_mass_kg[sorted(upper)].sum())
    notes = (EQUAL_SHARE, *(f"It bears the {force.name}." for force in carried))
    return HipMoment(dynamics.time_s, np.sum(moment * axis, axis=1), upper_kg, notes)


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
