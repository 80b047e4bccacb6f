"""Impulses of curves whose integral is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.squat.measures.impulse import impulse_beyond, impulse_of


def test_a_constant_load_over_the_time_beyond() -> None:
    time_s = np.linspace(0, 4, 401)
    angle = 10 * np.sin(np.pi * time_s / 4)  # above 5 from 2/3 s to 10/3 s
    found = impulse_beyond(time_s, np.full(401, 300.0), angle, 5.0)
    assert found.duration_s == pytest.approx(8 / 3, abs=1e-3)
    assert found.impulse == pytest.approx(300 * found.duration_s)


def test_a_triangle_by_hand() -> None:
    # Angle 0 → 10 → 0 over 2 s crosses 4 at 0.4 and 1.6 s; load grows 100 N a second.
    time_s, angle = np.array([0.0, 1.0, 2.0]), np.array([0.0, 10.0, 0.0])
    found = impulse_beyond(time_s, 100 * time_s, angle, 4.0)
    assert found.duration_s == pytest.approx(1.2)
    assert found.impulse == pytest.approx(50 * (1.6**2 - 0.4**2))


def test_what_is_unknown_counts_only_where_it_matters() -> None:
    time_s, angle = np.arange(5.0), np.array([-1.0, -1.0, 1.0, 1.0, 1.0])
    load = np.array([np.nan, 2.0, 2.0, 2.0, 2.0])
    assert impulse_beyond(time_s, load, angle, 0.0) == pytest.approx((5.0, 2.5))
    load[3] = np.nan
    found = impulse_beyond(time_s, load, angle, 0.0)
    assert np.isnan(found.impulse)
    assert found.duration_s == 2.5
    angle[0] = np.nan
    assert np.isnan(impulse_beyond(time_s, load, angle, 0.0).duration_s)


def test_an_angle_on_the_limit_is_not_beyond_it() -> None:
    time_s = np.arange(4.0)
    assert impulse_beyond(time_s, np.ones(4), np.full(4, 3.0), 3.0) == (0.0, 0.0)


@given(
    st.lists(st.floats(-50, 50), min_size=2, max_size=30),
    st.floats(-60, 60),
    st.integers(0, 2**32 - 1),
)
def test_both_sides_of_a_limit_make_the_whole(angle, limit, seed) -> None:
    angle = np.array(angle)
    time_s = np.cumsum(np.random.default_rng(seed).uniform(0.01, 0.1, len(angle)))
    load = np.random.default_rng(seed).uniform(-900, 900, len(angle))
    above = impulse_beyond(time_s, load, angle, limit)
    below = impulse_beyond(time_s, load, -angle, -limit)
    level = np.where(angle == limit, 1.0, 0.0)  # frames on the limit itself are on neither side
    if not (level[1:] * level[:-1]).any():
        assert above.impulse + below.impulse == pytest.approx(impulse_of(time_s, load), abs=1e-6)
        assert above.duration_s + below.duration_s == pytest.approx(time_s[-1] - time_s[0])
    assert impulse_beyond(time_s, load, angle, -np.inf).impulse == pytest.approx(
        impulse_of(time_s, load), abs=1e-6
    )


@given(st.integers(0, 2**32 - 1))
def test_finer_frames_of_the_same_lines_change_nothing(seed) -> None:
    rng = np.random.default_rng(seed)
    coarse_s, fine_s = np.arange(6.0), np.linspace(0, 5, 51)
    load, angle = rng.uniform(0, 1000, 6), rng.uniform(-10, 10, 6)
    coarse = impulse_beyond(coarse_s, load, angle, 0.0)
    fine = impulse_beyond(
        fine_s, np.interp(fine_s, coarse_s, load), np.interp(fine_s, coarse_s, angle), 0.0
    )
    assert fine.duration_s == pytest.approx(coarse.duration_s)
    assert fine.impulse == pytest.approx(coarse.impulse)
