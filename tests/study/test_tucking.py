"""Whether the pelvis tucks, where the kind of tuck is open too."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from study_making import BEYOND, NO_WINK, UNKNOWN, MadeRep, MadeTrial, make_study

from opensim_wink.study.tables import finish_study
from opensim_wink.study.tucking import tucks_of, wink_limit


@pytest.mark.parametrize(
    ("rep", "limit", "told"),
    [
        (MadeRep(BEYOND, 12.0), 5.0, "yes"),
        (MadeRep(NO_WINK, 1.0), 5.0, "no"),
        (MadeRep(UNKNOWN, 17.0, ends=(15.0, 19.0)), 5.0, "yes"),  # its kind alone is open
        (MadeRep(UNKNOWN, 17.0, ends=(15.0, 19.0)), 16.0, "open"),
        (MadeRep(UNKNOWN, 7.5), 5.0, "yes"),
        (MadeRep(UNKNOWN, 7.4), 5.0, "open"),  # 4.9 to 9.9 is assumed
        (MadeRep(UNKNOWN, 17.0, flags=["heading"], ends=(15.0, 19.0)), 5.0, "open"),
        (MadeRep(UNKNOWN, None), 5.0, "open"),
        (MadeRep(UNKNOWN, 1.0, ends=(0.5, 1.5)), 5.0, "open"),  # its bottom was not seen
    ],
)
def test_the_side_is_told_apart_from_the_kind(rep: MadeRep, limit: float, told: str) -> None:
    assert tucks_of(rep.summary(1), limit) == told


def test_the_limit_is_the_one_of_the_trial() -> None:
    assert wink_limit({"settings": {"wink_threshold_deg": 3}}) == 3.0
    assert wink_limit({}) == 5.0
    with pytest.raises(ValueError, match="threshold of inf"):
        wink_limit({"settings": {"wink_threshold_deg": float("inf")}})


def test_a_tuck_of_open_kind_counts_as_a_tuck(tmp_path: Path) -> None:
    tucked = MadeRep(UNKNOWN, 17.0, 0.25, 80.0, ends=(15.0, 19.0))
    trials = [
        MadeTrial("A", "a", [tucked] * 3),
        MadeTrial("B", "b", [MadeRep(NO_WINK, 1.0, None, None), MadeRep(BEYOND, 9.0)]),
    ]
    study = make_study(tmp_path / "out", trials)
    finish_study(study)
    with (study / "reps.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["tucks"] for row in csv.DictReader(stream)] == ["yes"] * 3 + ["no", "yes"]
    with (study / "trials.csv").open(encoding="utf-8", newline="") as stream:
        (first, second) = csv.DictReader(stream)
    assert (first["reps_usable"], first["reps_side_known"], first["reps_tuck"]) == ("0", "3", "3")
    assert (second["reps_side_known"], second["reps_tuck"]) == ("2", "1")
    cohort = json.loads((study / "cohort.json").read_text("utf-8"))
    found = cohort["prevalence"]
    people = found["wink"]["people"]
    assert [people[way]["count"] for way in ("most", "some", "every")] == [1, 2, 1]
    assert found["people_usable"] == 2
    assert (found["wink"]["repetitions"]["count"], found["wink"]["repetitions"]["n"]) == (4, 5)
    assert (found["kind_open"], found["cannot_tell"]["count"]) == (3, 0)
    kind = found["verdicts"][BEYOND]
    assert (kind["repetitions"]["count"], kind["repetitions"]["n"]) == (1, 1)
    assert found["verdicts"][NO_WINK]["repetitions"]["n"] == 5
    each = cohort["onset"]["quantities"]["onset_depth_per_leg"]["each"]
    assert [(one["participant"], one["repetitions"]) for one in each] == [("A", 3), ("B", 1)]


def test_onsets_of_conditions_are_those_of_tucks_alone(tmp_path: Path) -> None:
    trials = []
    for number in range(5):
        for name, change in (("baseline", 0.0), ("goblet", 0.01 * number - 0.1)):
            tucked = MadeRep(UNKNOWN, 17.0 + number, 0.3 + change, ends=(15.0, 19.0))
            near = MadeRep(UNKNOWN, 5.5, 0.9)  # it has an onset, but it may be no tuck
            trials.append(MadeTrial(f"P{number}", name, [tucked, near], condition=name))
    study = make_study(tmp_path / "out", trials)
    finish_study(study)
    rows = json.loads((study / "cohort.json").read_text("utf-8"))["effects"]["rows"]
    (row,) = (one for one in rows if one["quantity"] == "onset_depth_per_leg")
    assert row["paired"]["n"] == 5
    assert row["paired"]["value"] == pytest.approx(-0.08)
