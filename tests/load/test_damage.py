"""Fatigue damage by hand, and counts above limits."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensim_wink.errors import SettingError
from opensim_wink.load.damage import count_above_limits, cycles_to_failure, fatigue_damage

PEAKS = st.lists(st.floats(0, 9000), min_size=1, max_size=8)


def test_by_hand() -> None:
    assert cycles_to_failure(0) == pytest.approx(902416)
    assert cycles_to_failure(5000) == pytest.approx(902416 * math.exp(-8.1))
    found = fatigue_damage([5000, None, 3000, float("nan")], session_repetitions=40)
    each = [math.exp(8.1) / 902416, math.exp(4.86) / 902416]
    assert found.per_rep == (pytest.approx(each[0]), None, pytest.approx(each[1]), None)
    assert found.trial == pytest.approx(sum(each))
    assert found.session == pytest.approx(20 * sum(each))
    assert not found.verified
    assert "unverified" in found.notes[0]


def test_the_formulas_end() -> None:
    # Failure in one cycle at ln(902416) / 0.162 = 84.6 % of strength.
    limit_n = 100 * math.log(902416) / 0.162
    assert cycles_to_failure(limit_n) == pytest.approx(1)
    assert not fatigue_damage([limit_n - 1]).beyond_formula
    assert fatigue_damage([limit_n + 1]).beyond_formula


def test_a_flexed_spine_lasts_less() -> None:
    found = fatigue_damage([4000.0])
    assert found.trial is not None
    least, most = found.trial_flexed
    assert found.trial < least < most
    assert least == pytest.approx(math.exp(0.162 * 40 / 0.77) / 902416)
    assert most == pytest.approx(math.exp(0.162 * 40 / 0.53) / 902416)


def test_nothing_known() -> None:
    found = fatigue_damage([None, float("nan")], session_repetitions=10)
    assert (found.trial, found.session, found.trial_flexed) == (None, None, None)
    assert not found.beyond_formula
    assert fatigue_damage([]).per_rep == ()


@given(PEAKS, st.floats(1, 500))
def test_more_load_or_less_strength_is_more_damage(peaks, more_n) -> None:
    found = fatigue_damage(peaks)
    assert fatigue_damage([p + more_n for p in peaks]).trial > found.trial
    assert fatigue_damage(peaks, strength_n=8000).trial >= found.trial
    assert found.trial == pytest.approx(sum(found.per_rep))


@given(PEAKS)
def test_damage_adds_up(peaks) -> None:
    twice = fatigue_damage(peaks + peaks)
    assert twice.trial == pytest.approx(2 * fatigue_damage(peaks).trial)


def test_counts_above_limits() -> None:
    counts = {
        count.limit.key: count
        for count in count_above_limits([3300, 3500, None, 7000], "l5s1_compression")
    }
    assert (counts["niosh_action"].above, counts["niosh_action"].known) == (2, 3)
    assert counts["niosh_maximum"].above == 1
    shear = count_above_limits([1500.0], "l5s1_anterior_shear")
    assert {count.limit.key for count in shear} == {"gallagher_shear_rare", "gallagher_shear_often"}
    assert all(count.above is None for count in shear)  # unverified: nothing is judged by them
    assert count_above_limits([1.0], "knee_contact") == ()


@pytest.mark.parametrize("strength", [0.0, -5.0, float("inf"), float("nan")])
def test_no_strength_is_refused(strength) -> None:
    with pytest.raises(SettingError, match="strength"):
        fatigue_damage([1000.0], strength_n=strength)


def test_negative_repetitions_are_refused() -> None:
    with pytest.raises(SettingError, match="session"):
        fatigue_damage([1000.0], session_repetitions=-1)
