"""Effects of conditions in made-up people whose effects are known."""

from __future__ import annotations

import builtins
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_rel

from opensim_wink.study.effects import mixed, paired

TRUTH = {"heels": -4.0, "wide": 1.5}


def people(rng: np.random.Generator, n: int = 16, lacking: float = 0.0) -> pd.DataFrame:
    own = rng.normal(12, 4, (n, 1))
    values = own + np.array([0.0, *TRUTH.values()]) + rng.normal(0, 1.5, (n, 3))
    values[:, 1:][rng.random((n, 2)) < lacking] = np.nan
    names = pd.Index([f"P{i}" for i in range(n)], name="participant")
    return pd.DataFrame(values, names, pd.Index(["usual", *TRUTH], name="label"))


def test_pairs_are_the_paired_t_test() -> None:
    cells = people(np.random.default_rng(0))
    found = paired(cells, "usual", "heels")
    known = ttest_rel(cells["heels"], cells["usual"])
    ends = known.confidence_interval(0.95)
    assert found["p"] == pytest.approx(known.pvalue)
    assert (found["low"], found["high"]) == pytest.approx((ends.low, ends.high))
    assert found["value"] == pytest.approx((cells["heels"] - cells["usual"]).mean())
    assert (found["n"], found["why"]) == (16, "")


def test_pairs_leave_out_who_lacks_one() -> None:
    cells = people(np.random.default_rng(1))
    cells.loc["P3", "heels"] = np.nan
    cells.loc["P5", "usual"] = np.nan
    assert paired(cells, "usual", "heels")["n"] == 14
    assert paired(cells.iloc[:2], "usual", "heels")["why"] == "too few people did both"


def test_the_same_difference_in_all_has_no_interval() -> None:
    cells = people(np.random.default_rng(1))
    cells["heels"] = cells["usual"] + 2.0
    found = paired(cells, "usual", "heels")
    assert found["value"] == pytest.approx(2.0)
    assert (found["low"], found["p"], found["why"]) == (None, None, "no scatter between people")


def test_the_model_is_the_paired_test_where_all_did_both_of_two() -> None:
    pytest.importorskip("statsmodels")
    cells = people(np.random.default_rng(2))[["usual", "heels"]]
    one, other = paired(cells, "usual", "heels"), mixed(cells, "usual", ["heels"])["heels"]
    assert other["why"] == ""
    for name in ("value", "low", "high", "p"):
        assert other[name] == pytest.approx(one[name], rel=1e-3)


def test_the_model_finds_known_effects_and_covers_them() -> None:
    pytest.importorskip("statsmodels")
    rng = np.random.default_rng(4)
    inside: list[bool] = []
    errors: list[float] = []
    for _ in range(60):
        found = mixed(people(rng, 18, lacking=0.3), "usual", list(TRUTH))
        for name, truth in TRUTH.items():
            one = found[name]
            assert one["why"] == ""
            inside.append(one["low"] <= truth <= one["high"])
            errors.append(one["value"] - truth)
    assert 0.89 <= np.mean(inside) <= 0.99
    assert abs(np.mean(errors)) < 0.15


def test_a_fit_that_did_not_converge_gives_no_number() -> None:
    """People who do not differ: the variance between them ends at the bound of zero."""
    pytest.importorskip("statsmodels")
    rng = np.random.default_rng(8)
    told = set()
    for _ in range(12):
        values = rng.normal(0, 1, (8, 2))
        values[:, 1] = -values[:, 0] + rng.normal(0, 0.1, 8)  # alike only in opposite ways
        cells = pd.DataFrame(values, columns=["usual", "heels"])
        found = mixed(cells, "usual", ["heels"])["heels"]
        if found["why"]:
            assert (found["value"], found["low"], found["high"], found["p"]) == (None,) * 4
        told.add(found["why"])
    assert "the fit did not converge" in told


@pytest.mark.parametrize("n", [0, 1, 4])
def test_few_people_give_no_model(n: int) -> None:
    found = mixed(people(np.random.default_rng(1), n), "usual", ["heels"])["heels"]
    assert (found["value"], found["why"], found["n"]) == (None, "too few people", n)


def test_numbers_that_are_all_the_same() -> None:
    pytest.importorskip("statsmodels")
    cells = people(np.random.default_rng(1)) * 0 + 7.0
    assert mixed(cells, "usual", ["heels"])["heels"]["why"] == "no scatter between people"


def test_a_condition_that_nobody_did() -> None:
    pytest.importorskip("statsmodels")
    cells = people(np.random.default_rng(1))
    cells["wide"] = np.nan
    found = mixed(cells, "usual", ["heels", "wide"])
    assert found["heels"]["value"] is not None
    assert (found["wide"]["n"], found["wide"]["value"]) == (0, None)


def test_without_statsmodels_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("statsmodels"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    found = mixed(people(np.random.default_rng(1)), "usual", ["heels"])["heels"]
    assert (found["value"], found["why"]) == (None, "statsmodels is not installed")
