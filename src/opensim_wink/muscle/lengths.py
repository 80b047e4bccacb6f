"""Muscle–tendon lengths over a motion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

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
        Metres; NaN where the motion is NaN.
    """

    time_s: FloatArray
    names: tuple[str, ...]
    groups: tuple[str, ...]
    sides: tuple[str, ...]
    length_m: FloatArray

    def to_frame(self) -> pd.DataFrame:
        """Lengths as a table: index ``time_s``, columns the muscle names, metres."""
        return pd.DataFrame(
            self.length_m,
            index=pd.Index(self.time_s, name="time_s"),
            columns=pd.Index(self.names, name="muscle"),
        )
