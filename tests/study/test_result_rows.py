"""One damaged result is a failure of its own, and stops nobody's tables."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from study_making import BEYOND, NO_WINK, MadeRep, MadeTrial, make_study

from opensim_wink.study.tables import finish_study


def summary_with(change: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = folder / "summary.json"
        summary = json.loads(path.read_text("utf-8"))
        change(summary)
        # An infinite number that a strict reader lets through.
        path.write_text(json.dumps(summary).replace("Infinity", "1e999"), "utf-8")

    return damage


def set_at(*keys: str | int, to: object) -> Callable[[Path], None]:
    def change(summary: dict[str, Any]) -> None:
        place: Any = summary
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = to

    return summary_with(change)


def cell(column: str, to: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = folder / "reps.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        rows[0][column] = to
        with path.open("w", encoding="utf-8", newline="") as stream:
            table = csv.DictWriter(stream, list(rows[0]))
            table.writeheader()
            table.writerows(rows)

    return damage


def one_row_less(folder: Path) -> None:
    path = folder / "reps.csv"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")


DAMAGES = {
    "mass of words": set_at("model", "mass_kg", to="heavy"),
    "mass of a list": set_at("model", "mass_kg", to=[70]),
    "mass without end": set_at("model", "mass_kg", to=float("inf")),
    "mass of too many digits": set_at("model", "mass_kg", to=10**400),
    "unknown verdict": set_at("verdict", to="perhaps"),
    "unknown verdict of a repetition": set_at("reps", 0, "verdict", to="perhaps"),
    "verdict of a list": set_at("reps", 0, "verdict", to=["no wink"]),
    "other verdict than in the table": set_at("reps", 0, "verdict", to=NO_WINK),
    "number of words": set_at("reps", 0, "rep", to="first"),
    "number of too many digits": set_at("reps", 0, "rep", to=10**30),
    "reps of a number": set_at("reps", to=3),
    "amount of words": set_at("condition_details", to={"name": "goblet", "amount": "much"}),
    "condition of an object": set_at("condition", to={"a": 1}),
    "movement of a number": set_at("movement", to=3),
    "text that cannot be written": set_at("reason", to="\ud800"),
    "mean of words": set_at("means", "pelvis_wink_deg", "value", to={"a": 1}),
    "mean without end": set_at("means", "pelvis_wink_deg", "sd", to=float("inf")),
    "flag of a number": set_at("guard", to=[{"flag": 3, "rep": 1, "blocks": True}]),
    "guard of words": set_at("guard", to="none"),
    "summary of a list": lambda folder: (folder / "summary.json").write_text("[]") and None,
    "wink of another hand": cell("pelvis_wink_deg", "3"),
    "wink taken out": cell("pelvis_wink_deg", ""),
    "bend of another hand": set_at("reps", 0, "lumbar_wink_deg", to={"value": 40.0}),
    "depth of another hand": set_at("reps", 0, "bottom", to={"depth_per_leg": {"value": 0.9}}),
    "onset that is not known": set_at("reps", 0, "onset", to=None),
    "wink of words": cell("pelvis_wink_deg", "much"),
    "wink without end": cell("pelvis_wink_deg", "inf"),
    "depth without end": cell("bottom_depth_per_leg", "-inf"),
    "number of a broken row": cell("rep", "x"),
    "unknown verdict in the table": cell("verdict", "perhaps"),
    "a row less": one_row_less,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_result_is_a_failure_row(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    reps = [MadeRep(BEYOND, 9.0), MadeRep(BEYOND, 10.0)]
    trials = [MadeTrial(name, "a", reps, condition="baseline") for name in "AB"]
    study = make_study(tmp_path / "out", trials)
    damage(study / trials[0].folder)
    found = finish_study(study)
    assert (found.done, found.failed, found.reps) == (1, 1, 2)
    with (study / "failures.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["participant"], row["step"]) == ("A", "write")
    assert "run the trial again" in row["error"] or "run analyze again" in row["error"]
