"""A virtual person's protocol tells their cause apart, in truth and in the files."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.errors import SettingError
from opensim_wink.samples.causes import CAUSES, VirtualPerson, draw_person
from opensim_wink.samples.limits import hamstring_strain
from opensim_wink.samples.protocol import CONDITIONS, protocol, virtual_motion
from opensim_wink.samples.sessions import CONDITIONS_FILE, conditions_text, write_protocol
from opensim_wink.samples.truth import describe_reps
from opensim_wink.trial.read import read_trial


@pytest.fixture(scope="module")
def people() -> dict[str, VirtualPerson]:
    return {cause: draw_person(cause, 1) for cause in CAUSES}


def first_rep(person: VirtualPerson, name: str) -> dict:
    course = virtual_motion(person, name, rate_hz=50.0)
    still = np.zeros(len(course.time_s))
    return describe_reps(person.body, course, still, 0.0, neutral_deg=person.traits.lumbar_deg)[0]


def wink(person: VirtualPerson, name: str) -> float:
    return float(first_rep(person, name)["pelvis_wink_deg"])


def test_a_person_is_the_same_for_the_same_seed(people: dict[str, VirtualPerson]) -> None:
    again = draw_person("none", 1)
    assert again.traits == people["none"].traits
    assert again.body.build == people["none"].body.build
    assert again.traits != draw_person("none", 2).traits


def test_a_cause_that_is_none_is_refused() -> None:
    with pytest.raises(SettingError, match=r"no cause 'stiff_ancle'.*Did you mean 'stiff_ankle'"):
        draw_person("stiff_ancle", 0)


def test_the_protocol_has_every_condition(people: dict[str, VirtualPerson]) -> None:
    trials = protocol(people["none"])
    assert {trial.condition for trial in trials} == set(CONDITIONS)
    assert len({trial.name for trial in trials}) == len(trials)
    with pytest.raises(SettingError, match="no trial 'gobelt'"):
        virtual_motion(people["none"], "gobelt")


@pytest.mark.parametrize("cause", CAUSES)
def test_who_has_a_cause_winks_and_who_has_none_does_not(
    people: dict[str, VirtualPerson], cause: str
) -> None:
    found = wink(people[cause], "baseline")
    assert (found < 3.5) if cause == "none" else (found > 6.5)


def test_short_hip_stops_at_one_flexion_everywhere(people: dict[str, VirtualPerson]) -> None:
    person = people["short_hip"]
    names = ("baseline", "heels", "goblet", "supported", "rock_back")
    onsets = {name: first_rep(person, name)["onset"] for name in names}
    assert all(onset is not None for onset in onsets.values())
    flexion = [np.mean(onset["hip_flexion_deg"]) for onset in onsets.values()]
    assert np.ptp(flexion) < 5.0
    assert onsets["heels"]["depth_fraction"] > onsets["baseline"]["depth_fraction"] + 0.04
    passive = first_rep(person, "hip_rom")["bottom"]["hip_flexion_deg"][0]
    assert passive == pytest.approx(flexion[0], abs=5.0)
    assert wink(person, "wide") < 4.0 < 12.0 < wink(person, "narrow")


def test_stiff_ankle_is_helped_by_heels_and_rocks_freely(people: dict[str, VirtualPerson]) -> None:
    person = people["stiff_ankle"]
    assert wink(person, "heels") < 3.0
    assert wink(person, "rock_back") < 2.0
    reach = first_rep(person, "ankle_rom")["bottom"]["ankle_dorsiflexion_deg"][0]
    assert reach == pytest.approx(person.traits.ankle_deg, abs=1.5)
    assert reach < first_rep(people["none"], "ankle_rom")["bottom"]["ankle_dorsiflexion_deg"][0]


def test_poor_balance_is_helped_by_weight_and_hands(people: dict[str, VirtualPerson]) -> None:
    person = people["poor_balance"]
    assert wink(person, "goblet") < 2.0
    assert wink(person, "supported") < 2.0
    assert wink(person, "rock_back") < 2.0
    at = [first_rep(person, name)["onset"] for name in ("baseline", "heels")]
    if at[1] is not None:  # no one flexion of the hip: the hip is not what stops them
        assert abs(at[0]["hip_flexion_deg"][0] - at[1]["hip_flexion_deg"][0]) > 5.0


def test_an_arch_is_given_back_and_gone_without_it(people: dict[str, VirtualPerson]) -> None:
    person = people["arched_start"]
    rep = first_rep(person, "baseline")
    assert rep["bottom"]["lumbar_flexion_deg"] < person.traits.lumbar_deg + 2.0
    assert rep["true_flexion_deg"] == pytest.approx(0.0, abs=1e-6)
    assert rep["unwind_deg"] > 3.0
    assert wink(person, "neutral") < 4.0


def test_tight_hamstrings_limit_a_raise_and_give_after_stretching(
    people: dict[str, VirtualPerson],
) -> None:
    person = people["tight_hamstring"]
    raised = [
        first_rep(one, "leg_raise")["bottom"]["hip_flexion_deg"][0]
        for one in (person, people["none"])
    ]
    assert raised[0] < 35.0 < 65.0 < raised[1]
    assert wink(person, "after_stretch") < 0.6 * wink(person, "baseline")


def test_a_protocol_is_written_with_its_conditions(
    people: dict[str, VirtualPerson], tmp_path: Path
) -> None:
    person = people["none"]
    chosen = [one for one in protocol(person) if one.name in ("heels", "rock_back", "arched")]
    files = write_protocol(tmp_path, person, chosen)
    assert {file.name for file in files if file.suffix == ".c3d"} == {
        "static.c3d", "heels.c3d", "rock_back.c3d", "arched.c3d",
    }  # fmt: skip
    text = (tmp_path / CONDITIONS_FILE).read_text()
    assert text == conditions_text(person.name, [*chosen, protocol(person)[0]])
    assert "  heels.c3d: {condition: heels_raised, heel_mm: 25, note: " in text
    assert text.endswith("static: static.c3d\n")
    trial = read_trial(tmp_path / "heels.c3d")
    truth = json.loads((tmp_path / "heels.truth.json").read_text())
    assert truth["cause"] == "none"
    assert truth["amounts"] == {"heel_mm": 25.0}
    assert len(truth["reps"]) == 3
    assert len(trial.plates) == 2
    # Neutral is how the person stands, in every trial.
    arched = json.loads((tmp_path / "arched.truth.json").read_text())
    assert arched["neutral_lumbar_flexion_deg"] == pytest.approx(person.traits.lumbar_deg, abs=0.3)


@pytest.mark.parametrize(
    ("cause", "verdict"), [("none", "no wink"), ("short_hip", "flexion beyond neutral")]
)
def test_the_truth_of_a_rock_back_has_its_verdict(
    people: dict[str, VirtualPerson], tmp_path: Path, cause: str, verdict: str
) -> None:
    person = people[cause]
    chosen = [one for one in protocol(person) if one.name in ("rock_back", "leg_raise")]
    write_protocol(tmp_path, person, chosen)
    truth = json.loads((tmp_path / "rock_back.truth.json").read_text())
    assert truth["verdict"] == verdict
    for rep in truth["reps"]:  # the way of the hips to the heels, not their fall
        assert 0.05 < rep["bottom"]["depth_m"] < 0.2
        assert (rep["onset"] is None) == (verdict == "no wink")
    raised = json.loads((tmp_path / "leg_raise.truth.json").read_text())
    assert raised["verdict"] == "cannot tell"


def test_a_person_with_two_causes_has_both() -> None:
    person = draw_person("tight_hamstring+short_hip", 0)
    assert person.name == "SHTH000"
    assert 14.0 < person.need_deg - person.traits.hip.flexion_deg < 20.0
    assert hamstring_strain(np.deg2rad(24.0), 0.0) < person.traits.most_strain
    assert person.traits.most_strain < hamstring_strain(np.deg2rad(30.0), 0.0)
    assert 8.0 <= wink(person, "baseline") <= 25.0
    one = draw_person("short_hip+tight_hamstring", 0)  # in any order
    assert one.traits == person.traits


@pytest.mark.parametrize(
    "cause", ["stiff", "short_hip+none", "short_hip+short_hip", "a+b", "none+none", "+"]
)
def test_causes_that_nobody_can_have_are_refused(cause: str) -> None:
    with pytest.raises(SettingError, match=r"cause"):
        draw_person(cause, 0)
