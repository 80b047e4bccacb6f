"""The mean of a number under one condition, with the error of repetitions and of markers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

import numpy as np

from opensim_wink.claims.session import ConditionTrial, FloatArray, Session
from opensim_wink.squat.settings import SquatSettings
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
    found = (t for t in session.under(condition) if t.reps and bool(np.any(t.usable)))
    return tuple(sorted(found, key=lambda trial: (trial.name, trial.verdicts)))


def winks_under(session: Session, condition: str) -> Winks:
    """Whether the person winks under a condition: what most usable repetitions say.

    A verdict may be open only because a return to neutral cannot be told from flexion beyond it.
    So where most repetitions leave it open, the size of the wink decides: it is one if the mean
    lies surely above the threshold.

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
    words = [
        word
        for trial in trials_under(session, condition)
        for word, use in zip(trial.verdicts, trial.usable, strict=True)
        if use
    ]
    if 2 * sum(word in _WINK for word in words) > len(words):
        return "wink"
    if 2 * words.count(_NONE) > len(words):
        return "no wink"
    low = level(session, condition, "pelvis_wink_deg").low
    return "cannot tell" if low is None or low <= SquatSettings().wink_threshold_deg else "wink"


def numbers_of(session: Session) -> tuple[str, ...]:
    """Names of all numbers that any repetition has."""
    return tuple(sorted({name for trial in session.trials for name in trial.values}))


def level(
    session: Session, condition: str, number: str, less: str = "", *, side: str = ""
) -> Estimate:
    """Mean of a number over the usable repetitions of a condition, with its 95 % interval.

    The errors of repetitions (the person's own change) shrink with their number; those of markers,
    which all repetitions share, do not: they are the spread of the mean over the draws.

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
    values, draws = _under(session, condition, number, less, side)
    if not len(values):
        return Estimate(math.nan)
    return _interval(float(values.mean()), (values,), draws.mean(axis=0))


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
    (ours, drawn), (theirs, also) = (_under(session, *which) for which in (one, other))
    if not len(ours) or not len(theirs):
        return Estimate(math.nan)
    samples = min(drawn.shape[1], also.shape[1])
    draws = drawn[:, :samples].mean(axis=0) - also[:, :samples].mean(axis=0)
    return _interval(float(ours.mean() - theirs.mean()), (ours, theirs), draws)


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


def _under(
    session: Session, condition: str, number: str, less: str = "", side: str = ""
) -> tuple[FloatArray, FloatArray]:
    """Values (R,) and draws (R, S) of all repetitions that have the number."""
    parts = [_of_trial(trial, number, less, side) for trial in trials_under(session, condition)]
    if not parts:
        return np.zeros(0), np.zeros((0, 0))
    samples = min(draws.shape[1] for _, draws in parts)
    values = np.concatenate([values for values, _ in parts])
    draws = np.concatenate([draws[:, :samples] for _, draws in parts])
    known = np.isfinite(values)
    return values[known], draws[known]


def _interval(mean: float, groups: tuple[FloatArray, ...], draws: FloatArray) -> Estimate:
    """A mean with the variance of each group's repetitions and that which draws (S,) add."""
    whole = draws[np.isfinite(draws)]
    drawn = len(whole) >= FEWEST_DRAWS
    if not drawn and any(len(values) == 1 for values in groups):
        return Estimate(mean)
    markers = float(whole.var(ddof=1)) if drawn else 0.0
    several = [values for values in groups if len(values) > 1]
    reps = [float(values.var(ddof=1)) / len(values) for values in several]
    total = markers + sum(reps)
    if total == 0.0:
        return Estimate(mean, mean, mean)
    from scipy.stats import t

    parts = zip(reps, several, strict=True)
    squares = sum(part**2 / (len(values) - 1) for part, values in parts)
    freedom = total**2 / squares if squares > 0.0 else math.inf
    half = float(t.ppf(0.5 + LEVEL / 2, freedom)) * math.sqrt(total)
    return Estimate(mean, mean - half, mean + half)
