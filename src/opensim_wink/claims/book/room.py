"""Tests of how much of a joint's room a squat uses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from opensim_wink.claims.book.found import Evidence, Found, above, spoken
from opensim_wink.claims.book.levels import difference_of, level, one_trial_each, sides_of_person
from opensim_wink.claims.contrasts.quantities import plain_words
from opensim_wink.squat.uncertainty.estimate import Estimate

Parameters = Mapping[str, Any]
BASELINE = "baseline"
_SIDES = {"": "", "r": " on the right", "l": " on the left"}


def at_its_end(evidence: Evidence, given: Parameters) -> Found:
    """Whether a joint has no room left where the wink begins: used against available.

    A trial that states its joint tells of no other one; where only one side's end is known, it is
    held against what that side used.
    """
    session = evidence.session
    trials = session.under(given["available_in"])
    sides = sides_of_person(trials, given["available"], stated=True)
    ends = [max(values) for values in sides.values()]
    only = next(iter(sides)) if len(sides) == 1 else ""
    used = level(session, BASELINE, given["used"], side=only)
    name = given["used"].removesuffix("_deg") + _SIDES[only].replace(" ", "_")
    words = plain_words(given["used"]) + _SIDES[only]
    if not ends or not math.isfinite(used.value):
        what = words if ends else "how far the joint goes"
        return Found("cannot tell", f"Nobody could measure {what}.")
    most = sum(ends) / len(ends) if given["both_sides"] else max(ends)
    error = given["error_deg"]
    room = difference_of(Estimate(most, most - error, most + error), used)
    left = above(room, given["margin_deg"])
    said = (
        f"The joint goes to {most:.1f}°, {words} is {spoken(used)}: {spoken(room)} are left, and "
        f"less than {given['margin_deg']:g}° count as none."
        f"{one_trial_each(session, BASELINE)}"
    )
    measured = {name: used, "room_left": room}
    if above(room, 0.0) == "contradicted":
        said = (
            f"{words[:1].upper()}{words[1:]} is {spoken(used)}, beyond the {most:.1f}° of the "
            "trial that was to show how far the joint goes, so that trial did not reach the end."
        )
        return Found("cannot tell", said, measured)
    if left == "cannot tell":
        return Found("cannot tell", said, measured)
    return Found("contradicted" if left == "supported" else "supported", said, measured)
