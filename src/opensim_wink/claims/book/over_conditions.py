"""Tests that hold a condition against the usual squat."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from opensim_wink.claims.book.claim import Answer
from opensim_wink.claims.book.found import (
    Evidence,
    Found,
    above,
    in_agreement,
    in_each,
    opposite,
    spoken,
)
from opensim_wink.claims.book.levels import apart, level, numbers_of, trials_under, winks_under
from opensim_wink.claims.contrasts.quantities import quantity_of
from opensim_wink.claims.session import Session
from opensim_wink.claims.speech import condition_words
from opensim_wink.errors import SettingError
from opensim_wink.squat.uncertainty.estimate import Estimate

Parameters = Mapping[str, Any]
BASELINE = "baseline"
_NEARLY_ALL = 0.9


def wink_goes(evidence: Evidence, given: Parameters) -> Found:
    """Whether a condition takes away a share of the wink at the same depth."""
    return in_agreement(_each(evidence, given, partial(_changes, smaller=True)))


def wink_stays(evidence: Evidence, given: Parameters) -> Found:
    """Whether a condition leaves more of the wink than that: `wink_goes` for the other side."""
    return opposite(wink_goes(evidence, given))


def wink_grows(evidence: Evidence, given: Parameters) -> Found:
    """Whether a condition adds a share of the wink at the same depth."""
    return in_agreement(_each(evidence, given, partial(_changes, smaller=False)))


def same_at_onset(evidence: Evidence, given: Parameters) -> Found:
    """Whether the wink begins at the same joint angle under each condition."""
    return in_each(_each(evidence, given, _same))


def deeper_before_onset(evidence: Evidence, given: Parameters) -> Found:
    """Whether the person gets deeper before the wink begins."""
    return in_agreement(_each(evidence, given, _deeper))


def larger(evidence: Evidence, given: Parameters) -> Found:
    """Whether a quantity is larger under the condition by more than a limit."""
    return in_agreement(_each(evidence, given, _larger))


def _each(
    evidence: Evidence,
    given: Parameters,
    test: Callable[[Evidence, str, Parameters], Found],
) -> list[Found]:
    """The test for every condition of the claim that was recorded."""
    recorded = [name for name in given["conditions"] if trials_under(evidence.session, name)]
    try:
        return [test(evidence, name, given) for name in recorded]
    except SettingError as error:  # a quantity that no trial has
        return [Found("cannot tell", str(error))]


def _changes(evidence: Evidence, condition: str, given: Parameters, *, smaller: bool) -> Found:
    """A wink that falls (or rises) by a share of what it was at the same depth."""
    session = evidence.session
    found = evidence.contrast(session, given["quantity"], condition, BASELINE)
    usual, change = found.mean_against, found.difference
    where = f"Under {condition_words(session, condition)}"
    if not math.isfinite(change.value):
        return Found(
            "cannot tell", f"{where}, the wink cannot be compared with the usual squat's at a "
            "depth that both reached."
        )  # fmt: skip
    if usual < given["least_deg"]:
        return Found(
            "cannot tell",
            f"{where}, the depth that both reached is too shallow: the usual squat winks by "
            f"{usual:.1f}° down to there, and {given['least_deg']:g}° is the least to compare.",
            settles=f"a deeper squat under {condition_words(session, condition)}",
        )
    whole = level(evidence.session, BASELINE, given["quantity"].replace("_same_depth", "")).value
    if usual < given["held"] * whole:
        return Found(
            "cannot tell",
            f"{where}, the depth that every repetition reached ({found.depth_per_leg:.2f} leg "
            f"lengths) holds only {usual:.1f} of the {whole:.1f}° of the usual wink.",
            settles=f"squats under {condition_words(session, condition)} that are all as deep as "
            "the usual ones",
        )
    limit = max(given["share"] * usual, given.get("margin_deg", 0.0))
    sign = -1.0 if smaller else 1.0
    answer = above(_times(change, sign), limit)
    if answer == "supported" and abs(change.value) < found.detectable_change:
        answer = "cannot tell"
    word = "goes" if smaller else "comes on top"
    # Less than half is not none: the cause may act beside another one.
    little, lacks = min(given["little"], given["share"]) * usual, ""
    if answer == "contradicted" and above(_times(change, sign), little) != "contradicted":
        lacks = f"that less than {little:.1f}° {word}"
    said = (
        f"{where}, the wink down to the same depth changes by {spoken(change)} from {usual:.1f}°"
        f"{_of(usual, whole, found.depth_per_leg)}; {_ending(answer, word, limit, lacks)}"
    )
    settles = _more(session, condition) if answer == "cannot tell" else ""
    measured = {f"{condition}: {given['quantity']}": change}
    return Found(answer, said, measured, settles, lacks)


def _of(usual: float, whole: float, depth: float) -> str:
    """Where the usual wink is read and what it is in all, where that is more."""
    if not usual < _NEARLY_ALL * whole:
        return ""
    return f" (at {depth:.2f} leg lengths; the usual squat's whole wink is {whole:.1f}°)"


def _more(session: Session, condition: str) -> str:
    """What narrows a difference that was measured and lies too near its limit."""
    return f"more repetitions under {condition_words(session, condition)} and in the usual squat"


def _ending(answer: str, word: str, limit: float, lacks: str) -> str:
    if answer == "cannot tell":
        return f"whether {limit:.1f}° of it {word} cannot be told."
    more = "more" if answer == "supported" else "less"
    but = f", but it is not sure {lacks}" if lacks else ""
    return f"{more} than {limit:.1f}° {word}{but}."


def _times(value: Estimate, sign: float) -> Estimate:
    if value.low is None or value.high is None:
        return Estimate(sign * value.value)
    ends = sorted((sign * value.low, sign * value.high))
    return Estimate(sign * value.value, *ends)


def _same(evidence: Evidence, condition: str, given: Parameters) -> Found:
    """The angle at onset within a margin; without a wink, the angle reached tells one side."""
    session, quantity, margin = evidence.session, given["quantity"], given["margin_deg"]
    where, name = f"Under {condition_words(session, condition)}", f"{condition}: {quantity}"
    if winks_under(session, condition) == "no wink":
        more = apart(session, (condition, given["reached"]), (BASELINE, quantity))
        if above(more, margin) == "supported":
            return Found(
                "contradicted",
                f"{where}, there is no wink, though the joint goes {spoken(more)} beyond where the "
                "usual squat's wink begins.",
                {name: more},
            )
        return Found(
            "cannot tell",
            f"{where}, there is no wink, and the joint did not surely go {margin:g}° beyond where "
            "the usual squat's wink begins.",
            settles=f"a deeper squat under {condition_words(session, condition)}",
        )
    change = evidence.contrast(session, quantity, condition, BASELINE).difference
    if not math.isfinite(change.value):
        return Found("cannot tell", f"{where}, where the wink begins could not be compared.")
    beyond = {above(change, margin), above(_times(change, -1.0), margin)}
    said = f"{where}, the wink begins {spoken(change)} from where the usual squat's does; "
    if beyond == {"contradicted"}:
        return Found("supported", f"{said}the same within {margin:g}°.", {name: change})
    if "supported" in beyond:
        return Found("contradicted", f"{said}more than {margin:g}° away.", {name: change})
    said += f"too uncertain for a margin of {margin:g}°."
    return Found("cannot tell", said, {name: change}, _more(session, condition))


def _deeper(evidence: Evidence, condition: str, given: Parameters) -> Found:
    """Depth at onset, or a squat without a wink that goes below it."""
    session, quantity = evidence.session, given["quantity"]
    if winks_under(session, condition) != "no wink":
        return _larger(evidence, condition, given)
    more = apart(session, (condition, given["reached"]), (BASELINE, quantity))
    where, unit = f"Under {condition_words(session, condition)}", " leg lengths"
    goes_on = above(more, given["more_than"]) == "supported"
    answer: Answer = "supported" if goes_on else "cannot tell"
    said = (
        f"{where}, there is no wink down to {spoken(more, unit, 3)} below the usual squat's onset."
    )
    return Found(answer, said, {f"{condition}: {quantity}": more})


def _larger(evidence: Evidence, condition: str, given: Parameters) -> Found:
    quantity, limit = given["quantity"], given["more_than"]
    session = evidence.session
    change = evidence.contrast(session, quantity, condition, BASELINE).difference
    where = f"Under {condition_words(session, condition)}"
    meant = quantity_of(quantity, numbers_of(session))
    if not math.isfinite(change.value):
        return Found("cannot tell", f"{where}, {meant.words} is not known.")
    unit, digits = ("°", 1) if meant.unit == "°" else (f" {meant.unit}".rstrip(), 3)
    counts = f"more than {limit:g}{unit} counts" if limit else "any gain counts"
    answer = above(change, limit)
    return Found(
        answer,
        f"{where}, {meant.words} changes by {spoken(change, unit, digits)}; {counts}.",
        {f"{condition}: {quantity}": change},
        _more(session, condition) if answer == "cannot tell" else "",
    )
