"""Plates at the motion's frames: a centre of pressure that outlives filtering and unloading."""

from __future__ import annotations

import numpy as np
import pytest
from plated import plate, square

from opensim_wink.errors import SettingError, TrialError
from opensim_wink.load.plate_signals import at_times, fixed_point, flat_tops, plate_signal

FINE_S = np.arange(2000) / 1000.0
COARSE_S = np.arange(200) / 100.0


def bump(low: float = 0.0) -> np.ndarray:
    """Someone steps on and off again."""
    load = 600.0 * np.clip(np.minimum(FINE_S - 0.4, 1.6 - FINE_S) / 0.1, 0.0, 1.0) + low
    return np.stack([0.05 * load, load, -0.1 * load], axis=1)


@pytest.mark.parametrize("corners", [True, False])
def test_the_centre_of_pressure_stays_while_the_load_comes_and_goes(corners: bool) -> None:
    force = bump()
    place = np.array([0.4, 0.01, -0.3])
    loaded = force[:, 1:2] >= 20.0
    cop = np.where(loaded, place, np.nan)
    free = np.where(loaded, 0.02 * force[:, 1:2] * [0.0, 1.0, 0.0], 0.0)
    top = square(np.array([0.5, 0.01, -0.2])) if corners else None
    signal = plate_signal(plate("p", FINE_S, force, cop, free, top), COARSE_S, 6.0)
    on = signal.loaded
    np.testing.assert_array_equal(on, np.abs(signal.force_n[:, 1]) >= 20.0)
    # Samples under 20 N have no centre of pressure; what they miss shows only at the edges.
    firm = signal.force_n[:, 1] > 60.0
    assert firm.sum() > 110
    np.testing.assert_allclose(signal.cop_m[firm], np.tile(place, (firm.sum(), 1)), atol=0.002)
    np.testing.assert_allclose(
        signal.free_moment_nm[firm, 1], 0.02 * signal.force_n[firm, 1], atol=0.3
    )
    assert np.isnan(signal.cop_m[:20]).all()
    np.testing.assert_array_equal(signal.free_moment_nm[:20], 0.0)


def test_force_where_and_free_moment_are_the_wrench() -> None:
    force = bump(100.0)
    cop = np.tile([0.2, 0.0, 0.1], (2000, 1)) + 0.05 * np.sin(3 * FINE_S)[:, None] * [1, 0, 1]
    free = np.outer(np.cos(FINE_S), [0.0, 3.0, 0.0])
    signal = plate_signal(plate("p", FINE_S, force, cop, free), COARSE_S, 6.0)
    about = np.cross(signal.cop_m, signal.force_n) + signal.free_moment_nm
    np.testing.assert_allclose(about.T, signal.wrench[:3], atol=1e-9)
    np.testing.assert_allclose(signal.free_moment_nm[:, [0, 2]], 0.0, atol=1e-12)


def test_no_lag_and_no_gain() -> None:
    load = 600.0 + 50.0 * np.sin(2 * np.pi * 0.7 * FINE_S)
    force = np.stack([0 * load, load, 0 * load], axis=1)
    cop = np.tile([0.1, 0.0, 0.1], (2000, 1))
    signal = plate_signal(plate("p", FINE_S, force, cop), COARSE_S, 6.0)
    true = 600.0 + 50.0 * np.sin(2 * np.pi * 0.7 * COARSE_S)
    np.testing.assert_allclose(signal.force_n[20:-20, 1], true[20:-20], atol=0.1)


def test_gaps_stay_gaps() -> None:
    force = bump(100.0)
    force[800:1000] = np.nan
    cop = np.tile([0.1, 0.0, 0.1], (2000, 1))
    signal = plate_signal(plate("p", FINE_S, force, cop), COARSE_S, 6.0)
    assert not signal.known[80:100].any()
    assert signal.known[:79].all()
    assert signal.known[101:].all()
    assert not signal.loaded[85]


