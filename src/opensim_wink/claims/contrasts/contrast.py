"""Contrast conditions of one person: every quantity against the baseline."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from opensim_wink.claims.contrasts.answer import answer_of, reason_of
from opensim_wink.claims.contrasts.multiple import holm
from opensim_wink.claims.contrasts.paired_error import UNKNOWN, DifferenceError, difference_error
from opensim_wink.claims.contrasts.quantities import REPORTED, Quantity, quantity_of
from opensim_wink.claims.contrasts.result import Contrast
from opensim_wink.claims.contrasts.settings import ContrastSettings
from opensim_wink.claims.contrasts.sides import (
    Side,
    condition_of,
    conditions_of,
    movement_of,
    sides_of,
)
from opensim_wink.claims.contrasts.undefined import notes_of, undefined_because
from opensim_wink.claims.equivalence import MeanInterval
from opensim_wink.claims.session import Session
from opensim_wink.claims.speech import condition_words
from opensim_wink.conditions.vocabulary import KINDS
from opensim_wink.errors import SettingError, did_you_mean, listed
from opensim_wink.squat.uncertainty.estimate import Estimate
from opensim_wink.squat.uncertainty.intervals import minimal_detectable_change

COMPARED = ("squat", "rock_back")


def contrast(
    session: Session,
    quantity: str,
    condition: str,
    against: str = "baseline",
    *,
    settings: ContrastSettings | None = None,
) -> Contrast:
    """One quantity under one condition against another, on its own.

    Parameters
    ----------
    session : Session
        The person's trials.
    quantity : str
        One of `opensim_wink.claims.contrasts.quantities.QUANTITIES`, or any number of a repetition.
    condition, against : str
        Conditions; their usable repetitions are pooled over trials.
    settings : ContrastSettings, optional
        Error rate and margins.

    Returns
    -------
    Contrast
        Not corrected for others; :func:`contrasts_of` is. ``"undefined"`` with a reason where one
        side has no such number.

    Raises
    ------
    SettingError
        If the quantity or a condition is not known, or both conditions are the same.
    """
    settings = settings or ContrastSettings()
    measured = {name for trial in session.trials for name in trial.values}
    meant = quantity_of(quantity, measured)
    _check_conditions(session, condition, against)
    return adjust((_alone(session, meant, condition, against, settings),), settings)[0]


def contrasts_of(
    session: Session,
    quantities: Sequence[str] = REPORTED,
    *,
    against: str = "baseline",
    settings: ContrastSettings | None = None,
) -> tuple[Contrast, ...]:
    """Every quantity under every other condition of the person, corrected for their number.

    Parameters
    ----------
    session : Session
        The person's trials.
    quantities : sequence of str
        What is compared.
    against : str
        The condition that all others are held against.
    settings : ContrastSettings, optional
        Error rate and margins.

    Returns
    -------
    tuple of Contrast
        Condition by condition in the session's order, quantities in the order given. The family of
        Holm's correction is all that are defined among them. Empty without trials to compare.

    Raises
    ------
    SettingError
        If a quantity is not known.
    """
    settings = settings or ContrastSettings()
    measured = {name for trial in session.trials for name in trial.values}
    meant = [quantity_of(name, measured) for name in quantities]
    there = [name for name in conditions_of(session) if movement_of(name) in COMPARED]
    if against not in there:
        return ()
    found = [
        _alone(session, quantity, name, against, settings)
        for name in there
        if name != against
        for quantity in meant
    ]
    return adjust(found, settings)


def adjust(
    contrasts: Sequence[Contrast], settings: ContrastSettings | None = None
) -> tuple[Contrast, ...]:
    """Correct contrasts for being reported together, and answer each anew.

    Parameters
    ----------
    contrasts : sequence of Contrast
        The family; undefined ones and those of unknown error do not count.
    settings : ContrastSettings, optional
        Error rate.

    Returns
    -------
    tuple of Contrast
        In the same order.
    """
    settings = settings or ContrastSettings()
    adjusted, levels = holm(np.array([c.p for c in contrasts], dtype=np.float64), settings.alpha)
    family = int(np.isfinite(adjusted).sum())
    return tuple(
        _answered(found, float(p), float(level), family, settings)
        if found.answer != "undefined"
        else found
        for found, p, level in zip(contrasts, adjusted, levels, strict=True)
    )


def _check_conditions(session: Session, condition: str, against: str) -> None:
    if condition == against:
        raise SettingError(f"'{condition}' is held against itself; name two conditions.")
    known = dict.fromkeys((*map(condition_of, session.trials), *KINDS))
    for name in (condition, against):
        if name not in known:
            raise SettingError(
                f"condition '{name}' is neither recorded nor known; there are {listed(known, 30)}."
                f"{did_you_mean(name, known)}"
            )


def _alone(
    session: Session, quantity: Quantity, condition: str, against: str, settings: ContrastSettings
) -> Contrast:
    """A contrast that is not yet answered; only ``"undefined"`` is final."""
    sides, depth = sides_of(session, quantity, condition, against)
    one, other = sides[condition], sides[against]
    nothing = undefined_because(session, quantity, one, other)
    error = UNKNOWN if nothing else difference_error(sides, condition, against)
    mean = _difference(one, other, error, defined=not nothing)
    p = 2.0 * min(mean.p_above(0.0), mean.p_below(0.0), 0.5)
    return Contrast(
        quantity=quantity.name,
        words=quantity.words,
        unit=quantity.unit,
        condition=condition,
        against=against,
        n=one.n,
        n_against=other.n,
        mean=one.mean,
        mean_against=other.mean,
        difference=_with_ends(mean, 1.0 - settings.alpha),
        adjusted=_with_ends(mean, 1.0 - settings.alpha),
        adjusted_level=1.0 - settings.alpha,
        family=0 if nothing else 1,
        p=math.nan if math.isnan(mean.standard_error) else p,
        p_adjusted=math.nan,
        standard_error=error.standard_error,
        freedom=error.freedom,
        detectable_change=minimal_detectable_change(error.mean_error),
        margin=settings.margins.get(quantity.name, quantity.margin),
        depth_per_leg=depth,
        answer="undefined" if nothing else "cannot tell",
        reason=nothing,
        notes=() if nothing else notes_of(session, one, other, error),
        condition_words=condition_words(session, condition),
        against_words=condition_words(session, against),
    )


def _difference(one: Side, other: Side, error: DifferenceError, *, defined: bool) -> MeanInterval:
    value = one.mean - other.mean if defined else math.nan
    return MeanInterval(value, one.n + other.n, error.standard_error, error.freedom)


def _answered(
    found: Contrast, p: float, level: float, family: int, settings: ContrastSettings
) -> Contrast:
    mean = MeanInterval(
        found.difference.value, found.n + found.n_against, found.standard_error, found.freedom
    )
    level = 1.0 - settings.alpha if math.isnan(level) else level
    answer = answer_of(mean, p, found.detectable_change, found.margin, settings.alpha)
    whole = replace(
        found,
        adjusted=_with_ends(mean, level),
        adjusted_level=level,
        family=family,
        p_adjusted=p,
        answer=answer,
    )
    return replace(whole, reason=reason_of(whole, settings.alpha))


def _with_ends(mean: MeanInterval, level: float) -> Estimate:
    low, high = mean.interval(level)
    return Estimate(mean.value) if math.isnan(low) else Estimate(mean.value, low, high)
