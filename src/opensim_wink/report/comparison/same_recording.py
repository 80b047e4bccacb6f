"""Whether one recording stands for two trials: its repetitions would speak of both conditions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

import numpy as np

from opensim_wink.conditions.vocabulary import Condition
from opensim_wink.errors import OutputError
from opensim_wink.report.comparison.compared_result import ComparedResult
from opensim_wink.report.strict_json import Json

# No turn of the laboratory's axes, unit or prefix changes these. Two repetitions of a person differ
# by tenths of a degree in each, an export of one recording by the last printed digit.
TELLING: dict[str, float] = {
    "pelvis_wink_deg": 0.002,
    "lumbar_wink_deg": 0.002,
    "bottom_hip_flexion_deg": 0.002,
    "bottom_knee_flexion_deg": 0.002,
    "bottom_ankle_dorsiflexion_deg": 0.002,
    "bottom_pelvis_change_deg": 0.002,
    "bottom_lumbar_change_deg": 0.002,
    "bottom_depth_per_leg": 2e-5,
    "foot_pitch_start_deg": 0.002,
    "foot_pitch_bottom_deg": 0.002,
}
FEWEST = 4
_PASSIVE = ("straight_leg_raise", "range_of_motion")


def refuse_same_recording(
    results: Sequence[ComparedResult], conditions: Sequence[Condition]
) -> None:
    """Refuse a recording that was given twice.

    A recording that holds two conditions may be given twice with other repetitions each. One of leg
    raise and range of motion may be given for both: nothing there is set against something else.

    Parameters
    ----------
    results : sequence of ComparedResult
        Of one person.
    conditions : sequence of Condition
        What each was recorded under.

    Raises
    ------
    OutputError
        If two results rest on the same file, or tell the same numbers of a repetition.
    """
    for (one, ours), (other, theirs) in combinations(zip(results, conditions, strict=True), 2):
        if _same_file(one, other):
            how = "are of one file"
            twice = _overlap(one, other) or (
                not (one.summary["reps"] and other.summary["reps"])
                and ours.name != theirs.name
                and not {ours.name, theirs.name} <= set(_PASSIVE)
            )
        else:
            how = "tell the same numbers of a repetition"
            twice = _same_repetition(one, other)
        if twice:
            raise OutputError(
                f"{one.folder} ('{ours.name}') and {other.folder} ('{theirs.name}') {how}: one "
                "recording is no second trial; give each recording once, under the condition that "
                "it was made under."
            )


def _same_file(one: ComparedResult, other: ComparedResult) -> bool:
    prints = [result.fingerprint("trial") for result in (one, other)]
    return prints[0] is not None and prints[0] == prints[1]


def _overlap(one: ComparedResult, other: ComparedResult) -> bool:
    """Whether a repetition of the one lies in the time of one of the other."""
    return any(
        ours["start_s"] < theirs["end_s"] and theirs["start_s"] < ours["end_s"]
        for ours, theirs in product(_timed(one), _timed(other))
    )


def _timed(result: ComparedResult) -> list[Json]:
    return [rep for rep in result.summary["reps"] if {"start_s", "end_s"} <= rep.keys()]


def _same_repetition(one: ComparedResult, other: ComparedResult) -> bool:
    """Whether any repetition of the one has all telling numbers of one of the other."""
    shared = [name for name in TELLING if name in one.values and name in other.values]
    if not shared:
        return False
    ours, theirs = (np.array([r.values[name] for name in shared]) for r in (one, other))
    apart = np.abs(ours[:, :, None] - theirs[:, None, :])
    within = np.array([TELLING[name] for name in shared])[:, None, None]
    known = np.isfinite(apart)
    # Numbers that are 0 in both tell nothing: a person without a wink has none under all.
    telling = known & ~((ours[:, :, None] == 0.0) & (theirs[:, None, :] == 0.0))
    same = np.all((apart <= within) | ~known, axis=0) & (telling.sum(axis=0) >= FEWEST)
    return bool(same.any())
