"""Hips that lock where they were told to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.squat.measures.hip_lock import hip_lock


def locking(figure, lock_at, lost_deg=0.0):
    """Hip flexion of 100° per depth up to ``lock_at``, then level or falling by ``lost_deg``."""
    _, rep, depth = figure.one_squat()
    past = np.maximum(0.0, depth - lock_at) / max(1 - lock_at, 1e-9)
    return depth, 100 * np.minimum(depth, lock_at) - lost_deg * past, rep


@pytest.mark.parametrize("lock_at", [0.6, 0.75, 0.85])
@pytest.mark.parametrize("lost_deg", [0.0, 3.0, 8.0])
def test_a_lock_is_found_where_it_is(figure, lock_at, lost_deg) -> None:
    depth, hip, rep = locking(figure, lock_at, lost_deg)
    found = hip_lock(depth, hip, 110 * depth, rep)
    assert found.peak_deg == pytest.approx(100 * lock_at, abs=0.5)
    assert found.lost_deg == pytest.approx(lost_deg, abs=0.5)
    if lost_deg:
        assert found.peak_depth_fraction == pytest.approx(lock_at, abs=0.015)
    assert found.end_gain_deg == pytest.approx(-lost_deg * min(1, 0.1 / (1 - lock_at)), abs=0.3)
    assert found.thigh_end_gain_deg == pytest.approx(11, abs=0.1)
    # A window that begins a little above the lock gains less than a fifth of the usual pace.
    assert found.still_share == pytest.approx(1 - lock_at, abs=0.06)
    assert found.still_share >= 1 - lock_at - 0.011


def test_a_hip_that_goes_on_is_not_locked(figure) -> None:
    depth, hip, rep = locking(figure, 1.0)
    found = hip_lock(depth, hip, 110 * depth, rep)
    assert found.still_share == 0
    assert found.lost_deg == pytest.approx(0, abs=1e-9)
    assert found.peak_depth_fraction == 1
    assert found.end_gain_deg == pytest.approx(10, abs=0.1)


def test_a_pause_half_way_is_no_lock(figure) -> None:
    _, rep, depth = figure.one_squat()
    hip = 100 * np.interp(depth, [0, 0.4, 0.6, 1], [0, 0.5, 0.5, 1])
    assert hip_lock(depth, hip, 110 * depth, rep).still_share == 0


@given(offset=st.floats(-40, 40), slow=st.integers(1, 4))
def test_neither_offset_nor_speed_matters(figure, offset, slow) -> None:
    depth, hip, rep = locking(figure, 0.8, 4.0)
    here = hip_lock(depth, hip, 110 * depth, rep)
    _, slower, long = figure.one_squat(descent_s=1.2 * slow)
    moved = offset + 100 * np.minimum(long, 0.8) - 20 * np.maximum(0, long - 0.8)
    there = hip_lock(long, moved, 110 * long, slower)
    assert there.still_share == pytest.approx(here.still_share, abs=0.011)
    assert there.lost_deg == pytest.approx(here.lost_deg, abs=0.2)
    assert there.peak_deg - offset == pytest.approx(here.peak_deg, abs=0.5)


def test_samples_and_unsolved_frames(figure) -> None:
    depth, hip, rep = locking(figure, 0.8, 5.0)
    many = np.stack([hip, 100 * depth])
    found = hip_lock(depth, many, 110 * depth, rep)
    assert found.still_share[0] > 0.19
    assert found.still_share[1] == 0
    assert found.lost_deg == pytest.approx([5, 0], abs=0.3)
    hip[rep.bottom - 15 : rep.bottom + 1] = np.nan
    hidden = hip_lock(depth, hip, 110 * depth, rep)
    for value in (hidden.lost_deg, hidden.end_gain_deg, hidden.still_share):
        assert np.isnan(value)
