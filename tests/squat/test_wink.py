"""Amplitudes and the split at neutral."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from opensim_wink.squat.finding.repetitions import find_repetitions
from opensim_wink.squat.wink import amplitude, split_at_neutral, turned_back

ANGLE = st.floats(-90, 90)


@given(onset=ANGLE, bottom=ANGLE, neutral=ANGLE)
def test_the_parts_add_up(onset, bottom, neutral) -> None:
    parts = split_at_neutral(onset, bottom, neutral)
    assert parts.unwind_deg + parts.true_flexion_deg == pytest.approx(bottom - onset, abs=1e-9)
    if bottom >= onset:
        assert parts.unwind_deg >= 0
        assert parts.true_flexion_deg >= 0


@pytest.mark.parametrize(
    ("onset", "bottom", "neutral", "unwind", "flexion"),
    [
        (-12, -2, 0, 10, 0),  # a harmless return
        (2, 14, 0, 0, 12),  # flexion beyond neutral
        (-6, 9, 0, 6, 9),  # through neutral
        (-6, 9, 5, 11, 4),  # the same with another neutral
        (8, 3, 0, 0, -5),  # the spine extends
    ],
)
def test_split_by_hand(onset, bottom, neutral, unwind, flexion) -> None:
    parts = split_at_neutral(onset, bottom, neutral)
    assert (parts.unwind_deg, parts.true_flexion_deg) == (unwind, flexion)


@given(
    curves=arrays(np.float64, (3, 8), elements=st.floats(-90, 90)),
    hidden=arrays(np.bool_, (3, 8)),
    most=st.sampled_from([0.0, 0.3, 1.0]),
)
def test_many_curves_turn_back_as_each_alone(curves, hidden, most) -> None:
    curves = np.where(hidden, np.nan, curves)
    for row, size in zip(curves, turned_back(curves, max_missing_share=most), strict=True):
        known = row[np.isfinite(row)]
        if np.isnan(row[-1]) or len(row) - len(known) > most * len(row):
            assert np.isnan(size)
        else:
            assert size == row[-1] - min(known)


def test_many_splits_are_each_alone() -> None:
    onsets, bottoms = np.array([-12.0, 2.0, 8.0, np.nan]), np.array([-2.0, 14.0, 3.0, 1.0])
    parts = split_at_neutral(onsets, bottoms, 0.0)
    np.testing.assert_array_equal(parts.unwind_deg, [10, 0, 0, np.nan])
    np.testing.assert_array_equal(parts.true_flexion_deg, [0, 12, -5, np.nan])


def pelvis_wink(signals, rep, most=0.3):
    return amplitude(signals.posterior_pelvic_tilt_deg, rep, max_missing_share=most)


def lumbar_wink(signals, rep):
    return amplitude(signals.lumbar_flexion_deg, rep, max_missing_share=0.3)


def measured(figure, wink_deg=0.0, **options):
    time_s, level, _ = figure.squat_level(1, 1.0, 0.2)
    signals = figure.squatting(time_s, level, wink_deg=wink_deg, **options).signals()
    return signals, find_repetitions(signals).accepted[0]


@pytest.mark.parametrize("wink_deg", [0.0, 1.0, 5.0, 20.0])
def test_amplitude_is_what_was_put_in(figure, wink_deg) -> None:
    signals, rep = measured(figure, wink_deg)
    # The kink of the figure falls between two frames: a small share is lost.
    near = pytest.approx(wink_deg, rel=0.03, abs=0.1)
    assert pelvis_wink(signals, rep).value_deg == near
    # The trunk leans as far as the pelvis tilts forward, so the spine bends by the wink alone.
    assert lumbar_wink(signals, rep).value_deg == near


@given(offset_deg=st.floats(-50, 50), wink_deg=st.floats(0, 30))
def test_offset_does_not_matter_and_sign_does(figure, offset_deg, wink_deg) -> None:
    signals, rep = measured(figure, wink_deg)
    tilt = signals.posterior_pelvic_tilt_deg
    here = pelvis_wink(signals, rep).value_deg
    moved = replace(signals, posterior_pelvic_tilt_deg=tilt + offset_deg)
    assert pelvis_wink(moved, rep).value_deg == pytest.approx(here, abs=1e-9)
    turned = replace(signals, posterior_pelvic_tilt_deg=-tilt)
    # With the sign wrong the way down would be a wink and the wink would be none of it.
    assert pelvis_wink(turned, rep).value_deg == pytest.approx(25 - wink_deg, abs=1.0) or (
        wink_deg > 24
    )


def test_unsolved_frames(figure) -> None:
    signals, rep = measured(figure, 10.0)
    tilt = signals.posterior_pelvic_tilt_deg.copy()
    tilt[rep.start + 10 : rep.start + 20] = np.nan
    some = pelvis_wink(replace(signals, posterior_pelvic_tilt_deg=tilt), rep)
    assert some.value_deg == pytest.approx(10, abs=0.3)
    assert some.missing_share == pytest.approx(10 / (rep.bottom - rep.start + 1))
    strict = pelvis_wink(replace(signals, posterior_pelvic_tilt_deg=tilt), rep, most=0.05)
    assert np.isnan(strict.value_deg)
    tilt[rep.bottom] = np.nan
    assert np.isnan(pelvis_wink(replace(signals, posterior_pelvic_tilt_deg=tilt), rep).value_deg)
    none = np.full_like(tilt, np.nan)
    empty = lumbar_wink(replace(signals, lumbar_flexion_deg=none), rep)
    assert np.isnan(empty.value_deg)
    assert empty.extreme_frame == -1
