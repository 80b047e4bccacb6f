"""Correction for the number of comparisons."""

from __future__ import annotations

import numpy as np

from opensim_wink.claims.session import FloatArray


def holm(p: FloatArray, alpha: float = 0.05) -> tuple[FloatArray, FloatArray]:
    """Holm's step-down correction: p values, and the level of an interval that agrees with it.

    The chance that any true "no difference" of the family is rejected stays at ``alpha``, however
    the comparisons hang together. A rejected one gets the level of its own step, all others that of
    the first step that fails: an interval leaves out zero exactly where Holm rejects.

    Parameters
    ----------
    p : ndarray, shape (M,)
        Two-sided p of each comparison; NaN ones are not of the family.
    alpha : float
        Error rate of the family.

    Returns
    -------
    adjusted : ndarray, shape (M,)
        Adjusted p; reject where it is at most ``alpha``.
    levels : ndarray, shape (M,)
        Level of the interval.

    References
    ----------
    Holm S (1979). A simple sequentially rejective multiple test procedure. Scand J Stat 6:65–70.
    """
    known = np.flatnonzero(np.isfinite(p))
    adjusted, levels = np.full(len(p), np.nan), np.full(len(p), np.nan)
    if not known.size:
        return adjusted, levels
    order = known[np.argsort(p[known], kind="stable")]
    left = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(left * p[order]), 1.0)
    rejected = int(np.sum(adjusted[order] <= alpha))
    step = np.minimum(np.arange(len(order)), rejected)
    levels[order] = 1.0 - alpha / left[np.minimum(step, len(order) - 1)]
    return adjusted, levels
