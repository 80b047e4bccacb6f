"""What the draws of the markers' errors say: what each repetition has alone, and what is shared.

The repetitions of one condition share skin that slides the same way each time; it does not shrink
with their number. In a difference it cancels as far as the other condition shares it too: draw k of
both has the same skin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from opensim_wink.claims.contrasts.sides import Side
from opensim_wink.claims.session import FloatArray

FEWEST_DRAWS = 30
PAIRED_SHARE = 0.25


@dataclass(frozen=True)
class Noise:
    """Variances of the markers' errors in a difference of two means.

    Attributes
    ----------
    own : tuple of float
        Of each repetition alone, on both sides.
    shared : float
        Left in the difference of what repetitions share.
    known : bool
        Whether there were draws.
    paired : bool
        Whether the sides share what their repetitions do; True where that is next to nothing.
    """

    own: tuple[float, float] = (0.0, 0.0)
    shared: float = 0.0
    known: bool = False
    paired: bool = True


def noise_of_two(one: Side, other: Side) -> Noise:
    """Noise of both sides, from draws that belong together.

    Parameters
    ----------
    one, other : Side
        Draw k of both holds the same error.

    Returns
    -------
    Noise
        Nothing is known from fewer than thirty draws.
    """
    count = min(len(one.draws), len(other.draws))
    if count < FEWEST_DRAWS:
        return Noise()
    found = covariance(np.concatenate([one.draws[:count], other.draws[:count]], axis=1))
    n = one.n
    blocks = found[:n, :n], found[n:, n:]
    cross = max(_mean(found[:n, n:], 0.0), 0.0)
    singles = [_mean(np.diag(block), 0.0) for block in blocks]
    alike = [_mean(block[~np.eye(len(block), dtype=bool)], math.nan) for block in blocks]
    # A single repetition does not tell what others would share with it: at least what the other
    # condition does.
    together = [
        min(cross if math.isnan(pair) else max(pair, 0.0), single)
        for pair, single in zip(alike, singles, strict=True)
    ]
    return Noise(
        own=(singles[0] - together[0], singles[1] - together[1]),
        shared=max(together[0] + together[1] - 2 * cross, 0.0),
        known=True,
        paired=cross >= PAIRED_SHARE * min(together) or min(together) < min(singles) / 4,
    )


def noise_of_slope(draws: FloatArray, weights: FloatArray) -> tuple[float, float]:
    """Noise of a weighted sum over the repetitions of one condition.

    Parameters
    ----------
    draws : ndarray, shape (S, R)
        Of each repetition.
    weights : ndarray, shape (R,)
        Its weight in the sum.

    Returns
    -------
    own, shared : float
        Variance of each repetition alone, and what is left in the sum of what they share; zero
        from fewer than thirty draws.
    """
    if len(draws) < FEWEST_DRAWS:
        return 0.0, 0.0
    found = covariance(draws)
    single = _mean(np.diag(found), 0.0)
    pairs = _mean(found[~np.eye(len(found), dtype=bool)], 0.0)
    own = single - min(max(pairs, 0.0), single)
    whole = float(weights @ np.nan_to_num(found) @ weights)
    return own, max(whole - own * float(weights @ weights), 0.0)


def _mean(entries: FloatArray, nothing: float) -> float:
    """Mean of those that are known."""
    known = entries[np.isfinite(entries)]
    return float(known.mean()) if known.size else nothing


def covariance(draws: FloatArray) -> FloatArray:
    """Covariance of repetitions over the draws that both know.

    Parameters
    ----------
    draws : ndarray, shape (S, R)
        NaN where a draw has no such number.

    Returns
    -------
    ndarray, shape (R, R)
        NaN where fewer than thirty draws know both.
    """
    known = np.isfinite(draws)
    centre = np.where(known, draws, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    apart = np.where(known, draws - centre, 0.0)
    both = known.T.astype(np.float64) @ known.astype(np.float64)
    return np.where(both >= FEWEST_DRAWS, apart.T @ apart / np.maximum(both - 1, 1), np.nan)
