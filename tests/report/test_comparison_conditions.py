"""Conditions side by side: means by hand, what differs, what the trials show of the person."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from session_making import GRID, short_hip

from opensim_wink.claims.session import ConditionTrial, Descent, Session
from opensim_wink.conditions.vocabulary import Condition
from opensim_wink.report.comparison.conditions import body_summary, conditions_summary
from opensim_wink.squat.uncertainty.intervals import combine_reps


def of(session: Session, name: str) -> ConditionTrial:
    return session.under(name)[0]


def with_trial(session: Session, name: str, **changes: object) -> Session:
    trials = (replace(t, **changes) if t.condition.name == name else t for t in session.trials)
    return Session(session.person, tuple(trials))


def row(session: Session, name: str) -> dict:
    return next(one for one in conditions_summary(session)[0] if one["condition"] == name)


def test_means_are_those_of_the_usable_repetitions() -> None:
    session = with_trial(short_hip(), "heels_raised", usable=np.array([True, False, True]))
    trial, found = of(session, "heels_raised"), row(session, "heels_raised")
    keep = [0, 2]
    for name in ("pelvis_wink_deg", "onset_hip_flexion_deg", "onset_depth_per_leg"):
        mean = combine_reps(trial.values[name][keep], trial.draws[name][keep].T)
        told = found["means"][name]
        assert (told["value"], told["low"], told["high"]) == pytest.approx(
            (mean.value, mean.low, mean.high)
        )
        assert told["n"] == 2
        assert told["sd"] == pytest.approx(np.std(trial.values[name][keep], ddof=1))
    assert (found["reps"], found["usable"]) == (3, 2)
    assert found["verdicts"] == {"flexion beyond neutral": 2}


def test_without_draws_means_have_no_interval_and_winks_no_negative_end() -> None:
    bare = row(with_trial(short_hip(), "heels_raised", draws={}), "heels_raised")["means"]
    assert bare["pelvis_wink_deg"]["value"] is not None
    assert bare["pelvis_wink_deg"]["low"] is None
    session = short_hip()
    values = of(session, "baseline").values | {"pelvis_wink_deg": np.array([0.0, 0.1, 0.1])}
    flat = row(with_trial(session, "baseline", values=values), "baseline")["means"]
    assert flat["pelvis_wink_deg"]["low"] == 0.0


def test_the_usual_squat_is_first_and_only_squats_set_the_depth() -> None:
    rows, depth = conditions_summary(short_hip())
    assert rows[0]["condition"] == "baseline"
    assert {one["condition"]: one["movement"] for one in rows}["rock_back"] == "rock_back"
    assert depth == pytest.approx(0.45, abs=0.01)
    shallow = np.where(GRID <= 0.1, 1.0, np.nan) * np.ones((3, 1))
    curves = {"pelvis_change_deg": shallow}
    _, same = conditions_summary(
        with_trial(short_hip(), "rock_back", descent=Descent(GRID, curves))
    )
    assert same == depth
    _, less = conditions_summary(
        with_trial(short_hip(), "supported", descent=Descent(GRID, curves))
    )
    assert less == pytest.approx(0.1)


def test_curves_are_read_at_the_common_depth() -> None:
    session = short_hip()
    rows, depth = conditions_summary(session)
    at = int(np.searchsorted(GRID, depth - 1e-9))
    curve = of(session, "baseline").descent.curves["pelvis_change_deg"]
    told = rows[0]["means"]["pelvis_change_same_depth_deg"]
    assert told["value"] == pytest.approx(np.mean(curve[:, at]))
    assert told["low"] < told["value"] < told["high"]
    all_fours = next(one for one in rows if one["condition"] == "rock_back")
    assert all_fours["means"]["pelvis_change_same_depth_deg"]["value"] is None


@pytest.mark.parametrize(("lean", "differs"), [(31.0, False), (36.0, True), (math.nan, None)])
def test_a_circumstance_differs_beyond_what_is_small(lean: float, differs: bool | None) -> None:
    session = short_hip()
    for name, value in (("baseline", 30.0), ("heels_raised", lean)):
        values = of(session, name).values | {
            "trunk_lean_bottom_deg": np.full(3, value),
            "stance_width_per_hip": np.full(3, value),
        }
        session = with_trial(session, name, values=values)
    found = row(session, "heels_raised")["setting"]["trunk_lean_bottom_deg"]
    assert found["differs"] is differs
    assert found["low"] is None
    usual = row(session, "baseline")["setting"]["trunk_lean_bottom_deg"]
    assert (usual["value"], usual["differs"]) == (30.0, None)
    assert row(session, "heels_raised")["setting"]["stance_width_per_hip"]["differs"] is None


def test_a_name_of_ones_own_is_no_usual_squat() -> None:
    session = with_trial(short_hip(), "baseline", condition=Condition("baseline", known=False))
    names = [one["condition"] for one in conditions_summary(session)[0]]
    assert "baseline (not stated)" in names
    assert "baseline" not in names


def test_the_largest_range_of_all_trials_with_its_trial() -> None:
    session = with_trial(short_hip(), "baseline", person={"hip_flexion_r_deg": 97.0})
    session = with_trial(session, "supported", person={"hip_flexion_r_deg": 99.0})
    body = body_summary(session)
    assert body["hip_flexion_r_deg"] == {"value": 99.0, "trial": "supported"}
    assert body["straight_leg_hip_flexion_r_deg"] == {"value": 80.0, "trial": "raise"}


def test_nobody_squats() -> None:
    rows, depth = conditions_summary(Session("P", (short_hip().trials[-1],)))
    assert rows == []
    assert math.isnan(depth)
