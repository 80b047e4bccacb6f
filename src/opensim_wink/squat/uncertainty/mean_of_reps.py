"""A number over the repetitions of a trial: its mean, how sure, and what change would show."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from opensim_wink.squat.results import MeanOfReps
from opensim_wink.squat.signals import FloatArray
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.intervals import (
    combine_reps,
    minimal_detectable_change,
    standard_error_of_mean,
)


def mean_of_reps(
    values: Sequence[Estimate | None],
    draws: Sequence[FloatArray | None],
    *,
    floor: float = -np.inf,
    spread_alone: bool = True,
) -> MeanOfReps:
    """Average a number over repetitions.

    Parameters
    ----------
    values : sequence of Estimate or None
        One a repetition; None and NaN are left out.
    draws : sequence of ndarray, shape (S,), or None
        Draws of each, in the order of the samples: what repetitions share of their errors.
    floor : float
        What the mean cannot fall below.
    spread_alone : bool
        Whether without draws the spread of the repetitions makes the interval. It misses what they
        share, so a number that has draws elsewhere has no interval then.

    Returns
    -------
    MeanOfReps
        NaN where no repetition has a value.
    """
    known = [
        (value, draw)
        for value, draw in zip(values, draws, strict=True)
        if value is not None and np.isfinite(value.value)
    ]
    numbers = np.array([value.value for value, _ in known], dtype=np.float64)
    if not known:
        return MeanOfReps(Estimate(float("nan")), float("nan"), 0, float("nan"))
    drawn = _matrix(known)
    if not drawn.size and not spread_alone:
        mean, error = Estimate(float(numbers.mean())), 0.0
    else:
        mean = combine_reps(numbers, drawn, floor=floor)
        error, _ = standard_error_of_mean(numbers, drawn)
    return MeanOfReps(
        mean=mean,
        sd=float(np.std(numbers, ddof=1)) if len(numbers) > 1 else float("nan"),
        n=len(numbers),
        detectable_change=minimal_detectable_change(error) if error > 0 else float("nan"),
    )


def _matrix(known: Sequence[tuple[Estimate, FloatArray | None]]) -> FloatArray:
    """Draws of all repetitions, (S, R)."""
    drawn = [draw for _, draw in known if draw is not None]
    if len(drawn) < len(known):
        return np.zeros((0, len(known)))
    return np.stack(drawn, axis=1)
