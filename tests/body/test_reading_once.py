"""A model file is loaded once for all that is read of it, and again once it has changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from opensim_wink.body import engine
from opensim_wink.body.build import packaged_model_path
from opensim_wink.body.masses import masses_of
from opensim_wink.body.muscle_parameters import read_muscle_parameters
from opensim_wink.body.path_table import read_path_table
from opensim_wink.body.subject import load_subject
from opensim_wink.errors import ModelError


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.osim"
    shutil.copy(packaged_model_path(), path)
    return path


def change(path: Path, old: str, new: str) -> None:
    before = path.stat().st_mtime_ns
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_masses_paths_and_muscles_come_of_one_loading(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[Path] = []
    load = engine.load_model
    monkeypatch.setattr(engine, "load_model", lambda path: loaded.append(path) or load(path))
    for _ in range(2):
        names = read_path_table(model).names
        assert len(read_muscle_parameters(model, names).names) == len(names)
        assert masses_of(model).mass_kg.sum() > 1
    assert loaded == [model.resolve()]
    change(model, "<max_isometric_force>", "<max_isometric_force>9")
    stronger = read_muscle_parameters(model, names).max_force_n
    assert (stronger > 9).all()
    assert len(loaded) == 2


def test_a_subject_is_read_once_and_again_when_its_file_has_changed(model: Path) -> None:
    subject = load_subject(model)
    assert load_subject(model) is subject
    assert load_subject(model.parent / "." / "model.osim").model_path == model
    change(model, f'<Model name="{subject.name}"', '<Model name="another"')
    again = load_subject(model)
    assert (again.name, again.mass_kg) == ("another", subject.mass_kg)
    model.unlink()
    with pytest.raises(ModelError, match="no such model file"):
        load_subject(model)
