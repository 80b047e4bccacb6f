"""The segmented regression on curves of its own kind."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from opensim_wink.squat.onset.segmented import segmented_onset, segmented_onsets


@settings(max_examples=25, deadline=None)
@given(knot=st.floats(0.1, 0.9), slope=st.floats(-40, 40), bend=st.floats(5, 100))
def test_segmented_regression_finds_its_own_model(knot, slope, bend) -> None:
    depth = np.linspace(0, 1, 300)
    tilt = slope * depth + bend * np.maximum(0, depth - knot)
    assert segmented_onset(depth, tilt) == pytest.approx(knot, abs=0.006)


@settings(max_examples=25, deadline=None)
@given(bend=st.floats(-50, -5), knot=st.floats(0.2, 0.8))
def test_segmented_regression_has_no_answer_without_an_upward_bend(bend, knot) -> None:
    depth = np.linspace(0, 1, 300)
    tilt = bend * np.maximum(0, depth - knot)
    assume(abs(bend) > 1)
    assert segmented_onset(depth, tilt) is None


def test_segmented_regression_needs_frames() -> None:
    assert segmented_onset(np.full(100, np.nan), np.zeros(100)) is None
    assert segmented_onset(np.ones(100), np.zeros(100)) is None


def test_many_curves_at_once_are_each_as_alone() -> None:
    depth = np.linspace(0, 1, 120)
    curves = np.random.default_rng(0).standard_normal((6, 120)).cumsum(axis=1)
    curves[3] = -curves[3].cumsum()
    depth[5] = np.nan
    alone = [segmented_onset(depth, curve) for curve in curves]
    expected = [np.nan if knot is None else knot for knot in alone]
    np.testing.assert_array_equal(segmented_onsets(depth, curves), expected)
