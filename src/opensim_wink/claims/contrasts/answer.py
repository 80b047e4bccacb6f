"""From a difference and its errors to a plain answer."""

from __future__ import annotations

import math

from opensim_wink.claims.contrasts.result import Answer, Contrast
from opensim_wink.claims.equivalence import MeanInterval, tost


def answer_of(
    difference: MeanInterval,
    p_adjusted: float,
    detectable_change: float,
    margin: float,
    alpha: float,
) -> Answer:
    """Larger, smaller, the same, or not to be told.

    Larger or smaller needs a difference that stands the correction for all that are reported, and
    that is more than the minimal detectable change. The same needs both one-sided tests against
    the margin; it is no more than a lack of a difference beyond the margin.

    Parameters
    ----------
    difference : MeanInterval
        Condition less the other.
    p_adjusted : float
        Two-sided p of no difference, corrected.
    detectable_change : float
        MDC95 of the two means.
    margin : float
        Differences within ± this count as none.
    alpha : float
        Error rate.

    Returns
    -------
    {"larger", "smaller", "same", "cannot tell"}
        A difference that is certain but lies within the margin is "same".
    """
    if math.isnan(difference.standard_error):
        return "cannot tell"
    if tost(difference, margin, alpha).verdict == "supported":
        return "same"
    if p_adjusted <= alpha and abs(difference.value) > detectable_change:
        return "larger" if difference.value > 0 else "smaller"
    return "cannot tell"


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
    size = f"{abs(found.difference.value):{_digits(found)}}{_unit(found)}"
    more = "more" if found.difference.value >= 0 else "less"
    who = f"{found.condition} than {found.against}"
    if found.adjusted.low is None or found.adjusted.high is None:
        return (
            f"{size} {more} in {who}, from one repetition each: how much the person varies is not "
            "known."
        )
    low, high = (f"{end:+{_digits(found)}}" for end in (found.adjusted.low, found.adjusted.high))
    interval = f"{low} to {high}{_unit(found)}{_corrected(found)}"
    margin = f"{found.margin:g}{_unit(found)}"
    change = f"{found.detectable_change:{_digits(found)}}{_unit(found)}"
    if found.answer == "same":
        return f"{size} {more} in {who} ({_tested(found, alpha)}): no difference beyond {margin}."
    if found.answer != "cannot tell":
        return f"{size} {more} in {who} ({interval}), beyond the detectable {change}."
    if found.adjusted.low <= 0 <= found.adjusted.high:
        why = f"neither none nor a difference beyond {margin} is ruled out"
    else:
        why = f"not more than the detectable {change}"
    return f"{size} {more} in {who} ({interval}): {why}."


def _tested(found: Contrast, alpha: float) -> str:
    """The interval that lies within the margin where the answer is "same"."""
    mean = MeanInterval(found.difference.value, 0, found.standard_error, found.freedom)
    low, high = (f"{end:+{_digits(found)}}" for end in mean.interval(1.0 - 2.0 * alpha))
    return f"{low} to {high}{_unit(found)} at {100 * (1 - 2 * alpha):g} %"


def _corrected(found: Contrast) -> str:
    return f", corrected for {found.family} contrasts" if found.family > 1 else ""


def _unit(found: Contrast) -> str:
    return found.unit if found.unit in ("", "°") else f" {found.unit}"


def _digits(found: Contrast) -> str:
    return ".1f" if found.unit == "°" else ".3f"
