"""What speaks for and against each cause: the right one is named, the others are not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensim_wink.claims.book.causes import CauseFinding, differential
from opensim_wink.claims.book.claim import CAUSES
from opensim_wink.claims.book.untested import why_untested
from opensim_wink.claims.book.verdicts import ClaimVerdict, try_claims
from opensim_wink.claims.session import Session

MADE = ("structure", "ankle", "balance", "arch", "hamstrings")


def answered(session: Session) -> tuple[dict[str, ClaimVerdict], dict[str, CauseFinding]]:
    verdicts = try_claims(session)
    findings = differential(session, verdicts)
    return {one.claim.id: one for one in verdicts}, {one.cause: one for one in findings}


def named(session: Session) -> set[str]:
    return {cause for cause, finding in answered(session)[1].items() if finding.named}


@pytest.mark.parametrize("cause", MADE)
@pytest.mark.parametrize("seed", range(5))
def test_right_cause_and_no_other_is_named(make_person, cause, seed):
    assert named(make_person(cause, seed)) == {cause}


@pytest.mark.parametrize("seed", range(3))
def test_who_does_not_wink_has_no_cause(make_person, seed):
    _, findings = answered(make_person("none", seed))
    assert not any(finding.named or finding.witnesses for finding in findings.values())
    assert all(
        finding.statement.endswith(": needs a usual squat that winks.")
        for finding in findings.values()
    )
    assert why_untested(make_person("none", seed)).why == "no_wink"


def test_findings_are_of_every_cause_in_order(make_person):
    session = make_person("ankle")
    assert [one.cause for one in differential(session, try_claims(session))] == list(CAUSES)


@pytest.mark.parametrize("cause", MADE)
def test_usual_squat_alone_names_no_cause(make_person, make_trial, cause):
    session = make_person(cause)
    alone = Session("alone", session.under("baseline"))
    verdicts, findings = answered(alone)
    assert not any(finding.named for finding in findings.values())
    for one in verdicts.values():
        if any("baseline" not in group for group in one.claim.needs):
            assert one.verdict == "cannot tell"
            assert one.missing
            assert one.settles
    assert findings["balance"].settles


@pytest.mark.parametrize(
    ("cause", "left_out"),
    [
        ("structure", "rock_back"),
        ("ankle", "heels_raised"),
        ("arch", "neutral_start"),
    ],
)
def test_without_the_trial_that_decides_it_stays_a_hint(make_person, cause, left_out):
    _, findings = answered(make_person(cause, without=(left_out,)))
    assert not any(finding.named for finding in findings.values())
    assert (findings[cause].finding, findings[cause].weight) == ("speaks for", "hint")
    assert findings[cause].settles


@pytest.mark.parametrize("cause", MADE)
@pytest.mark.parametrize(
    "left_out",
    ["rock_back", "heels_raised", "supported", "counterweight", "neutral_start", "range_of_motion"],
)
def test_no_wrong_cause_is_named_with_a_trial_missing(make_person, cause, left_out):
    assert named(make_person(cause, without=(left_out,))) <= {cause}


def test_balance_is_not_named_before_the_ankle_is_cleared(make_person, make_trial):
    """A strap takes the wink away, but the ankle stops at its onset."""
    session = make_person("balance")
    stiff = make_trial("baseline", wink=10, lumbar=16, onset=0.14, hip=(63, 87), ankle=(19, 19.5))
    others = tuple(t for t in session.trials if t.name not in ("baseline", "range_of_motion"))
    _, findings = answered(Session("both", (stiff, *others)))
    assert findings["balance"].weight != "decisive"
    lacking = [one.lacks for one in findings["balance"].witnesses if one.lacks]
    assert any("ankle_stops contradicted" in line for lines in lacking for line in lines)


@pytest.mark.parametrize("useless", ["counterweight", "supported"])
def test_load_is_not_named_beside_the_balance_that_it_spoils(make_person, make_trial, useless):
    """One of both helps of balance was too weak to tell; the other takes the wink away."""
    session = make_person("balance")
    usual = {"wink": 10, "lumbar": 16, "onset": 0.14, "hip": (63, 87), "ankle": (16, 34)}
    others = tuple(t for t in session.trials if t.name != useless)
    verdicts, findings = answered(Session("weak", (*others, make_trial(useless, **usual))))
    assert verdicts["load_adds_to_it"].verdict == "supported"
    assert not findings["load"].named
    (load,) = findings["load"].witnesses
    assert any(line.startswith("not ") for line in load.lacks)


@pytest.mark.parametrize(
    ("condition", "cause"),
    [("supported", "balance"), ("neutral_start", "arch"), ("loaded", "load")],
)
@pytest.mark.parametrize(("changes", "weight"), [(0.0, "decisive"), (0.4, "hint")])
def test_what_helps_by_a_third_is_not_ruled_out(
    make_person, make_trial, condition, cause, changes, weight
):
    """A cause beside another one: less than half of the wink goes, but far more than none."""
    session = make_person("structure")
    usual = {"wink": 17, "lumbar": 11, "onset": 0.27, "hip": (94, 95), "ankle": (23, 34)}
    factor = 1 + changes if condition == "loaded" else 1 - changes
    other = make_trial(condition, **usual | {"wink": 17 * factor})
    others = tuple(t for t in session.trials if t.name not in (condition, "rock_back"))
    _, findings = answered(Session("two", (*others, other)))
    claim = {"supported": "support_takes_it_away", "neutral_start": "neutral_start_takes_it_away",
             "loaded": "load_adds_to_it"}[condition]  # fmt: skip
    (witness,) = [one for one in findings[cause].witnesses if one.claim == claim]
    assert (witness.says, witness.weight) == ("against", weight)
    assert bool(witness.lacks) == (weight == "hint")


@pytest.mark.parametrize(
    ("cause", "claims"),
    [
        ("structure", ("hip_stops", "hip_at_its_end")),
        ("ankle", ("ankle_stops", "ankle_at_its_end")),
    ],
)
@pytest.mark.parametrize(("room", "weight"), [(2.0, "hint"), (30.0, "decisive")])
def test_a_joint_at_its_end_below_is_not_ruled_out(
    make_person, make_trial, cause, claims, room, weight
):
    """Both joints had room where the wink began, but not where the squat ended."""
    session = make_person("balance", without=("range_of_motion", "rock_back"))
    bottom = {"hip_flexion": 87.0, "ankle_dorsiflexion": 34.0}
    ends = {name: angle + room for name, angle in bottom.items()}
    person = {f"{name}_{side}_deg": angle for name, angle in ends.items() for side in "rl"}
    measured = replace(make_trial("range_of_motion"), reps=(), person=person)
    squat = make_trial(  # the hip stands still near the bottom
        "baseline", wink=10, lumbar=16, onset=0.14, hip=(63, 87), ankle=(16, 34)
    )
    squat.values["hip_end_gain_deg"][:] = [0.1, 0.0, -0.1]
    others = tuple(t for t in session.trials if t.name != "baseline")
    verdicts, findings = answered(Session("two", (squat, *others, measured)))
    assert [verdicts[claim].verdict for claim in claims] == ["contradicted"] * 2
    weights = {one.claim: one.weight for one in findings[cause].witnesses}
    assert [weights[claim] for claim in claims] == [weight] * 2


def test_a_wink_on_all_fours_keeps_the_hip_in_question(make_person, make_trial):
    session = make_person("balance", without=("rock_back",))
    rock = make_trial("rock_back", wink=7, lumbar=9, onset=0.3, hip=(100, 108))
    _, findings = answered(Session("two", (*session.trials, rock)))
    assert not findings["structure"].named
    against = [one for one in findings["structure"].witnesses if one.says == "against"]
    assert {one.weight for one in against} == {"hint"}


def hip_ends_everywhere(make_person, make_trial, heels_wink, **usual):
    """The wink begins at the same hip flexion on all fours; the usual squat is as given."""
    session = make_person("structure", without=("range_of_motion", "counterweight"))
    base = {"wink": 17, "lumbar": 11, "onset": 0.27, "hip": (94, 95), "ankle": (23, 34)} | usual
    changed = {
        "baseline": make_trial("baseline", **base),
        "heels_raised": make_trial("heels_raised", **base | {"wink": heels_wink}),
    }
    return Session("P", tuple(changed.get(one.name, one) for one in session.trials))


STOPS, BENDS = (19, 19.5), (23, 34)


@pytest.mark.parametrize(
    ("ankle", "heels_wink", "structure"),
    [
        (BENDS, 16.5, "decisive"),  # the ankle has bend left
        (STOPS, 16.5, "decisive"),  # it has none, but giving it some changes nothing
        (BENDS, 3.0, "decisive"),  # heels spare the hip as well
        (STOPS, 3.0, "hint"),  # stiff ankles may bring the hip to its end
    ],
)
def test_all_fours_do_not_acquit_the_ankle_that_brings_the_hip_to_its_end(
    make_person, make_trial, ankle, heels_wink, structure
):
    session = hip_ends_everywhere(make_person, make_trial, heels_wink, ankle=ankle)
    verdicts, findings = answered(session)
    assert verdicts["all_fours_same_hip"].verdict == "supported"
    assert weight_of(findings["structure"], "all_fours_same_hip") == ("for", structure)
    for cause in ("ankle", "balance"):
        assert weight_of(findings[cause], "all_fours_same_hip") == ("against", "hint")
        assert not findings[cause].named
    if structure == "hint":
        assert findings["ankle"].witnesses
        assert findings["ankle"].weight != "decisive"


def weight_of(finding: CauseFinding, claim: str) -> tuple[str, str]:
    (witness,) = [one for one in finding.witnesses if one.claim == claim]
    return witness.says, witness.weight


def test_all_fours_alone_do_not_tell_bone_from_hamstrings(make_person):
    """Without a raise of the straight leg, hamstrings may end there as well."""
    _, findings = answered(make_person("structure", without=("straight_leg_raise",)))
    assert not findings["structure"].named
    (witness,) = [
        one for one in findings["structure"].witnesses if one.claim == "all_fours_same_hip"
    ]
    assert witness.lacks == ("raise_is_short contradicted or hamstrings_have_length supported",)


def test_an_arch_may_bring_the_hip_to_its_end_on_all_fours_too(make_person, make_trial):
    session = make_person("arch", without=("rock_back",))
    rock = make_trial("rock_back", wink=6, lumbar=7, onset=0.3, hip=(109, 113))
    _, findings = answered(Session("arch", (*session.trials, rock)))
    assert weight_of(findings["structure"], "all_fours_same_hip") == ("for", "hint")
    assert {cause for cause, finding in findings.items() if finding.named} <= {"arch"}


def test_help_of_balance_that_may_spare_a_hip_at_its_end_names_no_balance(make_person, make_trial):
    """Holding on takes the wink away, but on all fours it begins at the same hip flexion."""
    session = make_person("balance", without=("rock_back", "straight_leg_raise"))
    rock = make_trial("rock_back", wink=7, lumbar=9, onset=0.1, hip=(64, 80))
    _, findings = answered(Session("two", (*session.trials, rock)))
    assert weight_of(findings["balance"], "support_takes_it_away") == ("for", "hint")
    assert not findings["balance"].named


def test_contradictory_evidence_names_nothing(make_person, make_trial):
    """A raise that is short, and hamstrings' lengths that say there is plenty."""
    session = make_person("hamstrings")
    plenty = [{"claim": "blame", "side": "both", "verdict": "supported", "reason": "Plenty."}]
    trials = tuple(
        replace(trial, hamstrings={"claims": plenty}) if trial.name == "baseline" else trial
        for trial in session.trials
    )
    _, findings = answered(Session("torn", trials))
    finding = findings["hamstrings"]
    assert (finding.finding, finding.weight, finding.named) == ("cannot tell", None, False)
    assert "disagrees" in finding.statement


