"""What would settle an open test is what kept it open, and not always more squats."""

from __future__ import annotations

from dataclasses import replace

import pytest

from opensim_wink.claims.hamstrings.conclude import conclude
from opensim_wink.claims.hamstrings.effect import Effect
from opensim_wink.claims.hamstrings.remedies import (
    A_WINK,
    ANOTHER_MODEL,
    MORE_REPETITIONS,
    OWN_PATHS,
    OWN_TENDONS,
    SMALLER_ERRORS,
    THE_RAISE,
    together,
)
from opensim_wink.claims.hamstrings.sensitivity import Alternative, hold, try_all
from opensim_wink.claims.hamstrings.settings import LombardSettings

S = LombardSettings()


def of(effects: tuple[Effect, ...], test: str, muscle: str = "bflh_r") -> Effect:
    return next(one for one in effects if (one.test, one.muscle) == (test, muscle))


def test_a_verdict_that_was_reached_lacks_nothing(evidence) -> None:
    assert {one.settles for one in try_all(evidence(), S) if one.verdict != "inconclusive"} == {""}


def test_scatter_asks_for_repetitions_and_the_markers_error_does_not(evidence) -> None:
    scattered = of(try_all(evidence(scatter_m=0.012), S), "onset_to_bottom")
    assert (scattered.verdict, scattered.settles) == ("inconclusive", MORE_REPETITIONS)
    shared = of(try_all(evidence(error_m=0.012), S), "onset_to_bottom")
    assert (shared.verdict, shared.settles) == ("inconclusive", SMALLER_ERRORS)
    assert of(try_all(evidence(n_reps=1), S), "stretch").settles == MORE_REPETITIONS


def test_where_the_model_fails_or_nobody_winks_more_squats_do_not_help(evidence) -> None:
    doubted = evidence(valid_bottom=evidence().valid_bottom & False)
    assert of(try_all(doubted, S), "standing_to_bottom").settles == ANOTHER_MODEL
    flat = try_all(evidence(at="bottom"), S)
    assert of(flat, "stretch").settles == of(flat, "onset_to_bottom").settles == A_WINK


def test_what_flips_a_verdict_says_what_would_settle_it(evidence) -> None:
    base = evidence()
    taut = replace(base, passive_nm=base.passive_nm + 30.0)
    other = Alternative("short tendons", taut, ("passive_moment",), settles=OWN_TENDONS)
    held = of(hold(base, [other], S), "passive_moment", "hamstrings")
    assert (held.verdict, held.settles) == ("inconclusive", OWN_TENDONS)
    longer = replace(base, bottom_m=base.moment_m + 0.1)
    other = Alternative("another model", longer, ("onset_to_bottom",), settles=OWN_PATHS)
    effects = hold(base, [other], S)
    answers = {(one.claim, one.side): one for one in conclude(effects, ())}
    for side in ("r", "both"):
        assert answers["length_at_the_wink", side].settles == OWN_PATHS


@pytest.mark.parametrize("least", [{"r": 66.0, "l": 60.0}, None])
def test_an_assumed_raise_asks_for_the_raise(evidence, least) -> None:
    effects = hold(evidence(slr_from=("assumed",) * 6), [], S)
    answers = {(one.claim, one.side): one for one in conclude(effects, (), least)}
    assert answers["blame", "both"].verdict == "inconclusive"
    assert answers["blame", "both"].settles == THE_RAISE
    assert answers["blame", "both"].to_dict()["settles"] == THE_RAISE


def test_remedies_are_joined_once_each() -> None:
    assert together(["", "a", "b", "a"]) == "a; and b"
    assert together(["a; and b", "b; and c"]) == "a; and b; and c"
    assert together([""]) == ""
