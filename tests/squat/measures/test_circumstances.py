"""The circumstances of a repetition: of someone whose stance, joints and balance are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from standing_person import motion_of, squatting

from opensim_wink.load.dynamics import prepare_dynamics
from opensim_wink.samples.squats import Course, Squat, centre_of_mass
from opensim_wink.squat.analysis import analyze_squats
from opensim_wink.squat.from_motion import squat_signals
from opensim_wink.squat.measures import balance, stance
from opensim_wink.squat.measures.circumstances import (
    DEFINITIONS,
    RepSetting,
    rep_setting,
)

WINK = Squat(
    114.0, 36.0, wink_deg=16.0, lumbar_deg=15.0, toe_out_deg=20.0, stance_m=0.4, turn_deg=0.0,
    rep_change=(1.0,), rep_depth_deg=(0.0,),
)  # fmt: skip


def settings_of(
    moved_m: float = 0.0, movement: str = "squat"
) -> tuple[tuple[RepSetting, ...], Course]:
    subject, body, course = squatting(WINK)
    values = course.values.copy()
    values[:, [subject.tree.coordinate(f"pelvis_{axis}") for axis in ("tx", "tz")]] += moved_m
    motion = motion_of(subject, values)
    signals = squat_signals(subject, motion)
    dynamics = prepare_dynamics(subject, motion, masses=body.masses)
    squat = replace(analyze_squats(signals), movement=movement)
    return rep_setting(subject, dynamics, signals, squat), course


def test_one_squat_of_known_circumstances() -> None:
    (found,), course = settings_of()
    subject, body, _ = squatting(WINK)
    numbers = found.numbers()
    assert list(numbers) == list(DEFINITIONS)
    assert numbers["toe_out_r_deg"] == pytest.approx(20.0, abs=1.0)
    bottom = course.descents[0].stop - 1
    for side in "rl":
        for name, coordinate, sign in (
            (f"ankle_dorsiflexion_bottom_{side}_deg", f"ankle_angle_{side}", 1.0),
            (f"hip_abduction_bottom_{side}_deg", f"hip_adduction_{side}", -1.0),
            (f"hip_external_rotation_bottom_{side}_deg", f"hip_rotation_{side}", -1.0),
        ):
            true = sign * np.rad2deg(course.values[bottom, subject.tree.coordinate(coordinate)])
            assert numbers[name] == pytest.approx(true, abs=1.0), name
        largest = numbers[f"ankle_dorsiflexion_largest_{side}_deg"]
        assert largest >= numbers[f"ankle_dorsiflexion_bottom_{side}_deg"]
        assert numbers[f"ankle_dorsiflexion_onset_{side}_deg"] < largest
    assert numbers["trunk_lean_bottom_deg"] > numbers["trunk_lean_start_deg"] + 20.0
    centre = centre_of_mass(body, body.poses(course.values))[:, 0]
    forth = centre[bottom] - centre[course.descents[0].start]
    length_m = 0.01 * (numbers["com_to_heel_least_cm"] + numbers["com_to_toe_least_cm"])
    shift = numbers["com_over_foot_bottom_fraction"] - numbers["com_over_foot_start_fraction"]
    assert shift == pytest.approx(forth / (length_m + forth), abs=0.03)
    assert 0.2 < numbers["com_over_foot_onset_fraction"] < 0.5
    assert np.isnan([numbers[name] for name in numbers if name.startswith("cop_")]).all()


def test_the_place_in_the_laboratory_changes_nothing() -> None:
    (here,), _ = settings_of()
    (there,), _ = settings_of(moved_m=2.5)
    assert there.numbers() == pytest.approx(here.numbers(), abs=1e-6, nan_ok=True)


def test_on_all_fours_there_is_no_stance_and_no_balance() -> None:
    (found,), _ = settings_of(movement="rock_back")
    numbers = found.numbers()
    empty = [*stance.DEFINITIONS, *balance.DEFINITIONS]
    assert np.isnan([numbers[name] for name in empty]).all()
    assert np.isfinite(numbers["hip_abduction_bottom_r_deg"])
    assert np.isfinite(numbers["descent_speed_peak_m_per_s"])
