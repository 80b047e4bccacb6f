"""Extension, flexion and return on curves drawn by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.squat.measures.cycle import extension_cycle


def drawn(figure, first=12.0, flexion=9.0, back=6.0, left=2.0):
    """Down to −first at 0.7 of the depth, then up by ``flexion``; back by ``back``, then on."""
    _, rep, depth = figure.one_squat()
    up = figure.going_up(depth.size, rep)
    down_curve = np.interp(depth, [0, 0.7, 1], [0, -first, flexion - first])
    lowest = flexion - first - back
    up_curve = np.interp(depth, [0, 0.4, 1], [left, lowest, flexion - first])
    return np.where(up, up_curve, down_curve), rep


@pytest.mark.parametrize(
    ("first", "flexion", "back", "left"),
    [(12, 9, 9, 0), (12, 9, 4, 3), (0, 20, 20, 0), (5, 3, 0, 0)],
)
def test_cycle_by_hand(figure, first, flexion, back, left) -> None:
    angle, rep = drawn(figure, first, flexion, back, left)
    found = extension_cycle(angle, rep)
    near = pytest.approx
    assert found.first_extension_deg == near(first, abs=0.3)
    assert found.flexion_deg == near(flexion, abs=0.3)
    expected = max(back, flexion - first - left)
    assert found.return_deg == near(expected, abs=0.3)
    assert found.return_share == near(expected / flexion, abs=0.12)
    assert found.left_over_deg == near(left, abs=0.3)


@given(offset=st.floats(-50, 50), scale=st.floats(0.5, 3))
def test_offset_moves_nothing_and_scale_scales(figure, offset, scale) -> None:
    angle, rep = drawn(figure)
    here, there = extension_cycle(angle, rep), extension_cycle(offset + scale * angle, rep)
    for name in ("first_extension_deg", "flexion_deg", "return_deg", "left_over_deg"):
        assert getattr(there, name) == pytest.approx(scale * getattr(here, name), abs=1e-9)
    assert there.return_share == pytest.approx(here.return_share)


def test_a_small_flexion_has_no_share(figure) -> None:
    angle, rep = drawn(figure, flexion=1.0, back=1.0)
    assert np.isnan(extension_cycle(angle, rep).return_share)


def test_samples_and_unsolved_frames(figure) -> None:
    angle, rep = drawn(figure)
    many = angle + np.arange(4.0)[:, None] * np.linspace(0, 1, angle.size)
    found = extension_cycle(many, rep)
    alone = [extension_cycle(row, rep) for row in many]
    np.testing.assert_array_equal(found.flexion_deg, [one.flexion_deg for one in alone])
    np.testing.assert_array_equal(found.return_share, [one.return_share for one in alone])
    angle[rep.start + 5 : rep.bottom - 30] = np.nan
    hidden = extension_cycle(angle, rep)
    assert np.isnan(hidden.flexion_deg)
    assert np.isfinite(hidden.return_deg)
    assert np.isfinite(extension_cycle(angle, rep, max_missing_share=0.9).flexion_deg)
