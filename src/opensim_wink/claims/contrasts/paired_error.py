"""How well the difference of two conditions is known.

What differs between repetitions (the person, and noise of each) shrinks with their number; what
they share of the markers' errors cancels as far as both conditions share it. What differs between
two trials of one condition is known only where there are two.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from opensim_wink.claims.contrasts.shared_noise import noise_of_two
from opensim_wink.claims.contrasts.sides import Side
from opensim_wink.claims.contrasts.spread import Spread, moderated


@dataclass(frozen=True)
class DifferenceError:
    """Error of a difference of two means.

    Attributes
    ----------
    standard_error : float
        NaN where how much the person varies is unknown.
    freedom : float
        Effective degrees of freedom; inf where all is known from the draws.
    mean_error : float
        Standard error of one mean, of both on average, without what both share (SEM).
    noise_known : bool
        Whether draws of the markers' errors were there.
    skin_paired : bool
        Whether what repetitions share of their errors is shared by both conditions too, as with
        draws of the same seed; True where there is next to nothing to share.
    trials_known : bool
        Whether what differs between trials of one condition could be estimated.
    """

    standard_error: float
    freedom: float
    mean_error: float
    noise_known: bool
    skin_paired: bool
    trials_known: bool


UNKNOWN = DifferenceError(math.nan, math.nan, math.nan, False, True, False)


@dataclass(frozen=True)
class BetweenTrials:
    """What differs between trials of one condition.

    Attributes
    ----------
    mean_square, within : float
        Mean squares between and within trials.
    size : float
        Repetitions a trial.
    freedom : float
        Degrees of freedom between trials.
    """

    mean_square: float
    within: float
    size: float
    freedom: float


def difference_error(sides: Mapping[str, Side], condition: str, against: str) -> DifferenceError:
    """Error of the mean under one condition less that under another.

    Parameters
    ----------
    sides : mapping of str to Side
        All conditions of the person; those besides the two tell of the spread.
    condition, against : str
        The two, each with a repetition.

    Returns
    -------
    DifferenceError
        Welch and Satterthwaite's degrees of freedom over the parts that are estimated.

    References
    ----------
    Satterthwaite FE (1946). Biometrics Bull 2:110–114. doi:10.2307/3002019
    """
    two = (sides[condition], sides[against])
    noise, within, between = noise_of_two(*two), _spreads(sides), between_trials(sides)
    if any(math.isnan(within[side.name].variance) for side in two):
        return replace(UNKNOWN, noise_known=noise.known, skin_paired=noise.paired)
    parts = [within[side.name].variance / side.n for side in two]
    # Repetitions that happen to agree better than their noise allows are no better than it.
    total = noise.shared + sum(
        max(part, own / side.n) for part, own, side in zip(parts, noise.own, two, strict=True)
    )
    doubt = _doubt(parts, [within[side.name].freedom for side in two], _freedom(sides))
    if between is not None and between.mean_square > between.within:
        weight = sum(trial_weight(side) for side in two) / between.size
        total += weight * (between.mean_square - between.within)
        left = max(1.0 - weight * between.within / sum(parts), 0.0) if any(parts) else 0.0
        doubt = doubt * left**2 + (weight * between.mean_square) ** 2 / between.freedom
    freedom = total**2 / doubt if doubt > 1e-12 * total**2 else math.inf
    return DifferenceError(
        standard_error=math.sqrt(total),
        freedom=freedom,
        mean_error=math.sqrt(total / 2),
        noise_known=noise.known,
        skin_paired=noise.paired,
        trials_known=between is not None,
    )


def _doubt(parts: list[float], freedoms: list[float], all_freedom: float) -> float:
    """Sum of squared variances over their freedom; parts drawn to one value are not independent."""
    apart = sum(part**2 / free for part, free in zip(parts, freedoms, strict=True) if part > 0)
    return max(apart, sum(parts) ** 2 / all_freedom) if all_freedom > 0 else 0.0


def _freedom(sides: Mapping[str, Side]) -> float:
    return sum(within_trials(side)[1] for side in sides.values())


def _spreads(sides: Mapping[str, Side]) -> dict[str, Spread]:
    within = [within_trials(side) for side in sides.values()]
    found = moderated(np.array([v for v, _ in within]), np.array([f for _, f in within]))
    return dict(zip(sides, found, strict=True))


def within_trials(side: Side) -> tuple[float, float]:
    """Variance between repetitions of the same trial, and its degrees of freedom.

    Parameters
    ----------
    side : Side
        All repetitions of a condition.

    Returns
    -------
    variance, freedom : float
        Both 0 where no trial has two.
    """
    trials = np.unique(side.trial)
    freedom = side.n - len(trials)
    if freedom <= 0:
        return 0.0, 0.0
    groups = (side.values[side.trial == index] for index in trials)
    return float(sum(np.sum((g - g.mean()) ** 2) for g in groups)) / freedom, float(freedom)


def trial_weight(side: Side) -> float:
    """Share of the variance between trials that is left in the mean.

    Parameters
    ----------
    side : Side
        All repetitions of a condition.

    Returns
    -------
    float
        1 for one trial, 1/k for k of one size.
    """
    _, sizes = np.unique(side.trial, return_counts=True)
    return float(np.sum((sizes / side.n) ** 2))


def between_trials(sides: Mapping[str, Side]) -> BetweenTrials | None:
    """What differs between trials of one condition, over all that have two.

    Parameters
    ----------
    sides : mapping of str to Side
        All conditions of the person.

    Returns
    -------
    BetweenTrials or None
        None where no condition has two trials.
    """
    squares = freedom = 0.0
    size_sum = within_sum = within_freedom = 0.0
    for side in sides.values():
        trials, sizes = np.unique(side.trial, return_counts=True)
        variance, free = within_trials(side)
        within_sum, within_freedom = within_sum + variance * free, within_freedom + free
        if len(trials) < 2:
            continue
        means = np.array([side.values[side.trial == index].mean() for index in trials])
        squares += float(np.sum(sizes * (means - side.mean) ** 2))
        freedom += len(trials) - 1
        size_sum += side.n - float(np.sum(sizes**2)) / side.n
    if not freedom:
        return None
    size, square = size_sum / freedom, squares / freedom
    within = within_sum / within_freedom if within_freedom else 0.0
    return BetweenTrials(square, within, size, freedom)
