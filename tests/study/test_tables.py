"""The tables of a study: whole, typed, complete, and the same whoever writes them."""

from __future__ import annotations

import csv
import importlib.util
import json
import threading
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from study_making import (
    BEYOND,
    NEUTRAL,
    NO_WINK,
    UNKNOWN,
    MadeRep,
    MadeTrial,
    make_study,
    make_trial,
)

from opensim_wink.errors import OutputError
from opensim_wink.settings import AnalysisSettings
from opensim_wink.study import tables
from opensim_wink.study.cohort import NO_CONDITION
from opensim_wink.study.earlier import settled
from opensim_wink.study.job import Job
from opensim_wink.study.outcomes import read_outcome
from opensim_wink.study.spool import Spool
from opensim_wink.study.tables import finish_study, nothing_left

TABLES = ("reps", "trials", "failures")


def some_trials() -> list[MadeTrial]:
    return [
        MadeTrial("01", "flat_01", [MadeRep(BEYOND, 12.5), MadeRep(NO_WINK, 2.0, None, None)],
                  condition="baseline"),
        MadeTrial("01", "heels_01", [MadeRep(NEUTRAL, 6.0, flags=["heading"])],
                  condition="heels_raised", amount=25.0, flags=["at_limit"]),
        MadeTrial("02", "flat_01", [MadeRep(UNKNOWN, None, None, None)], condition="baseline",
                  extra={"only_here_deg": 3.25}),
        MadeTrial("02", "bad", state="failed", step="read", error='a "quoted", line\nwith a break'),
        MadeTrial("03", "later", state="not run"),
    ]  # fmt: skip


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path / "out", some_trials())


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_repetition_trial_and_failure_is_a_row(study: Path) -> None:
    found = finish_study(study)
    assert (found.trials, found.done, found.failed, found.not_run, found.reps) == (5, 3, 1, 1, 4)
    reps, trials, failures = (rows_of(study / f"{name}.csv") for name in TABLES)
    assert [(r["participant"], r["trial"], r["rep"], r["verdict"]) for r in reps] == [
        ("01", "flat_01", "1", BEYOND),
        ("01", "flat_01", "2", NO_WINK),
        ("01", "heels_01", "1", NEUTRAL),
        ("02", "flat_01", "1", UNKNOWN),
    ]
    assert [r["only_here_deg"] for r in reps] == ["", "", "", "3.25"]
    assert [r["key"] for r in reps] == ["key of flat_01"] * 2 + ["key of heels_01"] + [
        "key of flat_01"
    ]
    assert [t["state"] for t in trials] == ["done", "done", "done", "failed", "not run"]
    assert [t["reps_usable"] for t in trials] == ["2", "1", "0", "", ""]
    (failure,) = failures
    assert failure["error"] == 'a "quoted", line\nwith a break'
    assert (failure["step"], failure["log"], failure["file"]) == ("read", "last words", "bad.c3d")
    left = {path.name for path in study.iterdir()}
    assert left == {
        *(f"{name}.{kind}" for name in TABLES for kind in ("csv", "parquet")),
        "cohort.json", "report.html", "study.json", "outcomes", "participants", "locks",
    }  # fmt: skip


def test_flags_of_the_guard_are_columns(study: Path) -> None:
    finish_study(study)
    reps, trials = rows_of(study / "reps.csv"), rows_of(study / "trials.csv")
    assert [r["guard.heading"] for r in reps] == ["False", "False", "True", "False"]
    assert [r["guard_blocked"] for r in reps] == ["False", "False", "True", "False"]
    assert [r["guard_flags"] for r in reps] == ["", "", "heading", ""]
    assert trials[1]["guard_flags"] == "at_limit; heading"
    assert trials[1]["guard.at_limit"] == "True"
    assert reps[2]["guard.at_limit"] == "False"  # it was raised outside the repetition


