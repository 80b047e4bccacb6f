"""Operations on curves with gaps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.squat.curves import at_time

TIME_S = np.arange(0.0, 2.0, 0.01)


@given(when_s=st.floats(0.0, 1.99), slope=st.floats(-100, 100), offset=st.floats(-100, 100))
def test_a_straight_line_is_read_exactly(when_s, slope, offset) -> None:
    read = at_time(TIME_S, offset + slope * TIME_S, when_s)
    assert read == pytest.approx(offset + slope * when_s, abs=1e-9)


def test_one_time_for_each_curve_and_many_times_for_one() -> None:
    curves = np.stack([TIME_S, 2 * TIME_S, -TIME_S])
    assert at_time(TIME_S, curves, np.array([0.105, 0.2, 1.0])) == pytest.approx([0.105, 0.4, -1.0])
    assert at_time(TIME_S, curves, 0.5) == pytest.approx([0.5, 1.0, -0.5])
    assert at_time(TIME_S, TIME_S, np.array([0.3, 0.4])) == pytest.approx([0.3, 0.4])
    levels = np.stack([curves, curves + 1])  # two levels of three samples each
    assert at_time(TIME_S, levels, np.array([0.1, 0.2, 0.3])).shape == (2, 3)


def test_what_was_not_solved() -> None:
    values = TIME_S.copy()
    values[50:55] = np.nan  # 60 ms from frame 49 to 55: read across
    values[100:120] = np.nan  # 210 ms: not read
    values[190:] = np.nan
    read = at_time(TIME_S, values, np.array([0.52, 1.1, 1.2, 0.99, 1.95, -0.1, np.nan]))
    assert read == pytest.approx([0.52, np.nan, 1.2, 0.99, np.nan, np.nan, np.nan], nan_ok=True)
    assert np.isnan(at_time(TIME_S, np.full((2, 200), np.nan), 1.0)).all()


def test_a_frame_unsolved_in_one_sample_is_unsolved_in_all() -> None:
    curves = np.stack([TIME_S, TIME_S])
    curves[0, 90:130] = np.nan
    assert np.isnan(at_time(TIME_S, curves, 1.1)).all()
