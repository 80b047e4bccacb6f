"""Errors of differences against normal theory, and what must not change them."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from opensim_wink.claims.contrasts.contrast import contrast
from opensim_wink.claims.contrasts.result import Contrast
from opensim_wink.claims.session import FloatArray, Session

WINK = "pelvis_wink_deg"
REPS = st.lists(st.floats(-20, 20), min_size=2, max_size=6)


def between(
    bench: ModuleType, one: FloatArray, other: FloatArray, draws: FloatArray | None = None
) -> Contrast:
    """Condition against baseline, with draws of all repetitions, (S, R), or without."""
    drawn = np.zeros((0, len(one) + len(other))) if draws is None else draws
    session = Session(
        "P",
        (
            bench.trial_of("baseline", other, drawn[:, len(one) :].T),
            bench.trial_of("goblet", one, drawn[:, : len(one)].T),
        ),
    )
    return contrast(session, WINK, "goblet")


@given(REPS, REPS)
def test_without_draws_two_conditions_are_welchs_test(
    bench: ModuleType, one: list[float], other: list[float]
) -> None:
    assume(min(np.std(one), np.std(other)) > 0.01)
    expected = stats.ttest_ind(one, other, equal_var=False)
    ends = expected.confidence_interval(0.95)
    found = between(bench, np.array(one), np.array(other))
    np.testing.assert_allclose(
        (found.difference.low, found.difference.high), (ends.low, ends.high), rtol=1e-6
    )
    assert found.p == pytest.approx(expected.pvalue, rel=1e-6, abs=1e-12)
    assert found.detectable_change == pytest.approx(1.96 * found.standard_error)


@given(REPS, REPS, st.integers(0, 99))
def test_turned_round_it_is_the_negative(
    bench: ModuleType, one: list[float], other: list[float], seed: int
) -> None:
    a, b = np.array(one), np.array(other)
    draws = np.random.default_rng(seed).normal(size=(60, len(a) + len(b)))
    there = between(bench, a, b, draws)
    back = between(bench, b, a, np.roll(draws, len(b), axis=1))
    assert there.difference.value == pytest.approx(-back.difference.value)
    assert there.standard_error == pytest.approx(back.standard_error)
    assert there.freedom == pytest.approx(back.freedom)
    assert there.difference.low == pytest.approx(-back.difference.high)
    words = {"larger": "smaller", "smaller": "larger"}
    assert there.answer == words.get(back.answer, back.answer)


@given(REPS, REPS, st.floats(-50, 50), st.floats(0.1, 10), st.integers(0, 99))
def test_a_constant_drops_out_and_a_scale_scales(
    bench: ModuleType, one: list[float], other: list[float], shift: float, scale: float, seed: int
) -> None:
    assume(max(np.std(one), np.std(other)) > 0.01)
    a, b = np.array(one), np.array(other)
    draws = np.random.default_rng(seed).normal(size=(60, len(a) + len(b)))
    plain = between(bench, a, b, draws)
    moved = between(bench, a + shift, b + shift, draws + shift)
    assert moved.difference.value == pytest.approx(plain.difference.value, abs=1e-9)
    assert moved.standard_error == pytest.approx(plain.standard_error, rel=1e-6)
    scaled = between(bench, a * scale, b * scale, draws * scale)
    assert scaled.difference.value == pytest.approx(scale * plain.difference.value, abs=1e-9)
    assert scaled.standard_error == pytest.approx(scale * plain.standard_error, rel=1e-6)
    assert scaled.freedom == pytest.approx(plain.freedom, rel=1e-6)
    assert scaled.detectable_change == pytest.approx(scale * plain.detectable_change, rel=1e-6)


def test_skin_that_slides_alike_drops_out_and_its_gain_stays(bench: ModuleType) -> None:
    rng = np.random.default_rng(0)
    skin = 3.0 * stats.zscore(rng.normal(size=400), ddof=1)
    one, other = np.array([5.0, 6.0, 7.0]), np.array([10.0, 11.0, 12.0])
    without = between(bench, one, other)
    gains = np.ones(6)
    assert between(bench, one, other, skin[:, None] * gains).standard_error == pytest.approx(
        without.standard_error
    )
    gains[:3] = 1.5
    found = between(bench, one, other, skin[:, None] * gains)
    assert found.standard_error**2 == pytest.approx(without.standard_error**2 + 1.5**2)
    # What the draws tell is known: freedom grows as their share does.
    assert found.freedom > without.freedom


def test_skin_of_other_seeds_does_not_cancel_and_is_told(bench: ModuleType) -> None:
    rng = np.random.default_rng(0)
    skins = 3.0 * rng.normal(size=(400, 2))
    found = between(bench, np.arange(3.0), np.arange(3.0), np.repeat(skins, 3, axis=1))
    assert found.standard_error == pytest.approx(np.hypot(np.hypot(3, 3), np.sqrt(2 / 3)), rel=0.1)
    assert any("same seed" in note for note in found.notes)


def test_agreement_better_than_the_noise_is_chance(bench: ModuleType) -> None:
    draws = 2.0 * np.random.default_rng(1).normal(size=(2000, 6))
    values = np.array([5.0, 5.001, 5.002])
    found = between(bench, values, values, draws)
    assert found.standard_error == pytest.approx(2.0 * np.sqrt(2 / 3), rel=0.05)


def test_draws_that_lack_a_number_are_left_out_pair_by_pair(bench: ModuleType) -> None:
    rng = np.random.default_rng(2)
    skin = 3.0 * rng.normal(size=4000)
    draws = skin[:, None] + rng.normal(size=(4000, 6))
    gone = draws.copy()
    gone[rng.random(gone.shape) < 0.4] = np.nan
    values = np.array([5.0, 5.0, 5.0])
    full, holed = (between(bench, values, values, d) for d in (draws, gone))
    assert holed.standard_error == pytest.approx(full.standard_error, rel=0.1)


def test_two_trials_a_condition_are_weighed_as_trials(bench: ModuleType) -> None:
    # Repetitions agree within a trial and trials do not: what counts is the trial means' t test.
    rng = np.random.default_rng(3)
    means = {"baseline": [10.0, 14.0, 12.5], "goblet": [5.0, 9.0, 8.0]}
    trials = tuple(
        bench.trial_of(name, mean + 0.01 * rng.normal(size=3), np.zeros((3, 0)))
        for name, group in means.items()
        for mean in group
    )
    found = contrast(Session("P", trials), WINK, "goblet")
    expected = stats.ttest_ind(means["goblet"], means["baseline"]).confidence_interval(0.95)
    assert found.difference.low == pytest.approx(expected.low, abs=0.1)
    assert found.difference.high == pytest.approx(expected.high, abs=0.1)
    assert not any("One trial" in note for note in found.notes)


def test_what_differs_between_trials_counts_for_a_condition_of_one_too(bench: ModuleType) -> None:
    rng = np.random.default_rng(3)
    made = [("baseline", 10.0), ("baseline", 14.0), ("goblet", 5.0)]
    trials = [bench.trial_of(n, m + 0.1 * rng.normal(size=3), np.zeros((3, 0))) for n, m in made]
    found = contrast(Session("P", tuple(trials)), WINK, "goblet")
    # Variance 8 between trials: half of it in one mean, all of it in the other.
    assert found.standard_error == pytest.approx(np.sqrt(8 / 2 + 8), rel=0.05)


def test_one_repetition_takes_the_spread_of_others_and_says_so(bench: ModuleType) -> None:
    found = between(bench, np.array([5.0]), np.array([10.0, 11.0, 12.0]))
    assert found.standard_error == pytest.approx(np.sqrt(1 + 1 / 3))
    assert found.freedom == pytest.approx(2.0)
    assert any("One repetition of 'a weight held at the chest'" in note for note in found.notes)
    alone = between(bench, np.array([5.0]), np.array([10.0]))
    assert alone.answer == "cannot tell"
    assert alone.difference.low is None
    assert "one repetition each" in alone.reason
