"""Everything that was found about the loads of one trial."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.tree import KinematicTree
from opensim_wink.load.applied import AppliedForce
from opensim_wink.load.frame import loads_frame
from opensim_wink.load.ground import GroundContact
from opensim_wink.load.inverse_dynamics import InverseDynamics
from opensim_wink.load.lumbosacral import LumbosacralMoment
from opensim_wink.load.reactions import JointReaction
from opensim_wink.load.settings import LoadSettings
from opensim_wink.load.static_optimisation import MuscleForces
from opensim_wink.motion.guard.flag import GuardFlag

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Loads:
    """Moments and forces of one trial.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    settings : LoadSettings
        What was chosen.
    body_weight_n : float
        The person's weight, of which loads are given in multiples.
    ground : GroundContact
        What the ground does to the feet.
    carried : tuple of AppliedForce
        A bar, and weights in the hands.
    dynamics : InverseDynamics
        Generalised forces, and residuals at the pelvis.
    lumbosacral : LumbosacralMoment or None
        L5/S1 moment from below and from above; None where the model has no such joint.
    muscles : MuscleForces or None
        Activations and forces; None where only moments were asked for, or can be had.
    reactions : dict of str to JointReaction
        Contact forces by name, as far as they can be had.
    notes : tuple of str
        What was assumed, left out, or is in doubt, one sentence each.
    doubts : tuple of GuardFlag
        What is wrong with what was stated: a mass, or a load that the model has no place for.
        Those of plates are in ``ground``.
    """

    time_s: FloatArray
    settings: LoadSettings
    body_weight_n: float
    ground: GroundContact
    carried: tuple[AppliedForce, ...]
    dynamics: InverseDynamics
    lumbosacral: LumbosacralMoment | None
    muscles: MuscleForces | None
    reactions: dict[str, JointReaction]
    notes: tuple[str, ...] = ()
    doubts: tuple[GuardFlag, ...] = ()

    def to_frame(self, tree: KinematicTree) -> pd.DataFrame:
        """One row a frame, index ``time_s``, as in ``frames.parquet``; units in the column names.

        Parameters
        ----------
        tree : KinematicTree
            That of the subject, ``subject.tree``: it tells angles from translations.

        Returns
        -------
        DataFrame
            NaN where a load is not known.
        """
        return loads_frame(self, tree)
