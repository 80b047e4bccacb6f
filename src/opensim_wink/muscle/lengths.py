"""Muscle–tendon lengths over a motion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from opensim_wink.body.engine import load_model
from opensim_wink.body.paths import coordinate_names, path_lengths
from opensim_wink.body.profile import Profile
from opensim_wink.motion.motion import Motion
from opensim_wink.muscle.selection import select

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MuscleLengths:
    """Muscle–tendon lengths, whole path from origin to insertion.

    Attributes
    ----------
    time_s : ndarray, shape (T,)
        Frame times.
    names : tuple of str
        Native muscle names, length K.
    groups : tuple of str
        Group of each, such as ``"semimembranosus"``, length K.
    sides : tuple of str
        ``"r"`` or ``"l"`` of each, length K.
    length_m : ndarray, shape (T, K)
        Metres; NaN where the motion is NaN and for a leg that the motion does not move.
    notes : tuple of str
        Coordinates of motion and model that did not match, one sentence each.
    """

    time_s: FloatArray
    names: tuple[str, ...]
    groups: tuple[str, ...]
    sides: tuple[str, ...]
    length_m: FloatArray
    notes: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Lengths as a table: index ``time_s``, columns the muscle names, metres."""
        import pandas as pd

        return pd.DataFrame(
            self.length_m,
            index=pd.Index(self.time_s, name="time_s"),
            columns=pd.Index(self.names, name="muscle"),
        )


def muscle_lengths(
    model_path: Path,
    motion: Motion,
    profile: Profile,
    groups: Sequence[str] | None = None,
) -> MuscleLengths:
    """Lengths of the muscles that matter to a squat, in every frame of a motion.

    Parameters
    ----------
    model_path : Path
        The ``.osim`` that the motion was solved with.
    motion : Motion
        Native coordinates, rad and m. Coordinates that it lacks keep the model's default, coupled
        ones follow their coupler, foreign ones are left out; ``notes`` tells which.
    profile : Profile
        The model's parts, from :func:`opensim_wink.body.detect.detect_profile`.
    groups : sequence of str, optional
        Muscle groups such as ``"semimembranosus"``; by default hamstrings, rectus femoris, gluteus
        maximus, adductor magnus and piriformis.

    Returns
    -------
    MuscleLengths
        Right before left within a group, groups in the order asked for.

    Raises
    ------
    ModelError
        If the model cannot be read or has none of the groups.
    MotionError
        If the motion moves neither leg.
    SettingError
        If a group is not known.
    """
    model = load_model(model_path)
    chosen = select(coordinate_names(model), model_path, motion, profile, groups)
    lengths = path_lengths(
        model, chosen.coordinates, chosen.values, chosen.names, source=str(model_path)
    )
    lengths[:, chosen.unmoved] = np.nan
    return MuscleLengths(
        time_s=motion.time_s,
        names=chosen.names,
        groups=chosen.groups,
        sides=chosen.sides,
        length_m=lengths,
        notes=chosen.notes,
    )
