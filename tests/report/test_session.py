"""Folders of one person's trials, read as one session."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from opensim_wink.claims.session import Descent, Session
from opensim_wink.conditions.vocabulary import Condition
from opensim_wink.errors import OutputError, SettingError
from opensim_wink.report.comparison.session import read_session
from opensim_wink.report.draws import DRAWS, StoredDraws, store_draws

REPS_CSV = (
    "rep,trial,verdict,pelvis_wink_deg,pelvis_wink_deg_low,onset_hip_flexion_deg,"
    "crease_below_knee\n"
    "1,{name},no wink,3.5,2.5,,True\n"
    "2,{name},flexion beyond neutral,12.25,11.0,101.5,False\n"
)


def merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The base with nested changes."""
    out = dict(base)
    for key, value in changes.items():
        nested = isinstance(value, dict) and isinstance(out.get(key), dict)
        out[key] = merged(out[key], value) if nested else value
    return out


def folder(
    tmp_path: Path,
    name: str,
    condition: str | None = None,
    *,
    summary: dict[str, Any] | None = None,
    record: dict[str, Any] | None = None,
    samples: int = 30,
    seed: int = 0,
) -> Path:
    """A result folder with two repetitions, the first of which the guard objects to."""
    place = tmp_path / name
    place.mkdir(parents=True)
    content = {
        "schema": 1,
        "trial": name,
        "condition": condition,
        "movement": "squat",
        "reps": [
            {"rep": 1, "verdict": "no wink", "flags": ["pelvis_shape"]},
            {"rep": 2, "verdict": "flexion beyond neutral", "flags": []},
        ],
        "neutral_lumbar_flexion_deg": {"value": -20.0, "low": None, "high": None},
        "person": {"proportions": {"femur_cm": {"value": 43.5, "low": None, "high": None}}},
        "muscle": {"hamstrings": {"claims": [{"claim": "blame"}]}},
        "model": {
            "family": "packaged", "lumbar_levels": 5, "mass_kg": 75.0,
            "scaling": {"factors": {"pelvis": [1.0, 1.0, 1.1], "femur_r": [1.0, 1.05, 1.0]}},
        },
    }  # fmt: skip
    provenance = {
        "settings": {"cutoff_hz": 6.0, "wink_threshold_deg": 5.0},
        "inputs": [{"part": "static", "sha256": "abc"}],
    }
    (place / "summary.json").write_text(json.dumps(merged(content, summary or {})))
    (place / "provenance.json").write_text(json.dumps(merged(provenance, record or {})))
    (place / "reps.csv").write_text(REPS_CSV.format(name=name))
    if samples:
        # Draw s is s, so that it can be told which are left.
        drawn = np.arange(float(samples))
        depth = np.arange(3) / 100
        store_draws(
            place / DRAWS,
            StoredDraws(
                seed,
                (1, 2),
                {"pelvis_wink_deg": np.tile(drawn, (2, 1))},
                Descent(
                    depth,
                    {"pelvis_change_deg": np.zeros((2, 3))},
                    {"pelvis_change_deg": np.tile(drawn, (2, 3, 1))},
                ),
            ),
        )
    return place


def read(*folders: Path) -> Session:
    return read_session(folders)


def test_trials_come_as_they_were_given(tmp_path: Path) -> None:
    session = read(folder(tmp_path, "flat", "baseline"), folder(tmp_path, "heels", "heels: 25"))
    assert session.person == tmp_path.name
    assert session.notes == ()
    flat, heels = session.trials
    assert (flat.name, flat.condition) == ("flat", Condition("baseline"))
    assert heels.condition == Condition("heels_raised", 25.0)
    assert (flat.reps, flat.usable.tolist()) == ((1, 2), [False, True])
    assert flat.verdicts == ("no wink", "flexion beyond neutral")
    assert set(flat.values) == {"pelvis_wink_deg", "onset_hip_flexion_deg"}
    assert flat.values["pelvis_wink_deg"].tolist() == [3.5, 12.25]
    assert np.isnan(flat.values["onset_hip_flexion_deg"]).tolist() == [True, False]
    assert flat.draws["pelvis_wink_deg"].shape == (2, 30)
    assert flat.descent is not None
    assert flat.descent.draws["pelvis_change_deg"].shape == (2, 3, 30)
    assert flat.person == {"mass_kg": 75.0, "femur_cm": 43.5}
    assert flat.hamstrings == {"claims": [{"claim": "blame"}]}
    assert session.under("heels_raised") == (heels,)


