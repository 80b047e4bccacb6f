"""The kinds of test that a claim may name, with their parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from opensim_wink.claims.book import all_fours, over_conditions, raised, room, within_trial
from opensim_wink.claims.book.found import Evidence, Found

Shape = Literal["number", "condition", "conditions", "name", "words", "yes_no"]


@dataclass(frozen=True)
class Parameter:
    """One parameter of a test.

    Attributes
    ----------
    shape : {"number", "condition", "conditions", "name", "words", "yes_no"}
        A number of at least 0, a word of the conditions' vocabulary or several, the name of a
        number that repetitions have, free words, or true or false.
    default : object
        None where it has to be given.
    allowed : tuple of str
        Where only these are.
    most : float
        Largest number; angles in degrees have 360 besides.
    at_most : str
        Name of another parameter that a number must not exceed; none if empty.
    """

    shape: Shape
    default: object = None
    allowed: tuple[str, ...] = ()
    most: float = 1e6
    at_most: str = ""


@dataclass(frozen=True)
class TestKind:
    """One kind of test.

    Attributes
    ----------
    test : callable
        From evidence and parameters to what it found.
    parameters : dict of str to Parameter
        By name.
    asks_for_a_wink : bool
        Whether it means anything only for who winks in the usual squat.
    """

    test: Callable[[Evidence, Mapping[str, Any]], Found]
    parameters: dict[str, Parameter] = field(default_factory=dict)
    asks_for_a_wink: bool = True


_CONDITIONS, _CONDITION = Parameter("conditions"), Parameter("condition", "baseline")
_MATCHED = Parameter("name", "pelvis_wink_same_depth_deg")
_LEAST = Parameter("number", 3.0)
_GOES = {
    "conditions": _CONDITIONS,
    "quantity": _MATCHED,
    "share": Parameter("number", 0.5, most=1.0),
    "little": Parameter("number", 0.2, at_most="share"),
    "held": Parameter("number", 0.5, most=1.0),
    "least_deg": _LEAST,
}
_NUMBER = {
    "number": Parameter("name"),
    "less": Parameter("name", ""),
    "condition": _CONDITION,
    "limit": Parameter("number"),
    "size_only": Parameter("yes_no", False),
}
_LARGER = {
    "conditions": _CONDITIONS,
    "quantity": Parameter("name"),
    "more_than": Parameter("number", 0.0),
}
_ALL_FOURS = {"least_deg": _LEAST, "beyond_deg": Parameter("number", 3.0)}
_LIMIT = {"condition": _CONDITION, "limit_deg": Parameter("number")}

KINDS_OF_TEST: dict[str, TestKind] = {
    "wink_goes": TestKind(over_conditions.wink_goes, _GOES),
    "wink_stays": TestKind(over_conditions.wink_stays, _GOES),
    "wink_grows": TestKind(
        over_conditions.wink_grows,
        _GOES | {"share": Parameter("number", 0.5), "margin_deg": Parameter("number", 2.5)},
    ),
    "same_at_onset": TestKind(
        over_conditions.same_at_onset,
        {
            "conditions": _CONDITIONS,
            "quantity": Parameter("name", "onset_hip_flexion_deg"),
            "reached": Parameter("name", "bottom_hip_flexion_deg"),
            "margin_deg": Parameter("number"),
        },
    ),
    "deeper_before_onset": TestKind(
        over_conditions.deeper_before_onset,
        _LARGER
        | {
            "quantity": Parameter("name", "onset_depth_per_leg"),
            "reached": Parameter("name", "bottom_depth_per_leg"),
        },
    ),
    "larger": TestKind(over_conditions.larger, _LARGER, asks_for_a_wink=False),
    "above": TestKind(within_trial.number_above, _NUMBER),
    "below": TestKind(within_trial.number_below, _NUMBER),
    "hip_stops": TestKind(within_trial.hip_stops, _LIMIT),
    "return_only": TestKind(within_trial.return_only, _LIMIT),
    "beyond_neutral": TestKind(within_trial.beyond_neutral, _LIMIT),
    "cycle": TestKind(
        within_trial.cycle, {"conditions": _CONDITIONS, "limit_deg": Parameter("number")}
    ),
    "someone_without": TestKind(
        within_trial.someone_without, {"condition": _CONDITION}, asks_for_a_wink=False
    ),
    "muscle_claim": TestKind(
        within_trial.muscle_claim,
        {
            "condition": _CONDITION,
            "claim": Parameter(
                "name", allowed=("blame", "length", "length_at_the_wink", "instead")
            ),
        },
    ),
    "trend_over_reps": TestKind(
        within_trial.trend_over_reps,
        {
            "condition": Parameter("condition"),
            "number": Parameter("name", "pelvis_wink_deg"),
            "limit_deg": Parameter("number"),
        },
        asks_for_a_wink=False,
    ),
    "beyond_recordings": TestKind(
        within_trial.beyond_recordings, {"asks_for": Parameter("words")}, asks_for_a_wink=False
    ),
    "at_its_end": TestKind(
        room.at_its_end,
        {
            "used": Parameter("name"),
            "available": Parameter("name"),
            "available_in": Parameter("condition", "range_of_motion"),
            "margin_deg": Parameter("number"),
            "error_deg": Parameter("number", 3.0),
            "both_sides": Parameter("yes_no", False),
        },
    ),
    "raise_limited": TestKind(
        raised.raise_limited,
        {
            "condition": Parameter("condition", "straight_leg_raise"),
            "number": Parameter("name", "straight_leg_hip_flexion_deg"),
            "short_deg": Parameter("number", at_most="spare_deg"),
            "spare_deg": Parameter("number"),
            "error_deg": Parameter("number", raised.RAISE_ERROR_DEG),
        },
    ),
    "winks_on_all_fours": TestKind(all_fours.winks_on_all_fours, _ALL_FOURS),
    "same_hip_on_all_fours": TestKind(
        all_fours.same_hip_on_all_fours, _ALL_FOURS | {"margin_deg": Parameter("number")}
    ),
}
