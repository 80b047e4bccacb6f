"""Tests of rocking back on all fours, where neither the ankles nor balance ask for anything."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from opensim_wink.claims.book.claim import Answer
from opensim_wink.claims.book.found import Evidence, Found, above, spoken
from opensim_wink.claims.book.levels import apart, level, one_trial_each

Parameters = Mapping[str, Any]
ROCK_BACK, BASELINE = "rock_back", "baseline"
_WINKS = ("pelvis_wink_deg", "lumbar_wink_deg")
_ONSET, _BOTTOM = "onset_hip_flexion_deg", "bottom_hip_flexion_deg"


def winks_on_all_fours(evidence: Evidence, given: Parameters) -> Found:
    """Whether the pelvis or the lower back winks when rocking back.

    No wink means something only where the hip flexed further than where the squat's begins.
    """
    winks = {name: level(evidence.session, ROCK_BACK, name) for name in _WINKS}
    measured = {f"rock_back: {name}": value for name, value in winks.items()}
    answers = {above(value, given["least_deg"]) for value in winks.values()}
    if not any(math.isfinite(value.value) for value in winks.values()):
        why = [trial.nothing_found for trial in evidence.session.under(ROCK_BACK)]
        words = ["No repetition of the rock-back could be measured.", *filter(None, why)]
        return Found("cannot tell", " ".join(dict.fromkeys(words)))
    said = (
        f"On all fours the pelvis tucks by {spoken(winks['pelvis_wink_deg'])} and the lower back "
        f"flexes by {spoken(winks['lumbar_wink_deg'])}; {given['least_deg']:g}° is the least that "
        "counts."
        f"{one_trial_each(evidence.session, ROCK_BACK, BASELINE)}"
    )
    if "supported" in answers:
        return Found("supported", said, measured)
    if answers != {"contradicted"}:
        return Found("cannot tell", said, measured)
    further = apart(evidence.session, (ROCK_BACK, _BOTTOM), (BASELINE, _ONSET))
    measured["rock_back: hip_flexion_beyond_onset"] = further
    where = f"The hip goes {spoken(further)} beyond where the squat's wink begins"
    if above(further, given["beyond_deg"]) == "supported":
        return Found("contradicted", f"{said} {where}.", measured)
    return Found(
        "cannot tell",
        f"{said} {where}: less than {given['beyond_deg']:g}° do not put it to the test.",
        measured,
        "a rock-back that brings the hips further towards the heels",
    )


def same_hip_on_all_fours(evidence: Evidence, given: Parameters) -> Found:
    """Whether that wink begins at the same hip flexion as the squat's."""
    present = winks_on_all_fours(evidence, given)
    if present.answer != "supported":
        return present
    # A small tuck has no onset; a hip that stops ends where its wink begins.
    placed = math.isfinite(level(evidence.session, ROCK_BACK, _ONSET).value)
    there = ROCK_BACK, _ONSET if placed else _BOTTOM
    change = apart(evidence.session, there, (BASELINE, _ONSET))
    margin = given["margin_deg"]
    answer: Answer = "cannot tell"
    if change.low is not None and change.high is not None:
        if -margin < change.low and change.high < margin:
            answer = "supported"
        elif change.low > margin or change.high < -margin:
            answer = "contradicted"
    if not math.isfinite(change.value):
        said = "Where it begins could not be measured."
    else:
        what = "It begins" if placed else "Its onset could not be placed; the hip ends"
        said = (
            f"{what} {spoken(change)} of hip flexion from where the squat's begins; "
            f"± {margin:g}° is the same."
        )
    measured = present.measured | {"rock_back: hip_flexion_from_onset": change}
    return Found(answer, f"{present.reason} {said}", measured)
