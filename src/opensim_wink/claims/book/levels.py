"""The mean of a number under one condition, with the error of repetitions and of markers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

import numpy as np

from opensim_wink.claims.contrasts.paired_error import (
    BetweenTrials,
    between_trials,
    trial_weight,
    within_trials,
)
from opensim_wink.claims.contrasts.sides import Side
from opensim_wink.claims.session import ConditionTrial, FloatArray, Session
from opensim_wink.errors import listed
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.verdict import VerdictName

Winks = Literal["wink", "no wink", "cannot tell"]
LEVEL = 0.95
FEWEST_DRAWS = 30
_WINK: tuple[VerdictName, ...] = ("return to neutral", "flexion beyond neutral")
_NONE: VerdictName = "no wink"


def trials_under(session: Session, condition: str) -> tuple[ConditionTrial, ...]:
    """Trials of a condition that have a repetition, by name, so that their order never matters.

    Parameters
    ----------
    session : Session
        The person's trials.
    condition : str
        A word of the vocabulary.

    Returns
    -------
    tuple of ConditionTrial
        Those with a usable repetition.
    """
    found = session.usable_under(condition)
    return tuple(sorted(found, key=lambda trial: (trial.name, trial.verdicts)))


def winks_under(session: Session, condition: str) -> Winks:
    """Whether the person winks under a condition: what most usable repetitions say.

    A verdict may be open only because a return to neutral cannot be told from flexion beyond it.
    So where most repetitions leave it open, the size of the wink decides: it is one if the mean
    lies surely above the threshold that the trials were analysed with, the largest of several.

    Parameters
    ----------
    session : Session
        The person's trials.
    condition : str
        A word of the vocabulary.

    Returns
    -------
    {"wink", "no wink", "cannot tell"}
        Cannot tell without a repetition, or where neither verdicts nor size tell.
    """
    trials = trials_under(session, condition)
    words = [
        word
        for trial in trials
        for word, use in zip(trial.verdicts, trial.usable, strict=True)
        if use
    ]
    if 2 * sum(word in _WINK for word in words) > len(words):
        return "wink"
    if 2 * words.count(_NONE) > len(words):
        return "no wink"
    low = level(session, condition, "pelvis_wink_deg").low
    threshold = max((trial.wink_threshold_deg for trial in trials), default=math.inf)
    return "cannot tell" if low is None or low <= threshold else "wink"


def unlike_thresholds(session: Session, conditions: Iterable[str]) -> str:
    """Why trials cannot be held against each other: a wink of one would be none in the other.

    Parameters
    ----------
    session : Session
        The person's trials.
    conditions : iterable of str
        Words of the vocabulary that are compared.

    Returns
    -------
    str
        A sentence; empty where all were analysed with one threshold.
    """
    told: dict[float, list[str]] = {}
    for name in dict.fromkeys(conditions):
        for trial in trials_under(session, name):
            told.setdefault(trial.wink_threshold_deg, []).append(trial.name)
    if len(told) < 2:
        return ""
    each = "; ".join(
        f"from {limit:g}° on in {listed(sorted(told[limit]))}" for limit in sorted(told)
    )
    return f"A wink counts {each}, so these trials are not held against each other."


def numbers_of(session: Session) -> tuple[str, ...]:
    """Names of all numbers that any repetition has."""
    return tuple(sorted({name for trial in session.trials for name in trial.values}))


def level(
    session: Session, condition: str, number: str, less: str = "", *, side: str = ""
) -> Estimate:
    """Mean of a number over the usable repetitions of a condition, with its 95 % interval.

    The errors of repetitions (the person's own change) shrink with their number; those of markers,
    which all repetitions share, do not: they are the spread of the mean over the draws. What
    differs between trials is told by conditions of the person that have two, and by nothing else.

    Parameters
    ----------
    session : Session
        The person's trials.
    condition : str
        A word of the vocabulary.
    number : str
        Name of the number.
    less : str
        Name of a number that is taken off, repetition by repetition; none if empty.
    side : {"", "r", "l"}
        Of a number that is the mean of both sides: that of one, by their difference.

    Returns
    -------
    Estimate
        NaN where no repetition has the number; without an interval for one repetition whose draws
        are not known.

    References
    ----------
    Satterthwaite FE (1946). Biometrics Bull 2:110–114. doi:10.2307/3002019
    """
    found = _under(session, condition, number, less, side)
    if not found.n:
        return Estimate(math.nan)
    between = _between(session, ((number, less, side),))
    return _interval(found.mean, (found,), found.draws.mean(axis=1), between)


def apart(session: Session, one: tuple[str, str], other: tuple[str, str]) -> Estimate:
    """Mean of one number less that of another under another condition, with its interval.

    Draws of trials with the same seed share the sliding of the skin, which drops out here.

    Parameters
    ----------
    session : Session
        The person's trials.
    one, other : tuple of str
        Condition and name of the number.

    Returns
    -------
    Estimate
        As of `level`.
    """
    ours, theirs = (_under(session, *which) for which in (one, other))
    if not ours.n or not theirs.n:
        return Estimate(math.nan)
    samples = min(len(ours.draws), len(theirs.draws))
    draws = ours.draws[:samples].mean(axis=1) - theirs.draws[:samples].mean(axis=1)
    between = _between(session, {(one[1], "", ""), (other[1], "", "")})
    return _interval(ours.mean - theirs.mean, (ours, theirs), draws, between)


def one_trial_each(session: Session, *conditions: str) -> str:
    """What to know where no condition has a second trial.

    Parameters
    ----------
    session : Session
        The person's trials.
    conditions : str
        Words of the vocabulary.

    Returns
    -------
    str
        A sentence with a space ahead; empty where one of them has two trials.
    """
    if any(len(trials_under(session, name)) > 1 for name in conditions):
        return ""
    trials = "One trial" if len(set(conditions)) < 2 else "One trial of each"
    return f" {trials}: what else differs between trials is not known."


def difference_of(one: Estimate, other: Estimate) -> Estimate:
    """One estimate less another, taken as independent.

    Parameters
    ----------
    one, other : Estimate
        With intervals.

    Returns
    -------
    Estimate
        Half-widths add in squares; without ends where one has none.
    """
    value = one.value - other.value
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return Estimate(value)
    half = math.hypot((one.high - one.low) / 2, (other.high - other.low) / 2)
    return Estimate(value, value - half, value + half)


def sides_of_person(
    trials: Iterable[ConditionTrial], name: str, *, stated: bool = False
) -> dict[str, tuple[float, ...]]:
    """A number of the person by side, a trial each.

    Parameters
    ----------
    trials : iterable of ConditionTrial
        Where to look.
    name : str
        Name without the side, such as ``hip_flexion_deg`` for ``hip_flexion_r_deg``.
    stated : bool
        Whether only the joint and side count that a trial was recorded for, where it states them:
        the other leg may have rested.

    Returns
    -------
    dict of str to tuple of float
        Right and left, and "" for a number without a side; those that any trial has.
    """
    stem = name.removesuffix("_deg")
    unit = name[len(stem) :]
    found: dict[str, list[float]] = {}
    for trial in trials:
        told = trial.condition
        if stated and told.joint and told.joint not in name:
            continue
        for side in ("r", "l", ""):
            if stated and side and told.side in ("right", "left") and told.side[0] != side:
                continue
            key = f"{stem}_{side}{unit}" if side else name
            value = trial.person.get(key, math.nan)
            if math.isfinite(value):
                found.setdefault(side, []).append(value)
    return {side: tuple(values) for side, values in found.items()}


def _of_trial(
    trial: ConditionTrial, number: str, less: str, side: str = ""
) -> tuple[FloatArray, FloatArray]:
    """Values (R,) and draws (R, S) of the usable repetitions."""
    usable = np.asarray(trial.usable, dtype=bool)
    nothing = np.full(len(usable), np.nan), np.zeros((len(usable), 0))
    values = np.asarray(trial.values.get(number, nothing[0]), dtype=np.float64)
    draws = np.asarray(trial.draws.get(number, nothing[1]), dtype=np.float64)
    if less:
        values = values - np.asarray(trial.values.get(less, nothing[0]), dtype=np.float64)
        off = np.asarray(trial.draws.get(less, nothing[1]), dtype=np.float64)
        samples = min(draws.shape[1], off.shape[1])
        draws = draws[:, :samples] - off[:, :samples]
    apart = number.removesuffix("_deg") + "_difference_deg"  # right less left
    if side and apart in trial.values:
        half = 0.5 if side == "r" else -0.5
        values = values + half * np.asarray(trial.values[apart], dtype=np.float64)
        drawn = np.asarray(trial.draws.get(apart, nothing[1]), dtype=np.float64)
        samples = min(draws.shape[1], drawn.shape[1])
        draws = draws[:, :samples] + half * drawn[:, :samples]
    return values[usable], draws[usable]


def _under(session: Session, condition: str, number: str, less: str = "", side: str = "") -> Side:
    """All repetitions of a condition that have the number."""
    trials = trials_under(session, condition)
    parts = [_of_trial(trial, number, less, side) for trial in trials]
    nowhere = np.zeros(0, dtype=np.intp)
    if not parts:
        return Side(condition, np.zeros(0), np.zeros((0, 0)), nowhere, nowhere, ())
    samples = min(draws.shape[1] for _, draws in parts)
    values = np.concatenate([values for values, _ in parts])
    draws = np.concatenate([draws[:, :samples] for _, draws in parts])
    index = np.repeat(np.arange(len(parts)), [len(values) for values, _ in parts])
    reps = [np.asarray(trial.reps)[np.asarray(trial.usable, dtype=bool)] for trial in trials]
    known = np.isfinite(values)
    return Side(
        condition, values[known], draws[known].T, index[known], np.concatenate(reps)[known], ()
    )


def _between(session: Session, numbers: Iterable[tuple[str, str, str]]) -> BetweenTrials | None:
    """What differs between trials, over all conditions of the person and the numbers compared."""
    names = dict.fromkeys(one.condition.name for one in session.trials if one.condition.known)
    sides = {
        f"{name} {number}": _under(session, name, *number) for number in numbers for name in names
    }
    return between_trials({name: side for name, side in sides.items() if side.n})


def _interval(
    mean: float, groups: tuple[Side, ...], draws: FloatArray, between: BetweenTrials | None
) -> Estimate:
    """A mean with the variance of each group's repetitions and that which draws (S,) add.

    What differs between trials is added where a condition of the person has two.
    """
    whole = draws[np.isfinite(draws)]
    drawn = len(whole) >= FEWEST_DRAWS
    if not drawn and any(side.n == 1 for side in groups):
        return Estimate(mean)
    markers = float(whole.var(ddof=1)) if drawn else 0.0
    extra, doubt = 0.0, 0.0
    if between is not None and between.mean_square > between.within:
        weight = sum(trial_weight(side) for side in groups) / between.size
        extra = weight * (between.mean_square - between.within)
        doubt = (weight * between.mean_square) ** 2 / between.freedom
        spreads = [(*within_trials(side), side.n) for side in groups]
    else:
        spreads = [
            (float(side.values.var(ddof=1)), side.n - 1.0, side.n) for side in groups if side.n > 1
        ]
    parts = [(variance / n, freedom) for variance, freedom, n in spreads if freedom > 0]
    total = markers + extra + sum(part for part, _ in parts)
    if total == 0.0:
        return Estimate(mean, mean, mean)
    from scipy.stats import t

    squares = doubt + sum(part**2 / freedom for part, freedom in parts)
    freedom = total**2 / squares if squares > 0.0 else math.inf
    half = float(t.ppf(0.5 + LEVEL / 2, freedom)) * math.sqrt(total)
    return Estimate(mean, mean - half, mean + half)