def test_parquet_holds_the_same_with_types(study: Path) -> None:
    finish_study(study)
    for name in TABLES:
        typed = pd.read_parquet(study / f"{name}.parquet")
        text = rows_of(study / f"{name}.csv")
        assert list(typed.columns) == list(text[0])
        for column in typed:
            for value, shown in zip(typed[column], (row[column] for row in text), strict=True):
                if shown == "":
                    assert value is None or value != value
                elif isinstance(value, float):
                    assert value == float(shown)
                else:
                    assert str(value) == shown
    reps = pd.read_parquet(study / "reps.parquet")
    assert reps["participant"].tolist()[0] == "01"  # no number
    assert reps["pelvis_wink_deg"].dtype == np.float64
    assert reps["rep"].dtype == np.int64
    assert reps["hip_locked"].dtype == bool
    assert reps["condition_amount"].dropna().tolist() == [25.0]


def test_nothing_changes_when_nothing_has_changed(study: Path) -> None:
    finish_study(study)
    names = [path for path in study.iterdir() if path.is_file()]
    before = {path: path.read_bytes() for path in names}
    finish_study(study)
    assert {path: path.read_bytes() for path in names} == before


def test_a_study_without_any_result_has_tables_too(tmp_path: Path) -> None:
    study = make_study(tmp_path / "out", [MadeTrial("P", "a", state="failed", step="time")])
    assert finish_study(study).failed == 1
    assert rows_of(study / "reps.csv") == []
    assert pd.read_parquet(study / "reps.parquet").empty
    cohort = json.loads((study / "cohort.json").read_text("utf-8"))
    assert cohort["failed_at"] == {"time": 1}
    assert cohort["prevalence"]["people"] == 0
    empty = make_study(tmp_path / "empty", [])
    assert finish_study(empty).trials == 0


