"""The largest joint angles of a trial, by hand and by what must not change them."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.squat.measures.joint_ranges import (
    DEFINITIONS,
    HELD_S,
    joint_ranges,
)
from opensim_wink.squat.uncertainty.signal_samples import SignalSamples


def squat(figure, **options):
    time_s, level, _ = figure.squat_level(2)
    return figure.squatting(time_s, level, **options).signals()


def many(signals, sd_deg: float, n: int = 400) -> SignalSamples:
    """Samples that lie off the signals by one error of the given size each."""
    rng = np.random.default_rng(3)
    drawn = {}
    for field in fields(SignalSamples):
        values = getattr(signals, field.name)
        off = rng.normal(0.0, sd_deg, (n, *[1] * values.ndim))
        drawn[field.name] = (values + off).astype(np.float32)
    return SignalSamples(**drawn)


def test_a_squat_shows_its_deepest_angles(figure) -> None:
    signals = squat(figure)
    found = joint_ranges(signals)
    for side, index in (("r", 0), ("l", 1)):
        for name in ("hip_flexion", "knee_flexion", "ankle_dorsiflexion"):
            curve = getattr(signals, f"{name}_deg")[:, index]
            one = found[f"{name}_{side}_deg"]
            assert one.side == side
            assert curve.max() - 0.3 < one.value_deg.value <= curve.max()
            assert signals.time_s[one.start] <= one.time_s <= signals.time_s[one.end]
            assert one.end - one.start + 1 == round(HELD_S * figure.rate_hz)
    assert {one.name for one in found.values()} <= set(DEFINITIONS)
    assert found["lumbar_flexion_deg"].side is None


def test_straight_and_bent_knees_are_held_apart(figure) -> None:
    signals = squat(figure)
    n = len(signals.time_s)
    raise_deg = 76.0 * figure.ramp(signals.time_s, 1.0, 2.0)
    straight = replace(
        signals,
        hip_flexion_deg=np.stack([raise_deg, np.full(n, 4.0)], axis=1),
        knee_flexion_deg=np.full((n, 2), 3.0),
    )
    found = joint_ranges(straight)
    assert found["straight_leg_hip_flexion_r_deg"].value_deg.value == pytest.approx(76.0)
    assert found["straight_leg_hip_flexion_l_deg"].value_deg.value == pytest.approx(4.0)
    assert not {"hip_flexion_r_deg", "ankle_dorsiflexion_r_deg"} & set(found)


def test_frames_of_noise_are_no_range(figure) -> None:
    signals = squat(figure)
    true = joint_ranges(signals)
    knee = signals.knee_flexion_deg.copy()
    knee[200:205] += 40.0
    knee[300] = np.nan
    noisy = joint_ranges(replace(signals, knee_flexion_deg=knee))
    for key in ("knee_flexion_r_deg", "hip_flexion_r_deg"):
        assert noisy[key].value_deg.value == pytest.approx(true[key].value_deg.value, abs=1e-9)
    held = signals.knee_flexion_deg.copy()
    held[200:211] = 170.0
    found = joint_ranges(replace(signals, knee_flexion_deg=held))
    assert found["knee_flexion_r_deg"].value_deg.value == pytest.approx(170.0)
    assert 200 <= found["knee_flexion_r_deg"].start <= 201


@settings(max_examples=20, deadline=None)
@given(shift_s=st.floats(-100.0, 100.0), longer=st.integers(0, 300))
def test_neither_clock_nor_length_matters(figure, shift_s: float, longer: int) -> None:
    signals = squat(figure)
    n = len(signals.time_s)
    still = {
        name: np.concatenate(
            [getattr(signals, name), np.repeat(getattr(signals, name)[-1:], longer, 0)]
        )
        for name in signals.__dataclass_fields__
        if name not in ("time_s", "leg_length_m")
    }
    time_s = shift_s + np.arange(n + longer) / figure.rate_hz
    late = joint_ranges(replace(signals, **still, time_s=time_s))
    plain = joint_ranges(signals)
    assert late.keys() == plain.keys()
    for key, one in plain.items():
        assert late[key].value_deg.value == pytest.approx(one.value_deg.value, abs=1e-9)
        assert late[key].time_s == pytest.approx(one.time_s + shift_s, abs=1e-6)


def test_sides_exchanged_exchange_the_ranges(figure) -> None:
    time_s, level, _ = figure.squat_level(1)
    sides = np.array([[1.0, 0.85]])
    signals = figure.Figure(
        time_s, shank_deg=30 * level[:, None] * sides, thigh_deg=95 * level[:, None] * sides
    ).signals()
    swapped = replace(
        signals,
        **{
            name: getattr(signals, name)[:, ::-1]
            for name in ("hip_flexion_deg", "knee_flexion_deg", "ankle_dorsiflexion_deg")
        },
    )
    one, other = joint_ranges(signals), joint_ranges(swapped)
    for name in ("hip_flexion", "knee_flexion", "ankle_dorsiflexion"):
        assert one[f"{name}_r_deg"].value_deg == other[f"{name}_l_deg"].value_deg
        assert one[f"{name}_r_deg"].value_deg.value > one[f"{name}_l_deg"].value_deg.value


def test_frames_that_are_not_believed_do_not_count(figure) -> None:
    signals = squat(figure)
    usable = signals.knee_flexion_deg[:, 0] < 80.0
    found = joint_ranges(signals, usable=usable)
    assert 55.0 < found["knee_flexion_r_deg"].value_deg.value < 80.0  # 0.1 s of a quick descent
    assert not joint_ranges(signals, usable=np.zeros(len(usable), dtype=bool))


def test_lumbar_extension_is_counted_positive(figure) -> None:
    signals = squat(figure)
    lumbar = 20.0 * np.sin(2 * np.pi * 0.3 * signals.time_s)
    found = joint_ranges(replace(signals, lumbar_flexion_deg=lumbar))
    assert found["lumbar_flexion_deg"].value_deg.value == pytest.approx(20.0, abs=0.2)
    assert found["lumbar_extension_deg"].value_deg.value == pytest.approx(20.0, abs=0.2)
    blind = joint_ranges(replace(signals, lumbar_flexion_deg=np.full(len(lumbar), np.nan)))
    assert not {"lumbar_flexion_deg", "lumbar_extension_deg"} & set(blind)


def test_intervals_are_those_of_the_errors(figure) -> None:
    signals = squat(figure)
    found = joint_ranges(signals, samples=many(signals, 2.0))
    one = found["hip_flexion_r_deg"].value_deg
    assert one.low is not None
    assert one.high is not None
    assert one.value - one.low == pytest.approx(1.96 * 2.0, rel=0.15)
    assert one.high - one.value == pytest.approx(1.96 * 2.0, rel=0.15)
