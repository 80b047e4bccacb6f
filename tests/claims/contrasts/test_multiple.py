"""Holm's correction against its definition, and intervals that agree with it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.claims.contrasts.multiple import holm

P = st.lists(st.floats(1e-9, 1.0), min_size=1, max_size=12)


def test_a_worked_example() -> None:
    adjusted, levels = holm(np.array([0.04, 0.001, 0.02, np.nan, 0.03]), 0.05)
    np.testing.assert_allclose(adjusted, [0.06, 0.004, 0.06, np.nan, 0.06])
    # One is rejected at 0.05/4; all others get the level of the step that fails, 0.05/3.
    np.testing.assert_allclose(levels, 1 - 0.05 / np.array([3, 4, 3, np.nan, 3]))


def test_one_alone_is_not_corrected_and_none_is_nothing() -> None:
    adjusted, levels = holm(np.array([0.03]))
    assert adjusted[0] == pytest.approx(0.03)
    assert levels[0] == pytest.approx(0.95)
    assert np.isnan(holm(np.array([np.nan]))[0]).all()
    assert len(holm(np.zeros(0))[0]) == 0


@given(P)
def test_rejections_are_those_of_the_step_down_rule(p: list[float]) -> None:
    values = np.array(p)
    rejected = set()
    for step, index in enumerate(np.argsort(values, kind="stable")):
        if values[index] * (len(values) - step) > 0.05:
            break
        rejected.add(int(index))
    adjusted, levels = holm(values)
    assert {int(i) for i in np.flatnonzero(adjusted <= 0.05)} == rejected
    # An interval leaves zero out exactly where its p is at most one less its level.
    leaves_out = {int(i) for i in np.flatnonzero(values <= (1 - levels) * (1 + 1e-12))}
    assert leaves_out == rejected


@given(P)
def test_it_is_never_stricter_than_bonferroni_nor_weaker_than_nothing(p: list[float]) -> None:
    values = np.array(p)
    adjusted, _ = holm(values)
    assert (adjusted >= values * (1 - 1e-12)).all()
    assert (adjusted <= np.minimum(values * len(values), 1.0) * (1 + 1e-12)).all()
