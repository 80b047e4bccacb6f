"""Descents so fast that the low-pass flattens the tuck, as where the frame rate is wrong."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from opensim_wink.motion.guard import GuardFlag
from opensim_wink.motion.guard.limits import (
    FAST_CUTOFF_HZ,
    FAST_DESCENT_BLOCK_S,
    FAST_DESCENT_S,
)
from opensim_wink.squat.finding.repetitions import Repetition


def fast_descent_flags(
    rep: Repetition, time_s: NDArray[np.float64], *, cutoff_hz: float
) -> Iterable[GuardFlag]:
    """Doubt about a descent that the low-pass does not resolve.

    Parameters
    ----------
    rep : Repetition
        The repetition.
    time_s : ndarray, shape (T,)
        Frame times.
    cutoff_hz : float
        Low-pass filter of the curves; the limits are those of 6 Hz and go as its inverse.

    Yields
    ------
    GuardFlag
        ``"fast_descent"``, on the descent and the bottom; none where the descent is slow enough.
    """
    took_s = float(time_s[rep.bottom] - time_s[rep.start])
    slower = FAST_CUTOFF_HZ / cutoff_hz
    if took_s >= FAST_DESCENT_S * slower:
        return
    blocks = took_s < FAST_DESCENT_BLOCK_S * slower
    frames = np.zeros(len(time_s), dtype=bool)
    frames[rep.start : rep.bottom_end + 1] = True
    yield GuardFlag(
        "fast_descent",
        frames,
        took_s,
        (FAST_DESCENT_BLOCK_S if blocks else FAST_DESCENT_S) * slower,
        f"repetition {rep.number}: a descent in {took_s:.2f} s: check the frame rate of the file; "
        f"the low-pass of {cutoff_hz:g} Hz flattens a tuck this fast"
        + (" by more than the error that verdicts assume." if blocks else "."),
        blocks,
    )
