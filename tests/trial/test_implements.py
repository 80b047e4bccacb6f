from __future__ import annotations

from pathlib import Path

import pytest

from opensim_wink.trial.implements import owners_without_prefix
from opensim_wink.trial.read import read_trial


def test_a_bar_keeps_its_own_markers() -> None:
    labels = ["LASI", "BL", "C7", "Bar_R", "LBHD", "RBAK"]
    assert owners_without_prefix(labels, ["Jane", "Barbell"]) == (
        "Jane",
        "Barbell",
        "Jane",
        "Barbell",
        "Jane",
        "Jane",
    )


@pytest.mark.parametrize(
    ("labels", "declared"),
    [
        (["LASI", "BL"], ["Jane", "John"]),
        (["LASI", "BL"], ["Jane"]),
        (["LASI", "C7"], ["Jane", "Bar"]),
        (["LASI", "BL"], ["Jane", "John", "Bar"]),
        (["LASI", "BL"], ["Barbara", "John"]),
    ],
)
def test_nothing_is_guessed_where_names_do_not_tell(labels: list[str], declared: list[str]) -> None:
    assert owners_without_prefix(labels, declared) is None


@pytest.mark.real
def test_the_athlete_and_the_bar_are_told_apart(shared: Path) -> None:
    path = shared / "real" / "barbell_static" / "barbell_athlete_static.c3d"
    athlete = read_trial(path)
    assert athlete.person.name == "Athlete_1"
    assert set(athlete.subjects) == {"Athlete_1", "Bar"}
    assert {label for label in athlete.labels if ":" in label} == {"Bar:BL", "Bar:BR"}
    bar = read_trial(path, subject="Bar")
    assert {"BL", "BR"} <= set(bar.labels)
    assert "Athlete_1:C7" in bar.labels
