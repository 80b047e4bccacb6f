"""One reason to doubt some frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class GuardFlag:
    """One reason to doubt some frames.

    Attributes
    ----------
    flag : str
        Short name, such as ``"pelvis_residual"``; all of them are in
        `opensim_wink.motion.guard.limits`.
    frames : ndarray of bool, shape (T,)
        The frames concerned.
    value, limit : float
        The worst value and what is allowed, in the unit that ``reason`` names.
    reason : str
        One sentence.
    blocks : bool
        Whether no verdict may rest on these frames.
    """

    flag: str
    frames: BoolArray
    value: float
    limit: float
    reason: str
    blocks: bool
