"""Tests of the straight-leg raise, and whether it was carried to its end."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from opensim_wink.claims.book.found import Evidence, Found, above
from opensim_wink.claims.book.levels import sides_of_person
from opensim_wink.claims.session import ConditionTrial, Session
from opensim_wink.conditions.vocabulary import KINDS
from opensim_wink.squat.uncertainty.estimate import Estimate

Parameters = Mapping[str, Any]
STRAIGHT = "straight_leg_hip_flexion_deg"
RAISE_ERROR_DEG = 5.0
_LIFTED = 0.5  # share of the higher leg's angle from which the other was raised as well
_LENGTHENED = ("after_stretch",)  # there the hamstrings may be longer than in the raise
_ALIKE_DEG = 3.0  # two largest angles of one leg, by the same markers


def raise_limited(evidence: Evidence, given: Parameters) -> Found:
    """Whether the straight leg cannot be raised as far as a squat stretches the hamstrings.

    A raise that the analysis of a squat was given, as a file or in degrees, counts as well. One
    that the person's other trials surely passed did not reach the end, so it shows no shortness.
    """
    trials = evidence.session.under(given["condition"])
    sides = sides_of_person(trials, given["number"], stated=True)
    for trial in evidence.session.trials:
        for side, given_deg in trial.raised_deg.items():
            sides[side] = (*sides.get(side, ()), given_deg)
    raised = {side: max(values) for side, values in sides.items()}
    if not raised:
        words = KINDS[given["condition"]].words
        return Found("cannot tell", f"No angle could be measured in the trial '{words}'.")
    # The leg that stays on the couch says nothing of its hamstrings.
    most = max(raised.values())
    least, side = min((deg, side) for side, deg in raised.items() if deg >= _LIFTED * most)
    error = given["error_deg"]
    said = (
        f"The straight leg was raised to {least:.0f}° (± {error:g}°); below "
        f"{given['short_deg']:g}° a squat asks for all of it, above {given['spare_deg']:g}° there "
        "is length to spare."
    )
    angle = Estimate(least, least - error, least + error)
    measured = {"straight_leg_raise": angle}
    if above(angle, given["spare_deg"]) == "supported":
        return Found("contradicted", said, measured)
    passed = stopped_early(evidence.session, side, least, error)
    if passed:
        return Found("cannot tell", f"{said} {passed}", measured, SETTLES)
    if above(angle, given["short_deg"]) == "contradicted":
        return Found("supported", said, measured)
    return Found("cannot tell", said, measured)


SETTLES = "a straight-leg raise up to where the pelvis begins to roll"


def stopped_early(session: Session, side: str, raised_deg: float, error_deg: float) -> str:
    """Whether other trials passed a raise, so that it was not the hamstrings that ended it.

    Either the straight leg of that side went further, or a squat stretched its hamstrings further:
    the share of the stretch that it used, times the raise that the share is of, is about the raise
    that would stretch them as far.

    Parameters
    ----------
    session : Session
        The person's trials.
    side : str
        ``"r"`` or ``"l"``.
    raised_deg : float
        Angle of the raise.
    error_deg : float
        How well a raise tells the hamstrings' length.

    Returns
    -------
    str
        What passed it, in a sentence; empty if nothing did.
    """
    for trial in session.trials:
        if trial.condition.name in _LENGTHENED:
            continue
        for angle in sides_of_person((trial,), STRAIGHT).get(side, ()):
            if angle > raised_deg + _ALIKE_DEG:
                return (
                    f"But in {trial.name} the same leg is flexed to {angle:.0f}° with a straight "
                    "knee, so that raise did not reach the end."
                )
        as_far = _raise_as_far(trial, side)
        if as_far > raised_deg + error_deg:
            return (
                f"But the squats of {trial.name} stretch the hamstrings as far as a raise of "
                f"{as_far:.0f}° or more would, so that raise did not reach the end."
            )
    return ""


def _raise_as_far(trial: ConditionTrial, side: str) -> float:
    """Lower end of the raise that stretches a hamstring as far as the squat; 0 if not known."""
    raises, tests = trial.hamstrings.get("raises"), trial.hamstrings.get("tests")
    if not isinstance(raises, list | tuple) or not isinstance(tests, list | tuple):
        return 0.0
    full = {one.get("side"): one.get("angle_deg") for one in raises if isinstance(one, Mapping)}
    most = 0.0
    for test in tests:
        if not isinstance(test, Mapping) or test.get("test") != "stretch":
            continue
        effect, angle = test.get("effect"), full.get(test.get("side"))
        share = effect.get("low") if isinstance(effect, Mapping) else None
        if test.get("side") == side and share is not None and angle is not None:
            most = max(most, float(share) * float(angle))
    return most if math.isfinite(most) else 0.0
