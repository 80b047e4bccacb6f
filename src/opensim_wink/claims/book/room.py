"""Tests of how much of a joint's or a muscle's room a squat uses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from opensim_wink.claims.book.found import Evidence, Found, above, spoken
from opensim_wink.claims.book.levels import difference_of, level, person_numbers
from opensim_wink.conditions.vocabulary import KINDS
from opensim_wink.squat.uncertainty.estimate import Estimate

Parameters = Mapping[str, Any]


def at_its_end(evidence: Evidence, given: Parameters) -> Found:
    """Whether a joint has no room left where the wink begins: used against available."""
    session = evidence.session
    numbers = person_numbers(session.under(given["available_in"]), given["available"])
    used = level(session, "baseline", given["used"])
    words = given["used"].removesuffix("_deg").replace("_", " ")
    if not numbers or not math.isfinite(used.value):
        what = "how far the joint goes" if not numbers else words
        return Found("cannot tell", f"Nobody could measure {what}.")
    most, error = max(numbers), given["error_deg"]
    room = difference_of(Estimate(most, most - error, most + error), used)
    left = above(room, given["margin_deg"])
    said = (
        f"The joint goes to {most:.1f}°, {words} is {spoken(used)}: {spoken(room)} are left, and "
        f"less than {given['margin_deg']:g}° count as none."
    )
    measured = {words.replace(" ", "_"): used, "room_left": room}
    if left == "cannot tell":
        return Found("cannot tell", said, measured)
    return Found("contradicted" if left == "supported" else "supported", said, measured)


def raise_limited(evidence: Evidence, given: Parameters) -> Found:
    """Whether the straight leg cannot be raised as far as a squat stretches the hamstrings."""
    trials = evidence.session.under(given["condition"])
    numbers = person_numbers(trials, given["number"])
    if not numbers:
        words = KINDS[given["condition"]].words
        return Found("cannot tell", f"No angle could be measured in the trial '{words}'.")
    least, error = min(numbers), given["error_deg"]
    said = (
        f"The straight leg was raised to {least:.0f}° (± {error:g}°); below "
        f"{given['short_deg']:g}° a squat asks for all of it, above {given['spare_deg']:g}° there "
        "is length to spare."
    )
    raised = Estimate(least, least - error, least + error)
    measured = {"straight_leg_raise": raised}
    if above(raised, given["short_deg"]) == "contradicted":
        return Found("supported", said, measured)
    if above(raised, given["spare_deg"]) == "supported":
        return Found("contradicted", said, measured)
    return Found("cannot tell", said, measured)
