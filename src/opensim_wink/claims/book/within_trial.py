"""Tests that the trials of one condition answer by themselves."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from opensim_wink.claims.book.claim import Answer
from opensim_wink.claims.book.found import Evidence, Found, above, in_agreement, opposite, spoken
from opensim_wink.claims.book.levels import (
    level,
    numbers_of,
    one_trial_each,
    trials_under,
    winks_under,
)
from opensim_wink.claims.book.raised import RAISE_ERROR_DEG, SETTLES, stopped_early
from opensim_wink.claims.contrasts.answer import after
from opensim_wink.claims.contrasts.quantities import quantity_of
from opensim_wink.claims.contrasts.trend import trend
from opensim_wink.claims.session import ConditionTrial, Session
from opensim_wink.claims.speech import condition_words
from opensim_wink.errors import SettingError, did_you_mean, listed
from opensim_wink.squat.uncertainty.estimate import Estimate

Parameters = Mapping[str, Any]
_LOMBARD: dict[str, Answer] = {"supported": "supported", "contradicted": "contradicted"}


def number_above(evidence: Evidence, given: Parameters) -> Found:
    """Whether a number of the repetitions (or what is left of it) is above a limit."""
    number, less, limit = given["number"], given["less"], given["limit"]
    found = level(evidence.session, given["condition"], number, less)
    if given["size_only"] and found.value < 0:
        found = Estimate(
            -found.value,
            None if found.high is None else -found.high,
            None if found.low is None else -found.low,
        )
    if not math.isfinite(found.value):
        return _unknown(evidence, given["condition"], [name for name in (number, less) if name])
    known = numbers_of(evidence.session)
    meant = quantity_of(number, known)
    unit, digits = after(meant.unit), 1 if meant.unit == "°" else 2
    words, name = _plain(meant.words), number.removesuffix("_deg")
    if less:
        words += f" less {_plain(quantity_of(less, known).words)}"
        name += f"_less_{less.removesuffix('_deg')}"
    answer = above(found, limit)
    place = {"supported": "above", "contradicted": "below"}.get(answer, "too near to")
    said = f"In {_trial(evidence.session, given['condition'])}, {words} is "
    said += f"{spoken(found, unit, digits)}, {place} {limit:g}{unit}."
    said += one_trial_each(evidence.session, given["condition"])
    return Found(answer, said, {name: found})


def _plain(words: str) -> str:
    """Words of a quantity, without the unit at the end of its name."""
    return words.removesuffix(" deg").removesuffix(" per leg")


def number_below(evidence: Evidence, given: Parameters) -> Found:
    """Whether it is below: `number_above` for the other side."""
    return opposite(number_above(evidence, given))


def hip_stops(evidence: Evidence, given: Parameters) -> Found:
    """Whether the hip stands still over the last tenth of the depth while the thigh goes on."""
    hip = level(evidence.session, given["condition"], "hip_end_gain_deg")
    thigh = level(evidence.session, given["condition"], "thigh_end_gain_deg")
    if not math.isfinite(hip.value) or not math.isfinite(thigh.value):
        return _unknown(evidence, given["condition"], ["hip_end_gain_deg", "thigh_end_gain_deg"])
    still, goes_on = above(hip, given["limit_deg"]), above(thigh, given["limit_deg"])
    answer: Answer = "cannot tell"
    if still == "supported":
        answer = "contradicted"
    elif still == "contradicted" and goes_on == "supported":
        answer = "supported"
    said = (
        f"Over the last tenth of the depth the hip flexes by {spoken(hip)} while the thigh "
        f"turns by {spoken(thigh)}; below {given['limit_deg']:g}° it stands still."
        f"{one_trial_each(evidence.session, given['condition'])}"
    )
    return Found(answer, said, {"hip_end_gain": hip, "thigh_end_gain": thigh})


def return_only(evidence: Evidence, given: Parameters) -> Found:
    """Whether the wink is a return to neutral: no flexion beyond it worth the name."""
    session, condition, limit = evidence.session, given["condition"], given["limit_deg"]
    beyond = level(session, condition, "true_flexion_deg")
    unwound = level(session, condition, "unwind_deg")
    if not math.isfinite(beyond.value):
        return _unknown(evidence, condition, ["true_flexion_deg", "unwind_deg"])
    flexes, returns = above(beyond, limit), above(unwound, 0.0)
    answer: Answer = "cannot tell"
    if flexes == "supported":
        answer = "contradicted"
    elif flexes == "contradicted" and returns == "supported":
        answer = "supported"
    said = (
        f"In {_trial(session, condition)} the wink takes back {spoken(unwound)} of extension and "
        f"flexes the lower back {spoken(beyond)} beyond neutral; {limit:g}° is the least that "
        "counts."
    )
    return Found(answer, said, {"unwind": unwound, "true_flexion": beyond})


def beyond_neutral(evidence: Evidence, given: Parameters) -> Found:
    """Whether the wink flexes the spine beyond neutral: `return_only` for the other side."""
    return opposite(return_only(evidence, given))


def cycle(evidence: Evidence, given: Parameters) -> Found:
    """Whether the lower back extends, flexes and extends again."""
    found = []
    for condition in given["conditions"]:
        if not trials_under(evidence.session, condition):
            continue
        first, flexed, back = (
            level(evidence.session, condition, f"lumbar_{name}")
            for name in ("first_extension_deg", "wink_deg", "return_deg")
        )
        if not all(math.isfinite(part.value) for part in (first, flexed, back)):
            found.append(
                _unknown(
                    evidence,
                    condition,
                    ["lumbar_first_extension_deg", "lumbar_wink_deg", "lumbar_return_deg"],
                )
            )
            continue
        parts = [above(part, given["limit_deg"]) for part in (first, flexed, back)]
        answer: Answer = "supported" if set(parts) == {"supported"} else "cannot tell"
        answer = "contradicted" if "contradicted" in parts else answer
        said = (
            f"In {_trial(evidence.session, condition)} the lower back extends by {spoken(first)}, "
            f"flexes by {spoken(flexed)} and extends again by {spoken(back)}."
        )
        found.append(Found(answer, said, {f"{condition}: lumbar_first_extension": first}))
    return in_agreement(found)


def someone_without(evidence: Evidence, given: Parameters) -> Found:
    """Whether all people wink: one who does not is enough to contradict it."""
    if winks_under(evidence.session, given["condition"]) == "no wink":
        return Found(
            "contradicted",
            f"This person does not wink in {_trial(evidence.session, given['condition'])}.",
        )
    return Found(
        "cannot tell",
        "One person who winks, or whose wink cannot be told, does not show that everyone does.",
    )


def muscle_claim(evidence: Evidence, given: Parameters) -> Found:
    """What the hamstrings' trial concluded for the person, over the trials of a condition."""
    found = []
    for trial in trials_under(evidence.session, given["condition"]):
        answer, reason, settles = _hamstrings(trial, given["claim"])
        for side, raised in trial.raised_deg.items() if answer == "contradicted" else ():
            passed = stopped_early(evidence.session, side, raised, RAISE_ERROR_DEG)
            if passed and given["claim"] == "blame":
                answer, settles = "cannot tell", SETTLES
                reason = f"The straight leg was raised to {raised:.0f}°. {passed}"
        found.append(Found(answer, reason, settles=settles))
    told = [one for one in found if one.answer != "cannot tell"]
    return in_agreement(told or found)


