"""A small study of made-up trials."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePosixPath
from types import ModuleType

import pytest

from opensim_wink.settings import AnalysisSettings
from opensim_wink.study.job import Job

sys.path.insert(0, str(Path(__file__).parent))

MakeJobs = Callable[..., list[Job]]


@pytest.fixture
def acting(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of what the tests run, importable by its name in other processes too."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    module = import_module("study_jobs")
    assert sys.modules["study_jobs"] is module
    return module


@pytest.fixture
def make_jobs(tmp_path: Path) -> MakeJobs:
    """Jobs by name, each with what its trial's file says."""

    def make(**texts: str) -> list[Job]:
        (tmp_path / "trials").mkdir(exist_ok=True)
        jobs = []
        for name, text in texts.items():
            path = tmp_path / "trials" / f"{name}.c3d"
            path.write_text(text)
            folder = PurePosixPath("participants", "P01", "1", name)
            jobs.append(Job("P01", "1", name, None, path, None, AnalysisSettings(), folder))
        return jobs

    return make
