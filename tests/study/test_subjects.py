"""A scaled model is made once, and what is kept can run nothing."""

from __future__ import annotations

import os
import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.body.build import packaged_model_path
from opensim_wink.scaling.subject import ScaledSubject
from opensim_wink.study import subjects
from opensim_wink.study.keys import fingerprint
from opensim_wink.study.subjects import KNOWN, MODEL, SubjectStore
from opensim_wink.trial.axes import turn_to_opensim
from opensim_wink.trial.read import read_trial
from opensim_wink.trial.trial import Trial

SAMPLES = Path(__file__).resolve().parents[2] / "sample_trials"


@pytest.fixture(scope="module")
def standing() -> Trial:
    return turn_to_opensim(read_trial(SAMPLES / "wink_static.c3d"))


@pytest.fixture(scope="module")
def made(standing: Trial, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ScaledSubject]:
    folder = tmp_path_factory.mktemp("kept") / "subjects"
    return folder, SubjectStore(folder).scale(packaged_model_path(), standing, 61.5, None)


def place_of(folder: Path) -> Path:
    (found,) = (path for path in folder.iterdir() if path.is_dir())
    return found


def refuse(*_: object, **__: object) -> ScaledSubject:
    raise AssertionError("it was scaled again")


def test_what_is_taken_is_what_was_made(
    made: tuple[Path, ScaledSubject], standing: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, scaled = made
    monkeypatch.setattr(subjects, "scale_subject", refuse)
    taken = SubjectStore(folder).scale(packaged_model_path(), standing, 61.5, None)
    assert taken is not scaled
    assert fingerprint(_known(taken)) == fingerprint(_known(scaled))
    assert taken.subject.model_path == place_of(folder) / MODEL
    assert taken.subject.model_path.is_file()
    assert taken.generic_path == packaged_model_path()
    assert sorted(path.suffix for path in folder.iterdir()) == ["", ".lock"]


def _known(scaled: ScaledSubject) -> list[object]:
    """What can be written as plain values; the tree's functions by their own."""
    return [
        {name: np.asarray(value) for name, value in scaled.scale_factors.items()},
        scaled.landmark_error_mm,
        scaled.markers,
        scaled.pose.values,
        scaled.mass_kg,
        scaled.notes,
        scaled.warnings,
        repr(scaled.subject.profile),
        repr(scaled.subject.tree),
    ]


def test_other_content_is_scaled_anew(
    made: tuple[Path, ScaledSubject], standing: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = made
    monkeypatch.setattr(subjects, "scale_subject", refuse)
    moved = replace(standing, points_m=standing.points_m + 1e-6)
    for other in ((standing, 61.6, None), (standing, 61.5, {"LASI": "LASI"}), (moved, 61.5, None)):
        with pytest.raises(AssertionError, match="again"):
            SubjectStore(folder).scale(packaged_model_path(), *other)
    assert [path for path in folder.iterdir() if path.name.startswith(".")] == []


class Attack:
    def __init__(self, where: Path) -> None:
        self.where = where

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return os.mkdir, (str(self.where),)


class Borrowed:
    """Calls a function of this package, which is not there to be called."""

    def __init__(self, where: Path) -> None:
        self.where = where

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        from opensim_wink.study.outcomes import sync_folder

        return sync_folder, (self.where,)


def test_a_damaged_or_hostile_file_runs_nothing_and_is_replaced(
    made: tuple[Path, ScaledSubject], standing: Trial, tmp_path: Path, monkeypatch
) -> None:
    folder, scaled = made
    known = place_of(folder) / KNOWN
    good = known.read_bytes()
    called: list[bool] = []

    def scale_again(*_: object, out_path: Path, **__: object) -> ScaledSubject:
        called.append(True)
        out_path.write_text("<OpenSimDocument/>")
        return scaled

    monkeypatch.setattr(subjects, "scale_subject", scale_again)
    bad = [
        b"",
        good[: len(good) // 2],
        pickle.dumps(Attack(tmp_path / "made")),
        pickle.dumps(Borrowed(tmp_path)),
        pickle.dumps({"not": "a subject"}),
        pickle.dumps(eval),
    ]
    for content in bad:
        known.write_bytes(content)
        SubjectStore(folder).scale(packaged_model_path(), standing, 61.5, None)
        assert pickle.loads(known.read_bytes()).mass_kg == scaled.mass_kg
    assert len(called) == len(bad)
    assert not (tmp_path / "made").exists()
