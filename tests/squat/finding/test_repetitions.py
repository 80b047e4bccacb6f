"""Squats found in movements whose truth is known, and other movements refused with their reason."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.errors import MotionError, SettingError
from opensim_wink.squat.finding.repetitions import find_repetitions
from opensim_wink.squat.settings import SquatSettings

EXAMPLES = 20


def reasons(found) -> set[str]:
    return {movement.reason for movement in found.rejected}


def sitting(figure, time_s, seated):
    """A chair rise: ``seated`` is 1 on the chair; the trunk leans forward on the way."""
    return figure.Figure(
        time_s,
        shank_deg=np.outer(5 * seated + 12 * np.sin(np.pi * seated), [1, 1]),
        thigh_deg=np.outer(88 * seated, [1, 1]),
        lean_deg=8 * seated + 35 * np.sin(np.pi * seated),
    )


@pytest.mark.parametrize("reps", [1, 2, 5, 8])
@pytest.mark.parametrize(("descent_s", "pause_s"), [(0.5, 0.0), (1.0, 0.3), (2.5, 2.0), (5.0, 0.0)])
def test_trains_of_squats(figure, reps, descent_s, pause_s) -> None:
    time_s, level, events = figure.squat_level(reps, descent_s, pause_s)
    found = find_repetitions(figure.squatting(time_s, level).signals())
    assert len(found.accepted) == reps
    assert not found.rejected
    for rep, (start_s, bottom_s, end_s) in zip(found.accepted, events, strict=True):
        # The figure starts very gently, so time is a loose witness and depth the sharp one.
        assert rep.start_s == pytest.approx(start_s, abs=0.05 + 0.16 * descent_s)
        assert rep.end_s == pytest.approx(end_s, abs=0.05 + 0.16 * descent_s)
        assert figure.depth_of_level(level[[rep.start, rep.end]]).max() < 0.02
        assert rep.bottom_start_s - 0.02 <= bottom_s <= rep.bottom_end_s + 0.02
        assert rep.pause_s == pytest.approx(pause_s + 0.18 * descent_s, abs=0.1 * descent_s + 0.03)
        assert rep.start < rep.bottom_start <= rep.bottom <= rep.bottom_end < rep.end
        assert rep.bottom_seen


def test_repetitions_without_full_lockout_are_kept_apart(figure) -> None:
    time_s, level, _ = figure.squat_level(3, 1.0, 0.0, 0.3)
    # Between the first and the last descent the subject never rises above a drop of 0.14 leg.
    middle = (time_s > 1.8) & (time_s < 7.0)
    level = np.where(middle, np.maximum(level, 0.3), level)
    found = find_repetitions(figure.squatting(time_s, level).signals())
    assert len(found.accepted) == 3


def test_a_bounce_at_the_bottom_is_one_repetition(figure) -> None:
    time_s, level, _ = figure.squat_level(1, 1.0, 2.0)
    bounce = 0.25 * np.sin(np.pi * np.clip((time_s - 2.2) / 1.2, 0, 1)) ** 2
    assert len(find_repetitions(figure.squatting(time_s, level - bounce).signals()).accepted) == 1


def test_half_repetition_at_the_end(figure) -> None:
    time_s, level, _ = figure.squat_level(2, 1.0, 0.2)
    cut = time_s < 4.5  # in the ascent of the second
    signals = figure.squatting(time_s[cut], level[cut]).signals()
    found = find_repetitions(signals)
    assert len(found.accepted) == 1
    assert reasons(found) == {"half repetition at the end of the recording"}


def test_half_repetition_at_the_start(figure) -> None:
    time_s, level, _ = figure.squat_level(2, 1.0, 0.2)
    cut = time_s > 1.7
    found = find_repetitions(figure.squatting(time_s[cut], level[cut]).signals())
    assert len(found.accepted) == 1
    assert reasons(found) == {"half repetition at the start of the recording"}


def test_shallow_dip(figure) -> None:
    time_s, level, _ = figure.squat_level(1)
    found = find_repetitions(figure.squatting(time_s, 0.43 * level).signals())
    assert not found.accepted
    assert reasons(found) == {"too shallow"}
    assert "needed" in found.rejected[0].detail


def test_forward_bend(figure) -> None:
    time_s, level, _ = figure.squat_level(2)
    bend = figure.Figure(
        time_s,
        shank_deg=np.outer(-8 * level, [1, 1]),
        thigh_deg=np.outer(14 * level, [1, 1]),
        lean_deg=85 * level,
        tilt_deg=-65 * level,
    )
    found = find_repetitions(bend.signals())
    assert not found.accepted
    assert reasons(found) == {"forward bend (hips high, knees straight)"}
    assert len(found.rejected) == 2


def test_deep_forward_bend_that_lowers_the_hips(figure) -> None:
    time_s, level, _ = figure.squat_level(1)
    lift = figure.Figure(
        time_s,
        shank_deg=np.outer(-2 * level, [1, 1]),
        thigh_deg=np.outer(52 * level, [1, 1]),
        lean_deg=90 * level,
        tilt_deg=-65 * level,
    )
    found = find_repetitions(lift.signals())
    assert not found.accepted
    assert reasons(found) == {"forward bend (hips high, knees straight)"}


def test_sit_to_stand(figure) -> None:
    time_s = figure.times(4)
    found = find_repetitions(sitting(figure, time_s, 1 - figure.ramp(time_s, 1.5, 2.7)).signals())
    assert not found.accepted
    assert reasons(found) == {"sit-to-stand"}


def test_five_times_sit_to_stand_with_a_brief_touch(figure) -> None:
    time_s, standing, _ = figure.squat_level(5, 0.9, 0.4, 0.2)
    found = find_repetitions(sitting(figure, time_s, 1 - standing).signals())
    assert not found.accepted
    assert reasons(found) == {"sit-to-stand"}


def test_stand_to_sit_to_stand(figure) -> None:
    time_s, level, _ = figure.squat_level(2, 1.2, 1.0)
    found = find_repetitions(sitting(figure, time_s, level).signals())
    assert not found.accepted
    assert reasons(found) == {"sit-to-stand"}


def jumping(figure):
    """A dip, a flight of 0.5 s that lifts everything by 0.3 m, and a landing."""
    time_s = figure.times(4)
    dip = figure.ramp(time_s, 1.0, 1.5) - figure.ramp(time_s, 1.5, 1.75)
    landing = figure.ramp(time_s, 2.25, 2.4) - figure.ramp(time_s, 2.4, 3.0)
    leap = figure.squatting(time_s, 0.6 * dip + 0.5 * landing)
    air = np.clip((time_s - 1.75) / 0.5, 0, 1)
    leap.ankle_m[:, :, 1] += (1.2 * air * (1 - air))[:, None]
    return leap.signals()


def test_jump(figure) -> None:
    found = find_repetitions(jumping(figure))
    assert not found.accepted
    (jump,) = found.rejected
    assert (jump.reason, jump.detail) == ("jump", "both feet off the floor")
    assert jump.start_s < 1.2
    assert jump.end_s > 2.8


def test_jumps_in_a_row_are_one_movement_and_counted(figure) -> None:
    time_s = figure.times(7)
    leap = figure.Figure(time_s)
    for start_s in (1.0, 1.9, 5.0):
        air = np.clip((time_s - start_s) / 0.6, 0, 1)
        leap.ankle_m[:, :, 1] += (1.2 * air * (1 - air))[:, None]
    dip = figure.ramp(time_s, 1.6, 1.75) - figure.ramp(time_s, 1.75, 1.9)
    leap.thigh_deg[:] = 60 * dip[:, None]
    leap.shank_deg[:] = 20 * dip[:, None]
    found = find_repetitions(leap.signals())
    assert [(m.reason, m.detail) for m in found.rejected] == [
        ("jump", "both feet off the floor, 2 times"),
        ("jump", "both feet off the floor"),
    ]


def walking(figure, duration_s: float):
    """Strides of 1.2 m at 1 Hz, feet in turn, that end side by side; then a second of standing."""
    time_s = figure.times(duration_s + 1.0)
    walk = figure.Figure(time_s)
    stride = np.minimum(time_s, duration_s)
    swing_deg = 18 * np.sin(2 * np.pi * stride) * (time_s < duration_s)
    for side, phase in enumerate((0.0, 0.5)):
        steps = np.floor(stride + phase)
        swing = figure.ramp(np.mod(stride + phase, 1.0), 0.0, 0.5)
        walk.ankle_m[:, side, 0] = np.minimum(1.2 * (steps + swing) - 0.6 * side, 3.0)
        walk.thigh_deg[:, side] = np.abs(swing_deg)
        walk.shank_deg[:, side] = -0.5 * np.abs(swing_deg)
    return walk


def test_walking_in_alone_and_before_squats(figure) -> None:
    walk = walking(figure, 3.0)
    found = find_repetitions(walk.signals())
    assert not found.accepted
    assert reasons(found) == {"walking in"}
    time_s, level, _ = figure.squat_level(2)
    squats = figure.squatting(time_s, level)
    squats.ankle_m[:, :, 0] += 3.0
    both = figure.Figure(np.arange(len(walk.time_s) + len(time_s)) / figure.rate_hz)
    for name in ("shank_deg", "thigh_deg", "lean_deg", "tilt_deg", "ankle_m"):
        setattr(both, name, np.concatenate([getattr(walk, name), getattr(squats, name)]))
    found = find_repetitions(both.signals())
    assert len(found.accepted) == 2
    assert reasons(found) == {"walking in"}


def test_lunge_and_uneven_squat(figure) -> None:
    time_s, level, _ = figure.squat_level(1)
    split = figure.squatting(time_s, level)
    split.ankle_m[:, 0, 0] += 0.6
    assert reasons(find_repetitions(split.signals())) == {"asymmetric / lunge"}
    uneven = figure.squatting(time_s, level)
    uneven.thigh_deg[:, 0] -= 30 * level
    found = find_repetitions(uneven.signals())
    assert not found.accepted
    assert "asymmetric / lunge" in reasons(found)


def test_stretching_on_one_leg(figure) -> None:
    time_s, level, _ = figure.squat_level(1, 1.0, 2.0)
    pull = figure.Figure(time_s)
    pull.thigh_deg[:, 0] = 10 * level
    pull.shank_deg[:, 0] = 100 * level
    pull.ankle_m[:, 0, 1] += 0.35 * level
    pull.ankle_m[:, 0, 0] -= 0.2 * level
    found = find_repetitions(pull.signals())
    assert not found.accepted
    assert reasons(found) == {"stretching"}


def test_single_frames_of_noise(figure) -> None:
    time_s = figure.times(6)
    still = figure.Figure(time_s).signals()
    height = still.hip_height_m.copy()
    height[[120, 300, 301, 450]] -= 0.4
    found = find_repetitions(replace(still, hip_height_m=height))
    assert not found.accepted
    assert reasons(found) == {"single frames of noise"}
    assert len(found.rejected) == 3
    assert all(movement.end_s - movement.start_s < 0.05 for movement in found.rejected)


def test_a_dip_too_short_for_a_person_is_told_where_it_is(figure) -> None:
    time_s = figure.times(8)
    sway = np.exp(-(((time_s - 4.0) / 1.5) ** 2))
    still = figure.squatting(time_s, 0.15 * sway).signals()
    dip = np.abs(time_s - 4.0) < 0.125
    found = find_repetitions(replace(still, hip_height_m=still.hip_height_m - 0.3 * dip))
    (noise,) = (m for m in found.rejected if m.detail.startswith("hips down for"))
    assert noise.reason == "single frames of noise"
    assert noise.end_s - noise.start_s < 0.3


def test_noise_does_not_split_or_shift_a_squat(figure) -> None:
    time_s, level, events = figure.squat_level(3, 1.0, 0.2)
    signals = figure.squatting(time_s, level).signals()
    rng = np.random.default_rng(3)
    height = signals.hip_height_m + rng.normal(0, 0.003, len(time_s))
    height[[int(100 * b) + 2 for _, b, _ in events]] += 0.35  # spikes up to standing at the bottom
    found = find_repetitions(replace(signals, hip_height_m=height))
    assert len(found.accepted) == 3
    for rep, (start_s, bottom_s, _) in zip(found.accepted, events, strict=True):
        assert rep.start_s == pytest.approx(start_s, abs=0.25)
        assert rep.bottom_s == pytest.approx(bottom_s, abs=0.25)
        assert rep.depth_m == pytest.approx(np.ptp(signals.hip_height_m), abs=0.015)


def without(signals, frames):
    """The same curves with unsolved frames."""
    changed = {}
    for field in fields(signals):
        values = getattr(signals, field.name)
        if field.name not in ("time_s", "leg_length_m"):
            changed[field.name] = values.copy()
            changed[field.name][frames] = np.nan
    return replace(signals, **changed)


def test_unsolved_frames_within_a_repetition_are_bridged(figure) -> None:
    time_s, level, events = figure.squat_level(2, 1.0, 0.2)
    signals = figure.squatting(time_s, level).signals()
    bottom = int(100 * events[0][1])
    found = find_repetitions(without(signals, slice(bottom - 20, bottom + 20)))
    assert len(found.accepted) == 2
    assert [rep.bottom_seen for rep in found.accepted] == [False, True]
    assert found.accepted[0].missing_share == pytest.approx(40 / 220, abs=0.03)


def test_a_long_gap_is_not_bridged(figure) -> None:
    time_s, level, events = figure.squat_level(2, 1.0, 0.6)
    signals = figure.squatting(time_s, level).signals()
    bottom = int(100 * events[0][1])
    found = find_repetitions(without(signals, slice(bottom - 40, bottom + 40)))
    assert len(found.accepted) == 1
    assert reasons(found) == {"half repetition at a gap in the recording"}


def test_nothing_solved_and_never_standing(figure) -> None:
    time_s, level, _ = figure.squat_level(1)
    signals = figure.squatting(time_s, level).signals()
    nothing = find_repetitions(without(signals, slice(None)))
    assert not nothing.accepted
    assert nothing.standing is None
    low = find_repetitions(figure.squatting(time_s, np.ones_like(level)).signals())
    assert not low.accepted
    assert reasons(low) == {"never standing"}


def test_unknown_feet_are_said(figure) -> None:
    time_s, level, _ = figure.squat_level(2)
    signals = figure.squatting(time_s, level).signals()
    found = find_repetitions(replace(signals, foot_m=np.full_like(signals.foot_m, np.nan)))
    assert len(found.accepted) == 2
    assert "ankles" in found.notes[0]


def test_given_repetitions(figure) -> None:
    time_s, level, events = figure.squat_level(3)
    signals = figure.squatting(time_s, level).signals()
    spans = tuple((start, end) for start, _, end in events[:2])
    found = find_repetitions(signals, reps=spans)
    assert [rep.source for rep in found.accepted] == ["given", "given"]
    assert [rep.start_s for rep in found.accepted] == pytest.approx([s for s, _ in spans])
    searched = find_repetitions(signals).accepted[:2]
    assert [r.depth_m for r in found.accepted] == pytest.approx([r.depth_m for r in searched])


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        (((1.0, 99.0),), "the recording runs from"),
        (((2.0, 1.0),), "the recording runs from"),
        (((0.8, 2.0), (1.5, 3.0)), "overlaps"),
        (((0.80, 0.82),), "solved frames"),
    ],
)
def test_given_repetitions_that_do_not_fit(figure, spans, words) -> None:
    time_s, level, _ = figure.squat_level(2)
    with pytest.raises(SettingError, match=words):
        find_repetitions(figure.squatting(time_s, level).signals(), reps=spans)


def test_a_span_that_cuts_a_squat_is_refused(figure) -> None:
    time_s, level, events = figure.squat_level(2)
    signals = figure.squatting(time_s, level).signals()
    start, bottom, end = events[0]
    with pytest.raises(SettingError, match="ends before the hips come up"):
        find_repetitions(signals, reps=[(start, bottom)])
    with pytest.raises(SettingError, match="starts when the hips are"):
        find_repetitions(signals, reps=[(bottom - 0.05, end)])


def test_times_that_do_not_rise(figure) -> None:
    time_s, level, _ = figure.squat_level(1)
    signals = figure.squatting(time_s, level).signals()
    back = time_s.copy()
    back[50] = back[49]
    with pytest.raises(MotionError, match="frame 50"):
        find_repetitions(replace(signals, time_s=back))


def test_settings_are_checked() -> None:
    with pytest.raises(SettingError, match="standing_drop_per_leg"):
        SquatSettings(standing_drop_per_leg=0.2)
    with pytest.raises(SettingError, match="must not be negative"):
        SquatSettings(wink_threshold_deg=-1)
    with pytest.raises(SettingError, match="finite"):
        SquatSettings(pelvis_error_deg=float("nan"))
    with pytest.raises(SettingError, match="below 1"):
        SquatSettings(return_fraction=1.5)
    with pytest.raises(SettingError, match="positive"):
        SquatSettings(cutoff_hz=0)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    shift_s=st.floats(-100, 1000),
    scale=st.floats(0.5, 2.0),
    heading_m=st.floats(-5, 5),
)
def test_neither_clock_nor_size_nor_place_matters(figure, shift_s, scale, heading_m) -> None:
    time_s, level, _ = figure.squat_level(2, 0.9, 0.1)
    signals = figure.squatting(time_s, level, wink_deg=10).signals()
    feet = signals.foot_m * scale
    feet[..., 0] += heading_m
    moved = replace(
        signals,
        time_s=time_s + shift_s,
        hip_height_m=signals.hip_height_m * scale,
        hip_forward_m=signals.hip_forward_m * scale + heading_m,
        hip_right_m=signals.hip_right_m * scale,
        knee_height_m=signals.knee_height_m * scale,
        foot_m=feet,
        leg_length_m=signals.leg_length_m * scale,
    )
    first, second = find_repetitions(signals).accepted, find_repetitions(moved).accepted
    assert [(r.start, r.bottom, r.end) for r in first] == [
        (r.start, r.bottom, r.end) for r in second
    ]
    assert [r.depth_m * scale for r in first] == pytest.approx([r.depth_m for r in second])
    assert [r.start_s + shift_s for r in first] == pytest.approx([r.start_s for r in second])


def mirrored(signals):
    """Right and left exchanged."""
    feet = signals.foot_m[:, ::-1].copy()
    feet[..., 2] *= -1
    swap = ("knee_height_m", "hip_flexion_deg", "knee_flexion_deg", "ankle_dorsiflexion_deg")
    swap += ("thigh_inclination_deg",)
    return replace(
        signals,
        foot_m=feet,
        hip_right_m=-signals.hip_right_m,
        pelvic_list_deg=-signals.pelvic_list_deg,
        pelvic_rotation_deg=-signals.pelvic_rotation_deg,
        **{name: getattr(signals, name)[:, ::-1] for name in swap},
    )


@settings(max_examples=EXAMPLES, deadline=None)
@given(uneven_deg=st.floats(-50, 50))
def test_mirrored_sides_are_judged_alike(figure, uneven_deg) -> None:
    time_s, level, _ = figure.squat_level(1)
    squat = figure.squatting(time_s, level)
    squat.thigh_deg[:, 0] -= uneven_deg * level
    signals = squat.signals()
    here, there = find_repetitions(signals), find_repetitions(mirrored(signals))
    assert len(here.accepted) == len(there.accepted)
    assert [m.reason for m in here.rejected] == [m.reason for m in there.rejected]


def gait(figure, duration_s=6.0, speed_m_s=1.25, stride_s=1.1):
    """Level walking with the knee of adults: 15° in loading, 60° in swing (Winter's textbook)."""
    time_s = figure.times(duration_s)
    walk = figure.Figure(time_s)
    for side, lag in enumerate((0.0, 0.5)):
        phase = np.mod(time_s / stride_s + lag, 1.0)
        knots = [0.0, 0.15, 0.4, 0.6, 0.73, 0.95, 1.0]
        knee = np.interp(phase, knots, [4, 17, 4, 35, 60, 3, 4])
        thigh = np.interp(phase, [0.0, 0.1, 0.5, 0.6, 0.85, 1.0], [25, 22, -12, -8, 28, 25])
        walk.thigh_deg[:, side] = thigh
        walk.shank_deg[:, side] = knee - thigh
        swing = np.clip((phase - 0.6) / 0.4, 0, 1)
        steps = np.floor(time_s / stride_s + lag) + figure.ramp(swing, 0.0, 1.0)
        walk.ankle_m[:, side, 0] = speed_m_s * stride_s * (steps - lag)
        walk.ankle_m[:, side, 1] += 0.12 * np.sin(np.pi * swing)
    return walk.signals()


def test_gait_with_the_knee_of_adults(figure) -> None:
    found = find_repetitions(gait(figure))
    assert not found.accepted
    assert reasons(found) <= {"walking in", "stretching"}
    assert "walking in" in reasons(found)


def test_walking_on_a_treadmill_is_no_stretching(figure) -> None:
    speed_m_s = 1.25
    walk = gait(figure, speed_m_s=speed_m_s)
    belt = speed_m_s * walk.time_s
    walk.foot_m[:, :, 0] -= belt[:, None]
    still = replace(walk, hip_forward_m=0.02 * np.sin(2 * np.pi * walk.time_s))
    found = find_repetitions(still)
    assert not found.accepted
    (movement,) = found.rejected
    assert movement.reason == "walking on the spot"
    # 6 s of strides of 1.1 s: the lead changes twice a stride, 11 times in all.
    assert movement.detail == "11 steps in turn, the hips stayed, as on a treadmill"


def test_a_foot_that_is_set_forward_once_is_no_walk(figure) -> None:
    time_s = figure.times(6)
    step = figure.Figure(time_s)
    there = figure.ramp(time_s, 2.0, 2.4) - figure.ramp(time_s, 3.0, 3.4)
    step.ankle_m[:, 0, 0] += 0.25 * there
    step.ankle_m[:, 0, 1] += 0.01 * there
    assert reasons(find_repetitions(step.signals())) == {"stretching"}


def test_walking_that_the_recording_cuts(figure) -> None:
    # The hips are below standing at the cut, the knees far apart: still a walk and no lunge.
    found = find_repetitions(gait(figure, 1.5))
    assert not found.accepted
    assert reasons(found) <= {"walking in", "stretching"}


@pytest.mark.parametrize("height_m", [0.1, 0.3, 0.5])
@pytest.mark.parametrize("dip_deg", [60.0, 100.0])
def test_countermovement_jumps(figure, height_m, dip_deg) -> None:
    """A dip, a flight of ballistic duration and a landing; the feet leave the floor between."""
    time_s = figure.times(5)
    flight_s = 2 * np.sqrt(2 * height_m / 9.81)
    land_s = 2.0 + flight_s
    dip = figure.ramp(time_s, 1.0, 1.7) - figure.ramp(time_s, 1.7, 2.0)
    landing = figure.ramp(time_s, land_s, land_s + 0.2) - figure.ramp(time_s, land_s + 0.2, 4.2)
    leap = figure.squatting(time_s, (dip_deg / 125) * (dip + 0.8 * landing))
    air = np.clip(time_s - 2.0, 0, flight_s)
    # The ankles rise with the body and by what the feet point down.
    rise = 9.81 / 2 * air * (flight_s - air)
    leap.ankle_m[:, :, 1] += (rise + 0.1 * np.sin(np.pi * air / flight_s))[:, None]
    found = find_repetitions(leap.signals())
    assert not found.accepted
    assert reasons(found) == {"jump"}


@pytest.mark.parametrize(("knee_deg", "hip_deg"), [(20.0, 100.0), (40.0, 99.0), (45.0, 110.0)])
def test_stoop_lifts(figure, knee_deg, hip_deg) -> None:
    time_s, level, _ = figure.squat_level(2, 1.2, 0.6)
    lift = figure.Figure(
        time_s,
        shank_deg=np.outer(0.1 * knee_deg * level, [1, 1]),
        thigh_deg=np.outer(0.9 * knee_deg * level, [1, 1]),
        lean_deg=95 * level,
        tilt_deg=-(hip_deg - 0.9 * knee_deg) * level,
    )
    found = find_repetitions(lift.signals())
    assert not found.accepted
    assert reasons(found) == {"forward bend (hips high, knees straight)"}


@pytest.mark.parametrize("seat_thigh_deg", [75.0, 88.0, 97.0])
@pytest.mark.parametrize("rise_s", [0.8, 1.5])
def test_chair_rises_from_seats_of_all_heights(figure, seat_thigh_deg, rise_s) -> None:
    time_s = figure.times(5)
    seated = 1 - figure.ramp(time_s, 1.5, 1.5 + rise_s)
    # The trunk swings forward before and while the seat is left.
    swing = figure.ramp(time_s, 1.0, 1.5) - figure.ramp(time_s, 1.7, 1.7 + rise_s)
    rise = figure.Figure(
        time_s,
        shank_deg=np.outer(5 * seated + 15 * swing * seated, [1, 1]),
        thigh_deg=np.outer(seat_thigh_deg * seated, [1, 1]),
        lean_deg=5 * seated + 40 * swing,
    )
    found = find_repetitions(rise.signals())
    assert not found.accepted
    assert reasons(found) == {"sit-to-stand"}


def test_half_repetitions_beside_deep_ones(figure) -> None:
    time_s, level, events = figure.squat_level(5, 1.0, 0.2)
    shallow = np.ones_like(level)
    for number in (0, 3):
        first, _, last = events[number]
        shallow[(time_s > first - 0.3) & (time_s < last + 0.3)] = 0.55
    signals = figure.squatting(time_s, shallow * level).signals()
    found = find_repetitions(signals)
    assert [rep.number for rep in found.accepted] == [1, 2, 3]
    assert reasons(found) == {"half repetition beside deeper ones"}
    assert len(found.rejected) == 2
    assert "is usual here" in found.rejected[0].detail
    kept = find_repetitions(signals, settings=SquatSettings(half_rep_share=0.0))
    assert len(kept.accepted) == 5
    # By hand they are measured like any other.
    assert len(find_repetitions(signals, reps=[(e[0], e[2]) for e in events]).accepted) == 5


def test_squats_to_ever_lower_boxes_are_all_kept(figure) -> None:
    time_s, level, events = figure.squat_level(4, 1.0, 0.2)
    depth = np.ones_like(level)
    for number, share in enumerate((0.7, 0.8, 0.9, 1.0)):
        first, _, last = events[number]
        depth[(time_s > first - 0.3) & (time_s < last + 0.3)] = share
    assert len(find_repetitions(figure.squatting(time_s, depth * level).signals()).accepted) == 4


def test_someone_who_lies_does_not_stand(figure) -> None:
    time_s, level, _ = figure.squat_level(1, 1.0, 0.5)
    lying = figure.Figure(time_s, lean_deg=np.full_like(time_s, -90.0)).signals()
    feet = lying.foot_m.copy()
    feet[:, :, 1] = 0.82
    feet[:, 0, 1] += 0.7 * level
    raised = replace(
        lying,
        foot_m=feet,
        hip_height_m=np.full_like(time_s, 0.84),
        hip_flexion_deg=np.stack([70 * level, 8 * level], axis=1),
    )
    found = find_repetitions(raised)
    assert found.standing is None
    assert not found.accepted
    both = replace(raised, foot_m=feet + (0.7 * level)[:, None, None] * np.array([0, 1, 0]))
    assert "jump" not in reasons(find_repetitions(both))


def test_all_fours(figure) -> None:
    time_s, level, _ = figure.squat_level(2)
    kneeling = figure.Figure(time_s, lean_deg=np.full_like(time_s, 92.0)).signals()
    rocking = replace(
        kneeling,
        hip_height_m=0.48 - 0.1 * level,
        hip_flexion_deg=90 + 35 * level[:, None] * np.ones(2),
        knee_flexion_deg=88 + 45 * level[:, None] * np.ones(2),
    )
    found = find_repetitions(rocking)
    assert not found.accepted
    assert reasons(found) == {"never standing"}
    assert "all fours" in found.rejected[0].detail
