"""Whether a result was made of the bytes that its files now hold."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest

from opensim_wink.settings import AnalysisSettings
from opensim_wink.study import older
from opensim_wink.study.job import Job
from opensim_wink.study.older import older_results

FOLDER = PurePosixPath("participants", "P1", "1", "a")


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A trial and its static, and a result that was made of them just now."""
    (tmp_path / "a.c3d").write_bytes(b"trial")
    (tmp_path / "static.c3d").write_bytes(b"still")
    settings = AnalysisSettings(static=tmp_path / "static.c3d")
    made(tmp_path, datetime.now(UTC))
    return Job("P1", "1", "a", None, tmp_path / "a.c3d", None, settings, FOLDER)


def made(place: Path, when: datetime) -> None:
    inputs = [
        {"part": "x", "name": name, "bytes": 5, "sha256": sha256(content).hexdigest()}
        for name, content in (("a.c3d", b"trial"), ("static.c3d", b"still"))
    ]
    record = {
        "package": {"name": "opensim-wink"},
        "created": when.isoformat(timespec="seconds"),
        "inputs": inputs,
    }
    path = place / "out" / FOLDER / "provenance.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record))


@pytest.mark.parametrize("name", ["a.c3d", "static.c3d"])
@pytest.mark.parametrize("content", [b"longer than before", b"other"])
def test_other_bytes_are_found(job: Job, tmp_path: Path, name: str, content: bytes) -> None:
    assert older_results([job], tmp_path / "out") == frozenset()
    path = tmp_path / name
    path.write_bytes(content)
    os.utime(path, (0, 0))  # as a copy that keeps the time of its content
    assert older_results([job], tmp_path / "out") == {FOLDER}


def test_what_was_touched_and_holds_the_same_is_the_same(job: Job, tmp_path: Path) -> None:
    made(tmp_path, datetime.now(UTC) - timedelta(days=1))
    job.trial_path.touch()
    assert older_results([job], tmp_path / "out") == frozenset()


def test_what_nobody_touched_is_not_read(
    job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, datetime.now(UTC) + timedelta(days=1))

    def reads(path: Path) -> str:
        raise AssertionError(path)

    monkeypatch.setattr(older, "sha256", reads)
    assert older_results([job], tmp_path / "out") == frozenset()


def test_what_is_not_there_tells_nothing(job: Job, tmp_path: Path) -> None:
    job.trial_path.unlink()
    assert older_results([job], tmp_path / "out") == frozenset()
    (tmp_path / "out" / FOLDER / "provenance.json").write_text("[]")
    assert older_results([job], tmp_path / "out") == frozenset()
    assert older_results([job], tmp_path / "nowhere") == frozenset()