def test_no_cause_is_named_where_the_baseline_was_not_recorded(make_person):
    session = make_person("ankle", without=("baseline",))
    _, findings = answered(session)
    assert not any(finding.named for finding in findings.values())
    assert why_untested(session).why == "no_usual"
    assert {one.statement.partition(": ")[2] for one in findings.values()} == {
        "needs a usual squat."
    }


def test_a_usual_squat_without_a_repetition_is_one_that_cannot_tell(make_person, make_trial):
    session = make_person("ankle", without=("baseline",))
    nothing = replace(make_trial("baseline"), reps=(), verdicts=(), usable=np.zeros(0, dtype=bool))
    assert why_untested(Session("P", (nothing, *session.trials))).why == "not_known"
    assert why_untested(make_person("ankle")) is None


def test_structural_wink_keeps_its_hip_flexion_and_that_of_balance_does_not(make_person):
    """Heels give depth before the wink in both; hip flexion at onset tells them apart."""
    for cause, answer in (("structure", "supported"), ("balance", "contradicted")):
        verdicts, _ = answered(make_person(cause))
        assert verdicts["same_hip_flexion_always"].verdict == answer
        assert verdicts["heels_give_depth"].verdict == "supported"


def test_finding_is_written_without_nan(make_person):
    from json import dumps

    session = make_person("structure")
    verdicts = try_claims(session)
    rows = [one.to_dict() for one in (*verdicts, *differential(session, verdicts))]
    assert "NaN" not in dumps(rows, allow_nan=False)


