"""Spread among people: exact cases, and coverage of its intervals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm, t

from opensim_wink.study.spread import PERCENTILES, spread


def test_mean_and_percentiles_of_known_numbers() -> None:
    values = np.arange(1.0, 10.0)
    found = spread(values)
    assert found["n"] == 9
    assert found["mean"]["value"] == 5.0
    half = t.ppf(0.975, 8) * values.std(ddof=1) / 3
    assert found["mean"]["low"] == pytest.approx(5 - half)
    assert found["sd"] == pytest.approx(values.std(ddof=1))
    assert found["percentiles"]["50"]["value"] == 5.0
    assert found["percentiles"]["25"]["value"] == 3.0
    assert found == spread(values)  # the same people, the same numbers


def test_few_people_get_no_interval() -> None:
    assert spread(np.zeros(0)) == {"n": 0, "mean": None, "sd": None, "percentiles": {}}
    one = spread(np.array([3.0]))
    assert (one["mean"]["value"], one["mean"]["low"], one["sd"]) == (3.0, None, None)
    assert one["percentiles"] == spread(np.array([3.0, 4.0]))["percentiles"] == {}
    assert spread(np.arange(3.0))["percentiles"]["50"]["value"] == 1.0
    few = spread(np.arange(7.0))
    assert few["mean"]["low"] is not None
    assert few["percentiles"]["50"]["low"] is None
    assert few["percentiles"]["50"]["value"] == 3.0


def test_intervals_cover() -> None:
    rng = np.random.default_rng(5)
    truth = norm.ppf(np.array(PERCENTILES) / 100)
    runs = 120
    inside = np.zeros(len(PERCENTILES))
    mean = 0
    for values in rng.normal(size=(runs, 40)):
        found = spread(values)
        ends = [found["percentiles"][str(name)] for name in PERCENTILES]
        inside += [one["low"] <= true <= one["high"] for one, true in zip(ends, truth, strict=True)]
        mean += found["mean"]["low"] <= 0 <= found["mean"]["high"]
    assert mean / runs > 0.90
    # Percentile bootstrap of a tail percentile of 40 people is known to be somewhat short.
    assert (inside / runs > [0.84, 0.89, 0.89, 0.89, 0.84]).all()
