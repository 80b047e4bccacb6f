"""What the script gets of a plot: few numbers, extremes and gaps kept."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.report.page.plot import (
    Area,
    Axis,
    Group,
    Line,
    Plot,
    Table,
    shared_groups,
)
from opensim_wink.report.page.plot_data import axis_range, numbers, plot_data, thinned

finite = st.floats(-1e4, 1e4)


def plot(name: str = "one", **changes) -> Plot:
    given = {
        "name": name,
        "kind": "time",
        "title": "Title",
        "says": "Words.",
        "x": Axis("time (s)", 0.0, 10.0, "s", 2),
        "y": Axis("angle ↑ (°)", 0.0, 5.0, "°", 1),
        "groups": (Group("a", "first"), Group("b", "second")),
        "table": Table((), ()),
    }
    return Plot(**{**given, **changes})


@given(st.lists(st.one_of(finite, st.just(float("nan"))), min_size=1, max_size=900))
def test_thinned_keeps_the_extremes_and_the_order(values):
    curve = np.array(values)
    times = np.arange(len(curve)) * 0.01
    x, y = thinned(times, curve, buckets=50)
    assert len(x) == len(y) <= max(100, 150)
    assert (np.diff(x) > 0).all()
    assert np.isin(x, times).all()
    if np.isfinite(curve).any():
        assert np.nanmax(y) == np.nanmax(curve)
        assert np.nanmin(y) == np.nanmin(curve)
    assert np.isnan(curve).any() == np.isnan(y).any()


def test_thinned_leaves_a_gap_where_it_is():
    times = np.arange(1000) * 0.01
    curve = np.sin(times)
    curve[400:450] = np.nan
    x, y = thinned(times, curve, buckets=50)
    gap = x[np.isnan(y)]
    assert 3.8 < gap.min() < gap.max() < 4.7
    assert np.isfinite(y[x < 3.8]).all()
    assert np.isfinite(y[x > 4.7]).all()


def test_a_long_trial_is_no_larger_than_a_short_one():
    def size(frames: int) -> int:
        times = np.arange(frames) * 0.01
        line = Line("a", *thinned(times, np.sin(times)), "angle")
        return len(json.dumps(plot_data([plot(lines=(line,))], [])))

    assert size(500_000) < 1.5 * size(3_000)


@given(st.lists(finite, min_size=1), st.floats(0.0, 50.0), st.booleans())
def test_an_axis_holds_all_its_numbers(values, least, zero):
    low, high = axis_range(values, least=least, zero=zero)
    assert low <= min(values)
    assert max(values) <= high
    assert high - low >= least
    assert not zero or low <= 0.0 <= high


def test_an_axis_without_numbers_still_has_a_length():
    low, high = axis_range(np.array([np.nan]), least=3.0)
    assert high - low == pytest.approx(3.0)


def test_numbers_are_short_and_strict():
    assert json.dumps(numbers(np.array([1.0, 2.345, np.nan, -np.inf]), 1)) == "[1, 2.3, null, null]"


def test_data_holds_the_curve_and_its_times():
    line = Line("a", np.array([0.0, 50.0]), np.array([-1.26, 2.0]), "tilt", 2, (1.5, 3.25))
    area = Area("b", np.arange(3.0), np.array([0.0, np.nan, 1.0]), np.array([1.0, 2.0, 3.0]))
    rep = {"rep": 2, "start_s": 1.5, "bottom_s": 3.25, "end_s": 5.0}
    data = plot_data([plot(lines=(line,), areas=(area,))], [rep])
    shown = data["plots"]["one"]
    assert shown["lines"] == [
        {"group": "a", "x": [0, 50], "y": [-1.26, 2], "rep": 2, "span": [1.5, 3.25]}
    ]
    assert shown["areas"] == [{"group": "b", "x": [0, 2], "low": [0, 1], "high": [1, 3]}]
    assert data["reps"] == [{"rep": 2, "start": 1.5, "bottom": 3.25, "end": 5.0}]
    assert shown["groups"]["a"]["name"] == "tilt"
    assert data["movement"] == "squat"


def test_only_what_legends_repeat_is_shared():
    other = plot("two", groups=(Group("a", "first"), Group("b", "unlike")))
    assert [group.key for group in shared_groups([plot(), other])] == ["a"]
    assert shared_groups([plot()]) == ()
