"""A job's key changes with what its result depends on, and with nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePosixPath

import numpy as np
import pytest

from opensim_wink.load.settings import LoadSettings
from opensim_wink.settings import AnalysisSettings
from opensim_wink.study import keys
from opensim_wink.study.job import Job
from opensim_wink.study.keys import fingerprint, job_key, job_settings, stated_key

FILES = ("static", "label_map", "ik_tasks", "slr", "second_model", "hip_shape")


@pytest.fixture
def job(tmp_path: Path) -> Job:
    folder = tmp_path / "data"
    folder.mkdir()
    named = {name: folder / f"{name}.x" for name in (*FILES, "ground_reaction", "external_loads")}
    for path in (*named.values(), folder / "squat.c3d", folder / "model.osim"):
        path.write_text(path.name)
    settings = AnalysisSettings(**named)
    return Job(
        "P01",
        "1",
        "squat",
        "baseline",
        folder / "squat.c3d",
        folder / "model.osim",
        settings,
        PurePosixPath("participants/P01/1/squat"),
    )


@pytest.mark.parametrize(
    "name", [*FILES, "ground_reaction", "external_loads", "trial_path", "model_path"]
)
@pytest.mark.parametrize("change", [lambda p: p.write_text("other"), Path.unlink])
def test_every_file_counts(job: Job, name: str, change: Callable[[Path], object]) -> None:
    before = job_key(job)
    path = getattr(job, name, None) or getattr(job.settings, name)
    change(path)
    assert job_key(job) != before


@pytest.mark.parametrize(
    "change",
    [
        {"cutoff_hz": 6.5},
        {"seed": 1},
        {"mass_kg": 70.0},
        {"reps": ((0.0, 1.0),)},
        {"scaled": True},
        {"loads": LoadSettings(level="none")},
        {"neutral": 0.0},
    ],
)
def test_every_setting_counts(job: Job, change: dict[str, object]) -> None:
    assert job_key(replace(job, settings=replace(job.settings, **change))) != job_key(job)


def test_every_field_of_the_settings_is_in_the_key(job: Job) -> None:
    plain = keys._plain(job.settings)
    assert set(plain) == {field.name for field in fields(AnalysisSettings)}


def test_condition_person_and_version_count(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {
        job_key(job),
        job_key(replace(job, condition="heels_raised")),
        job_key(replace(job, participant="P02")),
        job_key(replace(job, model_path=None)),
    }
    monkeypatch.setattr(keys, "versions", lambda: {"opensim-wink": "99"})
    assert len(found | {job_key(job)}) == 5


@pytest.mark.parametrize(
    "change", [{"wink_threshold_deg": 8.0}, {"samples": 300}, {"neutral": 0.0}]
)
def test_what_the_study_states_is_known_without_a_files_bytes(
    job: Job, monkeypatch: pytest.MonkeyPatch, change: dict[str, object]
) -> None:
    stated = stated_key(job)
    job.trial_path.write_text("other")
    assert stated_key(job) == stated
    others = {
        stated_key(replace(job, settings=replace(job.settings, **change))),
        stated_key(replace(job, participant="P02")),
        stated_key(replace(job, trial_path=job.trial_path.with_name("other.c3d"))),
        stated_key(replace(job, model_path=None)),
    }
    monkeypatch.setattr(keys, "versions", lambda: {"opensim-wink": "99"})
    assert len(others | {stated, stated_key(job)}) == 6


def test_where_the_files_lie_does_not_count(job: Job, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    shutil.copytree(job.trial_path.parent, moved)
    paths = {
        field.name: moved / value.name
        for field in fields(AnalysisSettings)
        if isinstance(value := getattr(job.settings, field.name), Path)
    }
    other = replace(
        job,
        trial_path=moved / job.trial_path.name,
        model_path=moved / "model.osim",
        settings=replace(job.settings, **paths),
        folder=PurePosixPath("a/b"),
    )
    assert job_key(other) == job_key(job)


def test_a_file_beside_the_trial_counts_where_it_names_the_trial(job: Job) -> None:
    sidecar = job.trial_path.parent / "conditions.yaml"
    bare = job_key(job)
    sidecar.write_text("trials: {other.c3d: baseline}\n")
    assert job_key(job) == bare
    sidecar.write_text("trials: {squat.c3d: heels_raised, other.c3d: baseline}\n")
    named = job_key(job)
    assert named != bare
    sidecar.write_text("trials: {squat.c3d: heels_raised, other.c3d: goblet}\n")
    assert job_key(job) == named
    sidecar.write_text("trials: [no list of trials\n")
    assert job_key(job) not in (bare, named)


def test_the_study_states_condition_and_person(job: Job) -> None:
    assert job_settings(job).condition == "baseline"
    assert job_settings(job).person == "P01"
    own = replace(job, condition=None, settings=AnalysisSettings(condition="goblet", person="A"))
    assert job_settings(own) == own.settings


def test_what_is_no_file_is_not_waited_for(job: Job) -> None:
    job.trial_path.unlink()
    missing = job_key(job)
    os.mkfifo(job.trial_path)
    assert job_key(job) == missing
    assert job_key(replace(job, trial_path=job.trial_path.parent)) != missing


def test_fingerprints_tell_values_apart() -> None:
    @dataclass(frozen=True)
    class Held:
        values: object

    one = np.arange(6.0)
    contents = [
        None, 0, 1, 1.0, "1", True, [1, 2], [[1], 2], {"a": 1}, {"b": 1}, 0.1 + 0.2, 0.3,
        one, one.reshape(2, 3), one.astype(np.float32), -one, Held(one), Held(-one),
    ]  # fmt: skip
    assert len({fingerprint(content) for content in contents}) == len(contents)
    assert fingerprint(np.float64(0.1)) == fingerprint(0.1)
    assert fingerprint(np.arange(12.0)[::2]) == fingerprint(np.arange(12.0)[::2].copy())
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    with pytest.raises(TypeError, match="no place"):
        fingerprint({1, 2})


def test_surfaces_count_where_they_are_named(job: Job, tmp_path: Path) -> None:
    surfaces = tmp_path / "Geometry"
    surfaces.mkdir()
    (surfaces / "femur.vtp").write_text("one")
    (surfaces / "notes.txt").write_text("no surface")
    named = replace(job, geometry=surfaces)
    before = job_key(named)
    assert before != job_key(job)
    (surfaces / "notes.txt").write_text("of no matter")
    moved = tmp_path / "elsewhere"
    surfaces.rename(moved)
    named = replace(job, geometry=moved)
    assert job_key(named) == before
    (moved / "femur.vtp").write_text("another")
    assert job_key(named) != before
