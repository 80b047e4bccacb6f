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