def test_the_details_of_a_condition_are_kept(tmp_path: Path) -> None:
    details = {
        "name": "straight_leg_raise", "amount": None, "note": "slowly", "side": "left",
        "joint": "", "known": True,
    }  # fmt: skip
    one = folder(tmp_path, "slr", "straight_leg_raise", summary={"condition_details": details})
    assert read(one).trials[0].condition == Condition(**details)
    details["colour"] = "red"
    other = folder(tmp_path, "other", "x", summary={"condition_details": details})
    with pytest.raises(OutputError, match="condition_details are not understood"):
        read(other)


def test_one_nameless_trial_is_the_baseline(tmp_path: Path) -> None:
    session = read(folder(tmp_path, "a"), folder(tmp_path, "b", "goblet"))
    assert session.trials[0].condition == Condition("baseline")
    assert session.notes == ("a has no condition and is taken as the baseline.",)


def test_several_nameless_trials_are_nothing_but_themselves(tmp_path: Path) -> None:
    session = read(folder(tmp_path, "a"), folder(tmp_path, "b"), folder(tmp_path, "c", "baseline"))
    assert [t.condition for t in session.trials[:2]] == [
        Condition("a", known=False), Condition("b", known=False),
    ]  # fmt: skip
    assert len(session.notes) == 1
    assert session.notes[0].startswith("a, b: recorded under no stated condition")


def test_a_nameless_trial_beside_a_baseline_is_not_another(tmp_path: Path) -> None:
    session = read(folder(tmp_path, "a"), folder(tmp_path, "b", "baseline"))
    assert not session.trials[0].condition.known


def test_a_movement_names_itself(tmp_path: Path) -> None:
    session = read(folder(tmp_path, "a", summary={"movement": "rock_back"}))
    assert session.trials[0].condition == Condition("rock_back")
    assert session.notes == ()


def test_names_of_ones_own_are_kept_and_said(tmp_path: Path) -> None:
    session = read(folder(tmp_path, "a", "baselin"), folder(tmp_path, "b", "baseline"))
    assert session.trials[0].condition == Condition("baselin", known=False)
    assert "Did you mean 'baseline'?" in session.notes[0]


def test_one_condition_may_be_recorded_twice(tmp_path: Path) -> None:
    session = read(folder(tmp_path, "a", "baseline"), folder(tmp_path, "b", "baseline"))
    assert len(session.under("baseline")) == 2
    assert session.notes == ()


def test_folders_without_draws_still_serve(tmp_path: Path) -> None:
    session = read(folder(tmp_path, "a", "baseline", samples=0), folder(tmp_path, "b", "goblet"))
    assert session.trials[0].draws == {}
    assert session.trials[0].descent is None
    assert session.trials[1].draws["pelvis_wink_deg"].shape == (2, 30)
    assert session.notes[0].startswith("No draws of the markers' errors in a:")


