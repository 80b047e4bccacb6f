"""The second library: when it takes over, its time limit, and that nothing is left behind."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from opensim_wink.errors import TrialError
from opensim_wink.trial.c3d import libraries as c3d_libraries
from opensim_wink.trial.c3d.file import read_c3d
from opensim_wink.trial.c3d.layout import read_header
from opensim_wink.trial.c3d.libraries import read_by_ezc3d, read_parameters

WriteC3d = Callable[..., Path]


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for temporary files, to see what stays in it."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def _worker(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    script = folder / "worker.py"
    script.write_text(code, encoding="utf-8")
    monkeypatch.setattr(c3d_libraries, "_WORKER", script)


def test_double_parameter_is_read_by_the_second(write_c3d: WriteC3d, scratch: Path) -> None:
    path = write_c3d(
        parameters={
            "PROCESSING:BODYMASS": 61.5,
            "PROCESSING:BODYMASX": 61.5,
            "POINT:X_SCREEN": ["+X"],
            "POINT:Y_SCREEN": ["+Z"],
        }
    )
    plain = read_c3d(path)
    path.write_bytes(path.read_bytes().replace(b"BODYMASX", b"BODYMASS"))
    trial = read_c3d(path)
    np.testing.assert_array_equal(trial.points_m, plain.points_m)
    assert (trial.labels, trial.screen) == (plain.labels, plain.screen)
    assert trial.person.mass_kg == 61.5
    assert any("Read by ezc3d" in note and "BODYMASS" in note for note in trial.notes)
    assert list(scratch.iterdir()) == []


def test_both_libraries_read_the_same_parameters(write_c3d: WriteC3d) -> None:
    path = write_c3d(
        analog=np.ones((200, 6)),
        parameters={
            # ezc3d crashes on the empty ones that the writer would leave.
            "ANALOG:SCALE": np.ones(6),
            "ANALOG:OFFSET": np.zeros(6, dtype=int),
            "FORCE_PLATFORM:USED": 2,
            "FORCE_PLATFORM:TYPE": np.array([2, 2]),
            "FORCE_PLATFORM:ORIGIN": np.array([[0.0, 0.0, -40.0]] * 2),
            "FORCE_PLATFORM:CORNERS": np.arange(24.0).reshape(2, 4, 3),
            "FORCE_PLATFORM:CHANNEL": np.arange(12).reshape(2, 6),
            "EVENT:USED": 3,
            "EVENT:TIMES": np.arange(6.0).reshape(3, 2),
            "EVENT:LABELS": ["a", "bb", "ccc"],
        },
    )
    raw = path.read_bytes()
    first, notes = read_parameters(raw, read_header(raw, path).maker, path)
    second = read_by_ezc3d(path, "")
    assert notes == ()
    for key in ("FORCE_PLATFORM:CORNERS", "FORCE_PLATFORM:CHANNEL", "EVENT:TIMES"):
        np.testing.assert_array_equal(first.numbers(key), second.numbers(key))
        assert first.dims(key) == second.dims(key)
    for key in ("EVENT:LABELS", "POINT:LABELS", "POINT:UNITS"):
        assert first.texts(key) == second.texts(key)
    for key in ("POINT:USED", "POINT:FRAMES", "ANALOG:USED"):
        assert first.count(key) == second.count(key)


def test_time_limit(
    write_c3d: WriteC3d, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scratch: Path
) -> None:
    _worker(monkeypatch, tmp_path, "import time; time.sleep(60)")
    with pytest.raises(TrialError, match=r"no answer in 0\.3 s") as caught:
        read_by_ezc3d(write_c3d(), "KeyError: twice", limit_s=0.3)
    assert "twice" in str(caught.value)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os; os.abort()", "exit status -6"),
        ("raise SystemExit('OSError: it is broken')", "it is broken"),
        ("print('done')", "exit status 0"),
    ],
)
def test_crash_and_refusal(
    write_c3d: WriteC3d,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    scratch: Path,
    code: str,
    said: str,
) -> None:
    _worker(monkeypatch, tmp_path, code)
    with pytest.raises(TrialError, match=said) as caught:
        read_by_ezc3d(write_c3d(), "AssertionError")
    assert "\n" not in str(caught.value)
    assert list(scratch.iterdir()) == []
