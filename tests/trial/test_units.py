"""Units: spellings, inference from the spread of markers, plausible masses and statures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.trial.units import (
    body_mass_kg,
    force_n,
    length_m,
    marker_spread,
    moment_nm,
    point_unit_m,
    stature_m,
)


@pytest.mark.parametrize(
    ("word", "metres"),
    [
        ("mm", 0.001),
        ("MM", 0.001),
        (" mm ", 0.001),
        ("[mm]", 0.001),
        ("mill", 0.001),
        ("cm", 0.01),
        ("cent", 0.01),
        ("m", 1.0),
        ("M", 1.0),
        ("mete", 1.0),
        ("Meters", 1.0),
        ("inch", 0.0254),
        ("ft", 0.3048),
    ],
)
def test_lengths(word: str, metres: float) -> None:
    assert length_m(word) == metres


@pytest.mark.parametrize("word", ["", "V", "parsec", "Nm", "x", "me"])
def test_unknown_lengths(word: str) -> None:
    assert length_m(word) is None


@pytest.mark.parametrize(
    ("word", "newton_metres"),
    [
        ("Nmm", 0.001),
        ("ntmm", 0.001),
        ("N.mm", 0.001),
        ("Nm", 1.0),
        ("N-M", 1.0),
        ("N·m", 1.0),
        ("Newton-meters", 1.0),
        ("Ncm", 0.01),
        ("kNm", 1000.0),
    ],
)
def test_moments(word: str, newton_metres: float) -> None:
    assert moment_nm(word) == pytest.approx(newton_metres)


@pytest.mark.parametrize("word", ["", "N", "V", "d.u.", "mm", "nt"])
def test_no_moments(word: str) -> None:
    assert moment_nm(word) is None


def test_forces() -> None:
    assert [force_n(word) for word in ("N", "nt", "Newton", "kN", "V", "")] == [
        1.0,
        1.0,
        1.0,
        1000.0,
        None,
        None,
    ]


def _person(height: float) -> np.ndarray:
    points = np.random.default_rng(3).uniform(0.0, 0.2 * height, (5, 12, 3))
    points[:, 0, 2], points[:, 1, 2] = 0.01 * height, 1.01 * height
    return points


@given(st.floats(0.8, 2.4), st.sampled_from([("m", 1.0), ("cm", 100.0), ("mm", 1000.0)]))
def test_absent_unit_is_inferred_from_the_spread(height_m: float, unit: tuple[str, float]) -> None:
    scale, note = point_unit_m("", _person(height_m * unit[1]))
    assert scale == pytest.approx(1.0 / unit[1])
    assert note is not None
    assert "no unit" in note


def test_stated_unit_is_kept_where_it_can_be_right() -> None:
    assert point_unit_m("mm", _person(1700.0)) == (0.001, None)
    # Two persons and a barbell in a wide laboratory.
    assert point_unit_m("m", _person(9.0)) == (1.0, None)


def test_stated_unit_that_cannot_be_right_is_replaced() -> None:
    scale, note = point_unit_m("mm", _person(1.7))
    assert scale == 1.0
    assert note is not None
    assert "metres were assumed" in note
    scale, note = point_unit_m("m", _person(1700.0))
    assert scale == 0.001
    assert note is not None


def test_spread_ignores_lost_markers() -> None:
    points = _person(1700.0)
    expected = marker_spread(points)
    points[:, 5] = np.nan
    points[:, 6] = 0.0
    points[:, 7] = 1e9
    assert marker_spread(points) == pytest.approx(expected)
    assert np.isnan(marker_spread(np.full((3, 4, 3), np.nan)))
    assert point_unit_m("mm", np.full((3, 4, 3), np.nan)) == (0.001, None)


def test_mass_and_stature() -> None:
    assert body_mass_kg(np.float32(82.7).item()) == (82.7, None)
    assert body_mass_kg(1.0) == (None, None)
    assert body_mass_kg(float("nan")) == (None, None)
    mass, note = body_mass_kg(735.5, weight=True)
    assert mass == pytest.approx(75.0, abs=0.01)
    assert note is not None
    assert body_mass_kg(735.5) == (None, None)
    assert [stature_m(value) for value in (1.63, 163.0, 1630.0)] == [1.63, 1.63, 1.63]
    assert [stature_m(value) for value in (0.02, 0.0, 5000.0, float("nan"))] == [None] * 4
