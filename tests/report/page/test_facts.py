"""Facts on the page are those of the summary."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from page_making import Page, measured, rep, result, summary

from opensim_wink.claims.book.causes import CauseFinding, Witness
from opensim_wink.report.page.parts.causes import cause_rows, causes, plain_witness
from opensim_wink.report.page.parts.doubt import SHOWN, doubt, doubts
from opensim_wink.report.page.parts.headline import certainty, sentence
from opensim_wink.report.page.parts.hip import hip, room
from opensim_wink.report.page.parts.lab import command, lab, links, method_line
from opensim_wink.report.page.parts.reps import ON_PAPER, cell, reps
from opensim_wink.report.page.parts.verdict import facts, verdict
from opensim_wink.report.page.template import interval, marked, number

WINK = "flexion beyond neutral"


def winks(n: int) -> list[dict[str, Any]]:
    return [rep(k, 14.0 + k, WINK) for k in range(1, n + 1)]


def text(part: Any) -> str:
    return Page(str(part.html)).text


@pytest.mark.parametrize(
    ("verdicts", "which"),
    [((WINK,), "this squat"), ((WINK,) * 2, "both squats"), ((WINK,) * 3, "all 3 squats"),
     ((WINK, WINK, "cannot tell"), "2 of 3 squats")],
)  # fmt: skip
def test_the_sentence_tells_of_how_many_repetitions_it_holds(verdicts, which: str) -> None:
    made = summary(WINK, [rep(k, 15.0, name) for k, name in enumerate(verdicts, 1)])
    assert f"bottom of {which} the pelvis tucks under" in sentence(made, 5.0)
    assert "past neutral" in sentence(made, 5.0)


@pytest.mark.parametrize("name", ["no wink", "return to neutral", WINK, "cannot tell"])
def test_every_verdict_has_its_own_sentence(name: str) -> None:
    said = {
        sentence(summary(one, [rep(1, 15.0, one)]), 5.0)
        for one in ("no wink", "return to neutral", WINK, "cannot tell")
    }
    assert len(said) == 4
    said_of_it = sentence(summary(name, [rep(1, 1.0, name)]), 5.0)
    assert ("tucks under" in said_of_it) == (name != "no wink")


def test_where_only_the_kind_is_open_the_tuck_is_told() -> None:
    made = summary("cannot tell", [rep(k, 14.0 + k, "cannot tell") for k in (1, 2, 3)])
    assert sentence(made, 5.0) == (
        "The pelvis tucks under by 15° to 17°, over the limit of 5°, in all 3 squats; whether the "
        "lower back passes neutral cannot be told."
    )
    assert "The tuck itself is sure" in certainty(made, 5.0)[0]
    for one in made["reps"]:
        one["true_flexion_deg"] = measured(0.5, 1.0)
    assert "hardly gives back its arch either" in sentence(made, 5.0)


def test_kinds_that_balance_are_counted() -> None:
    kinds = [WINK, WINK, "return to neutral", "return to neutral", "cannot tell"]
    made = summary("cannot tell", [rep(k, 15.0, kind) for k, kind in enumerate(kinds)])
    assert sentence(made, 5.0).endswith(
        "by 15°, over the limit of 5°, in all 5 squats; the lower back bends past neutral in 2, "
        "only gives back its arch in 2 and may do either in 1."
    )


def test_a_tuck_near_the_limit_is_none_that_is_told() -> None:
    near = summary("cannot tell", [rep(k, 17.0, "cannot tell") for k in (1, 2)])
    said = sentence(near, 17.0)
    assert said.endswith("tucks under by 17° or more: the measured 17° is too near that limit.")
    made = [rep(1, 15.0, "no wink"), rep(2, 17.0, "cannot tell"), rep(3, 19.0, WINK)]
    said = sentence(summary("cannot tell", made), 17.0)
    assert said.endswith("or more: in 1 it does, in 1 it does not, in 1 it cannot be told.")


def test_no_tuck_is_told_of_a_repetition_that_checks_reject() -> None:
    blocked = [flag("pelvis_end", True, 1), flag("pelvis_end", True, 2)]
    made = summary("cannot tell", [rep(k, 15.0, "cannot tell") for k in (1, 2)], guard=blocked)
    assert sentence(made, 5.0).endswith("cannot tell whether the pelvis tucks under by 5° or more.")
    assert certainty(made, 5.0)[0].startswith("Why:")


def test_no_wink_names_its_limit() -> None:
    made = summary("no wink", [rep(1, 1.0, "no wink")])
    assert sentence(made, 7.5) == (
        "The pelvis keeps its tilt to within 7.5° to the bottom of this squat: no wink."
    )


def test_on_all_fours_they_are_called_rock_backs() -> None:
    made = summary(WINK, winks(2), movement="rock_back")
    assert "end of both rock-backs" in sentence(made, 5.0)
    assert "of the way back" in text(verdict(result(made)))


def test_without_a_squat_the_page_says_so_and_why() -> None:
    made = summary("cannot tell", [], reason="No squat was found, other movements: 1 × stretching.")
    part = verdict(result(made))
    assert "No squat was found in this recording" in text(part)
    assert "1 × stretching" in text(part)
    assert facts(made, 5.0) == []


def test_what_cannot_be_told_has_its_reason() -> None:
    made = summary("cannot tell", [rep(1, None, "cannot tell", half=None)])
    said = text(verdict(result(made)))
    assert "cannot tell whether the pelvis tucks under" in said
    assert "Why it is so. Reason of repetition 1." in said
    assert "Sure as far" not in said


def test_certainty_names_the_chosen_limit_and_repetitions_that_differ() -> None:
    made = summary(WINK, [*winks(2), rep(3, 5.5, "cannot tell")])
    said = " ".join(certainty(made, 7.5))
    assert "limit of 7.5°" in said
    assert "The other 1 cannot be called the same" in said


def test_without_intervals_no_certainty_is_claimed() -> None:
    made = summary("no wink", [rep(1, 0.4, "no wink", half=None)])
    said = " ".join(certainty(made, 5.0))
    assert "± 2.5° is assumed" in said
    assert "Sure as far" not in said


def test_certainty_names_every_test_that_was_decided() -> None:
    bent = certainty(summary(WINK, winks(2)), 7.5)[0]
    assert bent.startswith("Sure as far as marker errors go: in each of them the 95 % interval")
    assert "tuck lies wholly over the limit of 7.5°" in bent
    assert "bend past neutral wholly over 5°" in bent
    back = certainty(summary("return to neutral", [rep(1, 15.0, "return to neutral")]), 5.0)[0]
    assert "bend past neutral wholly under 5°" in back
    assert "gives back wholly over 0°" in back
    flat = certainty(summary("no wink", [rep(1, 0.4, "no wink")]), 5.0)[0]
    assert "wholly under the limit of 5°" in flat
    assert "neutral" not in flat


def test_an_onset_that_another_way_finds_elsewhere_is_doubted_where_it_stands() -> None:
    made = summary(WINK, winks(3), warnings=["Beware of this. " * 30])
    assert "second way" not in text(verdict(result(made)))
    made["reps"][1]["onset"]["onset_disagreement"] = measured(-0.14)
    said = "differs by more than 10 % of the depth in repetition 2."
    assert facts(made, 5.0)[1].says[-1] == f"A second way to find it {said}"
    first, doubted = text(verdict(result(made))).split("Doubts:")
    assert f"A second way to find where the tuck begins {said}" in doubted
    assert "A second way to find it" in first
    assert len(doubted) < 600


def test_size_and_onset_are_the_means_with_their_intervals() -> None:
    made = summary(WINK, winks(3))
    size, onset = facts(made, 5.0)
    assert (size.value, size.interval) == ("16.0°", "95 % interval 12.6° to 19.4°")
    assert "15.0, 16.0, 17.0°" in size.says[0]
    assert (onset.value, onset.interval) == ("55 %", "95 % interval 54 % to 56 %")
    assert "hips bent by 84° (82 to 86°), knees by 83° (81 to 85°)" in onset.says[0]
    assert "52 cm (an estimate: try it)." in onset.says[1]


def test_one_repetition_stands_for_itself() -> None:
    size, onset = facts(summary(WINK, winks(1)), 5.0)
    assert size.value == "15.0°"
    assert "only repetition" in size.says[0]
    assert onset.interval == "95 % interval 52 % to 58 %"


@pytest.mark.parametrize(
    ("outcome", "value", "said"),
    [("limited", "box of about 47 cm", "though it may have begun"),
     ("safe as deep as seen", "box of about 47 cm", "nothing is known"),
     ("nowhere safe", "nowhere", "At no depth")],
)  # fmt: skip
def test_how_deep_is_that_of_the_worst_repetition(outcome: str, value: str, said: str) -> None:
    answer = {
        "outcome": outcome,
        "basis": "worst repetition",
        "limit_deg": 5.0,
        "box_height_cm": None if outcome == "nowhere safe" else 47.35,
        "knee_flexion_deg": None if outcome == "nowhere safe" else 92.4,
    }
    other = answer | {"basis": "mean of repetitions", "box_height_cm": 11.0}
    depth = facts(summary(WINK, winks(2), safe_depth=[other, answer]), 5.0)[-1]
    assert depth.value == value
    assert said in depth.says[0]
    assert ("try it on the person" in depth.says[0]) == (value != "nowhere")
    assert "5°" in depth.head


def test_how_deep_names_the_repetitions_that_do_not_count() -> None:
    answer = {
        "outcome": "limited",
        "basis": "worst repetition",
        "limit_deg": 5.0,
        "box_height_cm": 47.35,
        "knee_flexion_deg": 92.4,
    }
    reps = winks(2)
    assert (
        "in every repetition," in facts(summary(WINK, reps, safe_depth=[answer]), 5.0)[-1].says[0]
    )
    reps[1] = reps[1] | {"flags": ["skin"]}
    says = facts(summary(WINK, reps, safe_depth=[answer]), 5.0)[-1].says[0]
    assert "in every repetition that counts (not 2)," in says


def test_an_unknown_depth_is_not_shown() -> None:
    unknown = {"outcome": "unknown", "basis": "worst repetition", "limit_deg": 5.0}
    assert len(facts(summary(WINK, winks(2), safe_depth=[unknown]), 5.0)) == 2


def test_a_locked_hip_is_told_of_the_repetitions_that_have_it() -> None:
    made = winks(3)
    made[0]["hip_locked"] = False
    assert "In 2 of 3 squats the hips stop bending" in text(verdict(result(summary(WINK, made))))


def test_a_hip_of_which_nothing_is_known_is_not_one_that_goes_on() -> None:
    made = winks(3)
    made[1]["hip_locked"] = made[2]["hip_locked"] = None
    said = text(verdict(result(summary(WINK, made))))
    assert "In 1 squat the hips stop bending" in said
    assert "while the thighs go on; in 2 it cannot be told." in said
    made[1]["hip_locked"] = False
    assert "In 1 of 3 squats the hips stop" in text(verdict(result(summary(WINK, made))))


@pytest.mark.parametrize("claim", ["hip_stops", "hip_locks_before_the_bottom"])
def test_hips_that_stop_are_told_with_what_any_tuck_does(claim: str) -> None:
    answer = SimpleNamespace(claim=SimpleNamespace(id=claim), verdict="supported")
    assert "Any tuck slows the hips' bending, whatever its cause." in plain_witness(answer)


def test_the_table_holds_every_number_of_every_repetition() -> None:
    made = summary(WINK, winks(2))
    said = text(reps(result(made)))
    for one in made["reps"]:
        for name in ("pelvis_wink_deg", "lumbar_wink_deg", "true_flexion_deg"):
            assert interval(one[name], 1) in said
        assert interval(one["onset"]["depth_fraction"], 0, 100) in said
        assert one["verdict"] in said
    assert "Mean of 2" in said
    assert interval(made["means"]["pelvis_wink_deg"], 1) in said


def test_without_an_onset_its_columns_are_left_out() -> None:
    said = text(reps(result(summary("no wink", [rep(1, 0.3, "no wink"), rep(2, 0.1, "no wink")]))))
    assert "Tuck from" not in said
    assert cell(rep(1, 0.3, "no wink"), "onset") == "–"


def test_rows_beyond_a_sheet_of_paper_are_counted_there() -> None:
    part = reps(result(summary(WINK, winks(12))))
    rows = [attributes for tag, attributes in Page(str(part.html)).tags if tag == "tr"]
    assert sum(row.get("class") == "screen-only" for row in rows) == 12 - ON_PAPER
    assert "4 more repetitions stand in reps.csv" in text(part)


def test_movements_that_do_not_count_are_listed() -> None:
    rejected = [{"start_s": 0.0, "end_s": 5.49, "reason": "stretching", "detail": "hips by 10°"}]
    said = text(reps(result(summary("cannot tell", [], rejected=rejected))))
    assert "0.00 to 5.49 s: stretching, hips by 10°" in said


def flag(name: str, blocks: bool, number: int | None = 1) -> dict[str, Any]:
    return {"flag": name, "blocks": blocks, "rep": number, "reason": f"as {name} says", "frames": 3}


def test_what_blocks_comes_first_and_muscles_last() -> None:
    guard = [flag("short_arm", False), flag("raw_tilt", False), flag("pelvis_end", True)]
    found = doubts(summary("cannot tell", winks(1), guard=guard, warnings=["beware of this"]))
    order = [one.says for one in found]
    assert [one.detail for one in found if one.detail] == [
        "As pelvis_end says.", "As raw_tilt says.", "As short_arm says.",
    ]  # fmt: skip
    assert order[0].startswith("The front or the back markers of the pelvis are lost")
    assert order[1] == "Beware of this"
    assert found[0].blocks


def test_one_kind_of_objection_is_told_once_for_all_repetitions() -> None:
    guard = [flag("skin", False, 1), flag("skin", False, 3)]
    [one] = [one for one in doubts(summary(WINK, winks(3), guard=guard)) if one.detail]
    assert "(repetitions 1, 3)" in one.says


def test_a_flag_without_words_of_its_own_still_shows_its_reason() -> None:
    [one] = [
        one for one in doubts(summary(WINK, winks(1), guard=[flag("odd", False)])) if one.detail
    ]
    assert one.detail == "As odd says."


def test_more_doubts_than_a_few_are_folded_not_lost() -> None:
    warnings = [f"Warning {k}" for k in range(9)]
    part = doubt(result(summary(WINK, winks(1), warnings=warnings)))
    shown, folded = str(part.html).split('class="screen-only fold"')
    assert sum(f"Warning {k}" in shown for k in range(9)) == SHOWN
    assert all(f"Warning {k}" in shown + folded for k in range(9))


def test_a_warning_of_the_scaling_is_told_once() -> None:
    told = summary(WINK, winks(1), warnings=["no static trial: one moment serves"])
    told["model"]["scaling"] = {"warnings": list(told["warnings"])}
    told["notes"] = [*told["warnings"], "another note"]
    html = str(doubt(result(told)).html).lower()
    assert html.count("no static trial") == 1
    assert "another note" in html


def test_bad_loads_are_doubted_with_their_joints() -> None:
    joint = {"grade": "fail", "grade_reasons": ["Reserves bear 25 %."]}
    load = {
        "level": "muscles",
        "reps": [{}],
        "doubts": [],
        "ground": {"source": "estimate", "doubts": []},
        "joints": {"hip_r": joint, "hip_l": {"grade": "good", "grade_reasons": []}},
    }
    said = text(doubt(result(summary(WINK, winks(1), load=load))))
    assert "Loads not to be believed: right hip." in said
    assert "left hip" not in said
    assert "There are no force plates" in said


@pytest.mark.parametrize(
    ("other", "said"),
    [({"condition": "heels_raised: 25"}, "recorded under “heels_raised: 25”"),
     ({"movement": "rock_back"}, "On all fours"),
     ({}, "Whether there is a wink is not known")],
)  # fmt: skip
def test_where_no_cause_is_weighed_the_page_says_why(other: dict[str, str], said: str) -> None:
    assert said in text(causes(result(summary("cannot tell", winks(2), **other))))


def test_a_trial_that_is_called_the_usual_squat_is_one() -> None:
    usual = {"condition": "baseline", "condition_details": {"name": "baseline"}}
    other = {"condition": "box: 40", "condition_details": {"name": "box"}}
    told = [text(causes(result(summary(WINK, winks(2), **said)))) for said in (usual, other)]
    assert "Causes are weighed from the usual squat" not in told[0]
    assert "Causes are weighed from the usual squat" in told[1]


def raised(right: str, left: str) -> dict[str, Any]:
    sides = [{"side": "r", "known_from": right}, {"side": "l", "known_from": left}]
    return {"hamstrings": {"raises": sides, "caveats": []}}


@pytest.mark.parametrize(
    ("right", "left", "said"),
    [("assumed", "assumed", "How far the straight leg can be raised was not measured"),
     ("trial", "assumed", "straight left leg can be raised was not measured, so its hamstrings"),
     ("assumed", "stated", "straight right leg can be raised was not measured, so its hamstrings"),
     ("trial", "trial", None)],
)  # fmt: skip
def test_only_a_leg_whose_raise_is_not_known_is_doubted(right, left, said) -> None:
    found = [one.says for one in doubts(summary(WINK, winks(1), muscle=raised(right, left)))]
    told = [says for says in found if "can be raised" in says]
    assert len(told) == (said is not None)
    assert said is None or said in told[0]


@pytest.mark.parametrize(
    ("right", "left", "said"),
    [("trial", "assumed", "speaks against it, right leg only"),
     ("assumed", "stated", "speaks against it, left leg only"),
     ("trial", "trial", "speaks against it")],
)  # fmt: skip
def test_a_raise_of_one_leg_speaks_of_that_leg(monkeypatch, right, left, said) -> None:
    claim = SimpleNamespace(id="raise_is_short", claim="They are too short.")
    answers = [SimpleNamespace(claim=claim, verdict="contradicted")]
    witness = Witness("raise_is_short", "against", "decisive", "Raised to 75°.")
    finding = CauseFinding(
        "hamstrings", "speaks against", "decisive", False, "", (witness,), (), ()
    )
    compared = SimpleNamespace(causes=[finding], verdicts=answers)
    monkeypatch.setitem(cause_rows.__globals__, "_compared", lambda result: compared)
    [row] = cause_rows(result(summary(WINK, winks(1), muscle=raised(right, left))))
    assert row.finding == said


def test_without_a_wink_there_is_no_cause_and_without_a_squat_no_section() -> None:
    part = causes(result(summary("no wink", [rep(1, 0.2, "no wink")])))
    assert "no cause to look for" in text(part)
    assert causes(result(summary("cannot tell", []))) is None


@pytest.mark.parametrize(
    ("left", "earlier", "said"),
    [(measured(None), 0.0, "never"), (measured(51.4), 0.1, "51"),
     (measured(None), 0.5, "never free"), (measured(None), None, "–"),
     ({"value": 51.4, "low": -11.7, "high": 70.2}, 0.1, "51 (−12 to 70)"),
     ({"value": 51.4, "low": None, "high": 70.2}, 0.1, "51 (never free to 70)"),
     ({"value": 51.4, "low": 20.0, "high": None}, 0.0, "51 (20 to more)")],
)  # fmt: skip
def test_room_in_the_hip(left: dict[str, Any], earlier: float | None, said: str) -> None:
    assert room({"left_deg": left, "earlier": measured(earlier)}) == said


def test_the_hip_has_a_section_only_where_something_was_found() -> None:
    assert hip(result(summary(WINK, winks(1)))) is None


def test_the_command_can_be_typed_again() -> None:
    assert command({"command": ["opensim-wink", "analyze", "my squats.c3d"]}) == (
        "opensim-wink analyze 'my squats.c3d'"
    )
    assert command({}) == ""


def test_only_files_that_are_there_and_inside_are_linked(tmp_path) -> None:
    (tmp_path / "a b.csv").touch()
    (tmp_path.parent / "outside.csv").touch()
    files = ["a b.csv", "gone.csv", "../outside.csv", "report.html"]
    assert links(result(summary(WINK, winks(1)), tmp_path, files=files)) == [
        ("./a%20b.csv", "a b.csv")
    ]


def test_the_lab_finds_settings_hashes_and_definitions() -> None:
    made = result(summary(WINK, winks(1)))
    said = text(lab(made))
    for fact in ("ab" * 32, "6 Hz", "RASI", "Where the tilt turns.", "3.3 mm RMS", "5°", "61.5 kg"):
        assert fact in said
    assert "SHA-256 abababababab" in method_line(made)


@pytest.mark.parametrize(
    ("value", "digits", "said"),
    [(None, 1, "–"), (float("nan"), 1, "–"), (-4.24, 1, "−4.2"), (-0.04, 1, "0.0")],
)  # fmt: skip
def test_numbers(value: float | None, digits: int, said: str) -> None:
    assert number(value, digits) == said


def test_words_are_explained_once_and_never_inside_of_an_explanation() -> None:
    html = str(
        marked("A <wink> is a wink of 95 % interval", {"wink": "wink", "95 % interval": "interval"})
    )
    assert html.startswith("A &lt;<button")
    assert html.count("<button") == 2
    assert html.count("popovertarget=") == 2
    assert Page(html).text == "A <wink> is a wink of 95 % interval"


def test_the_first_screen_names_causes_and_doubts_of_this_recording_in_short() -> None:
    guard = [flag("short_arm", False), flag("raw_tilt", False)]
    said = text(verdict(result(summary("cannot tell", winks(1), guard=guard))))
    assert "2 of the 1" not in said
    assert "2 of the 3 checks of markers and posture object." in said
    assert "The raw markers of the pelvis tilt otherwise" in said
    assert "leverage" not in said


def test_where_checks_reject_every_repetition_no_number_stands_on_the_first_screen() -> None:
    reps_ = [rep(1, 15.0, "cannot tell"), rep(2, 15.0, "cannot tell")]
    blocked = [flag("pelvis_end", True, 1), flag("pelvis_end", True, 2)]
    assert facts(summary("cannot tell", reps_, guard=blocked), 5.0) == []
    assert facts(summary("cannot tell", reps_, guard=blocked[:1]), 5.0) != []
