"""Sensitivities by hand, and how they are taken together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.errors import SettingError
from opensim_wink.load.sensitivity import (
    LoadErrors,
    Sensitivity,
    combine,
    disc_sensitivity,
    spread,
)

FORCE = st.floats(-9000, 9000)


def part(low, value, high, quantity="q", moment="bottom", error="e") -> Sensitivity:
    return Sensitivity(quantity, moment, error, value, low, high)


def test_the_spread_of_loads_computed_anew() -> None:
    values = np.array([1.0, 5.0, np.nan])
    others = np.array([[0.9, 5.2, 1.0], [1.1, 5.1, 1.0]])  # at the second both ways go up
    found = spread("q", "off by 10 %", ["onset", "bottom", "peak"], values, others)
    assert [one.moment for one in found] == ["onset", "bottom", "peak"]
    assert (found[0].low, found[0].value, found[0].high) == (0.9, 1.0, 1.1)
    assert (found[1].low, found[1].value, found[1].high) == (5.0, 5.0, 5.2)
    assert np.isnan(found[2].high)


def test_a_disc_under_pure_compression() -> None:
    press, shear = disc_sensitivity(["bottom"], np.array([1000.0]), np.array([0.0]))
    ten = np.deg2rad(10)
    assert (press.low, press.high) == pytest.approx((1000 * np.cos(ten), 1000))
    assert (shear.low, shear.high) == pytest.approx((-1000 * np.sin(ten), 1000 * np.sin(ten)))


@given(FORCE, FORCE, st.floats(0, 60))
def test_turning_a_disc_keeps_the_force(compression, shear, degrees) -> None:
    errors = LoadErrors(disc_deg=degrees)
    found = disc_sensitivity(["b"], np.array([compression]), np.array([shear]), errors)
    length = np.hypot(compression, shear)
    for one, value in zip(found, (compression, shear), strict=True):
        assert one.low - 1e-9 <= one.value == value <= one.high + 1e-9
        assert max(abs(one.low), abs(one.high)) <= length + 1e-6


def test_quadrature() -> None:
    (found,) = combine([part(7, 10, 13), part(6, 10, 14), part(10, 10, 22)])
    assert found.low == pytest.approx(5)
    assert found.high == pytest.approx(10 + np.sqrt(9 + 16 + 144))
    assert [one.high - one.low for one in found.parts] == [12, 8, 6]


def test_unknown_parts_are_left_out() -> None:
    nan = float("nan")
    first, second, third = combine(
        [
            part(nan, 10, nan),
            part(9, 10, 11),
            part(nan, 3, nan, quantity="other"),
            part(nan, nan, nan, moment="onset"),
        ]
    )
    assert (first.low, first.high, len(first.parts)) == (9, 11, 1)
    assert (second.value, second.low, second.parts) == (3, None, ())
    assert third.low is None
    assert combine([]) == ()


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=6))
def test_a_range_lies_between_its_largest_part_and_their_sum(halves) -> None:
    (found,) = combine([part(50 - down, 50, 50 + up) for down, up in halves])
    ups = [up for _, up in halves]
    assert max(ups) - 1e-9 <= found.high - 50 <= sum(ups) + 1e-9
    assert found.low <= found.value <= found.high


@pytest.mark.parametrize(
    "wrong",
    [{"mass_share": -0.1}, {"mass_share": 1.0}, {"disc_deg": 90.0}, {"centre_m": float("nan")},
     {"strength_share": 1.5}],
)  # fmt: skip
def test_errors_that_make_no_sense(wrong) -> None:
    with pytest.raises(SettingError):
        LoadErrors(**wrong)
