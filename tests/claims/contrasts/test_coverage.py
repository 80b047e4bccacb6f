"""Intervals hold the truth, and a family of contrasts errs as seldom as stated.

Few sessions, drawn alike each time; ``benchmarks/contrasts.py`` has many.
"""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest

SESSIONS = 400


@pytest.mark.parametrize(
    "name",
    [
        "3 reps, 6 conditions",
        "3 reps, 2 conditions",
        "4 reps, 2 conditions",
        "5 reps, 2 conditions",
        "skin's gain 50 % larger",
        "lopsided, 6 conditions",
        "2 trials of 3, 1° between, 6",
    ],
)
def test_an_interval_holds_the_truth(bench: ModuleType, name: str) -> None:
    share, _ = bench.coverage(bench.SITUATIONS[name], SESSIONS, 60, others=False)["contrast"]
    # 95 % less three standard errors of the share, 1.1 % each.
    assert share >= 0.917


def test_resampling_three_repetitions_understates(bench: ModuleType) -> None:
    quiet = replace(bench.SITUATIONS["3 reps, 2 conditions"], noise=0.0, skin=0.0)
    found = bench.coverage(quiet, SESSIONS, 60)
    assert found["contrast"][0] >= 0.917
    assert found["bootstrap"][0] < 0.88


def test_other_conditions_narrow_the_interval(bench: ModuleType) -> None:
    two, eight = (
        bench.coverage(bench.Situation(conditions=n), 200, 60, others=False)["contrast"][1]
        for n in (2, 8)
    )
    assert eight < 0.95 * two


@pytest.mark.parametrize("name", ["10° against 10°", "deeper by 0.1, else the same"])
def test_of_curves_at_the_same_depth(bench: ModuleType, name: str) -> None:
    cases, truth = bench.CURVES[name]
    quantities = dict.fromkeys(
        ("pelvis_wink_same_depth_deg", "pelvis_change_same_depth_deg"), truth
    )
    for share, _, error in bench.curve_coverage(cases, quantities, 150).values():
        assert share >= 0.90
        assert abs(error) < 0.5


def test_a_family_without_a_difference_finds_one_in_five_of_a_hundred(bench: ModuleType) -> None:
    situation = bench.Situation(conditions=8, gain=0.0)
    # 5 % and three standard errors.
    assert bench.family_error(situation, SESSIONS, 40) <= 0.083


def test_uncorrected_ones_would_err_more_often(bench: ModuleType) -> None:
    rng = np.random.default_rng(12)
    situation = bench.Situation(conditions=8, gain=0.0)
    means = np.full(8, 10.0)
    found = [
        any(
            c.p <= 0.05
            for c in bench.contrasts_of(
                bench.draw_session(situation, means, rng, 40), [bench.QUANTITY]
            )
        )
        for _ in range(100)
    ]
    assert np.mean(found) > 0.1


def test_a_difference_is_found(bench: ModuleType) -> None:
    assert bench.power(bench.Situation(gain=0.0), -8.0, 60).get("smaller", 0.0) > 0.9
    assert bench.power(bench.Situation(gain=0.0), 0.0, 60).get("same", 0.0) > 0.9
