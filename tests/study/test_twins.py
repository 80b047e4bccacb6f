"""A recording that was saved again is one recording; people who squat alike are not."""

from __future__ import annotations

import numpy as np
import pandas as pd

from opensim_wink.claims.same_recording import TELLING
from opensim_wink.study.twins import twins


def reps_of(people: int, each: int, seed: int = 0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rows = pd.DataFrame({name: rng.normal(60, 8, people * each) for name in TELLING})
    rows.insert(0, "participant", np.repeat([f"P{n}" for n in range(people)], each))
    return rows.assign(session="1", trial="flat_1")


def test_people_who_squat_alike_are_no_twins() -> None:
    assert twins(reps_of(200, 5)) == []
    assert twins(reps_of(2, 3).drop(columns=list(TELLING))) == []
    assert twins(reps_of(0, 0)) == []


def test_a_recording_saved_again_is_found_whatever_rounding_did() -> None:
    reps = reps_of(30, 3)
    again = reps[reps["participant"] == "P7"].assign(participant="A1")
    for name, limit in TELLING.items():
        again[name] += 0.4 * limit
    assert twins(pd.concat([reps, again.iloc[1:]])) == [["A1/1/flat_1", "P7/1/flat_1"]]
    again["bottom_hip_flexion_deg"] += 0.5
    assert twins(pd.concat([reps, again])) == []


def test_zeros_and_unknown_numbers_make_nobody_a_twin() -> None:
    reps = reps_of(2, 1)
    reps[list(TELLING)] = 0.0
    assert twins(reps) == []
    reps[list(TELLING)] = np.nan
    assert twins(reps) == []
