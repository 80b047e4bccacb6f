"""Answers, their reasons, and contrasts that are not defined."""

from __future__ import annotations

import json
from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest

from opensim_wink.claims.contrasts.contrast import adjust, contrast, contrasts_of
from opensim_wink.claims.contrasts.quantities import QUANTITIES, REPORTED
from opensim_wink.claims.contrasts.settings import ContrastSettings
from opensim_wink.claims.session import ConditionTrial, Session
from opensim_wink.conditions.vocabulary import Condition
from opensim_wink.errors import SettingError

WINK = "pelvis_wink_deg"


def trial(
    bench: ModuleType, name: str, values: list[float], verdict: str = "flexion beyond neutral"
) -> ConditionTrial:
    made = bench.trial_of(name, np.array(values), np.zeros((len(values), 0)))
    return replace(made, verdicts=(verdict,) * len(values))


@pytest.fixture
def person(bench: ModuleType) -> Session:
    return Session(
        "P",
        (
            trial(bench, "baseline", [10.0, 11.0, 12.0]),
            trial(bench, "heels_raised", [2.0, 3.0, 4.0]),
            trial(bench, "goblet", [18.0, 19.0, 20.5]),
            trial(bench, "fast", [11.2, 10.1, 12.0]),
            trial(bench, "slow", [2.0, 12.0, 30.0]),
            trial(bench, "straight_leg_raise", [1.0, 2.0, 3.0]),
        ),
    )


def test_each_answer_with_its_reason(person: Session) -> None:
    found = {c.condition: c for c in contrasts_of(person, [WINK])}
    assert {name: c.answer for name, c in found.items()} == {
        "heels_raised": "smaller",
        "goblet": "larger",
        "fast": "same",
        "slow": "cannot tell",
    }
    heels = found["heels_raised"]
    assert heels.reason.startswith(
        "8.0° less in 'heels on a wedge or plates' than in 'usual squat' ("
    )
    assert f"beyond the detectable {heels.detectable_change:.1f}°" in heels.reason
    assert "corrected for 4 contrasts" in heels.reason
    assert "no difference beyond 5°" in found["fast"].reason
    assert "at 90 %" in found["fast"].reason
    assert "nor a difference beyond 5° is ruled out" in found["slow"].reason
    assert heels.mean - heels.mean_against == pytest.approx(heels.difference.value)


def test_alone_is_narrower_than_among_others(person: Session) -> None:
    alone = contrast(person, WINK, "heels_raised")
    among = contrasts_of(person, [WINK])[0]
    assert (alone.family, among.family) == (1, 4)
    assert alone.adjusted == alone.difference == among.difference
    assert among.adjusted.low < alone.adjusted.low < alone.adjusted.high < among.adjusted.high
    assert among.p_adjusted >= among.p == alone.p == alone.p_adjusted
    assert among.adjusted_level > 0.95


def test_an_interval_leaves_zero_out_where_holm_rejects(bench: ModuleType) -> None:
    rng = np.random.default_rng(5)
    means = 10.0 + np.array([0.0, -4.0, -3.0, 2.0, 1.0, 0.0, -2.0])
    for _ in range(20):
        session = bench.draw_session(bench.Situation(conditions=7), means, rng, 40)
        for c in contrasts_of(session, [WINK]):
            outside = c.adjusted.low > 0 or c.adjusted.high < 0
            assert outside == (c.p_adjusted <= 0.05)


def test_a_small_difference_is_told_where_it_is_certain(bench: ModuleType) -> None:
    session = Session(
        "P",
        (trial(bench, "baseline", [10, 10.1, 10.2]), trial(bench, "goblet", [12, 12.1, 12.2])),
    )
    found = contrast(session, WINK, "goblet")
    assert found.answer == "larger"
    assert found.reason.endswith(", but small: within 5°.")
    strict = contrast(session, WINK, "goblet", settings=ContrastSettings(margins={WINK: 1.0}))
    assert (strict.answer, strict.margin) == ("larger", 1.0)
    assert "small" not in strict.reason


def test_no_wink_is_said_and_not_a_number(bench: ModuleType) -> None:
    nothing = trial(bench, "heels_raised", [0.5, 0.4, 0.6], "no wink")
    winks = trial(bench, "baseline", [10, 11, 12])
    for made, onset in ((winks, [90.0, 91.0, 92.0]), (nothing, [np.nan] * 3)):
        made.values["onset_hip_flexion_deg"] = np.array(onset)
    session = Session("P", (winks, nothing))
    found = contrast(session, "onset_hip_flexion_deg", "heels_raised")
    assert (found.answer, found.reason) == ("undefined", "No wink in 'heels on a wedge or plates'.")
    assert (found.n, found.n_against, found.family) == (0, 3, 0)
    assert found.mean_against == 91.0
    unsure = replace(nothing, verdicts=("no wink", "cannot tell", "no wink"))
    found = contrast(Session("P", (winks, unsure)), "onset_hip_flexion_deg", "heels_raised")
    assert (
        found.reason
        == "No onset was found in 'heels on a wedge or plates' (verdicts: cannot tell, no wink)."
    )
    nothing.values["onset_hip_flexion_deg"][:2] = [88.0, 89.0]
    found = contrast(session, "onset_hip_flexion_deg", "heels_raised")
    assert found.n == 2
    assert "Known in 2 of 3 repetitions of 'heels on a wedge or plates'." in found.notes