@settings(max_examples=10, deadline=None)
@given(data=st.data(), cause=st.sampled_from(MADE))
def test_order_of_trials_does_not_matter(make_person, data, cause):
    session = make_person(cause)
    shuffled = Session("shuffled", tuple(data.draw(st.permutations(session.trials))))
    one, other = try_claims(session), try_claims(shuffled)
    assert [v.verdict for v in one] == [v.verdict for v in other]
    assert [(f.finding, f.weight, f.named, f.open) for f in differential(session, one)] == [
        (f.finding, f.weight, f.named, f.open) for f in differential(shuffled, other)
    ]


@settings(max_examples=15, deadline=None)
@given(
    cause=st.sampled_from(MADE),
    strange=st.sampled_from(["box", "narrow_stance", "on the moon"]),
    wink=st.floats(0.0, 40.0),
    hip=st.floats(20.0, 130.0),
)
def test_irrelevant_trial_turns_no_answer_round(make_person, make_trial, cause, strange, wink, hip):
    session = make_person(cause)
    extra = make_trial(strange, seed=3, wink=wink, lumbar=wink, hip=(hip, hip + 5))
    more = Session("more", (*session.trials, extra))
    for before, after in zip(try_claims(session), try_claims(more), strict=True):
        assert {before.verdict, after.verdict} != {"supported", "contradicted"}, before.claim.id


def test_repetitions_that_the_guard_objects_to_say_nothing(make_person):
    session = make_person("ankle")
    doubted = tuple(replace(trial, usable=np.zeros_like(trial.usable)) for trial in session.trials)
    _, findings = answered(Session("doubted", doubted))
    assert not any(finding.named for finding in findings.values())