def test_only_draws_that_all_have_are_used(tmp_path: Path) -> None:
    session = read(folder(tmp_path, "a", "baseline", samples=50), folder(tmp_path, "b", "goblet"))
    first = session.trials[0]
    assert first.draws["pelvis_wink_deg"][0] == pytest.approx(np.arange(30.0))
    assert first.descent is not None
    assert first.descent.draws["pelvis_change_deg"].shape == (2, 3, 30)
    assert session.notes == (
        "The number of draws differs (50 in a; 30 in b): the first of each are used.",
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"seed": 4}, "The seed of the draws differs (0 in a; 4 in b)"),
        (
            {"record": {"settings": {"cutoff_hz": 10.0}}},
            "(Hz) differs (6.0 in a; 10.0 in b)",
        ),
        ({"record": {"settings": {"wink_threshold_deg": 3.0}}}, "threshold of a wink (°) differs"),
        ({"record": {"inputs": []}}, "do not share one static trial (one in a; none in b)"),
        (
            {"summary": {"neutral_lumbar_flexion_deg": {"value": -12.0}}},
            "Neutral lies at different lumbar angles (a −20.0°, b −12.0°)",
        ),
        (
            {"summary": {"model": {"scaling": {"factors": {"femur_r": [1.0, 1.08, 1.0]}}}}},
            "b's model is scaled differently from a's (2.9 %)",
        ),
        (
            {"summary": {"model": {"mass_kg": 78.0}}},
            "b's model is scaled differently from a's (4.0 %)",
        ),
    ],
)
def test_what_does_not_fit_is_said(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    session = read(folder(tmp_path, "a", "baseline"), folder(tmp_path, "b", "goblet", **change))
    assert len(session.notes) == 1
    assert said in session.notes[0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"family": "gait2392"}, "gait2392, lumbar levels 5: b"),
        ({"lumbar_levels": 1}, "packaged, lumbar levels 1: b"),
        ({"mass_kg": 95.0}, "27 % in mass, so they are not the same person"),
        ({"scaling": {"factors": {"femur_r": [1.0, 1.2, 1.0]}}}, "14 % in size"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    one, other = folder(tmp_path, "a"), folder(tmp_path, "b", "goblet", summary={"model": change})
    with pytest.raises(OutputError, match=said):
        read(one, other)


def test_broken_folders_are_refused(tmp_path: Path) -> None:
    one = folder(tmp_path, "a")
    with pytest.raises(SettingError, match="no folder to compare"):
        read()
    with pytest.raises(SettingError, match="named twice"):
        read(one, tmp_path / "b" / ".." / "a")
    with pytest.raises(OutputError, match="no summary here"):
        read(tmp_path / "nowhere")
    (one / "reps.csv").write_text("rep,pelvis_wink_deg\n1,3\n")
    with pytest.raises(OutputError, match="tells of repetitions 1, summary"):
        read(one)
    (one / "reps.csv").write_text("nothing\n")
    with pytest.raises(OutputError, match="no table of repetitions"):
        read(one)
    (one / "reps.csv").unlink()
    with pytest.raises(OutputError, match="no table of repetitions"):
        read(one)
    lacking = folder(tmp_path, "c")
    content = json.loads((lacking / "summary.json").read_text())
    del content["model"]
    (lacking / "summary.json").write_text(json.dumps(content))
    with pytest.raises(OutputError, match="lacks model; run analyze again"):
        read(lacking)


def test_draws_of_other_repetitions_are_refused(tmp_path: Path) -> None:
    one = folder(tmp_path, "a", samples=0)
    empty = Descent(np.zeros(0), {})
    store_draws(one / DRAWS, StoredDraws(0, (1, 2, 3), {}, empty))
    with pytest.raises(OutputError, match=r"draws\.npz: tells of repetitions 1, 2, 3"):
        read(one)


def test_a_trial_without_repetitions_is_read(tmp_path: Path) -> None:
    one = folder(tmp_path, "rom", "range_of_motion", summary={"reps": []}, samples=0)
    (one / "reps.csv").write_text("rep,trial,pelvis_wink_deg\n")
    store_draws(one / DRAWS, StoredDraws(0, (), {}, Descent(np.zeros(0), {})))
    trial = read(one).trials[0]
    assert trial.reps == ()
    assert trial.usable.shape == (0,)
    assert all(values.shape == (0,) for values in trial.values.values())
    assert trial.descent is None


def test_a_raise_that_the_analysis_was_given_is_kept(tmp_path: Path) -> None:
    def raised(name: str, right: float, left: str) -> Path:
        raises = [
            {"side": "r", "angle_deg": right, "known_from": "trial"},
            {"side": "l", "angle_deg": 90.0, "known_from": left},
        ]
        told = {"muscle": {"hamstrings": {"raises": raises}}}
        return folder(tmp_path, name, "baseline", summary=told)

    session = read(raised("flat", 70.0, "assumed"), raised("again", 70.0, "stated"))
    assert [trial.raised_deg for trial in session.trials] == [{"r": 70.0}, {"r": 70.0, "l": 90.0}]
    assert session.notes == ()
    assert session.recorded("straight_leg_raise")
    assert not session.recorded("rock_back")
    (note,) = read(raised("a", 70.0, "assumed"), raised("b", 60.0, "assumed")).notes
    assert note.startswith("The right straight-leg raise that the analyses were given (°) differs")
    assert not read(folder(tmp_path, "plain", "baseline")).recorded("straight_leg_raise")


def test_two_people_by_name_are_refused(tmp_path: Path) -> None:
    def of(name: str, person: str | None) -> Path:
        return folder(tmp_path, name, "baseline", summary={"person": {"name": person}})

    folders = [of("a", "Anna"), of("b", "P01"), of("c", "P01"), of("d", None)]
    with pytest.raises(OutputError, match=r"name 2 people \('Anna' in a; 'P01' in b, c\)"):
        read_session(folders)
    with pytest.raises(OutputError, match="name 2 people"):
        read_session(folders, person="P01")
    assert read_session([*folders[1:], of("e", "p01 ")]).person == tmp_path.name
    assert read_session(folders[1:3]).person == "P01"


@pytest.mark.parametrize("scaled", [False, True])
def test_without_scaling_the_lengths_tell_people_apart(tmp_path: Path, scaled: bool) -> None:
    def of(name: str, femur_cm: float) -> Path:
        told = {
            "model": {} if scaled else {"scaling": None},
            "person": {"proportions": {"femur_cm": {"value": femur_cm}, "tibia_cm": None}},
        }
        return folder(tmp_path, name, "baseline", summary=told)

    usual, same, rescaled, other = (
        of(*told) for told in (("a", 43.7), ("b", 43.9), ("c", 42.6), ("d", 38.7))
    )
    assert read(usual, same).notes == ()
    if scaled:  # factors tell it better than lengths that rest on them
        assert read(usual, other).notes == ()
        return
    assert "c's model is scaled differently from a's (2.5 %)" in read(usual, rescaled).notes[0]
    with pytest.raises(OutputError, match="11 % in size and 0 % in mass"):
        read(usual, other)


@pytest.mark.parametrize(
    ("source", "complete", "left_n", "kg"),
    [
        ("plates", 1.0, 392.266, 80.0),
        ("plates", 0.5, 392.266, None),
        ("estimate", 1.0, 392.266, None),
        ("plates", 1.0, None, None),
    ],
)
def test_the_weight_is_that_of_both_plates(
    tmp_path: Path, source: str, complete: float, left_n: float | None, kg: float | None
) -> None:
    forces = [{"mean_n": {"value": 392.266}}, {"mean_n": {"value": left_n}}]
    ground = {"source": source, "complete_share": {"value": complete}, "forces": forces}
    session = read(folder(tmp_path, "a", "baseline", summary={"load": {"ground": ground}}))
    assert session.trials[0].on_plates_kg == pytest.approx(
        float("nan") if kg is None else kg, nan_ok=True
    )


def test_a_trial_that_does_not_show_its_condition_is_pointed_out(tmp_path: Path) -> None:
    flat, heels = folder(tmp_path, "flat", "baseline"), folder(tmp_path, "heels", "heels: 25")
    for place in (flat, heels):
        rows = (place / "reps.csv").read_text().splitlines()
        told = ("foot_pitch_start_deg", "0.4", "0.5")
        (place / "reps.csv").write_text("\n".join(map(",".join, zip(rows, told, strict=True))))
    (note,) = read(flat, heels).notes
    assert note.startswith("The trial 'heels' does not show raised heels: ")
    assert note.endswith("No claim is tested with that condition.")


def test_each_trial_bears_its_own_threshold(tmp_path: Path) -> None:
    other = {"settings": {"wink_threshold_deg": 8.0}}
    unknown = {"settings": {"wink_threshold_deg": None}}
    session = read(
        folder(tmp_path, "a", "baseline"), folder(tmp_path, "b", "heels", record=other),
        folder(tmp_path, "c", "fast", record=unknown),
    )  # fmt: skip
    assert [trial.wink_threshold_deg for trial in session.trials] == [5.0, 8.0, 5.0]
    assert any("threshold of a wink (°) differs" in note for note in session.notes)


@pytest.mark.parametrize("stated", ["wide", True, 0.0, -3])
def test_a_threshold_that_is_no_angle_is_refused(tmp_path: Path, stated: object) -> None:
    one = folder(tmp_path, "a", "baseline", record={"settings": {"wink_threshold_deg": stated}})
    with pytest.raises(OutputError, match="wink_threshold_deg is"):
        read(one)
