"""Real analyses through the runner: the same results as by themselves; where failures come from."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePosixPath

import pytest

from opensim_wink.analysis import analyze
from opensim_wink.load.settings import LoadSettings
from opensim_wink.report.files import write_results
from opensim_wink.settings import AnalysisSettings
from opensim_wink.study import worker
from opensim_wink.study.job import Job
from opensim_wink.study.keys import job_key, job_settings, stated_key
from opensim_wink.study.repeating import command_of
from opensim_wink.study.running import run_jobs
from opensim_wink.study.worker import run_job

SAMPLES = Path(__file__).resolve().parents[2] / "sample_trials"
QUICK = AnalysisSettings(
    samples=0, loads=LoadSettings(level="none"), static=SAMPLES / "wink_static.c3d"
)


def job_of(path: Path, settings: AnalysisSettings = QUICK, name: str = "squat") -> Job:
    folder = PurePosixPath("participants", "P01", "1", name)
    return Job("P01", "1", name, None, path, None, settings, folder)


def contents(folder: Path) -> dict[str, object]:
    """Every file; the provenance without the moment that it was made and what a study adds."""
    record = json.loads((folder / "provenance.json").read_text("utf-8"))
    created = record.pop("created")
    record.pop("study", None)
    files: dict[str, object] = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        .replace(created.encode(), b"")
        .replace(created[:10].encode(), b"")
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {**files, "provenance.json": record}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What comes out without the runner."""
    folder = tmp_path_factory.mktemp("alone") / "squat"
    job = job_of(SAMPLES / "wink.c3d")
    write_results(
        analyze(job.trial_path, None, job_settings(job)),
        folder,
        command=command_of(job),
        study={"key": job_key(job)},  # the page says of which kind the command is
    )
    return folder


def test_a_study_writes_what_a_single_analysis_writes(undisturbed: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    broken = tmp_path / "broken.c3d"
    broken.write_bytes((SAMPLES / "wink.c3d").read_bytes()[:3000])
    tasks = tmp_path / "tasks.xml"
    tasks.write_text("<none/>")
    jobs = [
        job_of(broken, name="broken"),
        job_of(SAMPLES / "wink.c3d", replace(QUICK, ik_tasks=tasks), name="ends_after_scaling"),
        job_of(SAMPLES / "wink.c3d"),  # takes the model that the other had scaled
    ]
    found = run_jobs(jobs, output)
    assert [o.step for o in found] == ["read", "follow", ""]
    assert str(broken) in found[0].error
    assert found[2].state == "done"
    where = output / jobs[2].folder
    assert contents(where) == contents(undisturbed)
    record = json.loads((where / "provenance.json").read_text("utf-8"))
    assert record["study"] == {"key": job_key(jobs[2]), "stated": stated_key(jobs[2])}
    kept = [path for path in (output / "subjects").iterdir() if path.is_dir()]
    assert len(kept) == 1
    assert found[2].memory_gb > 0.1
    assert [o.state for o in run_jobs(jobs, output)] == ["failed", "failed", "reused"]


def fails(job: Job, output: Path) -> tuple[str, str]:
    outcome = run_job(job, output, "key")
    assert outcome.state == "failed"
    assert not (output / job.folder / "summary.json").exists()
    return outcome.step, outcome.error


def test_the_step_of_a_failure_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    squat, output = SAMPLES / "wink.c3d", tmp_path / "out"
    assert fails(job_of(tmp_path / "none.c3d"), output)[0] == "read"
    own_static = replace(QUICK, static=tmp_path / "none.c3d")
    assert fails(job_of(squat, own_static), output)[0] == "read"
    step, error = fails(job_of(squat, replace(QUICK, mass_kg=200.0)), output)
    assert step == "scale"
    assert "200.0 kg" in error
    tasks = tmp_path / "tasks.xml"
    tasks.write_text("<none/>")
    assert fails(job_of(squat, replace(QUICK, ik_tasks=tasks)), output)[0] == "follow"
    assert fails(replace(job_of(squat), model_path=tmp_path / "none.osim"), output)[0] == "read"
    assert capsys.readouterr().err == "", "what was foreseen needs no traceback"


@pytest.mark.parametrize("name", worker._STEPS)
def test_steps_are_told_by_functions_that_are_there(name: str) -> None:
    module, _, function = f"opensim_wink.{name}".rpartition(".")
    assert getattr(import_module(module), function).__module__ == module


def test_a_result_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    taken = output / "participants" / "P01" / "1" / "squat"
    taken.mkdir(parents=True)
    (taken / "notes.txt").write_text("somebody's own")
    step, error = fails(job_of(SAMPLES / "wink.c3d"), output)
    assert step == "write"
    assert "notes.txt" in error
    assert (taken / "notes.txt").read_text() == "somebody's own"


def test_nothing_is_written_outside_the_output_folder(tmp_path: Path) -> None:
    job = replace(job_of(SAMPLES / "wink.c3d"), folder=PurePosixPath("../elsewhere"))
    outcome = run_job(job, tmp_path / "out", "key")
    assert (outcome.state, outcome.step) == ("failed", "write")
    assert "outside" in outcome.error
    assert list(tmp_path.iterdir()) == []


def test_surfaces_reach_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    def write(_: object, folder: Path, **options: object) -> None:
        asked.update(options)
        folder.mkdir(parents=True)

    monkeypatch.setattr("opensim_wink.analysis.analyze", lambda *_, **__: None)
    monkeypatch.setattr("opensim_wink.report.files.write_results", write)
    job = replace(job_of(SAMPLES / "wink.c3d"), geometry=tmp_path)
    assert run_job(job, tmp_path / "out", "k").state == "done"
    assert asked["geometry"] == tmp_path
    command = asked["command"]
    assert isinstance(command, tuple)
    assert command[:2] == ("analyze", "wink.c3d")


def test_a_static_that_is_gone_is_called_the_static_trial(tmp_path: Path) -> None:
    settings = replace(QUICK, static=tmp_path / "static.c3d")
    outcome = run_job(job_of(SAMPLES / "wink.c3d", settings), tmp_path / "out", "key")
    assert (outcome.state, outcome.step) == ("failed", "read")
    assert outcome.error.endswith("static.c3d: no such file; check the path of the static trial.")
