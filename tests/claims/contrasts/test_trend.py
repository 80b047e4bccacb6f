"""Slopes over repetitions against least squares of SciPy."""

from __future__ import annotations

import json
from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from opensim_wink.claims.contrasts.trend import trend
from opensim_wink.claims.session import FloatArray, Session

WINK = "pelvis_wink_deg"


def of(bench: ModuleType, *groups: FloatArray, draws: FloatArray | None = None) -> Session:
    return Session(
        "P",
        tuple(
            bench.trial_of(
                "fatigue", np.array(g), np.zeros((len(g), 0)) if draws is None else draws
            )
            for g in groups
        ),
    )


@given(st.lists(st.floats(-20, 20), min_size=3, max_size=12))
def test_of_one_trial_it_is_least_squares(bench: ModuleType, values: list[float]) -> None:
    number = np.arange(1, len(values) + 1)
    expected = stats.linregress(number, values)
    assume(expected.stderr > 1e-6)
    found = trend(of(bench, np.array(values)), WINK)
    half = stats.t.ppf(0.975, len(values) - 2) * expected.stderr
    assert found.slope.value == pytest.approx(expected.slope, abs=1e-9)
    assert found.slope.high == pytest.approx(expected.slope + half, abs=1e-6, rel=1e-6)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-5, abs=1e-9)
    assert found.total.value == pytest.approx(expected.slope * (len(values) - 1), abs=1e-8)


def test_each_trial_has_a_level_of_its_own(bench: ModuleType) -> None:
    rng = np.random.default_rng(0)
    line = np.arange(8.0) + 0.1 * rng.normal(size=8)
    found = trend(of(bench, line, line + 30.0), WINK)
    assert found.slope.value == pytest.approx(1.0, abs=0.05)
    assert found.answer == "rises"
    assert found.n == 16


def test_missing_repetitions_keep_their_numbers(bench: ModuleType) -> None:
    values = np.array([0.0, 2.0, np.nan, 6.0, 8.2, 9.9])
    session = of(bench, values)
    session.trials[0].usable[0] = False
    expected = stats.linregress([2, 4, 5, 6], values[[1, 3, 4, 5]])
    assert trend(session, WINK).slope.value == pytest.approx(expected.slope)


def test_skin_drops_out_and_a_drift_of_the_skin_does_not(bench: ModuleType) -> None:
    rng = np.random.default_rng(1)
    values = np.arange(6.0) + 0.2 * rng.normal(size=6)
    plain = trend(of(bench, values), WINK)
    skin = 3.0 * rng.normal(size=500)
    same = trend(of(bench, values, draws=np.tile(skin, (6, 1))), WINK)
    assert same.slope == pytest.approx(plain.slope) or same.slope.low == pytest.approx(
        plain.slope.low
    )
    growing = trend(of(bench, values, draws=np.outer(np.arange(6.0), skin)), WINK)
    assert growing.slope.high - growing.slope.low > 4 * (plain.slope.high - plain.slope.low)


def test_answers(bench: ModuleType) -> None:
    rng = np.random.default_rng(2)
    noise = 0.3 * rng.normal(size=10)
    assert trend(of(bench, 10 - np.arange(10.0) + noise), WINK).answer == "falls"
    assert trend(of(bench, 10 + noise), WINK).answer == "steady"
    assert trend(of(bench, 10 + 30 * noise), WINK).answer == "cannot tell"
    few = trend(of(bench, np.array([1.0, 2.0])), WINK)
    assert few.answer == "undefined"
    assert "takes 3" in few.reason
    none = trend(Session("P", ()), WINK)
    assert (none.answer, none.reason) == (
        "undefined",
        "No trial of 'many repetitions without rest'.",
    )
    spread = of(bench, np.array([1.0]), np.array([2.0]), np.array([3.0]))
    assert trend(spread, WINK).answer == "undefined"
    for found in (few, none, trend(of(bench, 10 + noise), WINK)):
        json.dumps(found.to_dict(), allow_nan=False)


def test_no_trend_is_found_five_times_of_a_hundred(bench: ModuleType) -> None:
    rng = np.random.default_rng(3)
    found = [trend(of(bench, rng.normal(size=6)), WINK).p <= 0.05 for _ in range(600)]
    assert stats.binomtest(sum(found), 600, 0.05).pvalue > 0.001


def test_a_trial_of_another_condition_does_not_count(bench: ModuleType) -> None:
    session = of(bench, np.arange(5.0))
    other = replace(session.trials[0], condition=bench.Condition("baseline"))
    both = Session("P", (*session.trials, other))
    assert trend(both, WINK).n == 5