def trend_over_reps(evidence: Evidence, given: Parameters) -> Found:
    """Whether a number grows from the first repetition to the last."""
    session, number, limit = evidence.session, given["number"], given["limit_deg"]
    try:
        found = trend(session, number, given["condition"])
    except SettingError as error:
        return Found("cannot tell", str(error))
    if not math.isfinite(found.total.value):
        return Found("cannot tell", found.reason)
    meant = quantity_of(number, numbers_of(session))
    unit, digits = after(meant.unit), 1 if meant.unit == "°" else 3
    said = (
        f"Over {found.n} repetitions, {_plain(meant.words)} changes by "
        f"{spoken(found.total, unit, digits)} from the first to the last; {limit:g}{unit} would be "
        "a trend."
    )
    return Found(above(found.total, limit), said, {"trend": found.total})


def beyond_recordings(evidence: Evidence, given: Parameters) -> Found:
    """A claim that no recording of one person can test."""
    del evidence
    return Found("cannot tell", f"No squat can tell: it asks for {given['asks_for']}.")


def _hamstrings(trial: ConditionTrial, claim: str) -> tuple[Answer, str, str]:
    """Answer, reason, and what would settle it where the analysis knows."""
    answers = trial.hamstrings.get("claims", ())
    for entry in answers if isinstance(answers, list | tuple) else ():
        if isinstance(entry, Mapping) and (entry.get("claim"), entry.get("side")) == (
            claim,
            "both",
        ):
            answer = _LOMBARD.get(str(entry.get("verdict")), "cannot tell")
            return answer, str(entry.get("reason")), str(entry.get("settles") or "")
    return "cannot tell", f"The lengths of the hamstrings were not judged in {trial.name}.", ""


def _trial(session: Session, condition: str) -> str:
    return f"the trial {condition_words(session, condition)}"


def _unknown(evidence: Evidence, condition: str, names: list[str]) -> Found:
    """Nothing measured: because the repetitions have none, or because nobody knows the name."""
    known = numbers_of(evidence.session)
    strange = [name for name in names if name not in known]
    if strange and known:
        hint = did_you_mean(strange[0], known)
        return Found("cannot tell", f"No repetition has a number '{listed(strange)}'.{hint}")
    return Found(
        "cannot tell", f"It could not be measured in {_trial(evidence.session, condition)}."
    )
