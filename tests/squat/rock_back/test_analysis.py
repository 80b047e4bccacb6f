"""Rock-backs measured as squats are: amplitude, onset, split at neutral, and what is left out."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.motion.guard import GuardFlag
from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.rock_back.analysis import NO_NEUTRAL, analyze_rock_backs
from opensim_wink.squat.search import movement_of, search_repetitions
from opensim_wink.squat.settings import SquatSettings
from opensim_wink.squat.standing import Standing


@pytest.fixture(scope="module")
def standing(on_floor) -> Standing:
    return Standing(0.88, -5.0, on_floor.neutral_deg, 5.0, 3.0, 100, "static trial")


def test_a_wink_is_measured_as_it_was_made(on_floor, standing) -> None:
    found = analyze_rock_backs(on_floor.rocking(2, wink_deg=16.0, onset=0.6), standing=standing)
    assert found.movement == "rock_back"
    assert found.verdict == "flexion beyond neutral", found.reason
    assert len(found.reps) == 2
    for rep in found.reps:
        assert rep.pelvis_wink_deg.value == pytest.approx(16.0, abs=0.2)
        assert rep.lumbar_wink_deg.value == pytest.approx(16.0, abs=0.2)
        assert rep.onset is not None
        assert rep.onset.depth_fraction.value == pytest.approx(0.6, abs=0.03)
        assert rep.true_flexion_deg is not None
        assert rep.true_flexion_deg.value == pytest.approx(16.0, abs=0.6)
        assert rep.unwind_deg is not None
        assert rep.unwind_deg.value == pytest.approx(0.0, abs=0.2)
        depth = on_floor.distance_m(0.0) - on_floor.distance_m(on_floor.way_deg)
        assert rep.bottom.depth_per_leg.value == pytest.approx(depth / 0.8, abs=2e-3)


@settings(max_examples=20, deadline=None)
@given(wink_deg=st.floats(9.0, 25.0), onset=st.floats(0.4, 0.8), drift_deg=st.floats(0.0, 5.0))
def test_an_even_drift_does_not_bring_the_onset_forward(
    on_floor, standing, wink_deg, onset, drift_deg
) -> None:
    signals = on_floor.rocking(1, wink_deg=wink_deg, onset=onset, drift_deg=drift_deg)
    (rep,) = analyze_rock_backs(signals, standing=standing).reps
    assert rep.onset is not None
    assert rep.onset.depth_fraction.value == pytest.approx(onset, abs=0.03)
    hip = on_floor.way_deg * np.interp(onset, on_floor.depth_of(LEVELS), LEVELS) + 95.0
    hip -= drift_deg * onset
    assert rep.onset.hip_flexion_deg.value == pytest.approx(hip, abs=3.0)
    assert rep.pelvis_wink_deg.value == pytest.approx(wink_deg + drift_deg, abs=0.3)


LEVELS = np.linspace(0.0, 1.0, 501)


def test_a_tilt_that_turns_evenly_all_the_way_starts_at_rest(on_floor, standing) -> None:
    (rep,) = analyze_rock_backs(on_floor.rocking(1, drift_deg=15.0), standing=standing).reps
    assert rep.pelvis_wink_deg.value == pytest.approx(15.0, abs=0.3)
    if rep.onset is not None:
        assert rep.onset.depth_fraction.value < 0.25


def test_without_a_wink_there_is_none(on_floor, standing) -> None:
    found = analyze_rock_backs(on_floor.rocking(2, drift_deg=1.0), standing=standing)
    assert found.verdict == "no wink"
    assert all(rep.onset is None for rep in found.reps)


def test_what_only_standing_gives_a_meaning_is_left_out(on_floor, standing) -> None:
    found = analyze_rock_backs(on_floor.rocking(2, wink_deg=16.0), standing=standing)
    assert found.safe_depth == ()
    assert not any("box" in name for name in found.means)
    for name in ("safe_depth", "box_height_cm", "crease_below_knee", "thigh_inclination_deg"):
        assert name not in found.definitions
    assert "rock-back" in found.definitions["movement"]
    for rep in found.reps:
        assert rep.crease_below_knee is None
        for posture in (rep.onset, rep.bottom):
            assert posture is not None
            assert math.isnan(posture.box_height_cm.value)
            assert math.isnan(posture.thigh_inclination_deg.value)
            assert math.isfinite(posture.hip_flexion_deg.value)
    assert len(found.to_frame()) == 2


def test_without_a_static_trial_nothing_tells_neutral(on_floor) -> None:
    signals = on_floor.rocking(2, wink_deg=16.0)
    found = analyze_rock_backs(signals)
    assert found.verdict == "cannot tell"
    assert NO_NEUTRAL in found.notes
    assert found.standing is None
    for rep in found.reps:
        assert rep.pelvis_wink_deg.value == pytest.approx(16.0, abs=0.2)
        assert rep.onset is not None
        assert rep.true_flexion_deg is None
        assert math.isnan(rep.bottom.lumbar_change_deg.value)
    given_neutral = SquatSettings(neutral_lumbar_flexion_deg=on_floor.neutral_deg)
    known = analyze_rock_backs(signals, settings=given_neutral)
    assert known.verdict == "flexion beyond neutral"
    assert NO_NEUTRAL not in known.notes


def test_a_neutral_beyond_the_end_makes_it_a_return(on_floor, standing) -> None:
    bent = replace(standing, lumbar_flexion_deg=on_floor.neutral_deg + 30.0)
    found = analyze_rock_backs(on_floor.rocking(1, wink_deg=16.0), standing=bent)
    assert found.verdict == "return to neutral", found.reason


def test_the_guard_is_heard(on_floor, standing) -> None:
    signals = on_floor.rocking(1, wink_deg=16.0)
    frames = np.ones(len(signals.time_s), dtype=bool)
    flag = GuardFlag("tilt_unseen", frames, 3.0, 1.0, "the pelvis is hidden.", blocks=True)
    found = analyze_rock_backs(signals, guard=[flag], standing=standing)
    assert found.verdict == "cannot tell"
    assert "hidden" in found.reason


def test_no_rock_back_is_never_called_a_squat(figure, on_floor) -> None:
    still = on_floor.rocking(1, level=np.zeros(len(figure.squat_level(1)[0])))
    for signals in (still, on_floor.rocking(1, level=0.2 * figure.squat_level(1)[1])):
        found = analyze_rock_backs(signals)
        assert found.verdict == "cannot tell"
        assert "No rock-back was found" in found.reason
        assert "squat" not in found.reason


def test_a_search_takes_what_the_curves_or_the_user_say(figure, on_floor, standing) -> None:
    floor = on_floor.rocking(1, wink_deg=16.0)
    time_s, level, _ = figure.squat_level(2)
    upright = figure.squatting(time_s, level, wink_deg=15.0).signals()
    assert movement_of(floor) == "rock_back"
    assert movement_of(upright) == "squat"
    assert movement_of(upright, wanted="rock_back") == "rock_back"
    search = search_repetitions(floor, movement="rock_back")
    assert search.judge(standing, ()).verdict == "flexion beyond neutral"
    assert not search_repetitions(floor).judge(standing, ()).reps
    usual, plain = search_repetitions(upright).judge(None, ()), analyze_squats(upright)
    assert usual.movement == "squat"
    assert usual.reps == plain.reps
    assert usual.definitions == plain.definitions
    assert not search_repetitions(upright, movement="rock_back").judge(None, ()).reps