def test_what_is_missing_is_named(bench: ModuleType, person: Session) -> None:
    assert contrast(person, WINK, "rock_back").reason == "No trial of 'rocking back on all fours'."
    empty = trial(bench, "goblet", [])
    refused = trial(bench, "fast", [10, 11, 12])
    refused.usable[:] = False
    unmeasured = trial(bench, "slow", [np.nan, np.nan, np.nan])
    session = Session("P", (person.trials[0], empty, refused, unmeasured))
    reasons = {n: contrast(session, WINK, n).reason for n in ("goblet", "fast", "slow")}
    assert reasons == {
        "goblet": "No repetition was found in 'a weight held at the chest'.",
        "fast": "The guard objects to every repetition of 'faster than usual'.",
        "slow": "Pelvis wink, each to its own bottom was not measured in 'slower than usual'.",
    }


def test_depth_on_all_fours_is_another(bench: ModuleType) -> None:
    both = (trial(bench, "baseline", [10, 11, 12]), trial(bench, "rock_back", [9, 10, 11]))
    for made in both:
        made.values["bottom_depth_per_leg"] = np.array([0.5, 0.52, 0.51])
    session = Session("P", both)
    assert contrast(session, "bottom_depth_per_leg", "rock_back").answer == "undefined"
    assert contrast(session, "pelvis_change_same_depth_deg", "rock_back").answer == "undefined"
    assert contrast(session, WINK, "rock_back").answer == "same"


def test_only_conditions_with_repetitions_like_squats_are_reported(person: Session) -> None:
    conditions = {c.condition for c in contrasts_of(person)}
    assert conditions == {"heels_raised", "goblet", "fast", "slow"}
    assert [c.quantity for c in contrasts_of(person)][: len(REPORTED)] == list(REPORTED)
    assert contrasts_of(Session("P", person.trials[1:])) == ()
    assert contrasts_of(Session("P", person.trials[:1])) == ()


def test_undefined_ones_do_not_widen_the_others(person: Session) -> None:
    assert contrasts_of(person, [WINK, "onset_depth_per_leg"])[0].family == 4
    again = adjust([c for c in contrasts_of(person, [WINK]) if c.condition == "fast"])
    assert (again[0].family, again[0].adjusted) == (1, again[0].difference)


def test_other_numbers_and_names_of_the_laboratory_are_compared(bench: ModuleType) -> None:
    plain = trial(bench, "baseline", [1.0, 1.1, 1.2])
    own = replace(
        trial(bench, "goblet", [1.0, 1.1, 1.2]), condition=Condition("with belt", known=False)
    )
    for made in (plain, own):
        made.values["descent_s"] = np.array([1.5, 1.6, 1.4])
    found = contrast(Session("P", (plain, own)), "descent_s", "with belt")
    assert (found.unit, found.margin, found.answer) == ("s", 0.25, "same")


def test_a_name_by_chance_is_not_the_vocabularys(bench: ModuleType) -> None:
    made = trial(bench, "goblet", [4.0, 5.0, 6.0])
    chance = replace(made, condition=Condition("goblet", known=False))
    session = Session("P", (trial(bench, "baseline", [10.0, 11.0, 12.0]), chance))
    assert contrast(session, WINK, "goblet").reason == "No trial of 'a weight held at the chest'."
    assert [c.condition for c in contrasts_of(session, [WINK])] == ["goblet (not stated)"]


def test_pooled_amounts_are_told(bench: ModuleType) -> None:
    low, high = (
        replace(
            trial(bench, "heels_raised", [5.0, 6.0, 7.0]), condition=Condition("heels_raised", mm)
        )
        for mm in (None, 25.0)
    )
    session = Session("P", (trial(bench, "baseline", [10, 11, 12]), low, high))
    found = contrast(session, WINK, "heels_raised")
    assert found.n == 6
    assert "different amounts are pooled (not stated, 25 mm)" in " ".join(found.notes)


def test_what_is_not_known_is_refused_with_a_hint(person: Session) -> None:
    with pytest.raises(SettingError, match="Did you mean 'pelvis_wink_deg'"):
        contrast(person, "pelvis_wink", "goblet")
    with pytest.raises(SettingError, match="Did you mean 'goblet'"):
        contrast(person, WINK, "goblets")
    with pytest.raises(SettingError, match="against itself"):
        contrast(person, WINK, "baseline")
    with pytest.raises(SettingError, match="margin of 'x'"):
        ContrastSettings(margins={"x": 0.0})
    with pytest.raises(SettingError, match="alpha"):
        ContrastSettings(alpha=0.7)


def test_a_file_holds_it_without_nan(person: Session) -> None:
    for found in (*contrasts_of(person), contrast(person, WINK, "rock_back")):
        text = json.dumps(found.to_dict(), allow_nan=False)
        assert json.loads(text)["answer"] == found.answer


def test_names_carry_their_units() -> None:
    ends = {"°": "_deg", "leg lengths": "_per_leg", "": "_fraction"}
    for name, quantity in QUANTITIES.items():
        assert name == quantity.name
        assert name.endswith(ends[quantity.unit])
    assert set(REPORTED) <= set(QUANTITIES)