def test_a_damaged_or_missing_result_is_told(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trials = some_trials()
    reps = study / trials[0].folder / "reps.csv"
    reps.write_text(reps.read_text().replace("\n2,", "\n2,2,2,2,2,2,2,2,2,2,2,2,"))
    (study / trials[1].folder / "summary.json").write_text('{"schema": 1}')
    (study / trials[2].folder / "reps.csv").unlink()
    found = finish_study(study)
    assert (found.done, found.failed, found.not_run) == (0, 3, 2)
    assert found.damaged == 2  # the third is gone
    again = finish_study(study)
    assert (again.done, again.failed, again.not_run, again.damaged) == (0, 3, 2, 0)
    for one in trials[:2]:  # run again by the next batch, though all files are there
        job = Job("", "", "", None, Path("x"), None, AnalysisSettings(), one.folder)
        known = read_outcome(study, one.folder)
        assert known is not None
        assert settled(study, job, known.key, known) is None
    told = [row["error"] for row in rows_of(study / "failures.csv")]
    assert sum("cannot be read" in one for one in told) == 2
    assert not any(str(study) in one for one in told)
    before = (study / "failures.csv").read_bytes()
    monkeypatch.chdir(study.parent)
    finish_study(Path(study.name))
    assert (study / "failures.csv").read_bytes() == before


def test_results_of_other_settings_are_not_counted_with_these(study: Path) -> None:
    first, second, *_ = some_trials()
    plan = json.loads((study / "study.json").read_text())
    for entry in plan["trials"]:
        entry["stated"] = "now"
    (study / "study.json").write_text(json.dumps(plan))
    before = finish_study(study)  # of results that do not tell
    for one, stated in ((first, "before"), (second, "now")):
        path = study / one.folder / "provenance.json"
        made = json.loads(path.read_text())
        made["study"]["stated"] = stated
        path.write_text(json.dumps(made))
    found = finish_study(study)
    assert (found.done, found.not_run) == (before.done - 1, before.not_run + 1)
    assert found.reps == before.reps - len(first.reps)
    told = {row["reason"] for row in rows_of(study / "trials.csv") if row["state"] == "not run"}
    assert any("other settings" in one for one in told)


def test_results_older_than_their_files_are_not_counted(study: Path) -> None:
    first = some_trials()[0]
    before = finish_study(study)
    found = finish_study(study, {first.folder})
    assert (found.done, found.not_run, found.older) == (before.done - 1, before.not_run + 1, 1)
    told = {row["reason"] for row in rows_of(study / "trials.csv") if row["state"] == "not run"}
    assert any("files have changed" in one for one in told)


def test_a_failed_trial_leaves_its_earlier_result_out(study: Path) -> None:
    first = some_trials()[0]
    make_trial(study, MadeTrial("01", "flat_01", state="failed", step="time", error="too long"))
    assert (study / first.folder / "reps.csv").is_file()
    assert finish_study(study).reps == 2
    assert {row["trial"] for row in rows_of(study / "failures.csv")} == {"flat_01", "bad"}


def test_a_folder_that_leads_out_is_refused(study: Path) -> None:
    record = json.loads((study / "study.json").read_text())
    record["trials"][0]["folder"] = "../../elsewhere"
    (study / "study.json").write_text(json.dumps(record))
    with pytest.raises(OutputError, match="outside"):
        finish_study(study)
    assert not (study / "reps.csv").exists()


def test_what_is_no_study_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no study"):
        finish_study(tmp_path)
    assert not nothing_left(tmp_path)


def test_earlier_tables_stay_where_writing_fails(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish_study(study)
    before = {path: path.read_bytes() for path in study.iterdir() if path.is_file()}
    make_trial(study, MadeTrial("03", "later", [MadeRep(BEYOND)]))

    def no_room(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tables, "sync_tree", no_room)
    with pytest.raises(OutputError, match="No space left"):
        finish_study(study)
    assert {path: path.read_bytes() for path in study.iterdir() if path.is_file()} == before
    assert list(study.glob(".tables-*")) == []


def test_remains_of_a_killed_run_are_removed(study: Path) -> None:
    (study / ".tables-0badcafe").mkdir()
    (study / ".tables-0badcafe/reps.csv").touch()
    finish_study(study)
    assert list(study.glob(".tables-*")) == []


def test_two_that_end_at_once_wait_for_each_other(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[int] = []
    most: list[int] = []
    real = tables._write_tables

    def watched(*arguments: Any) -> dict[str, int]:
        inside.append(1)
        most.append(len(inside))
        try:
            return real(*arguments)
        finally:
            inside.pop()

    monkeypatch.setattr(tables, "_write_tables", watched)
    errors: list[BaseException] = []

    def finish() -> None:
        try:
            finish_study(study)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=finish) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert most == [1, 1, 1]
    assert len(rows_of(study / "reps.csv")) == 4


def test_nothing_is_left_when_all_have_an_outcome(study: Path) -> None:
    assert not nothing_left(study)
    make_trial(study, MadeTrial("03", "later", [MadeRep(BEYOND)]))
    assert nothing_left(study)


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        tracemalloc.start()
        with Spool(tmp_path / "rows", {"name": "text"}) as spool:
            for n in range(rows):
                spool.add({"name": f"trial {n}", **{f"column_{c}": n + c for c in range(12)}})
            spool.write(tmp_path / f"table{rows}")
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(600)  # what libraries keep once they are loaded
    assert peak(2600) < 1.5 * peak(1000)
    assert len(rows_of(tmp_path / "table2600.csv")) == 2600


def test_a_column_is_what_stands_in_it(tmp_path: Path) -> None:
    with Spool(tmp_path / "rows", {"id": "text"}, {"end": "bool"}) as spool:
        spool.add({"id": "01", "a": "1.5", "b": "True", "c": "x", "d": "", "end": True})
        spool.add({"id": "02", "a": "2", "b": "False", "c": "3", "e": "nan", "end": None})
        spool.add({"id": "03", "b": "1"})
        assert spool.columns() == {
            "id": "text", "a": "float", "b": "text", "c": "text", "d": "float", "e": "float",
            "end": "bool",
        }  # fmt: skip
        spool.write(tmp_path / "table")
    assert not (tmp_path / "rows").exists()
    found = pd.read_parquet(tmp_path / "table.parquet")
    assert found["b"].tolist() == ["True", "False", "1"]


def test_prevalence_counts_people_in_the_usual_squat_alone(study: Path) -> None:
    finish_study(study)
    cohort = json.loads((study / "cohort.json").read_text("utf-8"))
    assert cohort["usual"] == "baseline"
    assert cohort["conditions"] == ["baseline", "heels_raised 25"]
    found = cohort["prevalence"]
    assert (found["people"], found["people_usable"]) == (2, 1)
    assert (found["repetitions"], found["repetitions_usable"]) == (3, 2)
    wink = found["wink"]["people"]
    # One of two squats is not most of them.
    assert [wink[way]["count"] for way in ("most", "some", "every")] == [0, 1, 0]
    assert found["wink"]["repetitions"]["count"] == 1
    assert cohort["onset"]["quantities"]["onset_depth_per_leg"]["each"] == [
        {"participant": "01", "value": 0.3, "repetitions": 1}
    ]
    flags = {flag["flag"]: flag for flag in cohort["guard"]}
    assert flags["heading"] | {"measure": "", "reason": ""} == {
        "flag": "heading", "measure": "", "reason": "", "trials": 1, "of_trials": 3, "people": 1,
        "of_people": 2, "repetitions": 1, "of_repetitions": 4,
    }  # fmt: skip


def test_rock_backs_are_no_squats(tmp_path: Path) -> None:
    trials = [
        MadeTrial("A", "squat", [MadeRep(BEYOND)]),
        MadeTrial("A", "rock", [MadeRep(NO_WINK)], movement="rock_back"),
    ]
    study = make_study(tmp_path / "out", trials)
    finish_study(study)
    cohort = json.loads((study / "cohort.json").read_text("utf-8"))
    assert (cohort["counts"]["reps"], cohort["counts"]["squats"]) == (2, 1)
    assert cohort["prevalence"]["wink"]["people"]["every"]["count"] == 1
    assert (cohort["usual"], cohort["effects"]["rows"]) == (NO_CONDITION, [])


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


@pytest.mark.parametrize(
    "way",
    [
        "paired",
        pytest.param(
            "mixed",
            marks=pytest.mark.skipif(
                not _has("statsmodels"), reason="statsmodels is not installed"
            ),
        ),
    ],
)
def test_effects_of_conditions_are_found_again(tmp_path: Path, way: str) -> None:
    rng = np.random.default_rng(6)
    trials = []
    for number in range(14):
        own = rng.normal(15, 3)
        for name, effect in (("baseline", 0.0), ("heels_raised", -5.0), ("goblet", 0.0)):
            reps = [MadeRep(BEYOND, own + effect + rng.normal(0, 0.8)) for _ in range(4)]
            trials.append(MadeTrial(f"P{number:02d}", name, reps, condition=name))
    study = make_study(tmp_path / "out", trials)
    finish_study(study)
    cohort = json.loads((study / "cohort.json").read_text("utf-8"))
    rows = {(r["quantity"], r["condition"]): r for r in cohort["effects"]["rows"]}
    heels, goblet = (rows["pelvis_wink_deg", name] for name in ("heels_raised", "goblet"))
    assert heels[way]["low"] < -5.0 < heels[way]["high"]
    assert heels[way]["high"] - heels[way]["low"] < 1.5
    assert heels[way]["p_holm"] < 0.001
    assert goblet[way]["p_holm"] > 0.05
    known = [r[way] for r in rows.values() if r[way]["p"] is not None]
    least = min(known, key=lambda one: one["p"])
    assert least["p_holm"] == pytest.approx(min(1.0, len(known) * least["p"]))
    assert all(one["p"] <= one["p_holm"] <= 1.0 for one in known)
    if _has("statsmodels"):
        from statsmodels.stats.multitest import multipletests

        holm = multipletests([one["p"] for one in known], method="holm")[1]
        assert [one["p_holm"] for one in known] == pytest.approx(list(holm), abs=1e-12)
    assert {r[way]["p_holm"] for r in rows.values() if r[way]["p"] is None} <= {None}
    assert rows["bottom_depth_per_leg", "goblet"]["paired"]["p_holm"] is None
    assert rows["bottom_depth_per_leg", "goblet"]["paired"]["why"] == "no scatter between people"
