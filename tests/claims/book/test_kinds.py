"""Each kind of test says supported, contradicted and cannot tell where it should."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from opensim_wink.claims.book.found import Evidence, Found, above, in_agreement, in_each, opposite
from opensim_wink.claims.book.kinds import KINDS_OF_TEST
from opensim_wink.claims.book.levels import (
    apart,
    difference_of,
    level,
    sides_of_person,
    winks_under,
)
from opensim_wink.claims.book.verdicts import try_claims
from opensim_wink.claims.contrasts.contrast import contrast
from opensim_wink.claims.session import ConditionTrial, Session
from opensim_wink.conditions.vocabulary import Condition
from opensim_wink.squat.uncertainty.estimate import Estimate

WINKING = {"wink": 12, "lumbar": 9, "onset": 0.3, "hip": (90, 98), "ankle": (22, 30)}


def found(name: str, *trials: ConditionTrial, **given: Any) -> Found:
    kind = KINDS_OF_TEST[name]
    defaults = {key: one.default for key, one in kind.parameters.items()}
    return kind.test(Evidence(Session("P", trials), contrast), defaults | given)


@pytest.mark.parametrize(
    ("wink", "goes", "grows"),
    [
        (1, "supported", "contradicted"),
        (11, "contradicted", "contradicted"),
        (6, "cannot tell", "contradicted"),
        (24, "contradicted", "supported"),
    ],
)
def test_wink_that_goes_or_grows(make_trial, wink, goes, grows):
    trials = make_trial("baseline", **WINKING), make_trial("slow", **WINKING | {"wink": wink})
    assert found("wink_goes", *trials, conditions=("slow",)).answer == goes
    assert found("wink_stays", *trials, conditions=("slow",)).answer == {
        "supported": "contradicted", "contradicted": "supported",
    }.get(goes, goes)  # fmt: skip
    assert found("wink_grows", *trials, conditions=("slow",), share=0.5).answer == grows


@pytest.mark.parametrize(("wink", "sure"), [(12, True), (13.5, True), (8.5, False)])
def test_less_than_half_is_not_next_to_nothing(make_trial, wink, sure):
    trials = make_trial("baseline", **WINKING), make_trial("slow", **WINKING | {"wink": wink})
    told = found("wink_goes", *trials, conditions=("slow",))
    assert told.answer == "contradicted"
    assert (told.lacks == "") == sure
    assert ("it is not sure that less than 2.4° goes" in told.reason) == (not sure)
    assert found("wink_stays", *trials, conditions=("slow",)).lacks == told.lacks


@pytest.mark.parametrize(("wink", "sure"), [(12.5, True), (16, False)])
def test_less_on_top_than_the_share_is_not_next_to_nothing(make_trial, wink, sure):
    trials = make_trial("baseline", **WINKING), make_trial("loaded", **WINKING | {"wink": wink})
    told = found("wink_grows", *trials, conditions=("loaded",), share=0.5)
    assert (told.answer, told.lacks == "") == ("contradicted", sure)


def test_shallow_squat_is_no_test(make_trial):
    shallow = make_trial("slow", wink=0, depth=0.28)
    told = found("wink_goes", make_trial("baseline", **WINKING), shallow, conditions=("slow",))
    assert told.answer == "cannot tell"
    assert "too shallow" in told.reason
    assert "deeper" in told.settles


def test_one_shallow_repetition_does_not_take_the_wink_away(make_trial):
    """It would leave a quarter of the wink to compare."""
    usual = make_trial("baseline", **WINKING | {"wink": 15})
    other = make_trial("slow", **WINKING | {"wink": 3, "onset": 0.4})
    deep = found("wink_goes", usual, other, conditions=("slow",))
    assert deep.answer == "supported"
    cut = other.descent.curves["pelvis_change_deg"].copy()
    cut[-1, other.descent.depth > 0.34] = np.nan
    shallow = replace(other, descent=replace(other.descent, curves={"pelvis_change_deg": cut}))
    told = found("wink_goes", usual, shallow, conditions=("slow",))
    assert told.answer == "cannot tell"
    assert "(0.34 leg lengths) holds only 4." in told.reason
    assert told.settles == "squats under 'slower than usual' that are all as deep as the usual ones"
    cut[-1] = np.where(other.descent.depth > 0.42, np.nan, other.descent.curves[
        "pelvis_change_deg"][-1])  # fmt: skip
    most = found("wink_goes", usual, shallow, conditions=("slow",))
    assert most.answer == "supported"
    assert "(at 0.42 leg lengths; the usual squat's whole wink is 1" in most.reason


def test_words_are_plain_and_one_trial_is_not_two(make_trial):
    trial = make_trial("baseline", **WINKING)
    told = found("above", trial, number="onset_hip_flexion_difference_deg", limit=5.0).reason
    assert "difference between right and left in hip flexion at the onset of the wink is" in told
    assert told.endswith(" One trial: what else differs between trials is not known.")


def test_conditions_that_disagree_cannot_tell(make_trial):
    trials = [make_trial("baseline", **WINKING), make_trial("slow", **WINKING)]
    trials.append(make_trial("fast", **WINKING | {"wink": 1}))
    told = found("wink_goes", *trials, conditions=("slow", "fast"))
    assert told.answer == "cannot tell"
    assert len(told.measured) == 2


@pytest.mark.parametrize(
    ("other", "answer"),
    [
        (WINKING, "supported"),
        (WINKING | {"hip": (110, 120)}, "contradicted"),
        (WINKING | {"hip": (98, 104)}, "cannot tell"),
        ({"wink": 1, "hip": (100, 112)}, "contradicted"),  # no wink well beyond the usual onset
        ({"wink": 1, "hip": (80, 92)}, "cannot tell"),  # no wink, but never put to the test
    ],
)
def test_same_angle_at_onset(make_trial, other, answer):
    trials = make_trial("baseline", **WINKING), make_trial("heels_raised", **other)
    told = found("same_at_onset", *trials, conditions=("heels_raised",), margin_deg=8.0)
    assert told.answer == answer


def test_one_condition_that_differs_contradicts_the_same_in_all(make_trial):
    trials = [make_trial("baseline", **WINKING), make_trial("slow", **WINKING)]
    trials.append(make_trial("fast", **WINKING | {"hip": (110, 120)}))
    told = found("same_at_onset", *trials, conditions=("slow", "fast"), margin_deg=8.0)
    assert told.answer == "contradicted"


@pytest.mark.parametrize(
    ("other", "answer"),
    [
        (WINKING | {"onset": 0.36}, "supported"),
        (WINKING | {"onset": 0.24}, "contradicted"),
        ({"wink": 1, "depth": 0.45}, "supported"),
        ({"wink": 1, "depth": 0.25}, "cannot tell"),
    ],
)
def test_deeper_before_onset(make_trial, other, answer):
    trials = make_trial("baseline", **WINKING), make_trial("heels_raised", **other)
    given = {"conditions": ("heels_raised",), "more_than": 0.0}
    assert found("deeper_before_onset", *trials, **given).answer == answer


@pytest.mark.parametrize(("bottom", "answer"), [(91, "supported"), (105, "contradicted"),
                                                 (98, "cannot tell")])  # fmt: skip
def test_number_less_another(make_trial, bottom, answer):
    trial = make_trial("baseline", **WINKING | {"hip": (90, bottom)})
    given = {"number": "bottom_hip_flexion_deg", "less": "onset_hip_flexion_deg", "limit": 8.0}
    assert found("below", trial, **given).answer == answer


def test_size_of_a_number_has_no_sign(make_trial):
    trial = make_trial("baseline", **WINKING)
    trial.values["onset_hip_flexion_difference_deg"][:] = [-9.0, -9.2, -8.8]
    trial.draws.clear()
    given = {"number": "onset_hip_flexion_difference_deg", "limit": 5.0}
    assert found("above", trial, **given, size_only=True).answer == "supported"
    assert found("above", trial, **given).answer == "contradicted"


def test_unknown_number_gets_a_hint(make_trial):
    told = found("above", make_trial("baseline"), number="bottom_hip_flexon_deg", limit=1.0)
    assert told.answer == "cannot tell"
    assert "Did you mean 'bottom_hip_flexion_deg'?" in told.reason


def test_unknown_quantity_of_a_contrast_gets_a_hint(make_trial):
    trials = make_trial("baseline"), make_trial("fast")
    told = found("larger", *trials, conditions=("fast",), quantity="bottom_depth_per_lag")
    assert told.answer == "cannot tell"
    assert "Did you mean" in told.reason


@pytest.mark.parametrize(
    ("lumbar", "returned", "answer"),
    [(12, 0, "contradicted"), (0, 10, "supported"), (5, 8, "cannot tell"), (0, 0, "cannot tell")],
)
def test_return_only(make_trial, lumbar, returned, answer):
    trial = make_trial("baseline", **WINKING | {"lumbar": lumbar, "returned": returned})
    assert found("return_only", trial, limit_deg=5.0).answer == answer
    assert found("beyond_neutral", trial, limit_deg=5.0) == opposite(
        found("return_only", trial, limit_deg=5.0)
    )


@pytest.mark.parametrize(("hip", "answer"), [((95, 95), "supported"), ((80, 110), "contradicted")])
def test_hip_that_stops_near_the_bottom(make_trial, hip, answer):
    trial = make_trial("baseline", **WINKING | {"hip": hip})
    assert found("hip_stops", trial, limit_deg=2.0).answer == answer


@pytest.mark.parametrize(
    ("available", "answer"),
    [
        (24.0, "supported"),
        (45.0, "contradicted"),
        (28.0, "cannot tell"),
        (10.0, "cannot tell"),  # of another joint's trial: it never went to this one's end
    ],
)
def test_room_that_is_left(make_trial, available, answer):
    measured = replace(
        make_trial("range_of_motion"), reps=(), person={"ankle_dorsiflexion_r_deg": available}
    )
    given = {"used": "onset_ankle_dorsiflexion_deg", "available": "ankle_dorsiflexion_deg"}
    trial = make_trial("baseline", **WINKING)
    assert found("at_its_end", trial, measured, **given, margin_deg=6.0).answer == answer


@pytest.mark.parametrize(
    ("side", "difference", "answer"),
    [
        ("", 0.0, "supported"),  # both ankles, one of them resting: 22° of 23.5°
        ("right", 0.0, "contradicted"),  # 22° of 42°
        ("right", 36.0, "supported"),  # 40° of 42° on the right
        ("left", 0.0, "cannot tell"),  # 22° of 5°: it rested
    ],
)
def test_only_the_stated_side_is_held_against_its_own_use(make_trial, side, difference, answer):
    person = {"ankle_dorsiflexion_r_deg": 42.0, "ankle_dorsiflexion_l_deg": 5.0}
    stated = Condition("range_of_motion", side=side, joint="ankle")
    measured = replace(make_trial("range_of_motion"), condition=stated, reps=(), person=person)
    squat = make_trial("baseline", **WINKING)
    apart_ = "onset_ankle_dorsiflexion_difference_deg"
    squat.values[apart_] = np.full(3, difference)
    squat.draws[apart_] = np.full((3, 60), difference)
    given = {"used": "onset_ankle_dorsiflexion_deg", "available": "ankle_dorsiflexion_deg"}
    told = found("at_its_end", squat, measured, **given, both_sides=True, margin_deg=8.0)
    assert told.answer == answer
    assert (f"on the {side}" in told.reason) == bool(side)


def test_a_trial_of_the_ankle_tells_nothing_of_the_hip(make_trial):
    stated = Condition("range_of_motion", joint="ankle")
    person = {"hip_flexion_r_deg": 92.0, "hip_flexion_l_deg": 92.0}
    measured = replace(make_trial("range_of_motion"), condition=stated, reps=(), person=person)
    given = {"used": "onset_hip_flexion_deg", "available": "hip_flexion_deg", "margin_deg": 10.0}
    squat = make_trial("baseline", **WINKING)
    assert found("at_its_end", squat, measured, **given).answer == "cannot tell"
    anything = replace(measured, condition=Condition("range_of_motion"))
    assert found("at_its_end", squat, anything, **given).answer == "supported"


def test_a_raise_of_a_stated_side_tells_nothing_of_the_other_leg(make_trial):
    person = {f"straight_leg_hip_flexion_{s}_deg": deg for s, deg in (("r", 70.0), ("l", 36.0))}
    couch = replace(make_trial("straight_leg_raise"), reps=(), person=person)
    right = replace(couch, condition=Condition("straight_leg_raise", side="right"))
    given = {"short_deg": 38.0, "spare_deg": 60.0}
    assert found("raise_limited", right, **given).answer == "contradicted"
    assert found("raise_limited", couch, **given).answer == "cannot tell"


@pytest.mark.parametrize(
    ("legs", "answer"),
    [
        ({"r": 28.0, "l": 4.0}, "supported"),  # the left leg lay still
        ({"r": 80.0, "l": 4.0}, "contradicted"),
        ({"r": 80.0, "l": 45.0}, "cannot tell"),  # both were raised, the left one less
        ({"r": 50.0}, "cannot tell"),
        ({}, "cannot tell"),
    ],
)
def test_raise_of_the_straight_leg(make_trial, legs, answer):
    person = {f"straight_leg_hip_flexion_{side}_deg": angle for side, angle in legs.items()}
    raised = replace(make_trial("straight_leg_raise"), reps=(), person=person)
    given = {"short_deg": 38.0, "spare_deg": 60.0}
    assert found("raise_limited", raised, **given).answer == answer


def stretched(share: float) -> dict[str, object]:
    """What the analysis of a squat says of a hamstring, by an assumed raise of 90°."""
    effect = {"value": share, "low": share - 0.02, "high": share + 0.02}
    blame = {"claim": "blame", "side": "both", "verdict": "contradicted", "reason": "Short."}
    return {
        "raises": [{"side": "r", "angle_deg": 90.0, "known_from": "assumed"}],
        "tests": [{"test": "stretch", "side": "r", "muscle": "bflh_r", "effect": effect}],
        "claims": [blame],
    }


@pytest.mark.parametrize(
    ("raised", "squat", "answer"),
    [
        (14.0, {"person": {"straight_leg_hip_flexion_r_deg": 19.0}}, "cannot tell"),
        (18.0, {"person": {"straight_leg_hip_flexion_r_deg": 19.0}}, "supported"),
        (14.0, {"person": {"straight_leg_hip_flexion_l_deg": 19.0}}, "supported"),  # the other leg
        (30.0, {"hamstrings": stretched(0.45)}, "cannot tell"),
        (30.0, {"hamstrings": stretched(0.35)}, "supported"),
        (80.0, {"hamstrings": stretched(1.2)}, "contradicted"),  # long enough, whatever passed it
    ],
)
def test_a_raise_that_other_trials_passed_shows_no_short_hamstrings(
    make_trial, raised, squat, answer
):
    person = {"straight_leg_hip_flexion_r_deg": raised}
    couch = replace(make_trial("straight_leg_raise"), reps=(), person=person)
    trials = replace(make_trial("baseline", **WINKING), **squat), couch
    told = found("raise_limited", *trials, short_deg=38.0, spare_deg=60.0)
    assert told.answer == answer
    assert ("did not reach the end" in told.reason) == (answer == "cannot tell")


def test_stretched_hamstrings_do_not_show_that_the_raise_was_stopped(make_trial):
    person = {"straight_leg_hip_flexion_r_deg": 30.0}
    couch = replace(make_trial("straight_leg_raise"), reps=(), person=person)
    for condition, answer in (("after_stretch", "supported"), ("slow", "cannot tell")):
        longer = replace(make_trial(condition, **WINKING), hamstrings=stretched(0.45))
        told = found("raise_limited", couch, longer, short_deg=38.0, spare_deg=60.0)
        assert told.answer == answer


@pytest.mark.parametrize(("share", "answer"), [(0.45, "cannot tell"), (0.35, "contradicted")])
def test_hamstrings_are_not_blamed_by_a_raise_that_was_stopped_early(make_trial, share, answer):
    squat = make_trial("baseline", **WINKING)
    given = replace(squat, hamstrings=stretched(share), raised_deg={"r": 30.0})
    assert found("muscle_claim", given, claim="blame").answer == answer


ROCK = {"hip": (88, 94), "onset": 0.3}


@pytest.mark.parametrize(
    ("rock", "present", "same"),
    [
        (ROCK | {"wink": 8, "lumbar": 8}, "supported", "supported"),
        (ROCK | {"wink": 8, "lumbar": 8, "hip": (60, 80)}, "supported", "contradicted"),
        (ROCK | {"wink": 4, "lumbar": 8}, "supported", "supported"),  # too small for an onset
        (ROCK | {"wink": 4, "lumbar": 8, "hip": (60, 110)}, "supported", "contradicted"),
        (ROCK | {"wink": 0, "hip": (95, 108)}, "contradicted", "contradicted"),
        (ROCK | {"wink": 0, "hip": (70, 88)}, "cannot tell", "cannot tell"),
    ],
)
def test_rocking_back(make_trial, rock, present, same):
    trials = make_trial("baseline", **WINKING), make_trial("rock_back", **rock)
    assert found("winks_on_all_fours", *trials).answer == present
    assert found("same_hip_on_all_fours", *trials, margin_deg=10.0).answer == same


def test_trend_over_repetitions(make_trial):
    trial = make_trial("fatigue", reps=10, **WINKING)
    trial.values["pelvis_wink_deg"][:] += np.linspace(0, 8, 10)
    trial.draws.clear()
    given = {"condition": "fatigue", "limit_deg": 2.5}
    assert found("trend_over_reps", trial, **given).answer == "supported"
    steady = make_trial("fatigue", reps=10, **WINKING)
    steady.draws.clear()
    assert found("trend_over_reps", steady, **given).answer == "contradicted"
    assert found("trend_over_reps", make_trial("fatigue", reps=2), **given).answer == "cannot tell"


def test_cycle(make_trial):
    given = {"conditions": ("baseline", "loaded"), "limit_deg": 2.5}
    assert found("cycle", make_trial("baseline", **WINKING), **given).answer == "supported"
    flat = make_trial("loaded", wink=6)
    assert found("cycle", flat, **given).answer == "contradicted"


@pytest.mark.parametrize(("wink", "answer"), [(1, "contradicted"), (12, "cannot tell")])
def test_not_everyone_winks(make_trial, wink, answer):
    assert found("someone_without", make_trial("baseline", wink=wink)).answer == answer


def test_conclusions_of_the_hamstrings_trial_are_reused(make_trial):
    def judged(verdict: str) -> ConditionTrial:
        claims = [
            {"claim": "blame", "side": "r", "verdict": "contradicted", "reason": "Not this."},
            {"claim": "blame", "side": "both", "verdict": verdict, "reason": "Because."},
        ]
        return replace(make_trial("baseline", **WINKING), hamstrings={"claims": claims})

    for verdict in ("supported", "contradicted"):
        told = found("muscle_claim", judged(verdict), claim="blame")
        assert (told.answer, told.reason) == (verdict, "Because.")
    assert found("muscle_claim", judged("inconclusive"), claim="blame").answer == "cannot tell"
    trial = judged("inconclusive")
    trial.hamstrings["claims"][1]["settles"] = "longer tendons"
    assert found("muscle_claim", trial, claim="blame").settles == "longer tendons"
    torn = found("muscle_claim", judged("supported"), judged("contradicted"), claim="blame")
    assert torn.answer == "cannot tell"
    assert found("muscle_claim", judged("supported"), claim="length").answer == "cannot tell"


def test_interval_decides_and_not_the_value():
    assert above(Estimate(6.0, 5.1, 7.0), 5.0) == "supported"
    assert above(Estimate(6.0, 4.9, 7.0), 5.0) == "cannot tell"
    assert above(Estimate(4.0, 3.0, 4.9), 5.0) == "contradicted"
    assert above(Estimate(60.0), 5.0) == "cannot tell"
    assert above(Estimate(math.nan, math.nan, math.nan), 5.0) == "cannot tell"


def test_answers_of_several_conditions():
    yes, no, unsure = (Found(word, word) for word in ("supported", "contradicted", "cannot tell"))
    assert in_each([yes, unsure]).answer == "supported"
    assert in_each([yes, no]).answer == "contradicted"
    assert in_agreement([yes, unsure]).answer == "supported"
    assert in_agreement([yes, no]).answer == "cannot tell"
    assert in_agreement([]).answer == in_each([]).answer == "cannot tell"


def test_level_has_the_t_interval_of_its_repetitions(make_trial):
    from scipy import stats

    trial = make_trial("baseline", reps=5, **WINKING)
    trial.draws.clear()
    values = trial.values["pelvis_wink_deg"]
    low, high = stats.t.interval(0.95, 4, values.mean(), stats.sem(values))
    told = level(Session("P", (trial,)), "baseline", "pelvis_wink_deg")
    assert (told.low, told.high) == pytest.approx((low, high))


def test_shared_error_of_markers_does_not_shrink_with_repetitions(make_trial):
    def half(reps: int, number: str, less: str = "") -> float:
        session = Session("P", (make_trial("baseline", reps=reps, **WINKING),))
        told = level(session, "baseline", number, less)
        assert told.low is not None
        assert told.high is not None
        return (told.high - told.low) / 2

    few, many = half(4, "bottom_hip_flexion_deg"), half(40, "bottom_hip_flexion_deg")
    assert many > 0.5 * few
    # But it drops out of a difference within the repetition.
    assert half(40, "bottom_hip_flexion_deg", "onset_hip_flexion_deg") < 0.4 * many


def test_shared_error_drops_out_between_conditions(make_trial):
    trials = make_trial("baseline", **WINKING), make_trial("fast", **WINKING)
    session, name = Session("P", trials), "bottom_hip_flexion_deg"
    paired = apart(session, ("fast", name), ("baseline", name))
    alone = difference_of(*(level(session, which, name) for which in ("fast", "baseline")))
    assert paired.value == pytest.approx(alone.value)
    assert paired.high is not None
    assert alone.high is not None
    assert paired.high - paired.value < 0.8 * (alone.high - alone.value)
    assert math.isnan(apart(session, ("slow", name), ("baseline", name)).value)


def two_trials(make_trial, condition: str, between_deg: float, seed: int) -> list[ConditionTrial]:
    """Two trials of five repetitions, each shifted as a whole."""
    rng = np.random.default_rng([seed, len(condition)])
    found = []
    for number in range(2):
        trial = make_trial(condition, seed=1000 * seed + number, reps=5, **WINKING)
        trial.draws.clear()
        trial.values["bottom_hip_flexion_deg"][:] = (
            98 + rng.normal(0, between_deg) + rng.normal(0, 0.5, 5)
        )
        found.append(replace(trial, name=f"{condition} {number}"))
    return found


@pytest.mark.parametrize(("between_deg", "conditions"), [(2.0, 3), (2.0, 1), (0.0, 3)])
def test_intervals_hold_what_differs_between_trials(make_trial, between_deg, conditions):
    names = ("baseline", "slow", "fast")[:conditions]
    number, held, held_apart, sessions = "bottom_hip_flexion_deg", 0, 0, 100
    for seed in range(sessions):
        trials = [one for name in names for one in two_trials(make_trial, name, between_deg, seed)]
        session = Session("P", tuple(trials))
        told = level(session, "baseline", number)
        held += told.low <= 98 <= told.high
        if conditions > 1:
            told = apart(session, ("slow", number), ("baseline", number))
            held_apart += told.low <= 0 <= told.high
    # 95 % less three standard errors of the share.
    assert held >= 0.88 * sessions
    assert conditions == 1 or held_apart >= 0.88 * sessions


def test_one_trial_of_each_condition_is_said(make_trial):
    one, again = (make_trial("baseline", seed=seed, **WINKING) for seed in (1, 2))
    given = {"number": "bottom_hip_flexion_deg", "limit": 8.0}
    words = "what else differs between trials is not known"
    assert words in found("above", one, **given).reason
    assert words not in found("above", one, replace(again, name="again"), **given).reason
    assert words in found("winks_on_all_fours", one, make_trial("rock_back", wink=9)).reason


def test_level_without_any_error_has_no_interval(make_trial):
    trial = make_trial("baseline", reps=1, **WINKING)
    trial.draws.clear()
    told = level(Session("P", (trial,)), "baseline", "pelvis_wink_deg")
    assert told.low is None
    assert math.isnan(level(Session("P", (trial,)), "baseline", "nothing").value)


def test_independent_errors_add_in_squares():
    told = difference_of(Estimate(10.0, 7.0, 13.0), Estimate(4.0, 0.0, 8.0))
    assert told == Estimate(6.0, 1.0, 11.0)
    assert difference_of(Estimate(1.0), told).low is None


def test_most_usable_repetitions_say_whether_there_is_a_wink(make_trial):
    trial = replace(
        make_trial("baseline", **WINKING),
        verdicts=("no wink", "no wink", "return to neutral"),
    )
    assert winks_under(Session("P", (trial,)), "baseline") == "no wink"
    only_last = replace(trial, usable=np.array([False, False, True]))
    assert winks_under(Session("P", (only_last,)), "baseline") == "wink"
    none = replace(trial, usable=np.zeros(3, dtype=bool))
    assert winks_under(Session("P", (none,)), "baseline") == "cannot tell"


def test_a_wink_of_unknown_kind_is_a_wink(make_trial):
    open_ = ("cannot tell",) * 3
    sure = replace(make_trial("baseline", **WINKING), verdicts=open_)
    assert winks_under(Session("P", (sure,)), "baseline") == "wink"
    small = replace(make_trial("baseline", wink=5.1), verdicts=open_)
    assert winks_under(Session("P", (small,)), "baseline") == "cannot tell"


@pytest.mark.parametrize(
    ("thresholds", "wink"),
    [((5.0, 5.0), "wink"), ((9.0, 9.0), "wink"), ((15.0, 15.0), "cannot tell"),
     ((5.0, 15.0), "cannot tell")],
)  # fmt: skip
def test_open_verdicts_are_settled_by_the_threshold_that_was_chosen(make_trial, thresholds, wink):
    open_ = replace(make_trial("baseline", **WINKING), verdicts=("cannot tell",) * 3)
    trials = tuple(replace(open_, wink_threshold_deg=limit) for limit in thresholds)
    assert winks_under(Session("P", trials), "baseline") == wink


def test_trials_of_other_thresholds_are_not_held_against_each_other(make_person, make_trial):
    """A heel trial without a wink of 20° shows no wink that went."""
    session = make_person("structure")
    trials = tuple(
        replace(one, wink_threshold_deg=20.0) if one.name == "heels_raised" else one
        for one in session.trials
    )
    told = {one.claim.id: one for one in try_claims(Session("P", trials))}
    for claim in ("same_hip_flexion_always", "heels_give_depth", "heels_take_it_away"):
        assert told[claim].verdict == "cannot tell"
        assert "from 5° on in" in told[claim].reason
        assert "from 20° on in heels_raised" in told[claim].reason
        assert "--threshold" in told[claim].settles
    before = {one.claim.id: one for one in try_claims(session)}
    for claim in ("hip_stops", "support_takes_it_away", "heels_deepen_the_squat"):
        assert told[claim].verdict == before[claim].verdict


def test_sides_of_a_number_of_the_person(make_trial):
    person = {"hip_flexion_r_deg": 100.0, "hip_flexion_l_deg": math.nan, "mass_kg": 70.0}
    trial = replace(make_trial("range_of_motion"), person=person)
    assert sides_of_person([trial, trial], "hip_flexion_deg") == {"r": (100.0, 100.0)}
    assert sides_of_person([trial], "mass_kg") == {"": (70.0,)}


@pytest.mark.parametrize(("more_than", "said"), [(0.0, "any gain counts"), (0.02, "0.02 leg")])
def test_what_counts_as_deeper_is_said(make_trial, more_than, said):
    trials = make_trial("baseline", **WINKING), make_trial("fast", **WINKING, depth=0.55)
    given = {"conditions": ("fast",), "quantity": "bottom_depth_per_leg", "more_than": more_than}
    told = found("larger", *trials, **given)
    assert told.answer == "supported"
    assert said in told.reason
    assert "depth of the squat" in told.reason


def test_a_change_too_near_its_limit_asks_for_repetitions_and_not_for_the_trial_again(make_trial):
    usual, other = make_trial("baseline", **WINKING), make_trial("fast", **WINKING | {"wink": 6})
    told = found("wink_goes", usual, other, conditions=("fast",), share=0.5)
    assert told.answer == "cannot tell"
    assert told.settles == "more repetitions under 'faster than usual' and in the usual squat"


def test_a_raise_that_the_analysis_was_given_counts(make_trial):
    given = {"short_deg": 38.0, "spare_deg": 60.0}
    squat = make_trial("baseline", **WINKING)
    for raised, answer in (({"r": 30.0, "l": 32.0}, "supported"), ({"r": 80.0}, "contradicted")):
        trial = replace(squat, raised_deg=raised)
        assert found("raise_limited", trial, **given).answer == answer
        told = {one.claim.id: one for one in try_claims(Session("P", (trial,)))}
        assert (told["raise_is_short"].verdict, told["raise_is_short"].missing) == (answer, ())
    told = {one.claim.id: one for one in try_claims(Session("P", (squat,)))}
    assert told["raise_is_short"].missing == ("straight_leg_raise",)


def test_why_no_rock_back_was_measured_is_said(make_trial):
    why = "No rock-back was found, other movements: 3 × too shallow."
    nothing = {"reps": (), "usable": np.zeros(0, dtype=bool), "values": {}, "draws": {}}
    rock = replace(make_trial("rock_back"), nothing_found=why, **nothing)
    told = found("winks_on_all_fours", make_trial("baseline", **WINKING), rock)
    assert told.answer == "cannot tell"
    assert "3 × too shallow" in told.reason


def test_numbers_bear_their_unit_and_conditions_their_amount(make_trial):
    usual = make_trial("baseline", **WINKING)
    told = found("above", usual, number="onset_depth_per_leg", limit=0.1)
    assert "depth at the onset of the wink is 0.30 leg lengths (" in told.reason
    assert told.reason.split(" One trial")[0].endswith("above 0.1 leg lengths.")
    heels = replace(make_trial("heels_raised"), condition=Condition("heels_raised", 25.0))
    told = found("wink_goes", usual, heels, conditions=("heels_raised",))
    assert "Under 'heels on a wedge or plates (25 mm)', the wink" in told.reason
    assert "changes by −11.8° (−" in told.reason


def test_a_cycle_of_which_a_part_is_not_known_says_so(make_trial):
    trial = make_trial("baseline", **WINKING)
    trial.values["lumbar_return_deg"][:] = math.nan
    told = found("cycle", trial, conditions=("baseline",), limit_deg=2.5)
    assert told.answer == "cannot tell"
    assert told.reason == "It could not be measured in the trial 'usual squat'."
