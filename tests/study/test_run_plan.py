"""A whole study: record, run, tables, in this order and by whichever runner."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from study_making import NO_WINK, MadeRep, MadeTrial, make_trial

from opensim_wink import studying
from opensim_wink.errors import ModelError
from opensim_wink.report.page import pdf
from opensim_wink.report.strict_json import read_json
from opensim_wink.study import dask_cluster, running
from opensim_wink.study.job import Job, Outcome
from opensim_wink.study.outcomes import write_outcome
from opensim_wink.study.plan import Plan, plan_study
from opensim_wink.study.run_plan import run_plan


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    for person in ("P1", "P2"):
        (tmp_path / "rec" / person).mkdir(parents=True)
        (tmp_path / "rec" / person / "flat.c3d").touch()
    study = tmp_path / "study.yaml"
    study.write_text("study: Two\ndata: rec\npattern: '{participant}/{trial}.c3d'\n")
    return plan_study(study)


def fail_all(jobs: tuple[Job, ...], output: Path, *_: str, **asked: Any) -> tuple[Outcome, ...]:
    assert (output / "study.json").is_file()
    found = tuple(Outcome(job.folder, "k", "failed", "read", "so") for job in jobs)
    for outcome in found:
        write_outcome(output, outcome)
    return found


@pytest.mark.parametrize("scheduler", [None, "tcp://node:1"])
def test_the_plan_is_on_record_before_and_the_tables_come_after(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheduler: str | None
) -> None:
    where, name = (running, "run_jobs") if scheduler is None else (dask_cluster, "run_on_dask")
    monkeypatch.setattr(where, name, fail_all)
    output = tmp_path / "out"

    def ran(outcomes: tuple[Outcome, ...]) -> None:
        assert len(outcomes) == 2
        assert not (output / "report.html").exists()

    outcomes, finished = run_plan(plan, plan, output, scheduler=scheduler, ran=ran)
    assert [one.folder for one in outcomes] == [job.folder for job in plan.jobs]
    assert finished is not None
    assert (finished.trials, finished.failed, finished.not_run) == (2, 2, 0)
    assert finished.report.is_file()


def test_a_part_leaves_the_tables_to_the_last(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "run_jobs", fail_all)
    output = tmp_path / "out"
    outcomes, finished = run_plan(plan, plan.only(["P2"]), output, others_run=True)
    assert (len(outcomes), finished) == (1, None)
    assert not (output / "report.html").exists()
    _, finished = run_plan(plan, plan.only(["P2"]), output)  # alone: with what there is
    assert finished is not None
    assert (finished.trials, finished.not_run) == (2, 1)
    _, finished = run_plan(plan, plan.only(["P1"]), output, others_run=True)
    assert finished is not None
    assert finished.not_run == 0


def test_a_part_does_not_count_results_that_are_older_than_their_files(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "run_jobs", fail_all)
    output = tmp_path / "out"
    make_trial(output, MadeTrial("P1", "flat", [MadeRep(NO_WINK)]))
    path = output / "participants/P1/1/flat/provenance.json"
    made = {"part": "trial", "name": "flat.c3d", "bytes": 0, "sha256": sha256(b"").hexdigest()}
    told = {**read_json(path, "record"), "created": "2020-01-01T00:00:00+00:00", "inputs": [made]}
    path.write_text(json.dumps(told))
    _, finished = run_plan(plan, plan.only(["P2"]), output)
    assert finished is not None
    assert (finished.done, finished.older) == (1, 0)
    (tmp_path / "rec/P1/flat.c3d").write_text("other")
    _, finished = run_plan(plan, plan.only(["P2"]), output)
    assert finished is not None
    assert (finished.done, finished.not_run, finished.older) == (0, 1, 1)


def test_from_python_with_surfaces_and_on_paper(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    surfaces: list[Path | None] = []
    printed: list[Path] = []

    def remember(jobs: tuple[Job, ...], output: Path, **asked: Any) -> tuple[Outcome, ...]:
        surfaces.extend(job.geometry for job in jobs)
        return fail_all(jobs, output, **asked)

    monkeypatch.setattr(running, "run_jobs", remember)
    monkeypatch.setattr(pdf, "check_pdf", lambda: None)
    monkeypatch.setattr(pdf, "write_pdf", printed.append)
    (tmp_path / "bones").mkdir()
    with pytest.raises(ModelError, match="holds no"):
        studying.run_study(plan, tmp_path / "out", geometry=tmp_path / "bones")
    (tmp_path / "bones/femur.vtp").touch()
    studying.run_study(plan, tmp_path / "out", geometry=tmp_path / "bones", pdf=True)
    assert surfaces == [tmp_path / "bones"] * 2
    assert printed == [tmp_path / "out/report.html"]
