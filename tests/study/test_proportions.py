"""Intervals of proportions against what is known, and their coverage in simulated people."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from opensim_wink.study.proportions import among_people, among_repetitions, wilson, zero_bound


@pytest.mark.parametrize(("count", "n"), [(0, 1), (1, 1), (0, 20), (3, 20), (20, 20), (77, 200)])
def test_wilson_is_what_scipy_says(count: int, n: int) -> None:
    known = binomtest(count, n).proportion_ci(0.95, method="wilson")
    assert wilson(count, n) == pytest.approx((known.low, known.high), abs=1e-12)


@given(n=st.integers(1, 300), data=st.data())
def test_wilson_holds_the_share_and_stays_within(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    low, high = wilson(count, n)
    assert 0 <= low <= count / n <= high <= 1


@pytest.mark.parametrize("n", [1, 5, 30, 1000])
def test_none_of_n_is_as_likely_as_said(n: int) -> None:
    bound = zero_bound(n)
    assert binom.pmf(0, n, bound) == pytest.approx(0.05)
    assert bound == pytest.approx(1 - 0.05 ** (1 / n))
    if n >= 30:
        assert bound == pytest.approx(3 / n, rel=0.05)


@pytest.mark.parametrize("n", [1, 3, 12, 60])
def test_the_bounds_are_those_of_clopper_and_pearson(n: int) -> None:
    none = binomtest(0, n, alternative="less").proportion_ci(0.95, method="exact")
    everyone = binomtest(n, n, alternative="greater").proportion_ci(0.95, method="exact")
    assert zero_bound(n) == pytest.approx(none.high, abs=1e-12)
    assert among_people(np.ones(n, bool))["at_least"] == pytest.approx(everyone.low, abs=1e-12)


def test_all_none_and_nobody() -> None:
    assert among_people(np.zeros(10, bool))["at_most"] == pytest.approx(zero_bound(10))
    assert among_people(np.ones(10, bool))["at_least"] == pytest.approx(1 - zero_bound(10))
    assert among_people(np.arange(10) < 4)["at_most"] is None
    nobody = among_people(np.zeros(0, bool))
    assert (nobody["n"], nobody["share"], nobody["low"]) == (0, None, None)


def test_one_person_says_nothing_of_others() -> None:
    found = among_repetitions(np.array([3]), np.array([8]))
    assert (found["count"], found["n"], found["low"], found["high"]) == (3, 8, None, None)


def test_people_who_always_or_never_do_count_once_each() -> None:
    """Ten repetitions of a person who is always alike are worth one; here that is exact."""
    sizes = np.full(40, 10)
    counts = np.where(np.arange(40) < 10, 10, 0)
    found = among_repetitions(counts, sizes)
    # The ratio's variance is p(1-p)/(P-1) when every person is all or nothing.
    assert found["effective"] <= 39.0
    assert found["effective"] == pytest.approx(39.0, rel=0.08)  # less for few people
    same = among_repetitions(np.full(12, 5), np.full(12, 5))
    assert same["effective"] == 12.0


@pytest.mark.parametrize("mean", [0.1, 0.5, 0.85])
@pytest.mark.parametrize("alike", [0.05, 0.6])
def test_intervals_of_repetitions_cover(mean: float, alike: float) -> None:
    """Beta-binomial people: ``alike`` is the correlation of repetitions within a person."""
    rng = np.random.default_rng(3)
    concentration = 1 / alike - 1
    runs, people = 600, 25
    own = rng.beta(mean * concentration, (1 - mean) * concentration, (runs, people))
    sizes = rng.integers(3, 9, (runs, people))
    counts = rng.binomial(sizes, own)
    found = [among_repetitions(c, s) for c, s in zip(counts, sizes, strict=True)]
    covered = np.mean([one["low"] <= mean <= one["high"] for one in found])
    # 0.91 at the worst: rare, and all or nothing within a person.
    assert 0.90 <= covered <= 0.995
    naive = [wilson(c.sum(), s.sum()) for c, s in zip(counts, sizes, strict=True)]
    if alike > 0.5:  # as if they were all independent: far too sure
        assert np.mean([low <= mean <= high for low, high in naive]) < 0.8


@pytest.mark.parametrize("sizes", [[100] + [10] * 9, [50] + [2] * 20, [30] + [5] * 20, [10] * 4])
@pytest.mark.parametrize("alike", [0.1, 0.8])
def test_intervals_cover_where_some_have_most_repetitions(sizes: list[int], alike: float) -> None:
    rng = np.random.default_rng(8)
    each, of_beta = np.array(sizes), 0.5 * (1 / alike - 1)
    counts = rng.binomial(each, rng.beta(of_beta, of_beta, (200, each.size)))
    found = [among_repetitions(own, each) for own in counts]
    assert np.mean([one["low"] <= 0.5 <= one["high"] for one in found]) > 0.91


def test_one_person_with_most_repetitions_speaks_for_nobody_else() -> None:
    found = among_repetitions(np.array([50] + [0] * 9), np.array([100] + [1] * 9))
    assert (found["people"], found["low"], found["effective"]) == (10, None, None)
    assert found["people_effective"] == pytest.approx(109**2 / 10009)
    third = among_repetitions(np.array([20, 5, 5, 4, 5]), np.array([40, 10, 10, 10, 10]))
    assert third["effective"] <= third["people_effective"] == pytest.approx(80**2 / 2000)


@given(data=st.data(), sizes=st.lists(st.integers(1, 60), min_size=1, max_size=12))
def test_an_interval_of_repetitions_holds_the_share(data: st.DataObject, sizes: list[int]) -> None:
    counts = [data.draw(st.integers(0, size)) for size in sizes]
    found = among_repetitions(np.array(counts), np.array(sizes))
    assert (found["low"] is None) == (found["people_effective"] < 2)
    if found["low"] is not None:
        assert 0 <= found["low"] <= found["share"] <= found["high"] <= 1
        assert found["effective"] <= found["n"]
