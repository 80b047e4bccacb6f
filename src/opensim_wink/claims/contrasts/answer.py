"""From a difference and its errors to a plain answer."""

from __future__ import annotations

import math
from functools import partial

from opensim_wink.claims.contrasts.result import Answer, Contrast
from opensim_wink.claims.equivalence import MeanInterval, tost
from opensim_wink.claims.speech import written


def answer_of(
    difference: MeanInterval,
    p_adjusted: float,
    detectable_change: float,
    margin: float,
    alpha: float,
) -> Answer:
    """Larger, smaller, the same, or not to be told.

    Larger or smaller needs a difference that stands the correction for all that are reported, and
    that is more than the minimal detectable change, however small. The same needs that there is
    none, and both one-sided tests against the margin.

    Parameters
    ----------
    difference : MeanInterval
        Condition less the other.
    p_adjusted : float
        Two-sided p of no difference, corrected.
    detectable_change : float
        MDC95 of the two means.
    margin : float
        Differences within ± this are small.
    alpha : float
        Error rate.

    Returns
    -------
    {"larger", "smaller", "same", "cannot tell"}
        The answer.
    """
    if math.isnan(difference.standard_error):
        return "cannot tell"
    if p_adjusted <= alpha and abs(difference.value) > detectable_change:
        return "larger" if difference.value > 0 else "smaller"
    return "same" if tost(difference, margin, alpha).verdict == "supported" else "cannot tell"


def reason_of(found: Contrast, alpha: float = 0.05) -> str:
    """One sentence for the answer of a contrast.

    Parameters
    ----------
    found : Contrast
        Answered.
    alpha : float
        Error rate of each one-sided test of "same".

    Returns
    -------
    str
        With the difference, its interval, and what it was held against.
    """
    if found.answer == "undefined":
        return found.reason
    mean = MeanInterval(found.difference.value, 0, found.standard_error, found.freedom)
    said = partial(spoken, unit=found.unit)
    more = "more" if found.difference.value >= 0 else "less"
    one, other = (found.condition_words or found.condition, found.against_words or found.against)
    what = f"{said(abs(mean.value))} {more} in {one} than in {other}"
    if math.isfinite(found.depth_per_leg):
        what = f"{what} at a depth of {found.depth_per_leg:.2f} leg lengths"
    if found.adjusted.low is None or found.adjusted.high is None:
        return f"{what}, from one repetition each: how much the person varies is not known."
    corrected = f", corrected for {found.family} contrasts" if found.family > 1 else ""
    interval = f"{_ends(mean, found.adjusted_level, found.unit)}{corrected}"
    tested = tost(mean, found.margin, alpha).verdict
    if found.answer == "same":
        inner = f"{_ends(mean, 1 - 2 * alpha, found.unit)} at {100 * (1 - 2 * alpha):g} %"
        return f"{what} ({inner}): no difference beyond {found.margin:g}{after(found.unit)}."
    if found.answer != "cannot tell":
        small = f", but small: within {found.margin:g}{after(found.unit)}"
        return (
            f"{what} ({interval}), beyond the detectable {said(found.detectable_change)}"
            f"{small if tested == 'supported' else ''}."
        )
    if found.p_adjusted > alpha:
        why = (
            f"neither none nor a difference beyond {found.margin:g}{after(found.unit)} is ruled out"
        )
    else:
        why = f"not more than the detectable {said(found.detectable_change)}"
    return f"{what} ({interval}): {why}."


def spoken(number: float, unit: str, *, signed: bool = False) -> str:
    """A number with its unit.

    Parameters
    ----------
    number : float
        The number.
    unit : str
        Its unit.
    signed : bool
        Whether a plus is written.

    Returns
    -------
    str
        Degrees with one decimal, all else with three.
    """
    return f"{written(number, 1 if unit == '°' else 3, signed=signed)}{after(unit)}"


def _ends(mean: MeanInterval, level: float, unit: str) -> str:
    low, high = (spoken(end, unit, signed=True) for end in mean.interval(level))
    return f"{low.removesuffix(after(unit))} to {high}"


def after(unit: str) -> str:
    """A unit as it stands behind a number."""
    return unit if unit in ("", "°") else f" {unit}"
