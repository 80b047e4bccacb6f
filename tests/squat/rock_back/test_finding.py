"""Rock-backs are found, and told from squats, crawling, kneeling and half repetitions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.errors import SettingError
from opensim_wink.squat.finding.repetitions import find_repetitions
from opensim_wink.squat.rock_back.finding import find_rock_backs, on_all_fours, shows_all_fours


def part(signals, frames: slice):
    """Some frames of a trial."""
    cut = {
        name: getattr(signals, name)[frames]
        for name in signals.__dataclass_fields__
        if name != "leg_length_m"
    }
    return replace(signals, **cut)


def moved(signals, by_m: float):
    """Everything shifted forward, as if the floor were elsewhere."""
    foot = signals.foot_m + np.array([by_m, 0.0, 0.0])
    return replace(signals, foot_m=foot, hip_forward_m=signals.hip_forward_m + by_m)


def mirrored(signals):
    """Right and left exchanged."""
    turned = {
        name: getattr(signals, name)[:, ::-1]
        for name in (
            "hip_flexion_deg",
            "knee_flexion_deg",
            "ankle_dorsiflexion_deg",
            "thigh_inclination_deg",
            "knee_height_m",
        )
    }
    foot = signals.foot_m[:, ::-1] * np.array([1.0, 1.0, -1.0])
    return replace(signals, **turned, foot_m=foot, hip_right_m=-signals.hip_right_m)


def reasons(found) -> list[str]:
    return [movement.reason for movement in found.rejected]


def test_every_repetition_is_found_with_its_depth_and_times(figure, on_floor) -> None:
    signals = on_floor.rocking(3)
    found = find_rock_backs(signals)
    _, _, events = figure.squat_level(3)
    assert len(found.accepted) == 3
    rest, end = on_floor.distance_m(0.0), on_floor.distance_m(on_floor.way_deg)
    for rep, (start_s, bottom_s, end_s) in zip(found.accepted, events, strict=True):
        assert rep.standing_height_m == pytest.approx(rest, abs=1e-3)
        assert rep.depth_m == pytest.approx(rest - end, abs=2e-3)
        assert rep.start_s == pytest.approx(start_s, abs=0.25)
        assert rep.bottom_s == pytest.approx(bottom_s, abs=0.15)
        assert rep.end_s == pytest.approx(end_s, abs=0.25)
    assert found.standing is None
    assert not found.rejected
    assert not found.notes


@settings(max_examples=15, deadline=None)
@given(shift_s=st.floats(-50.0, 50.0), by_m=st.floats(-5.0, 5.0), reps=st.integers(1, 3))
def test_neither_clock_nor_place_nor_side_matters(on_floor, shift_s, by_m, reps) -> None:
    signals = on_floor.rocking(reps)
    plain = find_rock_backs(signals).accepted
    late = replace(signals, time_s=signals.time_s + shift_s)
    for other, later_s in ((late, shift_s), (moved(signals, by_m), 0.0), (mirrored(signals), 0.0)):
        found = find_rock_backs(other).accepted
        assert [(r.start, r.bottom, r.end) for r in found] == [
            (r.start, r.bottom, r.end) for r in plain
        ]
        for one, rep in zip(found, plain, strict=True):
            assert one.depth_m == pytest.approx(rep.depth_m, abs=1e-9)
            assert one.bottom_s == pytest.approx(rep.bottom_s + later_s, abs=1e-9)


def test_who_rocks_forward_between_them_rests_in_the_middle(figure, on_floor) -> None:
    time_s, level, _ = figure.squat_level(2, rest_s=1.6)
    ahead = level - 0.25 * (figure.ramp(time_s, 4.2, 4.4) - figure.ramp(time_s, 4.5, 4.7))
    found = find_rock_backs(on_floor.rocking(2, level=ahead, rest_s=1.6))
    assert len(found.accepted) == 2
    assert found.accepted[0].standing_height_m == pytest.approx(on_floor.distance_m(0.0), abs=3e-3)


def test_thighs_that_are_spread_rest_where_they_start(figure, on_floor) -> None:
    """Spread by 24° they never stand upright; at rest here they even lean 10° ahead."""
    _, level, _ = figure.squat_level(3)
    ahead = -10.0 / on_floor.way_deg
    signals = on_floor.rocking(3, level=ahead + (1.0 - ahead) * level)
    upright = np.sin(np.deg2rad(signals.thigh_inclination_deg)) * np.cos(np.deg2rad(24.0))
    found = find_rock_backs(replace(signals, thigh_inclination_deg=np.rad2deg(np.arcsin(upright))))
    assert len(found.accepted) == 3
    rest, end = on_floor.distance_m(-10.0), on_floor.distance_m(on_floor.way_deg)
    for rep in found.accepted:
        assert rep.standing_height_m == pytest.approx(rest, abs=3e-3)
        assert rep.depth_m == pytest.approx(rest - end, abs=4e-3)


def test_a_trial_shows_what_it_is(figure, on_floor) -> None:
    assert shows_all_fours(on_floor.rocking(1))
    time_s, level, _ = figure.squat_level(1)
    assert not on_all_fours(figure.squatting(time_s, level).signals()).any()
    assert not on_all_fours(figure.squatting(time_s, level, thigh_deg=115.0).signals()).any()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda s: replace(s, trunk_lean_deg=np.zeros(len(s.time_s))), "kneeling upright"),
        (lambda s: replace(s, trunk_lean_deg=-s.trunk_lean_deg), "lying on the back"),
        (lambda s: replace(s, knee_height_m=s.knee_height_m + 0.3), "shins off the floor"),
        (lambda s: replace(s, hip_height_m=s.knee_height_m[:, 0] - 0.01), "lying prone"),
        (lambda s: replace(s, knee_flexion_deg=s.knee_flexion_deg * 0.3), "straight knees"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_on_all_fours_is_not_called_so(on_floor, change, what: str) -> None:
    other = change(on_floor.rocking(1))
    assert not shows_all_fours(other), what
    assert not find_rock_backs(other).accepted


def test_an_unseen_thorax_leaves_the_pelvis_to_tell(on_floor) -> None:
    signals = on_floor.rocking(1)
    blind = replace(signals, trunk_lean_deg=np.full(len(signals.time_s), np.nan))
    assert len(find_rock_backs(blind).accepted) == 1


def test_halves_crawling_one_leg_and_little_ways_are_refused(figure, on_floor) -> None:
    signals = on_floor.rocking(2)
    bottom = find_rock_backs(signals).accepted[0].bottom
    assert "half repetition at the start of the recording" in reasons(
        find_rock_backs(part(signals, slice(bottom, None)))
    )
    assert reasons(find_rock_backs(part(signals, slice(0, bottom)))) == [
        "half repetition at the end of the recording"
    ]
    crept = replace(signals, foot_m=signals.foot_m + 0.3 * signals.time_s[:, None, None])
    crept = replace(
        crept,
        hip_forward_m=signals.hip_forward_m + 0.3 * signals.time_s,
        hip_right_m=signals.hip_right_m + 0.3 * signals.time_s,
        hip_height_m=signals.hip_height_m + 0.3 * signals.time_s,
        knee_height_m=signals.knee_height_m + 0.3 * signals.time_s[:, None],
    )
    assert set(reasons(find_rock_backs(crept))) == {"crawling"}
    bent = signals.knee_flexion_deg.copy()
    bent[:, 0] += 0.7 * (bent[:, 0] - 90.0)
    lame = replace(signals, knee_flexion_deg=bent)
    assert set(reasons(find_rock_backs(lame))) == {"asymmetric / lunge"}
    _, level, _ = figure.squat_level(1)
    small = find_rock_backs(on_floor.rocking(1, level=0.2 * level))
    assert reasons(small) == ["too shallow"]


def test_gaps_are_bridged_or_end_the_recording(on_floor) -> None:
    signals = on_floor.rocking(1)
    rep = find_rock_backs(signals).accepted[0]
    for length, accepted in ((30, 1), (80, 0)):
        frames = slice(rep.bottom - 10 - length, rep.bottom - 10)
        holes = {}
        for name in signals.__dataclass_fields__:
            if name in ("time_s", "leg_length_m"):
                continue
            values = getattr(signals, name).copy()
            values[frames] = np.nan
            holes[name] = values
        found = find_rock_backs(replace(signals, **holes))
        assert len(found.accepted) == accepted, (length, reasons(found))


def test_standing_beside_it_is_kept_as_neutral_and_noted(figure, on_floor) -> None:
    floor = on_floor.rocking(1)
    time_s = figure.times(2.0)
    still = figure.squatting(time_s, np.zeros(len(time_s))).signals()
    joined = {
        name: np.concatenate([getattr(still, name), getattr(floor, name)])
        for name in floor.__dataclass_fields__
        if name not in ("time_s", "leg_length_m")
    }
    rate = 1.0 / (floor.time_s[1] - floor.time_s[0])
    whole = replace(floor, **joined, time_s=np.arange(len(still.time_s) + len(floor.time_s)) / rate)
    assert shows_all_fours(floor)
    assert not shows_all_fours(part(whole, slice(0, 300)))
    found = find_rock_backs(whole)
    assert len(found.accepted) == 1
    assert found.standing is not None
    assert found.standing.hip_height_m == pytest.approx(0.88, abs=0.01)
    assert "not on all fours" in found.notes[0]


def test_spans_set_by_hand(on_floor) -> None:
    signals = on_floor.rocking(2)
    first, second = find_rock_backs(signals).accepted
    given_reps = find_rock_backs(signals, reps=[(first.start_s, first.end_s)]).accepted
    assert len(given_reps) == 1
    assert given_reps[0].source == "given"
    assert given_reps[0].bottom == first.bottom
    assert given_reps[0].depth_m == pytest.approx(first.depth_m, abs=2e-3)
    with pytest.raises(SettingError, match="2 squats"):
        find_rock_backs(signals, reps=[(first.start_s, second.end_s)])


def test_squats_are_searched_as_before(figure) -> None:
    time_s, level, _ = figure.squat_level(2)
    signals = figure.squatting(time_s, level).signals()
    assert len(find_repetitions(signals).accepted) == 2
    none = find_rock_backs(signals)
    assert not none.accepted
    assert not none.rejected