def test_reading_off_between_samples() -> None:
    time_s = np.array([0.0, 1.0, 2.0, 3.0])
    values = np.array([[0.0], [2.0], [np.nan], [6.0]])
    wanted = np.array([-1.5, -0.5, 0.0, 0.5, 1.0, 1.5, 3.0, 3.5, 5.0])
    found = at_times(time_s, values, wanted)[:, 0]
    np.testing.assert_allclose(
        found, [np.nan, 0.0, 0.0, 1.0, 2.0, np.nan, 6.0, 6.0, np.nan], equal_nan=True
    )
    assert np.isnan(at_times(time_s[:1], values[:1], wanted)).all()


def test_the_fixed_point_lies_in_the_top() -> None:
    force, cop = bump(), np.tile([0.1, 0.02, 0.1], (2000, 1))
    np.testing.assert_allclose(fixed_point(plate("p", FINE_S, force, cop)), [0.1, 0.02, 0.1])
    top = square(np.array([0.3, 0.0, 0.3]))
    np.testing.assert_allclose(
        fixed_point(plate("p", FINE_S, force, cop, None, top)), [0.3, 0.0, 0.3]
    )
    never = plate("p", FINE_S, 0 * force, cop * np.nan)
    np.testing.assert_array_equal(fixed_point(never), 0.0)
    assert not plate_signal(never, COARSE_S, 6.0).loaded.any()


def test_bad_times_and_cutoffs_are_refused() -> None:
    good = plate("plate 7", FINE_S, bump(), np.tile([0.1, 0.0, 0.1], (2000, 1)))
    with pytest.raises(SettingError, match="cutoff"):
        plate_signal(good, COARSE_S, 500.0)
    with pytest.raises(TrialError, match=r"plate 7.*does not follow"):
        plate_signal(
            plate("plate 7", FINE_S[::-1], good.force_n, good.cop_m), COARSE_S, 6.0
        )  # fmt: skip
    with pytest.raises(TrialError, match=r"plate 7.*at least 2"):
        plate_signal(plate("plate 7", FINE_S[:1], good.force_n[:1], good.cop_m[:1]), COARSE_S, 6.0)


def wave(seed: int = 0) -> np.ndarray:
    """A load of 600 N that swings by a fifth, with the noise of a plate."""
    return (
        600
        + 120 * np.sin(2 * np.pi * 0.8 * FINE_S)
        + np.random.default_rng(seed).normal(0, 0.5, len(FINE_S))
    )


@pytest.mark.parametrize("share", [0.85, 0.95])
def test_a_force_that_was_cut_off_is_found_where_it_was(share: float) -> None:
    force = wave()
    top = share * force.max()
    cut = np.minimum(force, top)
    found = np.zeros(len(force), dtype=bool)
    for first, stop in flat_tops(cut, 1000.0):
        found[first:stop] = True
    assert found[force > top + 2.0].all()
    assert not found[force < top - 2.0].any()
    three = np.stack([0 * cut, cut, 0 * cut], axis=1)
    signal = plate_signal(plate("p", FINE_S, three, np.zeros_like(three)), COARSE_S, 6.0)
    assert signal.cut_off is not None
    assert signal.cut_off[np.interp(COARSE_S, FINE_S, force) > top + 2.0].all()
    assert 0.1 < signal.cut_off.mean() < 0.7


@pytest.mark.parametrize(
    "force",
    [
        wave(),
        np.round(wave()),
        np.round(600 + 120 * np.sin(2 * np.pi * 0.8 * FINE_S)),
        600 + 120 * np.sin(2 * np.pi * 0.8 * FINE_S),
        np.full(2000, 700.0),
        np.minimum(700.0, 1000 * FINE_S),
        np.zeros(2000),
        np.full(2000, np.nan),
    ],
)
def test_a_round_top_or_a_steady_load_was_not_cut_off(force: np.ndarray) -> None:
    assert flat_tops(force, 1000.0) == []
