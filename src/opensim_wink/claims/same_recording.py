"""Whether one recording stands for two trials: its repetitions would speak of both conditions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

import numpy as np

from opensim_wink.claims.comparability import TrialRecord
from opensim_wink.conditions.vocabulary import Condition
from opensim_wink.errors import OutputError

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


def refuse_same_recording(records: Sequence[TrialRecord], conditions: Sequence[Condition]) -> None:
    """Refuse a recording that was given twice.

    A recording that holds two conditions may be given twice with other repetitions each. One of leg
    raise and range of motion may be given for both: nothing there is set against something else.

    Parameters
    ----------
    records : sequence of TrialRecord
        Of one person.
    conditions : sequence of Condition
        What each was recorded under.

    Raises
    ------
    OutputError
        If two trials rest on the same file, or tell the same numbers of a repetition.
    """
    for (one, ours), (other, theirs) in combinations(zip(records, conditions, strict=True), 2):
        if _same_file(one, other):
            how = "are of one file"
            twice = _overlap(one, other) or (
                not (one.reps and other.reps)
                and ours.name != theirs.name
                and not {ours.name, theirs.name} <= set(_PASSIVE)
            )
        else:
            how = "tell the same numbers of a repetition"
            twice = _same_repetition(one, other)
        if twice:
            raise OutputError(
                f"{one.place} ('{ours.name}') and {other.place} ('{theirs.name}') {how}: one "
                "recording is no second trial; give each recording once, under the condition that "
                "it was made under."
            )


def _same_file(one: TrialRecord, other: TrialRecord) -> bool:
    return one.recording is not None and one.recording == other.recording


def _overlap(one: TrialRecord, other: TrialRecord) -> bool:
    """Whether a repetition of the one lies in the time of one of the other."""
    return any(
        ours[0] < theirs[1] and theirs[0] < ours[1]
        for ours, theirs in product(one.spans_s, other.spans_s)
    )


def _same_repetition(one: TrialRecord, other: TrialRecord) -> bool:
    """Whether any repetition of the one has all telling numbers of one of the other."""
    shared = [name for name in TELLING if name in one.values and name in other.values]
    if not shared:
        return False
    ours, theirs = (np.array([record.values[name] for name in shared]) for record in (one, other))
    apart = np.abs(ours[:, :, None] - theirs[:, None, :])
    within = np.array([TELLING[name] for name in shared])[:, None, None]
    known = np.isfinite(apart)
    # Numbers that are 0 in both tell nothing: a person without a wink has none under all.
    telling = known & ~((ours[:, :, None] == 0.0) & (theirs[:, None, :] == 0.0))
    same = np.all((apart <= within) | ~known, axis=0) & (telling.sum(axis=0) >= FEWEST)
    return bool(same.any())
