"""Whether trials show the condition that they are labelled with, and what else moved in them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from opensim_wink.claims.book.causes import differential
from opensim_wink.claims.book.reader import claim_book
from opensim_wink.claims.book.verdicts import ClaimVerdict, try_claims
from opensim_wink.claims.manipulation import shown, without_undone
from opensim_wink.claims.session import ConditionTrial, Descent, Session
from opensim_wink.conditions.marks import CIRCUMSTANCES, MARKS
from opensim_wink.conditions.vocabulary import KINDS, Condition

GRID = np.linspace(0.0, 0.5, 51)
USUAL = {
    "foot_pitch_start_deg": 0.5, "toe_out_r_deg": 18.0, "toe_out_l_deg": 14.0,
    "stance_width_per_leg": 0.42, "descent_s": 1.0,
}  # fmt: skip


def trial(
    condition: str,
    amount: float | None = None,
    *,
    arch_deg: float = 1.0,
    wink_deg: float = 15.0,
    numbers: Mapping[str, float] | None = None,
    name: str = "",
) -> ConditionTrial:
    """Three repetitions that begin with an arch, bend the spine below, and wink from half way."""
    spread = np.array([-0.01, 0.0, 0.01])
    values = {key: value * (1.0 + spread) for key, value in (USUAL | dict(numbers or {})).items()}
    values["pelvis_wink_deg"] = wink_deg + spread
    lumbar = np.interp(GRID, [0.0, 0.05, 0.1, 0.5], [0.0, -arch_deg, -arch_deg, 20.0])
    pelvis = np.interp(GRID, [0.0, 0.25, 0.45], [0.0, -20.0, wink_deg - 20.0])
    noise = np.random.default_rng(len(condition)).normal(0.0, 0.3, (3, 1, 60))
    curves = {
        "lumbar_change_deg": np.tile(lumbar, (3, 1)) + spread[:, None],
        "pelvis_change_deg": np.tile(pelvis, (3, 1)) + spread[:, None],
    }
    return ConditionTrial(
        name=name or condition,
        condition=Condition(condition, amount),
        reps=(1, 2, 3),
        usable=np.ones(3, dtype=np.bool_),
        verdicts=("flexion beyond neutral",) * 3,
        values=values,
        draws={},
        descent=Descent(GRID, curves, {key: c[..., None] + noise for key, c in curves.items()}),
        person={},
        hamstrings={},
    )


def session(*trials: ConditionTrial) -> Session:
    return Session("P01", (trial("baseline"), *trials))


def numbers(**changes: float) -> dict[str, float]:
    return changes


def test_every_squat_but_the_usual_has_a_mark() -> None:
    assert set(MARKS) == {k.name for k in KINDS.values() if k.movement == "squat"} - {"baseline"}
    for mark in MARKS.values():
        assert {*mark.moves, *filter(None, [mark.circumstance])} <= set(CIRCUMSTANCES)


@pytest.mark.parametrize(
    ("condition", "amount", "changes", "ok"),
    [
        ("heels_raised", 25.0, numbers(foot_pitch_start_deg=7.7), True),
        ("heels_raised", 25.0, numbers(foot_pitch_start_deg=3.5), False),
        ("heels_raised", 40.0, numbers(), False),
        ("heels_raised", 10.0, numbers(foot_pitch_start_deg=3.4), True),
        ("heels_raised", None, numbers(foot_pitch_start_deg=3.4), True),
        ("heels_raised", None, numbers(foot_pitch_start_deg=1.5), False),
        ("wide_stance", None, numbers(stance_width_per_leg=0.55), True),
        ("wide_stance", None, numbers(stance_width_per_leg=0.43), False),
        ("narrow_stance", None, numbers(stance_width_per_leg=0.35), True),
        ("narrow_stance", None, numbers(stance_width_per_leg=0.5), False),
        ("toe_out", 30.0, numbers(toe_out_r_deg=30.0, toe_out_l_deg=30.0), True),
        ("toe_out", 30.0, numbers(toe_out_r_deg=20.0), False),
        ("fast", None, numbers(descent_s=0.7), True),
        ("fast", None, numbers(descent_s=0.95), False),
        ("slow", None, numbers(descent_s=1.3), True),
        ("slow", None, numbers(descent_s=0.7), False),
    ],
)
def test_a_stated_condition_is_held_against_the_usual_squat(
    condition: str, amount: float | None, changes: dict[str, float], ok: bool
) -> None:
    found = shown(session(trial(condition, amount, numbers=changes)), condition)
    assert found.ok is ok
    assert found.moved == ()
    assert (found.sentence == "") is ok
    if not ok:
        wanted = f"The trial '{condition}' does not show {MARKS[condition].shows}: "
        assert found.sentence.startswith(wanted)


@pytest.mark.parametrize(
    ("condition", "usual_deg", "arch_deg", "ok"),
    [
        ("neutral_start", 20.0, 1.0, True),
        ("neutral_start", 20.0, 9.0, True),
        ("neutral_start", 20.0, 19.0, False),
        ("neutral_start", 1.0, 1.0, True),
        ("neutral_start", 8.0, 5.5, True),
        ("neutral_start", 1.0, 20.0, False),
        ("arched_start", 1.0, 15.0, True),
        ("arched_start", 15.0, 16.0, False),
    ],
)
def test_the_start_is_read_from_the_lower_back(
    condition: str, usual_deg: float, arch_deg: float, ok: bool
) -> None:
    usual = trial("baseline", arch_deg=usual_deg)
    found = shown(Session("P01", (usual, trial(condition, arch_deg=arch_deg))), condition)
    assert found.ok is ok
    assert found.moved == ()


def test_one_trial_that_was_not_done_is_enough() -> None:
    done = trial("heels_raised", 25.0, numbers=numbers(foot_pitch_start_deg=7.7), name="a")
    idle = trial("heels_raised", 25.0, name="b")
    assert shown(session(done), "heels_raised").ok
    found = shown(session(done, idle), "heels_raised")
    assert found.ok is False
    assert "'b' does not show raised heels" in found.sentence
    assert "(25 mm would change it by about 7°)" in found.sentence


def test_what_cannot_be_measured_is_said() -> None:
    held = shown(session(trial("supported")), "supported")
    assert (held.ok, held.moved) == (None, ())
    assert held.sentence.endswith("hands on a strap or pole is stated; no number shows it.")
    blind = trial("heels_raised", numbers=numbers(foot_pitch_start_deg=math.nan))
    found = shown(session(blind), "heels_raised")
    assert found.ok is None
    assert "the slope of the soles was not measured" in found.sentence
    for nothing in (Session("", (trial("slow"),)), session()):
        assert shown(nothing, "slow") == shown(nothing, "rock_back")
        assert shown(nothing, "slow").ok is None


@pytest.mark.parametrize(
    ("condition", "changes", "arch_deg", "moved"),
    [
        ("supported", numbers(foot_pitch_start_deg=7.5), 1.0, "the slope of the soles (+7.0°)"),
        ("slow", numbers(descent_s=1.3, toe_out_r_deg=40.0), 1.0, "the turn of the toes (+11.0°)"),
        (
            "supported",
            numbers(stance_width_per_leg=0.34),
            1.0,
            "the width of the stance (−0.08 leg lengths)",
        ),
        ("after_stretch", numbers(descent_s=1.3), 1.0, "the time of the descent (+30 %)"),
        ("after_stretch", numbers(descent_s=0.79), 1.0, "the time of the descent (−21 %)"),
        ("supported", {}, 20.0, "the arch of the lower back at the start (+19.0°)"),
        ("wide_stance", numbers(stance_width_per_leg=0.55, toe_out_r_deg=40.0), 1.0, ""),
        ("after_stretch", numbers(descent_s=0.85), 1.0, ""),
        ("supported", numbers(descent_s=1.6), 1.0, ""),
    ],
)
def test_what_else_moved_is_named(
    condition: str, changes: dict[str, float], arch_deg: float, moved: str
) -> None:
    found = shown(session(trial(condition, numbers=changes, arch_deg=arch_deg)), condition)
    assert found.moved == ((moved,) if moved else ())


def test_what_was_not_done_is_left_out() -> None:
    both = session(trial("slow"), trial("fast", numbers=numbers(descent_s=0.6)))
    left, sentences = without_undone(both, ["slow", "fast", "supported"])
    assert [one.name for one in left.trials] == ["baseline", "fast"]
    assert len(sentences) == 1
    assert "'slow' does not show a slower squat" in sentences[0]
    assert without_undone(both, ["fast"]) == (both, ())


def tried(claim: str, *trials: ConditionTrial) -> ClaimVerdict:
    (verdict,) = try_claims(session(*trials), claims=[c for c in claim_book() if c.id == claim])
    return verdict


def test_an_idle_trial_answers_nothing() -> None:
    idle = trial("heels_raised", 25.0, wink_deg=3.0)
    found = tried("heels_take_it_away", idle)
    assert (found.verdict, found.missing) == ("cannot tell", ())
    assert "does not show raised heels" in found.reason
    assert found.settles
    done = replace(idle, values=idle.values | {"foot_pitch_start_deg": np.array([7.5, 7.7, 7.9])})
    assert tried("heels_take_it_away", done).verdict == "supported"


def test_a_claim_rests_on_the_conditions_that_were_done() -> None:
    wide = trial("wide_stance", numbers=numbers(stance_width_per_leg=0.6), wink_deg=3.0)
    idle = trial("toe_out", wink_deg=15.0)
    alone, both = (tried("stance_takes_it_away", *given) for given in ([wide], [wide, idle]))
    assert alone.verdict == both.verdict == "supported"
    assert both.reason.endswith("It is left out.")


def test_what_else_moved_makes_a_hint() -> None:
    def named(*trials: ConditionTrial) -> tuple[ClaimVerdict, str, bool]:
        verdict = tried("slowness_takes_it_away", *trials)
        (control,) = (one for one in differential(session(*trials), [verdict])
                      if one.cause == "control")  # fmt: skip
        return verdict, control.statement, control.named

    slow = numbers(descent_s=1.4)
    plain, said, is_named = named(trial("slow", numbers=slow, wink_deg=3.0))
    assert (plain.verdict, plain.lacks, plain.stated, is_named) == ("supported", "", "", True)
    heels = trial("slow", numbers=slow | {"foot_pitch_start_deg": 7.5}, wink_deg=3.0)
    verdict, said, is_named = named(heels)
    assert verdict.verdict == "supported"
    assert "Not as in the usual squat: the slope of the soles (+7.0°)." in verdict.reason
    assert not is_named
    assert "hints for it" in said


def test_what_is_only_stated_stands_beside_the_naming() -> None:
    practised = trial("after_practice", wink_deg=3.0)
    verdict = tried("practice_takes_it_away", practised)
    (control,) = (
        one for one in differential(session(practised), [verdict]) if one.cause == "control"
    )
    assert control.named
    assert control.statement.endswith(
        "That the trial had practice before it is stated; no number shows it."
    )


@pytest.mark.parametrize(
    ("condition", "amount", "on_plates_kg", "ok"),
    [
        ("loaded", 40.0, 110.0, True),
        ("loaded", 40.0, 72.0, False),
        ("loaded", None, 95.0, True),
        ("loaded", None, 70.5, False),
        ("goblet", 8.0, 78.2, True),
        ("counterweight", 8.0, 69.8, False),
        ("counterweight", 2.0, 70.0, None),  # lighter than what plates drift by
        ("counterweight", None, 70.0, None),
        ("counterweight", 8.0, math.nan, None),
    ],
)
def test_plates_show_a_weight(
    condition: str, amount: float | None, on_plates_kg: float, ok: bool | None
) -> None:
    usual = replace(trial("baseline"), on_plates_kg=70.0)
    held = replace(trial(condition, amount), on_plates_kg=on_plates_kg)
    found = shown(Session("P01", (usual, held)), condition)
    assert found.ok is ok
    assert found.moved == ()
    assert ("is stated" in found.sentence) is (ok is None)


def test_a_weight_that_nobody_stated_has_moved() -> None:
    usual = replace(trial("baseline"), on_plates_kg=70.0)
    other = replace(trial("after_practice"), on_plates_kg=85.0)
    found = shown(Session("P01", (usual, other)), "after_practice")
    assert found.moved == ("the weight on the plates (+15.0 kg)",)
    pulled = replace(trial("supported"), on_plates_kg=60.0)
    assert shown(Session("P01", (usual, pulled)), "supported").moved == ()


def test_what_the_premises_of_a_naming_only_state_is_said_too() -> None:
    trials = session(trial("loaded", 60.0, wink_deg=30.0), trial("supported"))
    claims = [c for c in claim_book() if c.id in ("load_adds_to_it", "support_takes_it_away")]
    verdicts = try_claims(trials, claims=claims)
    assert [one.verdict for one in verdicts] == ["supported", "contradicted"]
    (load,) = (one for one in differential(trials, verdicts) if one.cause == "load")
    assert load.named
    assert "a barbell is stated; the weight on the plates was not measured." in load.statement
    assert "hands on a strap or pole is stated; no number shows it." in load.statement
